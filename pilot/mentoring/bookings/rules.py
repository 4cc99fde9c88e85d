"""Which times an offer makes, and what speaks against booking or giving up one of them (M15)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pilot.mentoring.duration_rules import MINUTES_PER_DAY, MINUTES_PER_HOUR
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.rules import RIGA
from pilot.mentoring.slot_rules import moment_of

A_WEEK = dt.timedelta(days=7)
LONGEST_SPAN = dt.timedelta(days=366)
MOST_TIMES = 200


class Problem(StrEnum):
    """Why an offer is refused."""

    SPAN_BACKWARDS = "span_backwards"
    SPAN_TOO_LONG = "span_too_long"
    NOT_POSITIVE = "not_positive"
    TOO_LONG = "too_long"
    WINDOW_TOO_SHORT = "window_too_short"
    OVER_MIDNIGHT = "over_midnight"
    TOO_MANY = "too_many"
    NOTHING_LEFT = "nothing_left"


class Refusal(StrEnum):
    """Why a booking cannot be given up, or an offered time not be taken back."""

    NOTICE_PASSED = "notice_passed"
    BOOKED = "booked"


@dataclass(frozen=True)
class Offer:
    """Times of one length: one, or back to back from a time to a time; on one day, or weekly until a day."""

    first_on: dt.date
    starts: dt.time
    minutes: int
    last_on: dt.date | None = None
    ends: dt.time | None = None

    @property
    def days(self) -> list[dt.date]:
        """Return the days of the offer, a week apart; the weekday is that of the first."""
        weeks = ((self.last_on or self.first_on) - self.first_on) // A_WEEK
        return [self.first_on + number * A_WEEK for number in range(weeks + 1)]


@dataclass(frozen=True)
class Terms:
    """What holds for every time of an offer."""

    form: SessionForm
    place: str
    seats: int
    notice_hours: int


def times_of(offer: Offer) -> list[tuple[dt.date, dt.datetime]]:
    """Return the day and the moment of each time; a day begins at the local time also after a clock change.

    Within the day the lengths are true: where the clocks jump, later times show another minute hand.
    """
    found = []
    for day in offer.days:
        begin = moment_of(day, offer.starts)
        if begin is None:
            continue
        if offer.ends is None:
            found.append((day, begin))
            continue
        end = dt.datetime.combine(day, offer.ends, tzinfo=RIGA).astimezone(dt.UTC)
        length = dt.timedelta(minutes=offer.minutes)
        while begin + length <= end:
            found.append((day, begin))
            begin += length
    return found


def offer_problem(offer: Offer, *, session_max_minutes: int) -> Problem | None:
    """Return the first reason why nothing can be offered so, or None."""
    span = (offer.last_on or offer.first_on) - offer.first_on
    begin = _minutes(offer.starts)
    window = None if offer.ends is None else _minutes(offer.ends) - begin
    reasons = [
        (span < dt.timedelta(), Problem.SPAN_BACKWARDS),
        (span > LONGEST_SPAN, Problem.SPAN_TOO_LONG),
        (offer.minutes <= 0, Problem.NOT_POSITIVE),
        (offer.minutes > session_max_minutes, Problem.TOO_LONG),
        (window is not None and window < offer.minutes, Problem.WINDOW_TOO_SHORT),
        (begin + offer.minutes > MINUTES_PER_DAY, Problem.OVER_MIDNIGHT),
    ]
    problem = next((problem for is_true, problem in reasons if is_true), None)
    if problem is None and len(times_of(offer)) > MOST_TIMES:
        return Problem.TOO_MANY
    return problem


def _minutes(time: dt.time) -> int:
    return time.hour * MINUTES_PER_HOUR + time.minute


def may_give_up(starts_at: dt.datetime, *, notice_hours: int, now: dt.datetime) -> bool:
    """Tell whether a booking may still be given up: at least the mentor's notice before it begins."""
    return now + dt.timedelta(hours=notice_hours) <= starts_at
