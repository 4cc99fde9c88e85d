"""Write down, change and remove working time of one's own, and supervision; a closed month stands still."""

import datetime as dt
import uuid

from sqlalchemy import select

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import claims
from pilot.cohort import queries as cohort
from pilot.cohort.claim_rules import Claim, Clash
from pilot.cohort.enums import ClaimKind
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month, Span
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring.timesheets import rules
from pilot.mentoring.timesheets.models import Supervision, WorkLine
from pilot.mentoring.timesheets.rules import Problem, SupervisionEntry, WorkEntry


class EntryRefusedError(DomainError):
    """Working time, or supervision, that may not be written down."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class ClaimedTwiceError(DomainError):
    """Time that is claimed already, or more than a day has (item 14)."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(clash.problem)
        self.clash = clash


def add_line(pilot: Pilot, entry: WorkEntry, *, actor: Viewer, now: dt.datetime, today: dt.date) -> WorkLine:
    """Write down working time of the actor.

    :raises EntryRefusedError: a rule is against it.
    :raises ClaimedTwiceError: the same time is claimed already.
    """
    _stand_still(pilot, actor)
    line = WorkLine(id=uuid.uuid4(), pilot_id=pilot.id, user_id=actor.user_id, entered_at=now)
    _judge(pilot, line, entry, now=now, today=today)
    _write(line, entry)
    db.session.add(line)
    db.session.flush()
    _note("mentoring.work-added", line, actor, now)
    return line


def change_line(
    pilot: Pilot,
    line: WorkLine,
    entry: WorkEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> WorkLine:
    """Change a line of the actor.

    :raises EditedMeanwhileError: it was saved since it was seen.
    :raises EntryRefusedError: a rule is against it, or the month that it leaves is closed (R12).
    :raises ClaimedTwiceError: the same time is claimed already.
    """
    _stand_still(pilot, actor)
    check_version(line, seen)
    _refuse_closed(pilot, line.worked_on)
    _judge(pilot, line, entry, now=now, today=today)
    _write(line, entry)
    db.session.flush()
    _note("mentoring.work-changed", line, actor, now)
    return line


def remove_line(pilot: Pilot, line: WorkLine, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Remove a line of the actor.

    :raises EditedMeanwhileError: it was saved since it was seen.
    :raises EntryRefusedError: its month is closed (R12).
    """
    _stand_still(pilot, actor)
    check_version(line, seen)
    _refuse_closed(pilot, line.worked_on)
    _note("mentoring.work-removed", line, actor, now)
    db.session.delete(line)
    db.session.flush()


def add_supervision(
    pilot: Pilot, entry: SupervisionEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Supervision:
    """Write down supervision that the actor attended: day, kind and minutes.

    :raises EntryRefusedError: a rule is against it.
    :raises ClaimedTwiceError: the day has no more hours.
    """
    _stand_still(pilot, actor)
    row = Supervision(id=uuid.uuid4(), pilot_id=pilot.id, user_id=actor.user_id, entered_at=now)
    _judge_supervision(pilot, row, entry, now=now, today=today)
    db.session.add(row)
    db.session.flush()
    _note_supervision("mentoring.supervision-added", row, actor, now)
    return row


def change_supervision(
    pilot: Pilot,
    row: Supervision,
    entry: SupervisionEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Supervision:
    """Change supervision that the actor wrote down.

    :raises EditedMeanwhileError: it was saved since it was seen.
    :raises EntryRefusedError: a rule is against it, or the month that it leaves is closed (R12).
    :raises ClaimedTwiceError: the day has no more hours.
    """
    _stand_still(pilot, actor)
    check_version(row, seen)
    _refuse_closed(pilot, row.held_on)
    _judge_supervision(pilot, row, entry, now=now, today=today)
    db.session.flush()
    _note_supervision("mentoring.supervision-changed", row, actor, now)
    return row


def remove_supervision(pilot: Pilot, row: Supervision, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Remove supervision that the actor wrote down.

    :raises EditedMeanwhileError: it was saved since it was seen.
    :raises EntryRefusedError: its month is closed (R12).
    """
    _stand_still(pilot, actor)
    check_version(row, seen)
    _refuse_closed(pilot, row.held_on)
    _note_supervision("mentoring.supervision-removed", row, actor, now)
    db.session.delete(row)
    db.session.flush()


def _stand_still(pilot: Pilot, actor: Viewer) -> None:
    """Wait for whoever closes a month, or claims time of the same person, so that refusals hold."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot.id).with_for_update(read=True))
    db.session.execute(select(User.id).where(User.id == actor.user_id).with_for_update(key_share=True))


def _facts(pilot: Pilot, *, now: dt.datetime, today: dt.date) -> rules.Facts:
    closed = {Month.parse(month) for month in cohort.closed_months(pilot.id)}
    return rules.Facts(now, today, Span(pilot.implementation_from, pilot.implementation_to), closed)


def _judge(pilot: Pilot, line: WorkLine, entry: WorkEntry, *, now: dt.datetime, today: dt.date) -> None:
    if problem := rules.work_problem(entry, _facts(pilot, now=now, today=today)):
        raise EntryRefusedError(problem)
    starts_at, ends_at = entry.stretch or (None, None)
    wanted = Claim(
        line.user_id,
        line.id,
        ClaimKind.LINE,
        pilot.id,
        entry.worked_on,
        entry.minutes,
        starts_at,
        ends_at,
    )
    if clash := claims.clash_of(wanted):
        raise ClaimedTwiceError(clash)


def _judge_supervision(
    pilot: Pilot, row: Supervision, entry: SupervisionEntry, *, now: dt.datetime, today: dt.date
) -> None:
    if problem := rules.supervision_problem(entry, _facts(pilot, now=now, today=today)):
        raise EntryRefusedError(problem)
    wanted = Claim(row.user_id, row.id, ClaimKind.SUPERVISION, pilot.id, entry.held_on, entry.minutes)
    if clash := claims.clash_of(wanted):
        raise ClaimedTwiceError(clash)
    row.held_on, row.kind, row.minutes = entry.held_on, entry.kind, entry.minutes


def _refuse_closed(pilot: Pilot, day: dt.date) -> None:
    if cohort.is_closed(pilot.id, day):
        raise EntryRefusedError(Problem.MONTH_CLOSED)


def _write(line: WorkLine, entry: WorkEntry) -> None:
    line.worked_on, line.kind, line.capacity = entry.worked_on, entry.kind, entry.capacity
    line.starts_at, line.ends_at = entry.stretch or (None, None)
    line.minutes, line.note, line.session_id = entry.minutes, entry.note, entry.session_id


def _note(action: str, line: WorkLine, actor: Viewer, now: dt.datetime) -> None:
    audit.record(
        action,
        line,
        actor=actor,
        at=now,
        pilot_id=line.pilot_id,
        worked_on=line.worked_on,
        minutes=line.minutes,
    )


def _note_supervision(action: str, row: Supervision, actor: Viewer, now: dt.datetime) -> None:
    audit.record(
        action, row, actor=actor, at=now, pilot_id=row.pilot_id, held_on=row.held_on, minutes=row.minutes
    )
