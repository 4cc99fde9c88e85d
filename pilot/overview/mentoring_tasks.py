"""What needs the coordinator, the mentors and the participants in the mentoring."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Row, exists, func, select

from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairRole, ParticipationState
from pilot.cohort.models import MentoringPair, Participation, Phase, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import (
    log_pages,
    month_queries,
    pages,
    queries,
    rules,
    session_queries,
    shortage_queries,
    tally_queries,
)
from pilot.mentoring.closing import correction_queries
from pilot.mentoring.closing import queries as closing
from pilot.mentoring.enums import ConfirmationState, SessionState, Standing
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.tally_queries import Shortage
from pilot.overview import conditions, links
from pilot.overview.tasks import Deadline, Deed, First, Task, due
from pilot.web import locale

DAYS_BEFORE_PHASE = 14
UNANSWERED_AFTER = dt.timedelta(days=7)
URGENT_NOW = frozenset({Standing.AT_RISK, Standing.IMPOSSIBLE})
URGENT = URGENT_NOW | {Standing.MISSED}
SHORT_NOW = URGENT_NOW | {Standing.OPEN}


def months_to_close(pilot: Pilot, phases: Sequence[Phase], *, today: dt.date) -> list[Task]:
    """Return a row for each month that is over and not closed, due on its closing day (R12, M13)."""
    is_working_day = cohort.working_days_of(pilot)
    return [
        Task(
            what=_("Close the month: %(month)s", month=locale.month(month.first_day)),
            why=_("Closing freezes sessions and attendance, so that the reports stay as they are."),
            action_url=links.close_month(pilot, month),
            action_label=_("Close the month"),
            due=due(rules.month_close_day(month, pilot.month_close_working_day, is_working_day), today=today),
        )
        for month in conditions.open_months(pilot, phases, today=today)
        if month.last_day < today
    ]


def short_participants(pilot: Pilot, phases: Sequence[Phase], *, today: dt.date, first: int) -> First:
    """Return rows for participants at risk this month and for open months missed without a reason."""
    course = queries.course_of(pilot, phases)
    this_month, closed = Month.of(today), cohort.closed_months(pilot.id)
    months = [
        month
        for month in course.months
        if month == this_month or (month < this_month and str(month) not in closed)
    ]
    tally = tally_queries.tally_of(course, today=today)
    behind = shortage_queries.behind(
        tally, months, limit=first, standings=URGENT, unexplained=True, together=True
    )
    rows = [short for found in behind.values() for short in found.first]
    more = sum(found.total for found in behind.values()) - len(rows)
    return First([_short(pilot, short, today=today) for short in rows], more)


def _short(pilot: Pilot, short: Shortage, *, today: dt.date) -> Task:
    if short.cell.standing in URGENT_NOW:
        return _at_risk(pilot, short, today=today)
    return _missed(pilot, short.name, short.cell)


def returned_sessions(pilot: Pilot) -> list[Task]:
    """Return a row for each mentor who has sessions that participants sent back."""
    rows = db.session.execute(
        select(
            User.given_name, User.family_name, func.count(SessionAttendee.id), func.min(MentorSession.held_on)
        )
        .join(MentorSession, MentorSession.mentor_id == User.id)
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(MentorSession.pilot_id == pilot.id, month_queries.in_open_month(pilot), *_was_returned())
        .group_by(User.id, User.given_name, User.family_name, User.sort_key)
        .order_by(User.sort_key, User.id)
    )
    return [
        Task(
            what=_("Sessions sent back: %(count)d. Mentor: %(name)s", count=count, name=f"{given} {family}"),
            why=_("A participant does not agree with what was written down."),
            action_url=links.close_month(pilot, Month.of(first_on)),
            action_label=_("Look and remind"),
        )
        for given, family, count, first_on in rows
    ]


def unconfirmed_sessions(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each month with records that participants left unanswered for a week (M11)."""
    if not pilot.confirmation_required:
        return []
    late: dict[Month, int] = {}
    rows = db.session.execute(
        select(MentorSession.held_on, MentorSession.logged_at, SessionAttendee.asked_at)
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(MentorSession.pilot_id == pilot.id, month_queries.in_open_month(pilot), *_waits())
    )
    for held_on, logged_at, asked_at in rows:
        month = Month.of(held_on)
        since = closing.asked_on(asked_at, logged_at, held_on)
        if today - since >= UNANSWERED_AFTER:
            late[month] = late.get(month, 0) + 1
    return [
        Task(
            what=ngettext(
                "%(num)d record unanswered for a week: %(month)s",
                "%(num)d records unanswered for a week: %(month)s",
                number,
                month=locale.month(month.first_day),
            ),
            why=_("Participants have not confirmed what the mentor wrote down. Remind them."),
            action_url=links.close_month(pilot, month),
            action_label=_("Look and remind"),
        )
        for month, number in sorted(late.items())
    ]


