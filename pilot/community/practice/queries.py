"""How far each participant's practice has come, from the records that exist, and whose stands still."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState, PhaseKind
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import PhaseDates, Span, phase_of
from pilot.community import rules as community_rules
from pilot.community.enums import GroupState, MeetingState
from pilot.community.models import (
    Community,
    CooperationGroup,
    Decision,
    DiaryEntry,
    Meeting,
    Need,
    Resource,
    Source,
)
from pilot.community.practice import rules
from pilot.community.practice.enums import Stage
from pilot.community.queries import source_facts, working_with
from pilot.community.strategies.models import Objective, Strategy
from pilot.extensions import db

RIGA = ZoneInfo("Europe/Riga")
LOOKS_BACK = dt.timedelta(days=120)
WORKING = (GroupState.FOUNDED, GroupState.ACTIVE, GroupState.SUSPENDED, GroupState.CLOSED)
Ids = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Silence:
    """A participant of whom nothing was recorded for some days."""

    participation: Participation
    days: int


def practice_of(pilot: Pilot) -> Span | None:
    """Return the days of the practice, or None where a pilot has none."""
    phases = [PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in cohort.phases_of(pilot)]
    return phase_of(PhaseKind.PRACTICE, phases)


def reached(pilot: Pilot) -> dict[uuid.UUID, frozenset[Stage]]:
    """Return the stages that each active participant of a pilot has reached."""
    who = {stage: having(pilot) for stage, having in HAVING.items()}
    active = db.session.scalars(
        select(Participation.id).where(
            Participation.pilot_id == pilot.id, Participation.state == ParticipationState.ACTIVE
        )
    )
    return {person: frozenset(stage for stage, ids in who.items() if person in ids) for person in active}


def silences(pilot: Pilot, among: Select[Participation], *, today: dt.date) -> list[Silence]:
    """Return whose practice stands still among some participations, the longest silence first."""
    span = practice_of(pilot)
    if span is None or not span.covers(today):
        return []
    people = db.session.scalars(
        among.where(Participation.pilot_id == pilot.id, Participation.state == ParticipationState.ACTIVE)
    ).all()
    last = _last_days(pilot, [person.id for person in people], today=today)
    absent = absences.absent_dates(pilot.id, today - LOOKS_BACK, today)
    found = []
    for person in people:
        began_on = max(span.starts_on, person.started_on or span.starts_on)
        quiet = rules.Quiet(began_on, last.get(person.id), absent.get(person.id, ()))
        days = rules.quiet_days(quiet, today=today)
        if days is not None:
            found.append(Silence(person, days))
    return sorted(found, key=lambda silence: (-silence.days, silence.participation.id))


def with_people(among: Select[Participation]) -> Select[Participation]:
    """Return a statement of participations with the people that a list names."""
    return among.options(joinedload(Participation.user))


def _last_days(pilot: Pilot, people: list[uuid.UUID], *, today: dt.date) -> dict[uuid.UUID, dt.date]:
    """Return the last local day on which each participant recorded something."""
    found: dict[uuid.UUID, dt.date] = {}
    for statement in _records(pilot):
        for person, moment in db.session.execute(statement):
            day = moment.astimezone(RIGA).date() if isinstance(moment, dt.datetime) else moment
            if person in people and day is not None and day <= today:
                found[person] = max(day, found.get(person, day))
    return found


def _records(pilot: Pilot) -> Iterable[Select[Any, Any]]:
    """Return what counts as work: entries of the diary, needs, sources, meetings; each with its last day."""
    works = working_with()
    of_pilot = works.c.community_id.in_(select(Community.id).where(Community.pilot_id == pilot.id))
    yield (
        select(DiaryEntry.participation_id, func.max(DiaryEntry.done_on))
        .join(Participation, Participation.id == DiaryEntry.participation_id)
        .where(Participation.pilot_id == pilot.id)
        .group_by(DiaryEntry.participation_id)
    )
    for subject, key in ((Need, Source.need_id), (Resource, Source.resource_id)):
        found = select(works.c.participation_id).join(subject, subject.community_id == works.c.community_id)
        yield found.add_columns(subject.recorded_at).where(of_pilot)
        yield (
            found.add_columns(func.max(Source.told_on))
            .join(Source, key == subject.id)
            .where(of_pilot)
            .group_by(works.c.participation_id)
        )
    yield (
        select(Participation.id, func.max(Meeting.held_on))
        .join(CooperationGroup, CooperationGroup.municipality_id == Participation.municipality_id)
        .join(Meeting, Meeting.group_id == CooperationGroup.id)
        .where(
            Participation.pilot_id == pilot.id,
            CooperationGroup.pilot_id == pilot.id,
            Meeting.state != MeetingState.PLANNED,
        )
        .group_by(Participation.id)
    )


def _working_in(pilot: Pilot, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select who leads a community of a pilot or works with it."""
    works = working_with()
    return (
        select(works.c.participation_id)
        .join(Community, Community.id == works.c.community_id)
        .where(Community.pilot_id == pilot.id, *conditions)
    )


def _with_community(pilot: Pilot) -> Ids:
    return frozenset(db.session.scalars(_working_in(pilot)))


def _with_profile(pilot: Pilot) -> Ids:
    return frozenset(db.session.scalars(_working_in(pilot, Community.why != "", Community.boundaries != "")))


def _with_confirmed_need(pilot: Pilot) -> Ids:
    needs = db.session.execute(
        _working_in(pilot)
        .join(Need, Need.community_id == Community.id)
        .add_columns(Need)
        .options(selectinload(Need.sources))
    )
    return frozenset(
        person for person, need in needs if community_rules.is_confirmed(source_facts(need.sources))
    )


def _with_group(pilot: Pilot) -> Ids:
    return frozenset(
        db.session.scalars(
            select(Participation.id)
            .join(CooperationGroup, CooperationGroup.municipality_id == Participation.municipality_id)
            .where(
                Participation.pilot_id == pilot.id,
                CooperationGroup.pilot_id == pilot.id,
                CooperationGroup.state.in_(WORKING),
            )
        )
    )


def _with_decision(pilot: Pilot) -> Ids:
    return frozenset(
        db.session.scalars(
            select(Participation.id)
            .join(CooperationGroup, CooperationGroup.municipality_id == Participation.municipality_id)
            .join(Decision, Decision.group_id == CooperationGroup.id)
            .where(Participation.pilot_id == pilot.id, CooperationGroup.pilot_id == pilot.id)
        )
    )


def _with_strategy(pilot: Pilot) -> Ids:
    return frozenset(
        db.session.scalars(
            _working_in(pilot)
            .join(Strategy, Strategy.community_id == Community.id)
            .join(Objective, Objective.strategy_id == Strategy.id)
        )
    )


HAVING: Mapping[Stage, Callable[[Pilot], Ids]] = MappingProxyType(
    {
        Stage.COMMUNITY: _with_community,
        Stage.PROFILE: _with_profile,
        Stage.CONFIRMED_NEED: _with_confirmed_need,
        Stage.GROUP: _with_group,
        Stage.DECISION: _with_decision,
        Stage.STRATEGY: _with_strategy,
    }
)
"""Who has reached each stage: one function a stage."""
