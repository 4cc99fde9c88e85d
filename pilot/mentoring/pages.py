"""What the pages of mentoring show: cells, chips and sentences in the reader's language."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from pilot.cohort.labels import clash_words
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import labels
from pilot.mentoring.enums import ConfirmationState, SessionState, Standing, Topic
from pilot.mentoring.matrix_queries import Matrix, MatrixRow
from pilot.mentoring.month_rules import LockedMonth
from pilot.mentoring.queries import MonthCell
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import Problem
from pilot.mentoring.session_queries import SessionLine
from pilot.mentoring.tally_queries import RUNNING, Behind, Shortage
from pilot.web import locale

LINES = 3
FACES = 2_000
LOOKS = {
    Standing.MET: ("met", "ok"),
    Standing.COVERED: ("run", "plan"),
    Standing.OPEN: ("run", "half"),
    Standing.AT_RISK: ("run", "warn"),
    Standing.IMPOSSIBLE: ("short", "danger"),
    Standing.MISSED: ("short", "short"),
    Standing.UPCOMING: ("plan", "plan"),
    Standing.EXEMPT: ("none", ""),
}


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix: its look, its number, a short word under it, and all of it as a sentence."""

    look: str
    sign: str
    value: str
    small: str
    spoken: str
    url: str | None
    month: Month


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]
    total: str
    promised: str


@dataclass(frozen=True)
class Group:
    municipality: str
    rows: tuple[Row, ...]


