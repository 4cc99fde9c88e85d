"""What the pages of closing months say, in the reader's language."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.cohort.models import MonthClose, Pilot
from pilot.cohort.rules import Month
from pilot.mentoring.closing import labels, queries
from pilot.mentoring.closing.enums import Need, RowState
from pilot.mentoring.closing.queries import Board, OwnRecords, PairRow, Record
from pilot.web import locale

OFFERED_DAYS = 5


@dataclass(frozen=True)
class MonthLine:
    """A month in the list: how it stands and what the day for entries is."""

    month: Month
    is_over: bool
    is_closed: bool
    revision: int
    closed_at: dt.datetime | None
    until: dt.date
    is_late: bool


def month_lines(
    months: Sequence[tuple[Month, MonthClose | None]], until: Mapping[Month, dt.date], *, today: dt.date
) -> list[MonthLine]:
    """Return the months as the list shows them."""
    return [
        MonthLine(
            month=month,
            is_over=month.last_day < today,
            is_closed=close is not None and close.reopened_at is None,
            revision=close.revision if close is not None else 1,
            closed_at=close.closed_at if close is not None else None,
            until=until[month],
            is_late=until[month] < today,
        )
        for month, close in months
    ]


def months_lede(lines: Sequence[MonthLine]) -> str:
    """Say how many months wait to be closed."""
    number = sum(line.is_over and not line.is_closed for line in lines)
    if not number:
        return str(_("All months that are over are closed."))
    return str(ngettext("%(num)s month waits to be closed.", "%(num)s months wait to be closed.", number))


def board_lede(board: Board) -> str:
    """Say first how many pairs are ready, and how many need something."""
    if board.is_closed:
        return str(_("Sessions and attendance of this month can no longer be changed."))
    if not board.is_over:
        return str(_("The month is still running: it can be closed from the first day after it."))
    if not board.rows:
        return str(_("No mentor hours belong to this month. Closing it freezes the attendance."))
    ready = len(board.in_state(RowState.READY))
    return str(
        _(
            "%(ready)s of %(all)s pairs are ready.",
            ready=ready,
            all=len(board.rows),
        )
    )


@dataclass(frozen=True)
class RowLines:
    """What a pair needs in words, whom to remind of it, and whether that was done today."""

    needs: tuple[str, ...]
    people: tuple[str, ...]
    is_reminded: bool
    needs_approval: bool
    needs_entries: bool


def row_lines(pilot: Pilot, board: Board, *, today: dt.date) -> dict[uuid.UUID, RowLines]:
    """Say for each pair that needs something exactly what, and who is to be reminded."""
    if board.is_closed:
        return {}
    people = queries.people_to_remind(pilot, board)
    reminded = queries.reminded_on(pilot, board.month, today) if people else frozenset()
    return {
        row.person.participation_id: _lines_of(
            row, people.get(row.person.participation_id, ()), reminded, today=today
        )
        for row in board.rows
        if row.open_records
    }


def _lines_of(
    row: PairRow,
    people: Sequence[tuple[uuid.UUID, str, bool]],
    reminded: frozenset[uuid.UUID],
    *,
    today: dt.date,
) -> RowLines:
    found: dict[Need, list[Record]] = {}
    for record in row.open_records:
        if record.need is not None:
            found.setdefault(record.need, []).append(record)
    return RowLines(
        needs=tuple(_need_words(need, records, today=today) for need, records in found.items()),
        people=tuple(name for _user, name, _is_mentor in people),
        is_reminded=bool(people) and all(user_id in reminded for user_id, _name, _is_mentor in people),
        needs_approval=Need.APPROVAL in found,
        needs_entries=bool({Need.RETURNED, Need.UNANSWERED} & found.keys()),
    )


def _need_words(need: Need, records: Sequence[Record], *, today: dt.date) -> str:
    """Say what records need, with their days; of unconfirmed ones also since when the oldest waits."""
    days = ", ".join(locale.day(record.held_on) for record in records)
    words = f"{labels.NEEDS[need]}: {days}"
    if need is not Need.UNCONFIRMED:
        return words
    number = max((today - record.since).days for record in records)
    waiting = ngettext("waits for %(num)s day", "waits for %(num)s days", number)
    return f"{words} ({waiting})"


def consequences(board: Board) -> list[str]:
    """Say what closing over open records does to each kind of them."""
    needs = board.needs
    found = []
    if number := needs.get(Need.UNCONFIRMED, 0):
        found.append(
            ngettext(
                "%(num)s unconfirmed record is approved in your name.",
                "%(num)s unconfirmed records are approved in your name.",
                number,
            )
        )
    if number := needs.get(Need.RETURNED, 0):
        found.append(
            ngettext(
                "%(num)s returned record is not counted.", "%(num)s returned records are not counted.", number
            )
        )
    if number := needs.get(Need.UNANSWERED, 0):
        found.append(
            ngettext(
                "%(num)s planned session is not counted.", "%(num)s planned sessions are not counted.", number
            )
        )
    return [str(words) for words in found]


@dataclass(frozen=True)
class Own:
    """The records of coordinators as one of them sees the board."""

    records: tuple[OwnRecords, ...]
    may_approve: bool
    may_undo: bool
    asks_note: bool
    others: str


def own_records(board: Board, user_id: uuid.UUID) -> Own:
    """Say who may approve the records that coordinators wrote as mentors (M14)."""
    others = [name for other, name in board.coordinators if other != user_id]
    foreign = [own for own in board.own_records if own.mentor_id != user_id]
    return Own(
        records=board.own_records,
        may_approve=any(own.approved < own.sessions for own in foreign),
        may_undo=any(own.approved for own in foreign),
        asks_note=Need.APPROVAL in board.needs and len(board.coordinators) == 1,
        others=", ".join(others),
    )


def working_day_after(day: dt.date, is_working_day: Callable[[dt.date], bool]) -> dt.date:
    """Return the day offered for later entries: the fifth working day from a day on."""
    for _number in range(OFFERED_DAYS):
        day += dt.timedelta(days=1)
        while not is_working_day(day):
            day += dt.timedelta(days=1)
    return day
