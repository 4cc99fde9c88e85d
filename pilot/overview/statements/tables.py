"""The statements of mentors, lecturers and participants, built from what counts in the ledger."""

import datetime as dt
import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import pgettext

from pilot.accounts.models import User
from pilot.cohort.claim_rules import RIGA, Counted
from pilot.cohort.enums import ClaimKind
from pilot.cohort.labels import claim_words
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month, academic_hours
from pilot.documents.sheets import Value
from pilot.mentoring import labels as mentoring
from pilot.mentoring.queries import MonthCell
from pilot.mentoring.session_queries import SessionLine
from pilot.mentoring.timesheets import labels as work
from pilot.mentoring.timesheets.enums import Capacity
from pilot.overview.ledger import queries as ledger
from pilot.overview.ledger.pages import minutes_and_hours
from pilot.overview.statements import labels, mentees, queries
from pilot.overview.statements.enums import Subject
from pilot.overview.statements.queries import Edition
from pilot.overview.statements.shapes import Column, Statement, Table
from pilot.training.forms import title_of
from pilot.training.labels import academic
from pilot.web import locale

CAPACITIES = {Subject.MENTOR: Capacity.MENTOR, Subject.LECTURER: Capacity.LECTURER}


def of_workers(
    pilot: Pilot, month: Month, subject: Subject, people: Sequence[User], *, today: dt.date
) -> list[Statement]:
    """Return the statements of mentors, or of lecturers, in the order given; few queries however many."""
    kind = ClaimKind.SESSION if subject is Subject.MENTOR else ClaimKind.CLASS
    ids = [person.id for person in people]
    main = ledger.counted(pilot, ids, month, kind, today=today)
    other = ledger.counted(pilot, ids, month, ClaimKind.LINE, today=today)
    rows = _session_rows(main, month) if subject is Subject.MENTOR else _class_rows(main, pilot)
    line_rows = _line_rows(other, CAPACITIES[subject])
    edition = queries.edition_of(pilot, month)
    make = _session_table if subject is Subject.MENTOR else _class_table
    of_mentees = mentees.tables_of(pilot, ids, month, today=today) if subject is Subject.MENTOR else {}
    return [
        _statement(
            subject,
            person,
            pilot=pilot,
            month=month,
            edition=edition,
            tables=(
                make(rows.get(person.id, []), pilot),
                _line_table(line_rows.get(person.id, [])),
                *of_mentees.get(person.id, ()),
            ),
        )
        for person in people
    ]


def _statement(
    subject: Subject,
    person: User,
    *,
    pilot: Pilot,
    month: Month,
    edition: Edition,
    tables: tuple[Table, ...],
) -> Statement:
    return Statement(
        subject=subject,
        person_id=person.id,
        pilot=pilot,
        month=month,
        edition=edition,
        person=person.name,
        facts=tuple((table.title, table.total) for table in tables if table.total),
        tables=tables,
        signatories=(
            labels.signs(subject, person.name),
            _("Coordinator: signature, name in full, date"),
        ),
    )


Rows = dict[uuid.UUID, list[tuple[int, tuple[Value, ...]]]]
"""By person: the minutes of each row that count, and its values."""


def _times(each: Counted) -> tuple[dt.time | None, dt.time | None]:
    if each.claim.stretch is None:
        return None, None
    starts_at, ends_at = (moment.astimezone(RIGA).time() for moment in each.claim.stretch)
    return starts_at, ends_at


def _remark(each: Counted) -> str:
    """Say of a row that some of its minutes are claimed twice and counted elsewhere."""
    if not each.doubled:
        return ""
    if each.beside is None:
        return str(
            _(
                "claimed: %(minutes)s; more than the day has",
                minutes=locale.minutes(each.claimed),
            )
        )
    return str(
        _(
            "claimed: %(minutes)s; claimed twice, counted once: %(doubled)s – %(claim)s",
            minutes=locale.minutes(each.claimed),
            doubled=locale.minutes(each.doubled),
            claim=claim_words(each.beside),
        )
    )


def _session_rows(found: Sequence[Counted], month: Month) -> Rows:
    sessions = queries.sessions_by_id({each.claim.row_id for each in found})
    rows: Rows = {}
    for each in found:
        session = sessions[each.claim.row_id]
        day = next(day for day in each.claim.days if Month.of(day) == month)
        rows.setdefault(each.claim.user_id, []).append(
            (
                each.counted,
                (
                    day,
                    *_times(each),
                    str(mentoring.SESSION_KINDS[session.kind]),
                    ", ".join(queries.people_of(session)),
                    each.counted,
                    _remark(each),
                ),
            )
        )
    return rows


def _session_table(rows: Sequence[tuple[int, tuple[Value, ...]]], _pilot: Pilot) -> Table:
    minutes = sum(counted for counted, _values in rows)
    return Table(
        _("Mentor sessions"),
        (
            *_day_and_times(),
            Column(_("Kind")),
            Column(_("Participants"), is_wide=True),
            Column(_("Minutes"), is_number=True),
            Column(_("Remark")),
        ),
        tuple(values for _counted, values in rows),
        minutes_and_hours(minutes),
        (_("Total"), None, None, None, None, minutes, dt.timedelta(minutes=minutes)),
    )