def hours_number(minutes: int) -> str:
    """Write minutes as clock hours without the unit, at most two decimals."""
    exact = (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize()
    return locale.number(Decimal(f"{exact:f}"))


def groups(pilot: Pilot, rows: Iterable[MatrixRow], *, opened: frozenset[uuid.UUID]) -> tuple[Group, ...]:
    """Group the rows by municipality; only the rows in `opened` lead to their sessions."""
    return tuple(
        Group(municipality, tuple(_row(pilot, row, opens=row.participation_id in opened) for row in members))
        for municipality, members in groupby(rows, key=lambda row: row.municipality)
    )


def _row(pilot: Pilot, row: MatrixRow, *, opens: bool) -> Row:
    cells = []
    for cell in row.cells:
        url = None
        if opens:
            url = url_for(
                "mentoring.month",
                code=pilot.code,
                participation_id=row.participation_id,
                month=str(cell.month),
            )
        cells.append(_cell(cell, name=row.name, url=url))
    promised = _("of %(hours)s", hours=hours_number(row.required)) if row.required else ""
    return Row(row.name, tuple(cells), locale.hours(row.received), promised)


def _cell(cell: MonthCell, *, name: str, url: str | None) -> Cell:
    look, sign, value, small, words = _face(cell, get_locale())
    return Cell(look, sign, value, small, f"{name}, {words}", url, cell.month)


@lru_cache(FACES)
def _face(cell: MonthCell, _locale: Any) -> tuple[str, str, str, str, str]:
    """Return what alike months show in a language: look, sign, number, short word, sentence."""
    look, sign = LOOKS[cell.standing] if cell.standing else ("plan" if cell.received else "none", "")
    shown = cell.received
    if cell.standing is Standing.UPCOMING:
        look, sign = ("plan", "plan") if cell.planned else ("none", "")
        shown = cell.planned
    value = "–" if not shown and look == "none" else hours_number(shown)
    spoken = f"{locale.month(cell.month.first_day)}: {in_words(cell)}"
    return look, sign, value, _small(cell), spoken


def _small(cell: MonthCell) -> str:
    words: object = ""
    if cell.standing is Standing.MISSED:
        words = _("%(minutes)s short", minutes=locale.minutes(cell.missing))
    elif cell.standing is Standing.IMPOSSIBLE:
        words = _("too late")
    elif cell.last_safe_day and cell.standing is Standing.AT_RISK:
        words = _("by %(day)s", day=locale.short_day(cell.last_safe_day))
    elif cell.standing in RUNNING and cell.planned:
        words = _("+%(minutes)s planned", minutes=locale.minutes(cell.planned))
    elif cell.standing in RUNNING:
        words = _("no plan")
    elif cell.counted != cell.received:
        words = _("%(hours)s counts", hours=hours_number(cell.counted))
    return str(words)


def in_words(cell: MonthCell) -> str:
    """Say a month in one sentence: received, promised, how it stands, what is missing and planned."""
    parts = [locale.minutes(cell.received)]
    if cell.counted != cell.received:
        parts.append(_("%(minutes)s count", minutes=locale.minutes(cell.counted)))
    if cell.required is not None:
        parts[0] = _(
            "%(received)s of %(required)s",
            received=locale.minutes(cell.received),
            required=locale.minutes(cell.required),
        )
    if cell.standing is not None:
        parts.append(str(labels.STANDINGS[cell.standing]))
    if cell.missing and cell.standing is not Standing.UPCOMING:
        parts.append(_("%(minutes)s still missing", minutes=locale.minutes(cell.missing)))
    if cell.planned:
        parts.append(_("%(minutes)s planned", minutes=locale.minutes(cell.planned)))
    if cell.overdue:
        parts.append(_("%(minutes)s planned on days that are over", minutes=locale.minutes(cell.overdue)))
    return ", ".join(str(part) for part in [*parts, *_ahead(cell)])


def _ahead(cell: MonthCell) -> list[str]:
    """Say until when a month of which minutes miss is safe."""
    found = []
    if cell.last_safe_day:
        found.append(str(_("last safe day %(day)s", day=locale.day(cell.last_safe_day))))
    if cell.longer:
        found.append(str(_("only with longer sessions than usual")))
    return found


def in_short(cell: MonthCell) -> str:
    """Say what of a month is planned, and until when it is safe where it is at risk or past that."""
    parts = [_("%(minutes)s planned", minutes=locale.minutes(cell.planned))] if cell.planned else []
    if cell.standing in {Standing.AT_RISK, Standing.IMPOSSIBLE}:
        parts.append(str(labels.STANDINGS[cell.standing]))
        parts += _ahead(cell)
    return ", ".join(str(part) for part in parts)


def lede(matrix: Matrix) -> list[str]:
    """Say first who is short this month, then who was before: names and minutes (M24)."""
    if not matrix.quota_minutes:
        return [_("This pilot promises no minimum; the table shows the hours received.")]
    if matrix.focus is None:
        if not matrix.months:
            return []
        return [_("Mentor hours begin: %(month)s.", month=locale.month(matrix.months[0].first_day))]
    total = next(total for total in matrix.totals if total.month == matrix.focus)
    sentences = [
        _(
            "%(month)s: %(met)s of %(expected)s have the minimum.",
            month=locale.month(matrix.focus.first_day),
            met=total.met,
            expected=total.expected,
        )
        if total.expected
        else _("%(month)s: nobody has a minimum.", month=locale.month(matrix.focus.first_day))
    ]
    if matrix.focus in matrix.short:
        sentences[0] += " " + _shortage_sentence(matrix.focus, matrix.short[matrix.focus], matrix.focus)
    sentences += [
        _shortage_sentence(month, behind, matrix.focus)
        for month, behind in matrix.short.items()
        if month != matrix.focus
    ]
    return sentences


def _shortage_sentence(month: Month, behind: Behind, focus: Month) -> str:
    named = ", ".join(_shortage(one) for one in behind.first)
    more = behind.total - len(behind.first)
    if more:
        named += ", " + ngettext("and %(num)s more", "and %(num)s more", more)
    if month == focus:
        return str(_("Still missing: %(people)s.", people=named))
    return str(_("%(month)s, missing: %(people)s.", month=locale.month(month.first_day), people=named))


def _shortage(short: Shortage) -> str:
    missing = f"{short.name} – {locale.minutes(short.cell.missing)}"
    details = in_short(short.cell)
    return f"{missing} ({details})" if details else missing


@dataclass(frozen=True)
class Mentee:
    """A participant on the mentor's own page: what is still needed, and the latest sessions."""

    participation_id: uuid.UUID
    name: str
    municipality: str
    cell: MonthCell | None
    words: str
    next_on: dt.date | None
    lines: tuple[SessionLine, ...]
    links: dict[uuid.UUID, tuple[str, str]]


def mentees(
    pilot: Pilot,
    people: Sequence[Participation],
    cells: Mapping[uuid.UUID, Sequence[MonthCell]],
    lines: Sequence[SessionLine],
    *,
    today: dt.date,
) -> list[Mentee]:
    """Put each participant of a mentor together with this month and the latest sessions."""
    found = []
    for person in people:
        own = tuple(line for line in lines if line.participation_id == person.id)
        cell = cell_of(cells.get(person.id, ()), Month.of(today))
        found.append(
            Mentee(
                participation_id=person.id,
                name=person.user.name,
                municipality=person.municipality.name,
                cell=cell,
                words=in_words(cell) if cell else "",
                next_on=_next_day(own, today),
                lines=_latest(own),
                links={line.attendee_id: _open(pilot, line) for line in _latest(own)},
            )
        )
    return found


def _latest(lines: Sequence[SessionLine]) -> tuple[SessionLine, ...]:
    """Return the next plan and the latest other sessions: a series does not push them off the page."""
    plans = [line for line in lines if line.state is SessionState.PLANNED][-1:]
    others = [line for line in lines if line.state is not SessionState.PLANNED]
    return tuple([*plans, *others][:LINES])


def _open(pilot: Pilot, line: SessionLine) -> tuple[str, str]:
    return url_for("sessions.session", code=pilot.code, session_id=line.session_id), str(
        _("Open the session")
    )


def _next_day(lines: Sequence[SessionLine], today: dt.date) -> dt.date | None:
    days = [line.held_on for line in lines if line.state is SessionState.PLANNED and line.held_on >= today]
    days += [line.next_on for line in lines[:1] if line.next_on is not None and line.next_on >= today]
    return min(days, default=None)


def cell_of(cells: Iterable[MonthCell], month: Month) -> MonthCell | None:
    return next((cell for cell in cells if cell.month == month), None)


def returned(lines: Iterable[SessionLine]) -> list[SessionLine]:
    return [line for line in lines if line.confirmation is ConfirmationState.RETURNED and not line.is_closed]


def waiting_lede(waiting: Sequence[SessionLine]) -> str:
    """Say first how many sessions wait for the reader's answer."""
    number = len(waiting)
    if not number:
        return str(_("Nothing waits for your confirmation."))
    return str(
        ngettext(
            "%(num)s session waits for your confirmation.",
            "%(num)s sessions wait for your confirmation.",
            number,
        )
    )


def pairs_lede(number: int) -> str:
    """Say how many pairs run now."""
    return str(ngettext("%(num)s pair runs now.", "%(num)s pairs run now.", number))


def topics(stored: Iterable[str]) -> str:
    return ", ".join(str(labels.TOPICS[Topic(topic)]) for topic in stored)


def outcome_hours(cell: MonthCell) -> str:
    return str(
        _(
            "%(received)s of %(required)s",
            received=hours_number(cell.counted),
            required=locale.hours(cell.required or 0),
        )
    )


def outcomes(
    names: Mapping[uuid.UUID, str], cells: Mapping[uuid.UUID, Sequence[MonthCell]], months: Iterable[Month]
) -> list[tuple[str, bool]]:
    """Say what each attendee's months add up to after a record, and whether that is enough."""
    found = []
    for month in sorted(months):
        for person, name in names.items():
            cell = cell_of(cells.get(person, ()), month)
            if cell is None:
                continue
            hours = outcome_hours(cell) if cell.required is not None else locale.hours(cell.received)
            sentence = _(
                "%(name)s after this record, %(month)s: %(hours)s",
                name=name,
                month=locale.month(month.first_day),
                hours=hours,
            )
            found.append((str(sentence), cell.missing == 0))
    return found


def words_of(refusal: SessionRefusedError) -> str:
    """Say why a session is refused; a closed month is named, and what the same time is claimed for."""
    problem, months = refusal.problem, refusal.months
    if refusal.clash is not None:
        return clash_words(refusal.clash)
    if problem is Problem.MONTH_CLOSED and months:
        named = ", ".join(locale.month(closed.first_day) for closed in months)
        return str(_("Ask the coordinator to open the month: %(months)s is closed", months=named))
    locked = [month for month in months if isinstance(month, LockedMonth)]
    if problem is Problem.MONTH_LOCKED and locked:
        return " ".join(locked_words(month) for month in locked)
    return str(labels.PROBLEMS[problem])


def locked_words(month: LockedMonth) -> str:
    """Say since when a month takes no more entries, and whom to ask."""
    return str(
        _(
            "%(month)s took entries until %(day)s. Ask the coordinator to extend it: %(names)s.",
            month=locale.month(month.first_day),
            day=locale.day(month.until),
            names=", ".join(month.ask) or "–",
        )
    )
