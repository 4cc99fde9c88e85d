"""Replay months day by day: what the forecast said with what was known then, and what came of it (M17)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pilot.cohort.rules import Month
from pilot.mentoring.enums import Standing
from pilot.mentoring.forecast.rules import Situation, outlook, usual_minutes

NOTICE_DAYS = 5
ALARM = frozenset({Standing.AT_RISK, Standing.IMPOSSIBLE})


@dataclass(frozen=True)
class Meeting:
    """A session with one participant, and the days on which it was written down and fell away.

    A plan falls away when it is deleted, or forgotten the day after; minutes that the participant returned
    fall away then.
    """

    held_on: dt.date
    minutes: int
    known_on: dt.date
    fell_on: dt.date | None = None

    def stands(self, day: dt.date) -> bool:
        """Tell whether the session was known on a day and had not fallen away by then."""
        return self.known_on <= day and (self.fell_on is None or day < self.fell_on)


@dataclass(frozen=True)
class Away:
    """Days on which the participant or the mentor was away, and the day on which that was stated."""

    first_on: dt.date
    last_on: dt.date
    known_on: dt.date

    def covers(self, day: dt.date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Past:
    """What happened to a participant, as one can look back at it."""

    meetings: tuple[Meeting, ...]
    away: tuple[Away, ...]


@dataclass(frozen=True)
class Promise:
    """A month that promises minutes, and its working days on which the pair could meet."""

    month: Month
    required: int
    days: tuple[dt.date, ...]


class Verdict(StrEnum):
    """What came of a month and of what the forecast said about it."""

    QUIET = "quiet"
    NOTICED = "noticed"
    AROSE_LATER = "arose_later"
    UNNOTICED = "unnoticed"
    ARRANGED = "arranged"
    FALSE_ALARM = "false_alarm"


@dataclass(frozen=True)
class Reliability:
    """How many months ended how: the two figures of the forecast, and what they are made of."""

    months: int
    noticed: int
    arose_later: int
    unnoticed: int
    arranged: int
    false_alarms: int

    @property
    def missed(self) -> int:
        return self.noticed + self.arose_later + self.unnoticed

    @property
    def due_notice(self) -> int:
        """Return the missed months of which one could know in time."""
        return self.noticed + self.unnoticed

    @property
    def alarms(self) -> int:
        """Return the months with an alarm that was true, heeded or false."""
        return self.noticed + self.arranged + self.false_alarms


def situation_on(day: dt.date, past: Past, promise: Promise, *, most_per_day: int) -> Situation:
    """Return a month as it looked in the evening of a day, with what was known by then."""
    known = [meeting for meeting in past.meetings if meeting.stands(day)]
    in_month = [meeting for meeting in known if Month.of(meeting.held_on) == promise.month]
    taken = {meeting.held_on for meeting in known}
    away = [each for each in past.away if each.known_on <= day]
    held = sorted(
        (meeting for meeting in known if meeting.held_on <= day),
        key=lambda meeting: meeting.held_on,
        reverse=True,
    )
    return Situation(
        month=promise.month,
        today=day,
        required=promise.required,
        counted=sum(meeting.minutes for meeting in in_month if meeting.held_on <= day),
        booked=sum(meeting.minutes for meeting in in_month if meeting.held_on > day),
        usual_minutes=usual_minutes([meeting.minutes for meeting in held]),
        most_per_day=most_per_day,
        free_days=tuple(
            free
            for free in promise.days
            if free >= day and free not in taken and not any(each.covers(free) for each in away)
        ),
    )


def verdict(past: Past, promise: Promise, *, most_per_day: int) -> Verdict:
    """Judge what the forecast said of a month that is over.

    A missed month was noticed when it was flagged on the day after which five working days were left. If
    not, the gap may have arisen later: a session fell away or an absence was stated after that day, or the
    promise itself had not so many days. An alarm on a month that was reached is heeded when a session was
    booked after it, else false.
    """
    flagged = [
        day
        for day in promise.days
        if outlook(situation_on(day, past, promise, most_per_day=most_per_day)).standing in ALARM
    ]
    of_month = [meeting for meeting in past.meetings if Month.of(meeting.held_on) == promise.month]
    held = [meeting for meeting in of_month if meeting.fell_on is None]
    if sum(meeting.minutes for meeting in held) < promise.required:
        return _of_missed(past, promise, of_month, flagged)
    if not flagged:
        return Verdict.QUIET
    is_arranged = any(flagged[0] < meeting.known_on < meeting.held_on for meeting in held)
    return Verdict.ARRANGED if is_arranged else Verdict.FALSE_ALARM


def _of_missed(
    past: Past, promise: Promise, of_month: Sequence[Meeting], flagged: Sequence[dt.date]
) -> Verdict:
    if len(promise.days) <= NOTICE_DAYS:
        return Verdict.AROSE_LATER
    notice_day = promise.days[-NOTICE_DAYS - 1]
    if notice_day in flagged:
        return Verdict.NOTICED
    fell = any(meeting.stands(notice_day) and meeting.fell_on is not None for meeting in of_month)
    left = any(each.known_on > notice_day and _touches(each, promise.month) for each in past.away)
    return Verdict.AROSE_LATER if fell or left else Verdict.UNNOTICED


def _touches(away: Away, month: Month) -> bool:
    return away.first_on <= month.last_day and month.first_day <= away.last_on


def reliability(pasts: Iterable[tuple[Past, Sequence[Promise]]], *, most_per_day: int) -> Reliability:
    """Judge the forecast over all months of some participants."""
    found = [
        verdict(past, promise, most_per_day=most_per_day) for past, promises in pasts for promise in promises
    ]
    return Reliability(
        months=len(found),
        noticed=found.count(Verdict.NOTICED),
        arose_later=found.count(Verdict.AROSE_LATER),
        unnoticed=found.count(Verdict.UNNOTICED),
        arranged=found.count(Verdict.ARRANGED),
        false_alarms=found.count(Verdict.FALSE_ALARM),
    )
