"""Tell two versions of a schedule apart, and who has to be told of it."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pilot.training.publishing.enums import ChangeKind, Detail, PublishProblem
from pilot.training.publishing.snapshot import PublishedDay


@dataclass(frozen=True)
class Change:
    """A day as it was and as it is; a new one was nothing before, a cancelled one is nothing now."""

    before: PublishedDay | None
    after: PublishedDay | None

    @property
    def day(self) -> PublishedDay:
        """Return the day as it is now, a cancelled one as it was."""
        day = self.after or self.before
        if day is None:
            message = "a change is of a day"
            raise ValueError(message)
        return day

    @property
    def kind(self) -> ChangeKind:
        if self.before is None:
            return ChangeKind.NEW
        if self.after is None:
            return ChangeKind.CANCELLED
        return ChangeKind.MOVED if self.before.when != self.after.when else ChangeKind.CHANGED

    @property
    def details(self) -> tuple[Detail, ...]:
        """Return what else is different on a day that stays in the schedule."""
        old, new = self.before, self.after
        if old is None or new is None:
            return ()
        differs = {
            Detail.NUMBER: old.number != new.number,
            Detail.MODE: old.mode != new.mode,
            Detail.VENUE: old.venue != new.venue,
            Detail.ADDRESS: old.address != new.address,
            Detail.ACCESS: old.access_note != new.access_note,
            Detail.LENGTH: old.planned_minutes != new.planned_minutes,
            Detail.CLASSES: old.classes != new.classes,
        }
        return tuple(detail for detail, is_other in differs.items() if is_other)

    @property
    def first_on(self) -> dt.date:
        """Return the earlier of the two dates of the day."""
        return min(day.held_on for day in (self.before, self.after) if day is not None)

    @property
    def last_on(self) -> dt.date:
        """Return the later of the two dates of the day."""
        return max(day.held_on for day in (self.before, self.after) if day is not None)

    @property
    def is_for_everyone(self) -> bool:
        """Tell whether participants have to know: the day, its time or its place is another one."""
        if self.before is None or self.after is None:
            return True
        return (self.before.when, self.before.where) != (self.after.when, self.after.where)

    def is_for_lecturer(self, person_id: uuid.UUID) -> bool:
        """Tell whether a lecturer has to know: when, where or what the person teaches is another one."""
        return _taught(self.before, person_id) != _taught(self.after, person_id)


def _taught(day: PublishedDay | None, person_id: uuid.UUID) -> object:
    """Return what one lecturer reads in a day, nothing where the lecturer does not teach."""
    if day is None or not (own := day.classes_of(person_id)):
        return None
    classes = tuple((held.starts_at, held.ends_at, held.topic, held.module, held.method) for held in own)
    return day.held_on, day.where, classes


def differences(before: Iterable[PublishedDay], after: Iterable[PublishedDay]) -> list[Change]:
    """Return what has to change for one schedule to become another, by the date of the day."""
    old = {day.uid: day for day in before}
    new = {day.uid: day for day in after}
    changes = [Change(old.get(uid), new.get(uid)) for uid in {**old, **new} if old.get(uid) != new.get(uid)]
    return sorted(changes, key=lambda change: change.day.order)


def applied(changes: Iterable[Change], to: Iterable[PublishedDay]) -> tuple[PublishedDay, ...]:
    """Return a schedule after changes: the other way round to `differences`."""
    days = {day.uid: day for day in to}
    for change in changes:
        if change.after is None:
            days.pop(change.day.uid)
        else:
            days[change.day.uid] = change.after
    return tuple(sorted(days.values(), key=lambda day: day.order))


def counts(changes: Iterable[Change]) -> Mapping[ChangeKind, int]:
    """Count the changes of each kind that occurs, in the order of the kinds."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in ChangeKind if found[kind]}


def ahead_of(changes: Iterable[Change], *, today: dt.date) -> list[Change]:
    """Return the changes of days that do not lie wholly in the past."""
    return [change for change in changes if change.last_on >= today]


def tellings(
    changes: Sequence[Change], *, participants: Collection[uuid.UUID], today: dt.date
) -> dict[uuid.UUID, tuple[Change, ...]]:
    """Return who has to be told which changes; whom nothing concerns that lies ahead is not in it (T9)."""
    ahead = ahead_of(changes, today=today)
    lecturers = {
        person_id
        for change in ahead
        for day in (change.before, change.after)
        if day is not None
        for held in day.classes
        for person_id in held.lecturers
    }
    found = {
        person_id: tuple(
            change
            for change in ahead
            if (person_id in participants and change.is_for_everyone) or change.is_for_lecturer(person_id)
        )
        for person_id in {*participants, *lecturers}
    }
    return {person_id: own for person_id, own in found.items() if own}


def publish_problem(changes: Sequence[Change], *, unmet: int, reason: str) -> PublishProblem | None:
    """Refuse to publish what is published, and a plan with unmet rules without a reason (R4)."""
    if not changes:
        return PublishProblem.NOTHING_CHANGED
    return PublishProblem.REASON_MISSING if unmet and not reason.strip() else None
