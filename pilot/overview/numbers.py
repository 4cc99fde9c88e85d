"""What a pilot amounts to, counted once for pages, commands and reports (X4)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from pilot import clock
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.community.enums import GroupState, MeetingState, TaskState
from pilot.community.models import Community, CooperationGroup, Decision, GroupTask, Meeting, Need
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.mentoring import tally_queries
from pilot.mentoring.tally_queries import MonthTotal
from pilot.overview import participants, rules
from pilot.overview.ledger import queries as ledger
from pilot.overview.participants import Among
from pilot.training import queries as training
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay


@dataclass(frozen=True)
class Training:
    days_held: int
    days_planned: int
    minutes: int


@dataclass(frozen=True)
class Mentoring:
    quota: int
    received: int
    worked: int
    missed: int
    months: tuple[MonthTotal, ...]


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
    places: tuple[rules.Place, ...]


def numbers_of(pilot: Pilot, *, as_of: dt.date, among: Among = None) -> Numbers:
    """Count a pilot as of the end of a day; `among` limits it to some participations."""
    places = participants.places_of(pilot, among=among)
    return Numbers(
        participants=sum(place.people for place in rules.counted(places, as_of=as_of)),
        municipalities=len(rules.municipalities_of(places, as_of=as_of)),
        training=training_of(pilot, as_of=as_of),
        mentoring=_mentoring(pilot, as_of=as_of, among=among),
        work=_work(pilot, as_of=as_of, among=among),
        places=tuple(places),
    )


def training_of(pilot: Pilot, *, as_of: dt.date) -> Training:
    """Count the training days of a pilot and the minutes they are planned to take."""
    held = TrainingDay.state.in_([DayState.HELD, DayState.LOCKED])
    days_held, days_planned, minutes = db.session.execute(
        select(
            func.count(TrainingDay.id).filter(held, TrainingDay.held_on <= as_of),
            func.count(TrainingDay.id),
            func.coalesce(func.sum(TrainingDay.planned_minutes), 0),
        ).where(TrainingDay.pilot_id == pilot.id, training.is_live())
    ).one()
    return Training(days_held=days_held, days_planned=days_planned, minutes=int(minutes))


def mentor_months(pilot: Pilot, *, as_of: dt.date, among: Among = None) -> tuple[MonthTotal, ...]:
    """Add up every month of mentoring: what was promised and received, and by how many (R9)."""
    tally = tally_queries.tally_of(mentoring.course_of(pilot), today=as_of, among=among)
    return tally_queries.month_totals(tally)


def _mentoring(pilot: Pilot, *, as_of: dt.date, among: Among) -> Mentoring:
    months = mentor_months(pilot, as_of=as_of, among=among)
    worked = mentoring.worked_minutes(pilot) if among is None else {}
    return Mentoring(
        quota=sum(total.required_minutes for total in months),
        received=sum(total.received_minutes for total in months if total.month <= Month.of(as_of)),
        worked=sum(minutes for (_mentor, month), minutes in worked.items() if month <= Month.of(as_of))
        - (ledger.doubled_minutes(pilot, as_of=as_of) if worked else 0),
        missed=sum(total.missed for total in months),
        months=months,
    )


def _work(pilot: Pilot, *, as_of: dt.date, among: Among) -> Work:
    """Count community work; of some participations: theirs, and the groups of their municipalities."""
    communities = select(Community.id).where(Community.pilot_id == pilot.id, Community.started_on <= as_of)
    groups = select(CooperationGroup.id).where(CooperationGroup.pilot_id == pilot.id)
    if among is not None:
        communities = communities.where(*participants.within(among, Community.lead_id))
        groups = groups.where(
            CooperationGroup.municipality_id.in_(among.with_only_columns(Participation.municipality_id))
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
