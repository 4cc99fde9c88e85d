"""The working schedule as it would be published, the versions there are, and what lies between."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.enums import DayMode, DayState, TeachingMethod
from pilot.training.models import ClassSession, Module, TrainingDay
from pilot.training.plan_check import Finding
from pilot.training.publishing import rules, snapshot
from pilot.training.publishing.calendar_days import CalendarDay, Issue, newest, of_issues
from pilot.training.publishing.models import PublishedSchedule
from pilot.training.publishing.rules import Change
from pilot.training.publishing.snapshot import PublishedClass, PublishedDay, PublishedModule

IN_TRAINING = (ParticipationState.CONFIRMED, ParticipationState.ACTIVE, ParticipationState.PAUSED)
PLAIN_FACTS = (
    "number",
    "held_on",
    "starts_at",
    "ends_at",
    "planned_minutes",
    "venue",
    "address",
    "access_note",
)


@dataclass(frozen=True)
class Standing:
    """The last version of a schedule, if there is one, and what changed since."""

    version: PublishedSchedule | None
    changes: Sequence[Change]


@dataclass(frozen=True)
class Telling:
    """People who are told the same changes."""

    people: tuple[User, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Preview:
    """What publishing now would write: the days, their changes, who is told, and which rules are unmet."""

    last: PublishedSchedule | None
    days: tuple[PublishedDay, ...]
    changes: Sequence[Change]
    tellings: Sequence[Telling]
    unmet: Sequence[Finding]

    @property
    def number(self) -> int:
        return self.last.number + 1 if self.last else 1

    @property
    def content(self) -> str:
        return snapshot.as_json(self.days)

    @property
    def told_count(self) -> int:
        return sum(len(telling.people) for telling in self.tellings)

    @property
    def seen(self) -> str:
        """Return what a person saw who looks at this: publishing anything else is refused."""
        return f"{self.number}:{canonical.hash_of(self.content)}"


def frozen(day: TrainingDay) -> PublishedDay:
    """Return a day that was loaded with its classes as it is published."""
    classes = (_frozen_class(held) for held in day.classes)
    return PublishedDay(
        id=day.id,
        uid=day.calendar_uid,
        sequence=day.calendar_sequence,
        number=day.number,
        held_on=day.held_on,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        planned_minutes=day.planned_minutes,
        mode=day.mode.value,
        venue=day.venue,
        address=day.address,
        access_note=day.access_note,
        classes=tuple(sorted(classes, key=lambda held: (held.starts_at, held.ends_at, held.topic, held.id))),
    )


def _frozen_class(held: ClassSession) -> PublishedClass:
    module = held.module
    return PublishedClass(
        id=held.id,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        minutes=held.minutes,
        topic=held.topic,
        method=held.method.value,
        module=PublishedModule(module.id, module.number, module.title_lv, module.title_en)
        if module
        else None,
        lecturers=tuple(sorted(held.lecturer_ids, key=str)),
    )


def working(days: Iterable[TrainingDay]) -> tuple[PublishedDay, ...]:
    """Return the days that take place as publishing them now would write them."""
    live = [frozen(day) for day in days if training.takes_place(day)]
    return tuple(sorted(live, key=lambda day: day.order))


def days_in(version: PublishedSchedule | None) -> tuple[PublishedDay, ...]:
    """Return the days of a version; before the first there are none."""
    return snapshot.from_json(version.schedule) if version else ()


def last_version(pilot: Pilot) -> PublishedSchedule | None:
    """Return the newest version of a pilot's schedule."""
    return db.session.scalar(
        select(PublishedSchedule)
        .where(PublishedSchedule.pilot_id == pilot.id)
        .order_by(PublishedSchedule.number.desc(), PublishedSchedule.id)
        .limit(1)
    )


def versions_of(pilot: Pilot) -> list[PublishedSchedule]:
    """Return a pilot's versions with who published them, the newest first."""
    return list(
        db.session.scalars(
            select(PublishedSchedule)
            .where(PublishedSchedule.pilot_id == pilot.id)
            .options(joinedload(PublishedSchedule.published_by))
            .order_by(PublishedSchedule.number.desc(), PublishedSchedule.id)
        )
    )


def get_version(version_id: uuid.UUID, *, viewer: Viewer) -> PublishedSchedule:
    """Return a version with its pilot and who published it.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.TRAINING_READ).with_only_columns(Pilot.id)
    version = db.session.scalar(
        select(PublishedSchedule)
        .where(PublishedSchedule.id == version_id, PublishedSchedule.pilot_id.in_(pilots))
        .options(joinedload(PublishedSchedule.pilot), joinedload(PublishedSchedule.published_by))
    )
    if version is None:
        raise NotVisibleError
    return version


def standing_of(pilot: Pilot, days: Iterable[TrainingDay]) -> Standing:
    """Return the last version of a pilot's schedule and what changed in its days since."""
    last = last_version(pilot)
    return Standing(last, rules.differences(days_in(last), working(days)))


def unpublished(pilot: Pilot, *, today: dt.date) -> tuple[PublishedSchedule | None, list[Change]]:
    """Return the last version and the changes since then that lie ahead."""
    if last_version(pilot) is None:
        return None, []
    standing = standing_of(pilot, training.days_of(pilot))
    return standing.version, rules.ahead_of(standing.changes, today=today)


