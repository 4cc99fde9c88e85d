"""Invented pairs with habits, absences and cancellations: a whole pilot, the same one for a seed (M17)."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from pilot.mentoring.forecast.replay import Away, Meeting, Past, Promise

AWAY_CHANCE = 0.012
AWAY_AHEAD, AWAY_DAYS = (0, 20), (1, 9)
SOONER = (2, 6)
REBOOKS = 0.7


@dataclass(frozen=True)
class Habit:
    """How a pair meets: how long, how often, and how surely.

    `books` is the chance to agree on the next session at the end of one, `eager` the chance on each day
    after the usual gap to agree on one, `keeps` the chance that a session takes place as it was planned.
    Whoever does not plan (`drops_in`) meets at once, and writes it down some days later.
    """

    minutes: int
    gap_days: int
    books: float
    eager: float
    keeps: float
    drops_in: bool = False
    logs_after_days: int = 0


HABITS = (
    *(Habit(60, 11, books=0.97, eager=0.5, keeps=0.97),) * 4,
    *(Habit(90, 14, books=0.95, eager=0.5, keeps=0.95),) * 2,
    Habit(60, 13, books=0.9, eager=0.4, keeps=0.9),
    Habit(45, 9, books=0.9, eager=0.4, keeps=0.9),
    Habit(60, 24, books=0.5, eager=0.1, keeps=0.75),
    Habit(120, 20, books=0.0, eager=0.5, keeps=1, drops_in=True, logs_after_days=2),
)


@dataclass
class _Pair:
    """A pair on its way through the days."""

    habit: Habit
    days: Sequence[dt.date]
    chance: random.Random
    meetings: list[Meeting] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    booked: dt.date | None = None
    booked_on: dt.date = dt.date.min
    last_on: dt.date | None = None

    def live(self, day: dt.date) -> None:
        """Let one working day happen."""
        if self.chance.random() < AWAY_CHANCE:
            self.leave(day)
        if any(each.covers(day) for each in self.away):
            return
        if self.booked is not None and self.booked <= day:
            self.come_together(day)
        elif self.booked is None and self.is_due(day) and self.chance.random() < self.habit.eager:
            if self.habit.drops_in:
                known_on = day + dt.timedelta(days=self.habit.logs_after_days)
                self.meetings.append(Meeting(day, self.habit.minutes, known_on))
                self.last_on = day
            else:
                self.book(day, self.chance.randint(*SOONER))

    def is_due(self, day: dt.date) -> bool:
        return self.last_on is None or (day - self.last_on).days >= self.habit.gap_days

    def leave(self, day: dt.date) -> None:
        """State an absence; a session booked in it falls away at once."""
        first = day + dt.timedelta(days=self.chance.randint(*AWAY_AHEAD))
        away = Away(first, first + dt.timedelta(days=self.chance.randint(*AWAY_DAYS)), day)
        self.away.append(away)
        if self.booked is not None and away.covers(self.booked):
            self.fall(day)

    def come_together(self, day: dt.date) -> None:
        """Meet as it was booked, or not; then agree on the next session."""
        if self.chance.random() < self.habit.keeps:
            self.meetings.append(Meeting(self.booked or day, self.habit.minutes, self.booked_on))
            self.booked, self.last_on = None, day
            if self.chance.random() < self.habit.books:
                self.book(day, self.habit.gap_days)
        else:
            self.fall(day)
            if self.chance.random() < REBOOKS:
                self.book(day, self.chance.randint(*SOONER))

    def fall(self, day: dt.date) -> None:
        if self.booked is not None:
            self.meetings.append(Meeting(self.booked, self.habit.minutes, self.booked_on, fell_on=day))
        self.booked = None

    def book(self, day: dt.date, in_days: int) -> None:
        """Agree on the first working day after so many days on which both are free, as far as is known."""
        wanted = day + dt.timedelta(days=in_days)
        self.booked = next(
            (
                each
                for each in self.days
                if each >= wanted and not any(away.covers(each) for away in self.away)
            ),
            None,
        )
        self.booked_on = day

    def past(self) -> Past:
        """Return what happened; a session still booked when the days end is none."""
        return Past(tuple(self.meetings), tuple(self.away))


def simulated(seed: int, *, people: int, promises: Sequence[Promise]) -> list[tuple[Past, Sequence[Promise]]]:
    """Let a pilot of so many pairs happen over its months, day by day."""
    chance = random.Random(seed)  # noqa: S311 - invents a pilot
    days = [day for promise in promises for day in promise.days]
    pairs = [_Pair(HABITS[number % len(HABITS)], days, chance) for number in range(people)]
    for day in days:
        for pair in pairs:
            pair.live(day)
    return [(pair.past(), promises) for pair in pairs]
