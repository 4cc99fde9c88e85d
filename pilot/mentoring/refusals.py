"""Refuse a session that a rule is against, a month that takes no more, or time claimed for something else."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from pilot.cohort import claims
from pilot.cohort import queries as cohort
from pilot.cohort.claim_rules import Claim, Clash
from pilot.cohort.enums import ClaimKind, ClaimProblem
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.errors import DomainError
from pilot.mentoring import month_locks, queries, rules, session_facts
from pilot.mentoring.models import (
    MentorSession,
    SessionAttendee,
)

CLASHES = {
    ClaimProblem.TAKEN: rules.Problem.CLAIMED_ELSEWHERE,
    ClaimProblem.DAY_FULL: rules.Problem.DAY_FULL,
}


class SessionRefusedError(DomainError):
    """A session that may not be written down, with the closed months it touches, or what it clashes with."""

    def __init__(
        self, problem: rules.Problem, *, months: Sequence[Month] = (), clash: Clash | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.months = tuple(months)
        self.clash = clash


def refuse_problem(pilot: Pilot, entry: rules.SessionEntry, *, now: dt.datetime, today: dt.date) -> None:
    """Refuse a session that a rule is against, or whose month takes no more entries of mentors (M8, M13).

    :raises SessionRefusedError: with the problem and the months it is about.
    """
    facts = facts_about(pilot, entry, now=now, today=today)
    problem = rules.problem_with(entry, facts)
    if problem is not None:
        months = rules.closed_months_touched(entry, facts.closed_months) if entry.minutes > 0 else []
        raise SessionRefusedError(problem, months=months)
    _refuse_locked_days(pilot, rules.shares_of(entry), now=now)
    if not entry.planned:
        _refuse_claimed(pilot, entry)


def facts_about(
    pilot: Pilot, entry: rules.SessionEntry, *, now: dt.datetime, today: dt.date
) -> rules.SessionFacts:
    """Gather what a session is judged against."""
    return rules.SessionFacts(
        now=now,
        today=today,
        pairs=session_facts.pair_spans(pilot, entry),
        phase=queries.mentoring_phase(pilot),
        session_max_minutes=pilot.session_max_minutes,
        closed_months=_closed(pilot),
        others=session_facts.timed_sessions(entry),
    )


def _refuse_claimed(pilot: Pilot, entry: rules.SessionEntry) -> None:
    """Refuse time that the mentor claims for something else, in whatever pilot (item 14)."""
    wanted = Claim(
        entry.mentor_id,
        entry.session_id or uuid.uuid4(),
        ClaimKind.SESSION,
        pilot.id,
        entry.held_on,
        entry.minutes,
        entry.starts_at,
        entry.ends_at,
    )
    clash = claims.clash_of(wanted, besides=[ClaimKind.SESSION])
    if clash is not None:
        raise SessionRefusedError(CLASHES[clash.problem], clash=clash)


def refuse_closed(pilot: Pilot, session: MentorSession, *, now: dt.datetime) -> None:
    """Refuse a deed of a mentor on a session with a day in a month that is closed or over (R12, M13).

    :raises SessionRefusedError: with the months that take no more.
    """
    refuse_closed_days(pilot, days_of(session.attendees))
    _refuse_locked_days(pilot, days_of(session.attendees), now=now)


def _refuse_locked_days(pilot: Pilot, days: Iterable[dt.date], *, now: dt.datetime) -> None:
    """Refuse what a mentor writes after the last day for entries of a month (M13)."""
    locked = month_locks.locked_months(pilot, months_of(days), today=now.astimezone(rules.RIGA).date())
    if locked:
        raise SessionRefusedError(rules.Problem.MONTH_LOCKED, months=locked)


def refuse_closed_days(pilot: Pilot, days: Iterable[dt.date]) -> None:
    touched = sorted(months_of(days) & _closed(pilot))
    if touched:
        raise SessionRefusedError(rules.Problem.MONTH_CLOSED, months=touched)


def _closed(pilot: Pilot) -> set[Month]:
    return {Month.parse(month) for month in cohort.closed_months(pilot.id)}


def days_of(attendees: Iterable[SessionAttendee]) -> list[dt.date]:
    """Return the days on which attendees have minutes."""
    return [share.held_on for attendee in attendees for share in attendee.shares]


def months_of(days: Iterable[dt.date]) -> set[Month]:
    """Return the months of some days."""
    return {Month.of(day) for day in days}