def change_of(day: TrainingDay) -> tuple[PublishedSchedule, Change] | None:
    """Return how a day differs from the last version, with the version; None where it does not."""
    last = last_version(day.pilot)
    if last is None:
        return None
    before = [each for each in days_in(last) if each.uid == day.calendar_uid]
    changes = rules.differences(before, [frozen(day)] if training.takes_place(day) else [])
    return (last, changes[0]) if changes else None


def next_days(pilot: Pilot, *, manages: bool, today: dt.date, most: int = 3) -> list[PublishedDay]:
    """Return the next days, today's included: the working ones to who plans them, else the published ones."""
    last = None if manages else last_version(pilot)
    if last is None:
        return [frozen(day) for day in training.next_days(pilot, today=today, most=most)]
    return [day for day in days_in(last) if day.held_on >= today][:most]


def calendar_days(pilot: Pilot, *, taught_by: uuid.UUID | None = None) -> list[CalendarDay]:
    """Return a pilot's days for calendars: the published ones, before the first version the working ones.

    With `taught_by` only the days on which that person teaches; one handed to somebody else is cancelled.
    """
    versions = db.session.scalars(
        select(PublishedSchedule)
        .where(PublishedSchedule.pilot_id == pilot.id)
        .order_by(PublishedSchedule.number, PublishedSchedule.id)
    ).all()
    if not versions:
        return calendar_state(training.days_of(pilot), since=pilot.created_at, taught_by=taught_by)
    issues = (Issue(version.published_at, days_in(version)) for version in versions)
    return of_issues(Issue(issue.published_at, _taught(issue.days, taught_by)) for issue in issues)


def calendar_state(
    days: Iterable[TrainingDay], *, since: dt.datetime, taught_by: uuid.UUID | None = None
) -> list[CalendarDay]:
    """Return working days as calendars show them; one that never changed is as old as `since`."""
    found = newest(
        CalendarDay(
            frozen(day),
            day.calendar_sequence,
            day.calendar_changed_at or since,
            is_cancelled=day.state is DayState.CANCELLED,
        )
        for day in days
        if day.state is not DayState.MOVED
    )
    own = {day.uid for day in _taught([each.day for each in found], taught_by)}
    return [each for each in found if each.day.uid in own]


def _taught(days: Sequence[PublishedDay], person_id: uuid.UUID | None) -> list[PublishedDay]:
    return [day for day in days if person_id is None or day.classes_of(person_id)]


def as_published(version: PublishedSchedule, days: Iterable[TrainingDay]) -> list[TrainingDay]:
    """Return the days of a version in the shape of the working schedule; they belong to no session."""
    published = days_in(version)
    people = lecturers_in(published)
    states = {day.id: day.state for day in days if training.takes_place(day)}
    return [
        TrainingDay(
            id=day.id,
            state=states.get(day.id, DayState.PLANNED),
            mode=DayMode(day.mode),
            classes=[_as_class(held, people) for held in day.classes],
            **{name: getattr(day, name) for name in PLAIN_FACTS},
        )
        for day in published
    ]


def _as_class(held: PublishedClass, people: dict[uuid.UUID, User]) -> ClassSession:
    module = held.module
    return ClassSession(
        id=held.id,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        minutes=held.minutes,
        topic=held.topic,
        method=TeachingMethod(held.method),
        module=Module(**asdict(module)) if module else None,
        lecturers=[people[each] for each in held.lecturers if each in people],
    )


def preview_of(pilot: Pilot, *, today: dt.date) -> Preview:
    """Return what publishing a pilot's schedule now would write, and to whom."""
    last, days = last_version(pilot), working(training.days_of(pilot))
    changes = rules.differences(days_in(last), days)
    told = rules.tellings(changes, participants=_participant_ids(pilot), today=today)
    return Preview(last, days, changes, _grouped(told), training.unmet_rules(pilot))


def _participant_ids(pilot: Pilot) -> set[uuid.UUID]:
    return set(
        db.session.scalars(
            select(Participation.user_id).where(
                Participation.pilot_id == pilot.id, Participation.state.in_(IN_TRAINING)
            )
        )
    )


def _grouped(told: dict[uuid.UUID, tuple[Change, ...]]) -> list[Telling]:
    """Put people who are told the same together, the largest group first; closed accounts are left out."""
    people = [person for person in people_of(told).values() if person.state is not UserState.CLOSED]
    groups: dict[tuple[Change, ...], list[User]] = {}
    for person in sorted(people, key=lambda person: (person.sort_key, person.id)):
        groups.setdefault(told[person.id], []).append(person)
    tellings = [Telling(tuple(group), changes) for changes, group in groups.items()]
    return sorted(tellings, key=lambda telling: -len(telling.people))


def people_of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, User]:
    """Return people by their id."""
    found = db.session.scalars(select(User).where(User.id.in_(set(ids))).order_by(User.sort_key, User.id))
    return {person.id: person for person in found}


def lecturers_in(days: Iterable[PublishedDay]) -> dict[uuid.UUID, User]:
    """Return the people who teach on published days."""
    return people_of(person_id for day in days for held in day.classes for person_id in held.lecturers)


def people_in(changes: Iterable[Change]) -> dict[uuid.UUID, User]:
    """Return the people who teach on days before and after changes."""
    return lecturers_in(day for change in changes for day in (change.before, change.after) if day)
