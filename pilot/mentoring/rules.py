"""Judge mentor sessions and the promised minutes of a month; whole minutes, moments aware, days of Riga."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from pilot.cohort.enums import CarryOver, PartialMonthPolicy
from pilot.cohort.rules import Month, Parameters, Span, days_shared
from pilot.mentoring.enums import SessionForm, SessionKind
from pilot.mentoring.forecast.rules import USUAL_MINUTES, Outlook, Situation, outlook

RIGA = ZoneInfo("Europe/Riga")
LATE_AFTER_DAYS = 7


class Problem(StrEnum):
    """Why a session is refused."""

    NO_PARTICIPANT = "no_participant"
    NOT_POSITIVE = "not_positive"
    TOO_LONG = "too_long"
    TIMES_DISAGREE = "times_disagree"
    IN_FUTURE = "in_future"
    STILL_TO_COME = "still_to_come"
    NOT_PAIRED = "not_paired"
    OUTSIDE_PHASE = "outside_phase"
    MONTH_CLOSED = "month_closed"
    MONTH_LOCKED = "month_locked"
    MENTOR_BUSY = "mentor_busy"
    PARTICIPANT_BUSY = "participant_busy"
    CLAIMED_ELSEWHERE = "claimed_elsewhere"
    DAY_FULL = "day_full"


def elapsed_minutes(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """Count the minutes that truly passed between two aware moments, whatever the clocks did."""
    return int((ends_at.astimezone(dt.UTC) - starts_at.astimezone(dt.UTC)).total_seconds()) // 60


def local_minutes_by_day(starts_at: dt.datetime, ends_at: dt.datetime) -> dict[dt.date, int]:
    """Share out the minutes between two moments to the days of Riga (R10); the sum is what truly passed."""
    shares = {}
    while starts_at < ends_at:
        day = starts_at.astimezone(RIGA).date()
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=RIGA).astimezone(dt.UTC)
        until = min(ends_at, midnight)
        shares[day] = elapsed_minutes(starts_at, until)
        starts_at = until
    return shares


@dataclass(frozen=True)
class SessionEntry:
    """A session as somebody wants to write it down; moments only where the time of day is known."""

    mentor_id: uuid.UUID
    participation_ids: frozenset[uuid.UUID]
    held_on: dt.date
    minutes: int
    kind: SessionKind = SessionKind.INDIVIDUAL
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    planned: bool = False
    session_id: uuid.UUID | None = None


@dataclass(frozen=True)
class TimedSession:
    """Another live session whose time of day is known."""

    session_id: uuid.UUID
    mentor_id: uuid.UUID
    participation_ids: frozenset[uuid.UUID]
    starts_at: dt.datetime
    ends_at: dt.datetime
    kind: SessionKind = SessionKind.INDIVIDUAL


@dataclass(frozen=True)
class SessionFacts:
    """What a session is judged against; without a phase any day is fine."""

    now: dt.datetime
    today: dt.date
    pairs: Mapping[uuid.UUID, Sequence[Span]]
    phase: Span | None
    session_max_minutes: int
    closed_months: Collection[Month] = ()
    others: Sequence[TimedSession] = ()


def shares_of(entry: SessionEntry) -> dict[dt.date, int]:
    """Return the minutes of a session on each day: two days where it runs over midnight (R10)."""
    if entry.starts_at is None or entry.ends_at is None:
        return {entry.held_on: entry.minutes}
    return local_minutes_by_day(entry.starts_at, entry.ends_at)


def closed_months_touched(entry: SessionEntry, closed_months: Collection[Month]) -> list[Month]:
    """Name the closed months that a session would change (R12)."""
    return sorted({Month.of(day) for day in shares_of(entry)} & set(closed_months))


def _length_problem(entry: SessionEntry, session_max_minutes: int) -> Problem | None:
    if not entry.participation_ids:
        return Problem.NO_PARTICIPANT
    if entry.minutes <= 0:
        return Problem.NOT_POSITIVE
    if entry.minutes > session_max_minutes:
        return Problem.TOO_LONG
    shares = shares_of(entry)
    if sum(shares.values()) != entry.minutes or entry.held_on != min(shares):
        return Problem.TIMES_DISAGREE
    return None


def _day_problem(entry: SessionEntry, facts: SessionFacts) -> Problem | None:
    days = shares_of(entry)
    is_future = max(days) > facts.today or (entry.ends_at is not None and entry.ends_at > facts.now)
    if is_future and not entry.planned:
        return Problem.IN_FUTURE
    for participation_id in entry.participation_ids:
        spans = facts.pairs.get(participation_id, ())
        if not all(any(span.covers(day) for span in spans) for day in days):
            return Problem.NOT_PAIRED
    if facts.phase is not None and not all(facts.phase.covers(day) for day in days):
        return Problem.OUTSIDE_PHASE
    return Problem.MONTH_CLOSED if closed_months_touched(entry, facts.closed_months) else None


def _overlap_problem(entry: SessionEntry, others: Sequence[TimedSession]) -> Problem | None:
    if entry.starts_at is None or entry.ends_at is None:
        return None
    for other in others:
        is_apart = entry.ends_at <= other.starts_at or other.ends_at <= entry.starts_at
        if other.session_id == entry.session_id or is_apart:
            continue
        if entry.participation_ids & other.participation_ids:
            return Problem.PARTICIPANT_BUSY
        same_times = (entry.starts_at, entry.ends_at) == (other.starts_at, other.ends_at)
        is_same_group = same_times and entry.kind == other.kind == SessionKind.GROUP
        if entry.mentor_id == other.mentor_id and not is_same_group:
            return Problem.MENTOR_BUSY
    return None


def problem_with(entry: SessionEntry, facts: SessionFacts) -> Problem | None:
    """Return why a session cannot be written down, or None (M8, R10, R12).

    A session in the future is fine as a plan. Sessions that only touch do not overlap; parts of one group
    session, written down apart with the same times, may share their mentor but never a participant.
    """
    return (
        _length_problem(entry, facts.session_max_minutes)
        or _day_problem(entry, facts)
        or _overlap_problem(entry, facts.others)
    )


def is_unusually_long(minutes: int, *, session_warning_minutes: int) -> bool:
    """Say whether to ask once more about the minutes of a session (M8)."""
    return minutes > session_warning_minutes


def is_entered_late(held_on: dt.date, *, logged_on: dt.date) -> bool:
    """Tell whether a session was written down over a week after it took place, or after its month (M13)."""
    return (logged_on - held_on).days > LATE_AFTER_DAYS or Month.of(logged_on) > Month.of(held_on)


def moments_of(held_on: dt.date, starts: dt.time, ends: dt.time) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments between two times of Riga's clock; an end not after the start is the next day's."""
    last = held_on if ends > starts else held_on + dt.timedelta(days=1)
    return (
        dt.datetime.combine(held_on, starts, tzinfo=RIGA).astimezone(dt.UTC),
        dt.datetime.combine(last, ends, tzinfo=RIGA).astimezone(dt.UTC),
    )