def corrections_asked(pilot: Pilot) -> list[Task]:
    """Return a row for each request of a mentor to correct a closed month."""
    return [
        Task(
            what=_("Correct the session of %(day)s?", day=locale.day(correction.session.held_on)),
            why=_(
                "Mentor: %(name)s, %(before)s → %(after)s",
                name=correction.asked_by.name,
                before=locale.minutes(correction.minutes_before),
                after=locale.minutes(correction.minutes),
            ),
            action_url=links.correction(pilot, correction.id),
            action_label=_("Answer"),
        )
        for correction in correction_queries.waiting_in(pilot)
    ]


def missing_pairs(pilot: Pilot, phases: Sequence[Phase], *, today: dt.date, first: int) -> First:
    """Return rows for participants without a mentor, from two weeks before the phase to its end."""
    span = cohort.quota_span(pilot, phases)
    if span is None or span.ends_on is None or pilot.mentor_quota_minutes == 0:
        return First([])
    if not span.starts_on - dt.timedelta(days=DAYS_BEFORE_PHASE) <= today <= span.ends_on:
        return First([])
    has_pair = exists().where(
        MentoringPair.participation_id == Participation.id,
        MentoringPair.role == PairRole.PRIMARY,
        MentoringPair.ends_on.is_(None),
    )
    people = select(Participation).where(
        Participation.pilot_id == pilot.id,
        Participation.state.in_([ParticipationState.CONFIRMED, ParticipationState.ACTIVE]),
        ~has_pair,
    )
    names = db.session.execute(
        people.join(Participation.user)
        .with_only_columns(User.given_name, User.family_name)
        .order_by(User.sort_key, Participation.id)
        .limit(first)
    ).all()
    is_all = len(names) < first
    total = len(names) if is_all else db.session.scalar(people.with_only_columns(func.count())) or 0
    tasks = [
        Task(
            what=_("Choose a mentor. Participant: %(name)s", name=f"{given} {family}"),
            why=_("Mentor minutes are promised from %(day)s.", day=locale.day(span.starts_on)),
            action_url=links.pair_up(pilot),
            action_label=_("Choose a mentor"),
            due=due(span.starts_on, today=today),
        )
        for given, family in names
    ]
    return First(tasks, total - len(tasks))


