"""Gather what the planner needs to know about a pilot: modules, people, dates on which they cannot come."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort import absence_queries as absences
from pilot.cohort import holidays
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.availability import queries as availability
from pilot.training.models import ClassLecturer, ClassSession, Module, TrainingDay
from pilot.training.planning.engine.problem import Room
from pilot.training.planning.models import ModuleLecturer
from pilot.training.venues import queries as venues


@dataclass(frozen=True)
class Facts:
    """What is known about a pilot between two dates, the planner's inputs."""

    modules: Sequence[Module]
    lecturers: Sequence[User]
    participations: Sequence[Participation]
    holidays: Mapping[dt.date, str]
    closed_months: frozenset[str]
    busy: Mapping[uuid.UUID, frozenset[dt.date]] = field(default_factory=dict)
    absent: Mapping[uuid.UUID, frozenset[dt.date]] = field(default_factory=dict)
    rooms: tuple[Room, ...] = ()
    room_names: Mapping[str, str] = field(default_factory=dict)
    declined: Mapping[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)

    @property
    def members(self) -> list[Participation]:
        """Return who is in the group and has not left it."""
        return [each for each in self.participations if each.ended_on is None]

    @property
    def names(self) -> dict[str, str]:
        """Return the names of everybody by the id that the planner knows them by."""
        lecturers = {str(person.id): person.name for person in self.lecturers}
        return lecturers | {str(each.id): each.user.name for each in self.participations}


def gather(pilot: Pilot, *, first: dt.date, last: dt.date, language: str = "lv") -> Facts:
    """Return everything that a plan of a pilot from one date to another depends on."""
    closed = venues.closed_dates(pilot.id, first, last)
    rooms = venues.rooms_of(pilot)
    own = {each.day: each.name for each in cohort.days_off_of(pilot) if first <= each.day <= last}
    return Facts(
        modules=training.modules_of(pilot),
        lecturers=lecturers_of(pilot),
        participations=_participations(pilot, first=first, last=last),
        holidays=own | holidays.holidays_between(first, last, language=language),
        closed_months=cohort.closed_months(pilot.id),
        busy=_busy(pilot, first=first, last=last),
        absent=absences.absent_dates(pilot.id, first, last),
        rooms=tuple(
            Room(str(room.id), room.venue.town, room.seats, closed.get(room.id, frozenset()))
            for room in rooms
        ),
        room_names={str(room.id): f"{room.venue.name}, {room.name}" for room in rooms},
        declined=availability.declined_classes(pilot.id),
    )


def _busy(pilot: Pilot, *, first: dt.date, last: dt.date) -> dict[uuid.UUID, frozenset[dt.date]]:
    """Return when lecturers said they are busy, or teach in other pilots."""
    said = absences.busy_dates(pilot.id, first, last)
    elsewhere = _taught_elsewhere(pilot, first=first, last=last)
    return {
        person: said.get(person, frozenset()) | elsewhere.get(person, frozenset())
        for person in {*said, *elsewhere}
    }


def _participations(pilot: Pilot, *, first: dt.date, last: dt.date) -> list[Participation]:
    """Return who is in the group at some time between two dates, by name."""
    found = db.session.scalars(
        select(Participation)
        .join(Participation.user)
        .where(Participation.pilot_id == pilot.id)
        .options(joinedload(Participation.user))
        .order_by(User.sort_key, Participation.id)
    )
    return [
        each
        for each in found
        if (each.started_on is None or each.started_on <= last)
        and (each.ended_on is None or each.ended_on >= first)
    ]


def _taught_elsewhere(pilot: Pilot, *, first: dt.date, last: dt.date) -> dict[uuid.UUID, frozenset[dt.date]]:
    """Return the dates on which people teach in other pilots."""
    rows = db.session.execute(
        select(ClassLecturer.user_id, TrainingDay.held_on)
        .join(ClassSession, ClassSession.id == ClassLecturer.class_id)
        .join(TrainingDay, TrainingDay.id == ClassSession.day_id)
        .where(
            TrainingDay.pilot_id != pilot.id,
            TrainingDay.held_on.between(first, last),
            training.is_live(),
        )
    )
    found: dict[uuid.UUID, set[dt.date]] = {}
    for user_id, held_on in rows:
        found.setdefault(user_id, set()).add(held_on)
    return {user_id: frozenset(dates) for user_id, dates in found.items()}


