"""Judge what people claim of the clock: nobody works the same minute twice (item 14)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from pilot.cohort.enums import ClaimKind, ClaimProblem

RIGA = ZoneInfo("Europe/Riga")
RANKS = tuple(ClaimKind)


@dataclass(frozen=True)
class Claim:
    """Time that a person says to have worked; moments only where the time of day is known."""

    user_id: uuid.UUID
    row_id: uuid.UUID
    kind: ClaimKind
    pilot_id: uuid.UUID
    held_on: dt.date
    minutes: int
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None

    @property
    def stretch(self) -> tuple[dt.datetime, dt.datetime] | None:
        """Return from when to when, where both are known."""
        return (self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Return the days of Riga that are touched: two where it runs over midnight."""
        if self.stretch is None:
            return (self.held_on,)
        starts_at, ends_at = self.stretch
        last = (ends_at - dt.timedelta(microseconds=1)).astimezone(RIGA).date()
        first = starts_at.astimezone(RIGA).date()
        return tuple(first + dt.timedelta(days=number) for number in range((last - first).days + 1))


@dataclass(frozen=True)
class Clash:
    """Why time cannot be claimed: what has the same minutes, or the day that has no more hours."""

    problem: ClaimProblem
    claim: Claim | None = None


@dataclass(frozen=True)
class Counted:
    """A claim with the minutes that fall into a period, those of them that count, and what has the others."""

    claim: Claim
    claimed: int
    counted: int
    beside: Claim | None = None

    @property
    def doubled(self) -> int:
        """Return the minutes that are claimed twice and counted elsewhere."""
        return self.claimed - self.counted


@dataclass
class _Clock:
    """The minutes of one person that are counted already."""

    stretches: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    untimed: dict[dt.date, int] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def shared(self, starts_at: dt.datetime, ends_at: dt.datetime) -> int:
        """Count the minutes of a stretch that are taken."""
        return sum(
            _minutes(max(starts_at, taken_from), min(ends_at, taken_to))
            for taken_from, taken_to in self.stretches
        )

    def take(self, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
        """Add a stretch; those that touch it grow together, so that none is taken twice."""
        apart = []
        for taken_from, taken_to in self.stretches:
            if taken_to < starts_at or ends_at < taken_from:
                apart.append((taken_from, taken_to))
            else:
                starts_at, ends_at = min(starts_at, taken_from), max(ends_at, taken_to)
        self.stretches = [*apart, (starts_at, ends_at)]

    def left_of(self, day: dt.date) -> int:
        """Count the minutes of a day that are neither taken by the clock nor by entries without times."""
        starts_at, ends_at = bounds(day, day)
        taken = self.shared(starts_at, ends_at) + self.untimed.get(day, 0)
        return _minutes(starts_at, ends_at) - taken


def bounds(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments at which days of Riga begin and end; a day has 23, 24 or 25 hours."""
    after = last + dt.timedelta(days=1)
    return _midnight(first), _midnight(after)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=RIGA).astimezone(dt.UTC)


def _minutes(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    return max(0, int((ends_at - starts_at).total_seconds()) // 60)


def clash(wanted: Claim, others: Iterable[Claim], *, besides: Sequence[ClaimKind] = ()) -> Clash | None:
    """Return why a person cannot claim some time beside what is claimed already, or None.

    Claims that only touch do not overlap. `besides` names kinds whose overlap another rule judges; the
    hours of the day they fill all the same.
    """
    same_person = [each for each in others if each.user_id == wanted.user_id and each.row_id != wanted.row_id]
    judged = [each for each in same_person if each.kind not in besides]
    for other in sorted(judged, key=lambda each: (each.held_on, str(each.starts_at), each.row_id)):
        if _overlap(wanted, other):
            return Clash(ClaimProblem.TAKEN, other)
    is_full = any(_is_overfull(day, [*same_person, wanted]) for day in wanted.days)
    return Clash(ClaimProblem.DAY_FULL) if is_full else None


def _overlap(one: Claim, other: Claim) -> bool:
    if one.stretch is None or other.stretch is None:
        return False
    return one.stretch[0] < other.stretch[1] and other.stretch[0] < one.stretch[1]


def _is_overfull(day: dt.date, claims: Iterable[Claim]) -> bool:
    clock = _Clock()
    for claim in claims:
        if claim.stretch is not None:
            clock.take(*claim.stretch)
        else:
            clock.untimed[claim.held_on] = clock.untimed.get(claim.held_on, 0) + claim.minutes
    return clock.left_of(day) < 0


def counted(claims: Iterable[Claim], *, first: dt.date, last: dt.date) -> list[Counted]:
    """Count the claims of the days from the first to the last; a minute that is claimed twice counts once.

    It stays with the class before the session before the other work, and with the earlier before the later.
    Of the hours of a day no more are counted than it has.
    """
    clocks: dict[uuid.UUID, _Clock] = {}
    found = []
    for claim in sorted(claims, key=_rank):
        clock = clocks.setdefault(claim.user_id, _Clock())
        if claim.stretch is not None:
            found.append(_timed(claim, clock, bounds(first, last)))
        elif first <= claim.held_on <= last:
            counts = max(0, min(claim.minutes, clock.left_of(claim.held_on)))
            clock.untimed[claim.held_on] = clock.untimed.get(claim.held_on, 0) + counts
            found.append(Counted(claim, claim.minutes, counts))
    return sorted(
        (each for each in found if each.claimed),
        key=lambda each: (each.claim.held_on, str(each.claim.starts_at), each.claim.row_id),
    )


def _rank(claim: Claim) -> tuple[bool, int, str, uuid.UUID]:
    """Order the claims: those with times first, because only they say which minutes they are."""
    return (
        claim.stretch is None,
        RANKS.index(claim.kind),
        str(claim.starts_at or claim.held_on),
        claim.row_id,
    )


def _timed(claim: Claim, clock: _Clock, period: tuple[dt.datetime, dt.datetime]) -> Counted:
    """Count a claim with times; a class may last longer than its minutes, breaks included."""
    starts_at, ends_at = claim.stretch or period
    begins, ends = max(starts_at, period[0]), min(ends_at, period[1])
    claimed = min(claim.minutes, _minutes(begins, ends))
    counts = max(0, claimed - clock.shared(begins, ends))
    beside = next((other for other in clock.claims if _overlap(claim, other)), None)
    clock.take(starts_at, ends_at)
    clock.claims.append(claim)
    return Counted(claim, claimed, counts, beside)
