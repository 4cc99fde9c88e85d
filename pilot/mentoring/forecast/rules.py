"""Foresee who will miss the promised minutes of a month, and until which day it can be saved (M17)."""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pilot.cohort.rules import Month
from pilot.mentoring.enums import Standing

CALM_DAYS = 5
LAST_SESSIONS = 5
USUAL_MINUTES = 60
SHORTEST_USUAL = 30
USUAL_START = dt.time(10)
SLOTS = 3


@dataclass(frozen=True)
class Situation:
    """A participant's month as it looks on a day.

    `booked` are the minutes of planned sessions still to come in the month; `free_days` the working days from
    today to the end of the month on which mentor and participant are both free and nothing is booked yet.
    """

    month: Month
    today: dt.date
    required: int | None
    counted: int
    booked: int
    usual_minutes: int
    most_per_day: int
    free_days: tuple[dt.date, ...]


@dataclass(frozen=True)
class Outlook:
    """How a month stands, what it lacks, and the last day on which meetings must begin to reach the minimum.

    `longer` says that meetings as long as usual no longer suffice, but longer ones on every day do.
    """

    standing: Standing
    missing: int
    last_safe_day: dt.date | None = None
    longer: bool = False


def usual_minutes(lengths: Sequence[int]) -> int:
    """Return how long a pair usually meets: the median of its last sessions, the latest first (M17).

    Without any session it is an hour; less than half an hour is not taken for a habit.
    """
    latest = lengths[:LAST_SESSIONS]
    return max(SHORTEST_USUAL, int(statistics.median(latest))) if latest else USUAL_MINUTES


def outlook(situation: Situation) -> Outlook:
    """Judge a month: met, covered, open, at risk or impossible; over: met or missed (M17).

    At risk is a month before whose last safe day at most `CALM_DAYS` days are left that are free for both.
    """
    if situation.required is None:
        return Outlook(Standing.EXEMPT, 0)
    missing = max(0, situation.required - situation.counted)
    if missing == 0:
        return Outlook(Standing.MET, 0)
    this_month = Month.of(situation.today)
    if situation.month != this_month:
        is_over = situation.month < this_month
        return Outlook(Standing.MISSED if is_over else Standing.UPCOMING, missing)
    to_book = missing - situation.booked
    if to_book <= 0:
        return Outlook(Standing.COVERED, missing)
    return _ahead(situation, missing, to_book)


def _ahead(situation: Situation, missing: int, to_book: int) -> Outlook:
    """Judge a running month in which minutes are neither given nor booked."""
    most = situation.most_per_day
    days = sorted({day for day in situation.free_days if _is_left(day, situation)})
    if to_book > most * len(days):
        return Outlook(Standing.IMPOSSIBLE, missing)
    needed = sessions_needed(to_book, min(situation.usual_minutes, most))
    spare = len(days) - needed
    if spare < 0:
        last = days[-sessions_needed(to_book, most)]
        return Outlook(Standing.AT_RISK, missing, last, longer=True)
    standing = Standing.AT_RISK if spare <= CALM_DAYS else Standing.OPEN
    return Outlook(standing, missing, days[spare])


def _is_left(day: dt.date, situation: Situation) -> bool:
    return situation.today <= day <= situation.month.last_day


def sessions_needed(minutes: int, length: int) -> int:
    """Return how many sessions of a length give the minutes."""
    return -(-minutes // length)


@dataclass(frozen=True)
class Slot:
    """A meeting that both could have: a day free for both, at the usual time of the pair."""

    day: dt.date
    starts: dt.time
    minutes: int


def usual_start(starts: Sequence[dt.time]) -> dt.time:
    """Return when a pair usually begins: the time of most of its last sessions, the latest first."""
    return Counter(starts[:LAST_SESSIONS]).most_common(1)[0][0] if starts else USUAL_START


def length_of_a_meeting(minutes: int, *, usual: int, most: int, days: int) -> int:
    """Return how long to meet: as usual, longer where the days left no longer suffice for that."""
    return min(most, max(usual, sessions_needed(minutes, max(1, days))))


def proposed_days(
    free_days: Collection[dt.date],
    *,
    today: dt.date,
    last_safe_day: dt.date | None,
    weekdays: Collection[int] = (),
) -> tuple[dt.date, ...]:
    """Return up to three days to propose: the safe ones first, then the pair's weekdays, then the nearest.

    Today is proposed only when no other day is left.
    """
    days = [day for day in free_days if day > today] or list(free_days)
    latest = last_safe_day or max(days, default=today)
    best = sorted(days, key=lambda day: (day > latest, day.weekday() not in weekdays, day))
    return tuple(sorted(best[:SLOTS]))