def remembered_lecturers(pilot: Pilot) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return by module who was chosen to teach it, or teaches a class of it already."""
    chosen = select(ModuleLecturer.module_id, ModuleLecturer.user_id).join(
        Module, Module.id == ModuleLecturer.module_id
    )
    taught = (
        select(ClassSession.module_id, ClassLecturer.user_id)
        .join(ClassLecturer, ClassLecturer.class_id == ClassSession.id)
        .join(Module, Module.id == ClassSession.module_id)
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for module_id, user_id in db.session.execute(taught.where(Module.pilot_id == pilot.id)):
        if module_id is not None:
            found.setdefault(module_id, set()).add(user_id)
    remembered: dict[uuid.UUID, set[uuid.UUID]] = {}
    for module_id, user_id in db.session.execute(chosen.where(Module.pilot_id == pilot.id)):
        remembered.setdefault(module_id, set()).add(user_id)
    return {module_id: frozenset(people) for module_id, people in (found | remembered).items()}


def live_days(pilot: Pilot) -> list[TrainingDay]:
    """Return the days that take place, with their classes, by date."""
    return [day for day in training.days_of(pilot) if training.takes_place(day)]


def lecturers_of(pilot: Pilot) -> list[User]:
    """Return who has the role of a lecturer in a pilot, by name."""
    return cohort.people_with(Role.LECTURER, pilot)


def has_rooms(pilot: Pilot) -> bool:
    """Tell whether a pilot has rooms to plan with."""
    return bool(venues.rooms_of(pilot))


def people_of_days(days: Sequence[TrainingDay]) -> list[User]:
    """Return who teaches on days that were loaded with their classes, by name."""
    people = {person.id: person for day in days for held in day.classes for person in held.lecturers}
    return sorted(people.values(), key=lambda person: (person.sort_key, person.id))


@dataclass(frozen=True)
class ToTell:
    """Days that changed, each with the date it had (None: it did not move), and whom to tell."""

    days: Sequence[tuple[TrainingDay, dt.date | None]]
    participants: Sequence[User]
    lecturers: Sequence[User]

    @property
    def addresses(self) -> str:
        """Return the addresses of everybody, as a mail program takes them."""
        people = {person.id: person for person in (*self.participants, *self.lecturers)}
        return ",".join(person.email for person in people.values())


def changes_to_tell(
    pilot: Pilot,
    ids: Collection[uuid.UUID],
    *,
    was: Collection[uuid.UUID],
    tells_group: bool,
    today: dt.date,
) -> ToTell:
    """Return days of a pilot that moved or got another lecturer or room, and exactly who must be told.

    `was` are lecturers who do not teach there any more. Participants are told of dates and rooms.
    """
    every = {day.id: day for day in training.days_of(pilot)}
    found: list[tuple[TrainingDay, dt.date | None]] = []
    for day in every.values():
        if day.id not in ids:
            continue
        if day.moved_to_id in every:
            found.append((every[day.moved_to_id], day.held_on))
        elif training.takes_place(day):
            found.append((day, None))
    teach = {person.id for person in people_of_days([day for day, _old in found])}
    tells_group = tells_group or any(old is not None for _day, old in found)
    last = max([today, *(day.held_on for day, _old in found)])
    members = _participations(pilot, first=today, last=last) if found and tells_group else []
    lecturers = [
        person
        for person in cohort.people_with(Role.LECTURER, pilot) + people_of_days([day for day, _ in found])
        if found and person.id in {*teach, *was}
    ]
    return ToTell(
        found,
        [each.user for each in members],
        sorted(dict.fromkeys(lecturers), key=lambda person: (person.sort_key, person.id)),
    )


def classes_of(day_id: uuid.UUID) -> list[ClassSession]:
    """Return the classes of a day as they stand now, with the day and their lecturers."""
    return list(
        db.session.scalars(
            select(ClassSession)
            .where(ClassSession.day_id == day_id)
            .options(joinedload(ClassSession.day), selectinload(ClassSession.lecturers))
            .order_by(ClassSession.starts_at, ClassSession.id)
            .execution_options(populate_existing=True)
        )
    )