def _class_rows(found: Sequence[Counted], pilot: Pilot) -> Rows:
    classes = queries.classes_by_id({each.claim.row_id for each in found})
    rows: Rows = {}
    for each in found:
        held = classes[each.claim.row_id]
        module = (
            f"{held.module.number}. {title_of(held.module, language=locale.language())}"
            if held.module
            else ""
        )
        rows.setdefault(each.claim.user_id, []).append(
            (
                each.counted,
                (
                    each.claim.held_on,
                    *_times(each),
                    "; ".join(part for part in (module, held.topic) if part),
                    academic_hours(each.counted, pilot.academic_hour_minutes),
                    each.counted,
                    _remark(each),
                ),
            )
        )
    return rows


def _class_table(rows: Sequence[tuple[int, tuple[Value, ...]]], pilot: Pilot) -> Table:
    minutes = sum(counted for counted, _values in rows)
    hours = academic_hours(minutes, pilot.academic_hour_minutes)
    return Table(
        _("Classes"),
        (
            *_day_and_times(),
            Column(_("Module and topic"), is_wide=True),
            Column(_("Ac. h"), is_number=True),
            Column(_("Minutes"), is_number=True),
            Column(_("Remark")),
        ),
        tuple(values for _counted, values in rows),
        f"{academic(minutes, pilot=pilot)} = {locale.hours(minutes)} = {minutes_and_hours(minutes)}",
        (_("Total"), None, None, None, hours, minutes, dt.timedelta(minutes=minutes)),
    )


def _line_rows(found: Sequence[Counted], capacity: Capacity) -> Rows:
    lines = queries.lines_by_id({each.claim.row_id for each in found})
    rows: Rows = {}
    for each in found:
        line = lines[each.claim.row_id]
        if line.capacity is capacity:
            rows.setdefault(each.claim.user_id, []).append(
                (
                    each.counted,
                    (
                        each.claim.held_on,
                        *_times(each),
                        str(work.WORK_KINDS[line.kind]),
                        line.note,
                        each.counted,
                        _remark(each),
                    ),
                )
            )
    return rows


def _line_table(rows: Sequence[tuple[int, tuple[Value, ...]]]) -> Table:
    minutes = sum(counted for counted, _values in rows)
    return Table(
        _("Other work"),
        (
            *_day_and_times(),
            Column(_("Kind of work")),
            Column(_("What was done"), is_wide=True),
            Column(_("Minutes"), is_number=True),
            Column(_("Remark")),
        ),
        tuple(values for _counted, values in rows),
        minutes_and_hours(minutes),
        (_("Total"), None, None, None, None, minutes, dt.timedelta(minutes=minutes)),
    )


def _day_and_times() -> tuple[Column, ...]:
    return (
        Column(_("Date")),
        Column(str(pgettext("time of day", "From")), is_number=True),
        Column(str(pgettext("time of day", "To")), is_number=True),
    )


def of_participant(
    participation: Participation, month: Month, lines: Sequence[SessionLine], cell: MonthCell | None
) -> Statement:
    """Return the statement of what a participant received in a month."""
    received = [line for line in lines if line.counts]
    minutes = sum(line.minutes for line in received)
    table = Table(
        _("Mentor time received"),
        (
            Column(_("Date")),
            Column(str(pgettext("time of day", "From")), is_number=True),
            Column(_("Mentor"), is_wide=True),
            Column(_("Kind")),
            Column(str(pgettext("session", "Form"))),
            Column(_("Confirmation")),
            Column(_("Minutes"), is_number=True),
        ),
        tuple(_received_row(line) for line in received),
        minutes_and_hours(minutes),
        (_("Total"), None, None, None, None, dt.timedelta(minutes=minutes), minutes),
    )
    pilot = participation.pilot
    mentors = ", ".join(dict.fromkeys(line.mentor for line in received))
    return Statement(
        subject=Subject.PARTICIPANT,
        person_id=participation.id,
        pilot=pilot,
        month=month,
        edition=queries.edition_of(pilot, month),
        person=participation.user.name,
        facts=(
            (_("Municipality"), participation.municipality.name),
            (table.title, table.total),
            (_("Counts towards the minimum"), locale.minutes(cell.counted) if cell else ""),
            (_("Minimum of the month"), locale.minutes(cell.required) if cell and cell.required else ""),
        ),
        tables=(table,),
        signatories=(
            labels.signs(Subject.PARTICIPANT, participation.user.name),
            labels.signs(Subject.MENTOR, mentors or "________________"),
        ),
    )


def _received_row(line: SessionLine) -> tuple[Value, ...]:
    return (
        line.held_on,
        line.starts_at.astimezone(RIGA).time() if line.starts_at else None,
        line.mentor,
        str(mentoring.SESSION_KINDS[line.kind]),
        str(mentoring.SESSION_FORMS[line.form]),
        str(mentoring.CONFIRMATIONS[line.confirmation]),
        line.minutes,
    )