def quota_for(month: Month, *, phase: Span | None, participation: Span, parameters: Parameters) -> int | None:
    """Return the minutes promised to a participant in a month, or None where nothing is promised (R9).

    A month counts where the quota phase and the participation both run; one that they cover only in part
    is exempt below `partial_month_days` days, shared out by days, or full, as the pilot says (M2).
    """
    quota = parameters.mentor_quota_minutes
    if phase is None or quota == 0:
        return None
    covered = days_shared(month, phase, participation)
    if covered == 0:
        return None
    if covered == month.days or parameters.partial_month_policy == PartialMonthPolicy.FULL:
        return quota
    if parameters.partial_month_policy == PartialMonthPolicy.PRO_RATA:
        return (2 * quota * covered + month.days) // (2 * month.days)
    return None if covered < parameters.partial_month_days else quota


def quota_total(*, participants: int, months: int, quota_minutes: int) -> int:
    """Return the minutes promised to all participants over all full months."""
    return participants * months * quota_minutes


def counted_minutes(minutes: int, kind: SessionKind, *, group_cap: int | None) -> int:
    """Return what a session counts for the quota of each who attended; a cap holds for groups only (M7)."""
    if kind == SessionKind.GROUP and group_cap is not None:
        return min(minutes, group_cap)
    return minutes


def is_received(form: SessionForm) -> bool:
    """Tell whether a way to meet gives minutes: support in writing is kept apart (M6)."""
    return form is not SessionForm.WRITTEN


@dataclass(frozen=True)
class Ahead:
    """What lies ahead of a participant in the running month (M17).

    `overdue` are planned minutes whose day is over: nobody has said yet whether the session took place.
    """

    free_days: tuple[dt.date, ...] = ()
    usual_minutes: int = USUAL_MINUTES
    overdue: int = 0


@dataclass(frozen=True)
class Balance:
    """A participant's mentor minutes of one month against the promised ones; None promises nothing (R9).

    `carried` are minutes that other months gave (above zero) or took (below), see `with_carry_over`.
    """

    month: Month
    required: int | None
    received: int
    planned: int
    carried: int = 0

    @property
    def missing(self) -> int:
        """Minutes still owed."""
        return max(0, (self.required or 0) - self.received - self.carried)

    def outlook(self, *, today: dt.date, ahead: Ahead, most_per_day: int) -> Outlook:
        """Judge the month as it looks on a day: a month still running is never missed."""
        return outlook(
            Situation(
                month=self.month,
                today=today,
                required=self.required,
                counted=self.received + self.carried,
                booked=max(0, self.planned - ahead.overdue),
                usual_minutes=ahead.usual_minutes,
                most_per_day=most_per_day,
                free_days=ahead.free_days,
            )
        )


