"""Which days a recurring session has, and which of them are planned, skipped or moved (M16)."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pilot.cohort.rules import Month
from pilot.mentoring.duration_rules import MINUTES_PER_DAY, MINUTES_PER_HOUR
from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.slot_rules import Obstacle

A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
LONGEST_SPAN = dt.timedelta(days=366)
SATURDAY = 5
MOST_DAYS_LATER = 13
WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}


class Problem(StrEnum):
    """Why a recurring plan is refused."""

    SPAN_BACKWARDS = "span_backwards"
    SPAN_TOO_LONG = "span_too_long"
    NOT_POSITIVE = "not_positive"
    TOO_LONG = "too_long"
    OVER_MIDNIGHT = "over_midnight"
    NOTHING_LEFT = "nothing_left"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True)
class Rule:
    """A recurring session: from a day, in a rhythm, until a day, always at the same local time."""

    first_on: dt.date
    until_on: dt.date
    rhythm: Rhythm
    starts: dt.time
    minutes: int


@dataclass(frozen=True)
class Occurrence:
    """A day of a recurring session; with an obstacle it is skipped, or moved to the next free day."""

    due_on: dt.date
    obstacle: Obstacle | None = None
    instead_on: dt.date | None = None

    def planned_on(self, moved: Sequence[dt.date]) -> dt.date | None:
        """Return the day that is planned when some days are moved, or None where it is skipped."""
        if self.obstacle is None:
            return self.due_on
        return self.instead_on if self.due_on in moved else None


def days_of(rule: Rule) -> list[dt.date]:
    """Return the days in order; a month without a fifth such weekday is skipped (M16)."""
    weeks = WEEKS.get(rule.rhythm)
    days = _monthly(rule.first_on) if weeks is None else _every(rule.first_on, weeks * A_WEEK)
    found: list[dt.date] = []
    for day in days:
        if day > rule.until_on:
            return found
        found.append(day)
    return found


def _every(first: dt.date, step: dt.timedelta) -> Iterator[dt.date]:
    day = first
    while True:
        yield day
        day += step


def _monthly(first: dt.date) -> Iterator[dt.date]:
    number, month = week_of_month(first), Month.of(first)
    while True:
        begin = month.first_day
        day = begin + (first.weekday() - begin.weekday()) % 7 * A_DAY + (number - 1) * A_WEEK
        if day <= month.last_day:
            yield day
        month = Month.of(month.last_day + A_DAY)


def week_of_month(day: dt.date) -> int:
    """Return which one of its weekday a day is in its month: 1 to 5."""
    return (day.day - 1) // 7 + 1


def rule_problem(rule: Rule, *, session_max_minutes: int) -> Problem | None:
    """Return the first reason why a recurring session makes no sense, or None."""
    begin = rule.starts.hour * MINUTES_PER_HOUR + rule.starts.minute
    reasons = [
        (rule.until_on < rule.first_on, Problem.SPAN_BACKWARDS),
        (rule.until_on - rule.first_on > LONGEST_SPAN, Problem.SPAN_TOO_LONG),
        (rule.minutes <= 0, Problem.NOT_POSITIVE),
        (rule.minutes > session_max_minutes, Problem.TOO_LONG),
        (begin + rule.minutes > MINUTES_PER_DAY, Problem.OVER_MIDNIGHT),
    ]
    return next((problem for is_true, problem in reasons if is_true), None)


def occurrences(rule: Rule, obstacle_on: Callable[[dt.date], Obstacle | None]) -> list[Occurrence]:
    """Judge each day; where something is against it, propose the next free working day."""
    days = days_of(rule)
    found = []
    for place, day in enumerate(days):
        obstacle = obstacle_on(day)
        last = day + MOST_DAYS_LATER * A_DAY
        if place + 1 < len(days):
            last = min(last, days[place + 1] - A_DAY)
        instead = None
        if obstacle not in {None, Obstacle.PAST}:
            instead = _next_free(day + A_DAY, last, obstacle_on)
        found.append(Occurrence(day, obstacle, instead))
    return found


def _next_free(
    first: dt.date, last: dt.date, obstacle_on: Callable[[dt.date], Obstacle | None]
) -> dt.date | None:
    day = first
    while day <= last:
        if day.weekday() < SATURDAY and obstacle_on(day) is None:
            return day
        day += A_DAY
    return None