def short_mentees(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each own mentee whose minutes of this month are neither received nor planned."""
    mentees = select(MentoringPair.participation_id).where(
        MentoringPair.pilot_id == pilot.id,
        MentoringPair.mentor_id == viewer.user_id,
        cohort.works_on(today),
    )
    people = queries.people_of(
        pilot, queries.promised_people(pilot, None).where(Participation.id.in_(mentees))
    )
    cells = queries.cells_of(queries.course_of(pilot), people, today=today)
    this_month = Month.of(today)
    return [
        _own_short(pilot, person, cell, today=today)
        for person in sorted(people, key=lambda person: (person.sort_key, person.participation_id))
        for cell in cells[person.participation_id]
        if cell.month == this_month and cell.standing in SHORT_NOW
    ]


def _own_short(pilot: Pilot, person: queries.Person, cell: queries.MonthCell, *, today: dt.date) -> Task:
    """Ask a mentor for what misses: to plan where the month is in danger, else to log."""
    is_urgent = cell.standing in URGENT_NOW
    key = person.participation_id
    return Task(
        what=_("%(name)s: missing %(minutes)s", name=person.name, minutes=locale.minutes(cell.missing)),
        why=_progress(cell),
        action_url=links.month_ahead(pilot, key) if is_urgent else links.log_session(pilot, key),
        action_label=_("Choose a day") if is_urgent else _("Log a session"),
        due=_in_danger(cell, today=today) if is_urgent else due(cell.month.last_day, today=today),
    )


def own_returned_sessions(pilot: Pilot, *, user_id: uuid.UUID) -> list[Task]:
    """Return a row for each session of a mentor that a participant sent back."""
    is_open = month_queries.in_open_month(pilot)
    rows = _sessions(pilot, MentorSession.mentor_id == user_id, is_open, *_was_returned())
    return [
        Task(
            what=_("Correct the session of %(day)s", day=locale.day(row.held_on)),
            why=_("Sent back. Participant: %(name)s", name=f"{row.given_name} {row.family_name}"),
            action_url=links.correct_session(pilot, row.id),
            action_label=_("Correct"),
        )
        for row in rows
    ]


def planned_sessions_past(pilot: Pilot, *, viewer: Viewer, now: dt.datetime, today: dt.date) -> list[Task]:
    """Return a row for each planned session of a mentor that is over: one tap on it says how it was (M5)."""
    return [
        Task(
            what=_("Did it take place? %(session)s", session=log_pages.question(session)),
            why=_("Planned. One tap stores it, and for ten seconds you can take it back."),
            action_url=links.session(pilot, session.id),
            action_label=_("It took place"),
            due=due(session.held_on, today=today),
            deed=Deed(
                links.hold_session(pilot, session.id),
                {"version": str(session.version), "next": links.home()},
                (
                    (_("It did not"), links.session_not_held(pilot, session.id)),
                    (_("Another time"), links.session_another_time(pilot, session.id)),
                ),
            ),
        )
        for session in session_queries.due_plans(pilot, viewer=viewer, today=today)
        if session.held_on < today or (session.ends_at is not None and session.ends_at <= now)
    ]


def sessions_to_confirm(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row for each held session that waits for a participant's word."""
    if not pilot.confirmation_required:
        return []
    rows = _sessions(
        pilot,
        Participation.user_id == user_id,
        MentorSession.held_on <= today,
        month_queries.in_open_month(pilot),
        *_waits(),
    )
    return [
        Task(
            what=_("Confirm the session of %(day)s", day=locale.day(row.held_on)),
            why=_("Your mentor wrote down: %(minutes)s", minutes=locale.minutes(row.minutes)),
            action_url=links.answer(pilot, row.attendee_id),
            action_label=_("Look and confirm"),
            due=_answer_by(row, today=today),
        )
        for row in rows
    ]


def _answer_by(row: Row[Any], *, today: dt.date) -> Deadline:
    """Return how long a record may wait for its participant: a week, then it is late."""
    by = closing.asked_on(row.asked_at, row.logged_at, row.held_on) + UNANSWERED_AFTER
    return due(by, today=today) if by <= today else Deadline(row.held_on)


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (
        MentorSession.state == SessionState.HELD,
        SessionAttendee.confirmation == ConfirmationState.WAITING,
    )


def _was_returned() -> tuple[ColumnElement[bool], ...]:
    return (
        SessionAttendee.confirmation == ConfirmationState.RETURNED,
        MentorSession.state == SessionState.HELD,
    )


def _sessions(pilot: Pilot, *conditions: ColumnElement[bool]) -> list[Row[Any]]:
    """Return sessions with one attendee a row, the oldest first."""
    return list(
        db.session.execute(
            select(
                MentorSession.id,
                SessionAttendee.id.label("attendee_id"),
                MentorSession.held_on,
                MentorSession.minutes,
                MentorSession.logged_at,
                SessionAttendee.asked_at,
                User.given_name,
                User.family_name,
            )
            .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
            .join(Participation, Participation.id == SessionAttendee.participation_id)
            .join(User, User.id == Participation.user_id)
            .where(MentorSession.pilot_id == pilot.id, *conditions)
            .order_by(MentorSession.held_on, MentorSession.id, User.sort_key, SessionAttendee.id)
        )
    )


def _in_danger(cell: queries.MonthCell, *, today: dt.date) -> Deadline:
    """Return the day until which a month can be saved; in order it stands where the month began."""
    is_lost = cell.standing is Standing.IMPOSSIBLE
    until = cell.month.last_day if is_lost else cell.last_safe_day or cell.month.last_day
    return replace(due(until, today=today), on=cell.month.first_day, kind="danger" if is_lost else "warn")


def _progress(cell: queries.MonthCell) -> str:
    words = _(
        "%(month)s: %(counted)s of %(required)s",
        month=locale.month(cell.month.first_day),
        counted=locale.minutes(cell.counted),
        required=locale.minutes(cell.required or 0),
    )
    details = pages.in_short(cell)
    return f"{words} · {details}" if details else str(words)


def _at_risk(pilot: Pilot, short: Shortage, *, today: dt.date) -> Task:
    is_lost = short.cell.standing is Standing.IMPOSSIBLE
    return Task(
        what=_("No longer reachable this month: %(name)s", name=short.name)
        if is_lost
        else _("At risk this month: %(name)s", name=short.name),
        why=_progress(short.cell),
        action_url=links.month_ahead(pilot, short.participation_id),
        action_label=_("What can still be done"),
        due=_in_danger(short.cell, today=today),
    )


def _missed(pilot: Pilot, name: str, cell: queries.MonthCell) -> Task:
    return Task(
        what=_("Write why the minimum was missed: %(name)s", name=name),
        why=_progress(cell),
        action_url=links.close_month(pilot, cell.month),
        action_label=_("Explain"),
        due=Deadline(
            cell.month.last_day, _("missing %(minutes)s", minutes=locale.minutes(cell.missing)), "danger"
        ),
    )