def balance(month: Month, *, counted: int, planned_minutes: int, required: int | None) -> Balance:
    """Set the counted minutes of a month against the promised ones (R9)."""
    return Balance(month, required, counted, planned_minutes)


def with_carry_over(balances: Sequence[Balance], policy: CarryOver) -> list[Balance]:
    """Move surplus minutes between months in order, as the pilot allows (domain a.2); none get lost.

    `next_month` hands a month's own surplus to the month after it; `phase_total` fills the months from
    the first on with everything received.
    """
    if policy == CarryOver.NONE:
        return list(balances)
    if policy == CarryOver.NEXT_MONTH:
        return _to_next_month(balances)
    return _over_phase(balances)


def _to_next_month(balances: Sequence[Balance]) -> list[Balance]:
    carried, brought = [], 0
    for place, current in enumerate(balances):
        owed = (current.required or 0) - brought
        surplus = current.received - max(0, owed) if place + 1 < len(balances) else 0
        handed_on = max(0, surplus)
        carried.append(replace(current, carried=brought - handed_on))
        brought = handed_on
    return carried


def _over_phase(balances: Sequence[Balance]) -> list[Balance]:
    pool = sum(current.received for current in balances)
    carried = []
    for place, current in enumerate(balances):
        is_last = place + 1 == len(balances)
        given = pool if is_last else min(pool, current.required or 0)
        carried.append(replace(current, carried=given - current.received))
        pool -= given
    return carried


@dataclass(frozen=True)
class HeldSession:
    """A session that took place, for counting."""

    mentor_id: uuid.UUID
    participation_ids: frozenset[uuid.UUID]
    minutes: int
    kind: SessionKind


@dataclass(frozen=True)
class Totals:
    """Minutes of sessions: received and counted per participation, worked per mentor; never added up."""

    received: Mapping[uuid.UUID, int]
    counted: Mapping[uuid.UUID, int]
    worked: Mapping[uuid.UUID, int]

    @property
    def received_in_sum(self) -> int:
        return sum(self.received.values())

    @property
    def worked_in_sum(self) -> int:
        return sum(self.worked.values())


def received_and_worked(sessions: Iterable[HeldSession], *, group_cap: int | None) -> Totals:
    """Count what participants received and mentors worked: a group session is worked once (M7)."""
    received: dict[uuid.UUID, int] = {}
    counted: dict[uuid.UUID, int] = {}
    worked: dict[uuid.UUID, int] = {}
    for held in sessions:
        worked[held.mentor_id] = worked.get(held.mentor_id, 0) + held.minutes
        share = counted_minutes(held.minutes, held.kind, group_cap=group_cap)
        for participation_id in held.participation_ids:
            received[participation_id] = received.get(participation_id, 0) + held.minutes
            counted[participation_id] = counted.get(participation_id, 0) + share
    return Totals(received, counted, worked)


def month_close_day(month: Month, n: int, is_working_day: Callable[[dt.date], bool]) -> dt.date:
    """Return the n-th working day after a month, the last on which it may still be changed (M13)."""
    day = month.last_day
    for _ in range(n):
        day += dt.timedelta(days=1)
        while not is_working_day(day):
            day += dt.timedelta(days=1)
    return day


@dataclass(frozen=True)
class Record:
    """A session as its mentor types it: the facts that are judged, and what only the pair reads."""

    participation_ids: frozenset[uuid.UUID]
    held_on: dt.date
    minutes: int
    form: SessionForm
    planned: bool = False
    starts: dt.time | None = None
    ends: dt.time | None = None
    place: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    next_on: dt.date | None = None

    @property
    def kind(self) -> SessionKind:
        return SessionKind.GROUP if len(self.participation_ids) > 1 else SessionKind.INDIVIDUAL

    def entry(self, *, mentor_id: uuid.UUID, session_id: uuid.UUID | None = None) -> SessionEntry:
        """Return the session as it is judged: the clock of Riga turned into moments, the length kept."""
        starts_at = ends_at = None
        if self.starts is not None and self.ends is not None:
            starts_at, ends_at = moments_of(self.held_on, self.starts, self.ends)
        elif self.starts is not None:
            local = dt.datetime.combine(self.held_on, self.starts, tzinfo=RIGA)
            starts_at = local.astimezone(dt.UTC)
            ends_at = starts_at + dt.timedelta(minutes=max(0, self.minutes))
        return SessionEntry(
            mentor_id=mentor_id,
            participation_ids=self.participation_ids,
            held_on=self.held_on,
            minutes=self.minutes,
            kind=self.kind,
            starts_at=starts_at,
            ends_at=ends_at,
            planned=self.planned,
            session_id=session_id,
        )
