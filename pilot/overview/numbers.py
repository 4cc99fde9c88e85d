"""What a pilot amounts to, counted once for pages, commands and reports (X4)."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from pilot import clock
from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month, academic_hours
from pilot.community.enums import GroupState, MeetingState, TaskState
from pilot.community.models import Community, CooperationGroup, Decision, GroupTask, Meeting, Need
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.mentoring.enums import Standing
from pilot.municipalities.models import Municipality
from pilot.overview import rules
from pilot.training import queries as training
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay

Ids = Collection[uuid.UUID]


@dataclass(frozen=True)
class Person:
    """A participant in the figures."""

    place: rules.Place
    name: str
    municipality: str


@dataclass(frozen=True)
class Attended:
    """A participant's attended minutes and the academic hours they are."""

    person: Person
    minutes: int
    academic_hours: Decimal


@dataclass(frozen=True)
class MentorMonth:
    """A participant's month of mentoring against the promised minutes."""

    person: Person
    cell: mentoring.MonthCell


@dataclass(frozen=True)
class Training:
    days_held: int
    days_planned: int
    minutes: int
    attended: tuple[Attended, ...]


@dataclass(frozen=True)
class Mentoring:
    quota: int
    received: int
    worked: int
    missed: int
    months: tuple[MentorMonth, ...]


@dataclass(frozen=True)
class Work:
    communities: int
    needs: int
    groups: int
    meetings: int
    decisions: int
    open_tasks: int


@dataclass(frozen=True)
class Numbers:
    """Everything counted as of a day, of the whole pilot or of some participations."""

    participants: int
    municipalities: int
    training: Training
    mentoring: Mentoring
    work: Work
    people: tuple[Person, ...]


def numbers_of(pilot: Pilot, *, as_of: dt.date, among: Ids | None = None) -> Numbers:
    """Count a pilot as of the end of a day; `among` limits it to some participations."""
    people = tuple(
        person for person in people_of(pilot) if rules.within(among, person.place.participation_id)
    )
    places = [person.place for person in people]
    return Numbers(
        participants=len(rules.counted(places, as_of=as_of)),
        municipalities=len(rules.municipalities_of(places, as_of=as_of)),
        training=_training(pilot, people, as_of=as_of),
        mentoring=_mentoring(pilot, people, as_of=as_of, is_whole=among is None),
        work=_work(pilot, places if among is not None else None, as_of=as_of),
        people=people,
    )


def people_of(pilot: Pilot) -> list[Person]:
    """Return everybody who was ever a participant of a pilot, by municipality and name."""
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.municipality_id,
            Participation.state,
            Participation.started_on,
            Participation.replaces_id,
            User.given_name,
            User.family_name,
            Municipality.name,
        )
        .join(User, User.id == Participation.user_id)
        .join(Municipality, Municipality.id == Participation.municipality_id)
        .where(Participation.pilot_id == pilot.id)
        .order_by(Municipality.sort_key, Municipality.id, User.sort_key, Participation.id)
    )
    return [Person(rules.Place(*row[:5]), f"{row[5]} {row[6]}", row[7]) for row in rows]


def _training(pilot: Pilot, people: tuple[Person, ...], *, as_of: dt.date) -> Training:
    held = TrainingDay.state.in_([DayState.HELD, DayState.LOCKED])
    days_held, days_planned, minutes = db.session.execute(
        select(
            func.count(TrainingDay.id).filter(held, TrainingDay.held_on <= as_of),
            func.count(TrainingDay.id),
            func.coalesce(func.sum(TrainingDay.planned_minutes), 0),
        ).where(TrainingDay.pilot_id == pilot.id, training.is_live())
    ).one()
    sums = training.attendance_minutes(pilot)
    return Training(
        days_held=days_held,
        days_planned=days_planned,
        minutes=int(minutes),
        attended=tuple(
            Attended(person, found, academic_hours(found, pilot.academic_hour_minutes))
            for person in people
            if (found := sums.get(person.place.participation_id)) is not None
        ),
    )


def _mentoring(pilot: Pilot, people: tuple[Person, ...], *, as_of: dt.date, is_whole: bool) -> Mentoring:
    cells = mentoring.balances(pilot, viewer=None, today=as_of)
    months = tuple(
        MentorMonth(person, cell)
        for person in people
        for cell in cells.get(person.place.participation_id, ())
    )
    worked = mentoring.worked_minutes(pilot) if is_whole else {}
    return Mentoring(
        quota=sum(found.cell.required or 0 for found in months),
        received=sum(found.cell.received for found in months if found.cell.month <= Month.of(as_of)),
        worked=sum(minutes for (_mentor, month), minutes in worked.items() if month <= Month.of(as_of)),
        missed=sum(found.cell.standing is Standing.MISSED for found in months),
        months=months,
    )


def _work(pilot: Pilot, places: list[rules.Place] | None, *, as_of: dt.date) -> Work:
    """Count community work; of some participations: theirs, and the groups of their municipalities."""
    communities = select(Community.id).where(Community.pilot_id == pilot.id, Community.started_on <= as_of)
    groups = select(CooperationGroup.id).where(CooperationGroup.pilot_id == pilot.id)
    if places is not None:
        communities = communities.where(Community.lead_id.in_([place.participation_id for place in places]))
        groups = groups.where(
            CooperationGroup.municipality_id.in_({place.municipality_id for place in places})
        )
    until = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), clock.RIGA)
    held = select(Meeting.id).where(
        Meeting.group_id.in_(groups),
        Meeting.state.in_([MeetingState.HELD, MeetingState.APPROVED]),
        Meeting.held_on <= as_of,
    )
    counts = db.session.execute(
        select(
            _count(communities),
            _count(select(Need.id).where(Need.community_id.in_(communities), Need.recorded_at < until)),
            _count(groups.where(CooperationGroup.state != GroupState.CLOSED)),
            _count(held),
            _count(select(Decision.id).where(Decision.meeting_id.in_(held))),
            _count(
                select(GroupTask.id).where(GroupTask.group_id.in_(groups), GroupTask.state == TaskState.OPEN)
            ),
        )
    ).one()
    return Work(*counts)


def _count(rows: Select[Any]) -> Any:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
