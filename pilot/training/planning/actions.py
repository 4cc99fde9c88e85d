"""Use a plan: create its days with their classes, or move the few days that must move."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training import actions, class_actions
from pilot.training.entries import ClassEntry, DateEntry, DayEntry
from pilot.training.enums import DayMode, TeachingMethod
from pilot.training.models import Module, TrainingDay
from pilot.training.planning import queries
from pilot.training.planning.engine.planner import Plan, PlannedDay
from pilot.training.planning.entries import PlanEntry
from pilot.training.planning.enums import PlanProblemKind
from pilot.training.planning.models import ModuleLecturer
from pilot.training.planning.problems import TEAM
from pilot.training.planning.rules import minutes_of_days


class PlanRefusedError(DomainError):
    """A proposed plan is not used."""

    def __init__(self, problem: PlanProblemKind) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class DayChange:
    """A training day, and the date and lecturer it should have."""

    day: TrainingDay
    new: PlannedDay
    is_moved: bool
    new_lecturer: bool
    new_room: bool = False


def remember_lecturers(
    pilot: Pilot, chosen: Mapping[uuid.UUID, frozenset[uuid.UUID]], *, actor: Viewer, now: dt.datetime
) -> None:
    """Remember who can teach each module; what is remembered already leaves no trace."""
    known: dict[uuid.UUID, set[uuid.UUID]] = {module_id: set() for module_id in chosen}
    rows = db.session.execute(
        select(ModuleLecturer.module_id, ModuleLecturer.user_id).where(ModuleLecturer.module_id.in_(chosen))
    )
    for module_id, user_id in rows:
        known[module_id].add(user_id)
    changed = {module_id: people for module_id, people in chosen.items() if people != known[module_id]}
    if not changed:
        return
    db.session.execute(delete(ModuleLecturer).where(ModuleLecturer.module_id.in_(changed)))
    db.session.add_all(
        ModuleLecturer(module_id=module_id, user_id=user_id)
        for module_id, people in changed.items()
        for user_id in sorted(people)
    )
    db.session.flush()
    audit.record(
        "training.lecturers-chosen", pilot, actor=actor, at=now, pilot_id=pilot.id, modules=len(changed)
    )


def use_plan(
    pilot: Pilot,
    plan: Plan,
    entry: PlanEntry,
    modules: Mapping[str, Module],
    *,
    actor: Viewer,
    now: dt.datetime,
) -> list[TrainingDay]:
    """Create the days of a plan, each with one class of its module that fills it.

    :raises PlanRefusedError: the pilot has training days, or the plan has none.
    :raises TrainingRefusedError: the times cannot be, or somebody planned a day at the same moment.
    """
    if queries.live_days(pilot):
        raise PlanRefusedError(PlanProblemKind.DAYS_EXIST)
    if not plan.days:
        raise PlanRefusedError(PlanProblemKind.NO_PLAN)
    minutes = {
        name: minutes_of_days(module.minutes, entry.days[module.id]) for name, module in modules.items()
    }
    created = []
    for number, planned in enumerate(plan.days, start=1):
        module = modules[planned.module]
        own = minutes[planned.module].pop(0)
        day = actions.plan_day(
            pilot,
            _day_entry(entry, planned, number=number, minutes=own),
            DateEntry(planned.date, entry.starts_at, entry.ends_at, is_confirmed=True),
            actor=actor,
            now=now,
        )
        class_actions.add_class(day, _class_entry(entry, planned, module, own), actor=actor, now=now)
        created.append(day)
    audit.record("training.plan-used", pilot, actor=actor, at=now, pilot_id=pilot.id, days=len(created))
    return created


def _day_entry(entry: PlanEntry, planned: PlannedDay, *, number: int, minutes: int) -> DayEntry:
    return DayEntry(
        number=number,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        mode=DayMode.IN_PERSON,
        venue=entry.venue,
        address="",
        access_note="",
        planned_minutes=minutes,
        room_id=uuid.UUID(planned.room) if planned.room else None,
    )


def _class_entry(entry: PlanEntry, planned: PlannedDay, module: Module, minutes: int) -> ClassEntry:
    return ClassEntry(
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        minutes=minutes,
        topic=module.title_lv,
        method=TeachingMethod.LECTURE,
        module_id=module.id,
        lecturer_ids=frozenset({uuid.UUID(planned.lecturer)}),
    )


def move_days(
    pilot: Pilot,
    changes: Sequence[DayChange],
    *,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Move exactly the days that must move, and change the lecturer or the room where that must change.

    :raises PlanRefusedError: nothing has to change.
    :raises TrainingRefusedError: a day cannot move any more, or a lecturer is elsewhere.
    """
    if not changes:
        raise PlanRefusedError(PlanProblemKind.NOTHING_MOVES)
    for change in changes:
        day = change.day
        if change.is_moved:
            when = DateEntry(change.new.date, day.starts_at, day.ends_at, is_confirmed=True)
            day = actions.move_day(
                day, when, reason=reason, seen=day.version, actor=actor, now=now, today=today
            )
        if change.new_room:
            _change_room(day, uuid.UUID(change.new.room), actor=actor, now=now)
        if change.new_lecturer:
            _hand_over(day, change.new.lecturer, actor=actor, now=now)
    audit.record("training.planned-again", pilot, actor=actor, at=now, pilot_id=pilot.id, days=len(changes))


def _change_room(day: TrainingDay, room_id: uuid.UUID, *, actor: Viewer, now: dt.datetime) -> None:
    """Hold a day in another room, whose address then stands on it."""
    entry = DayEntry(
        number=day.number,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        mode=day.mode,
        venue="",
        address="",
        access_note="",
        planned_minutes=day.planned_minutes,
        room_id=room_id,
    )
    actions.change_day(day, entry, seen=day.version, actor=actor, now=now)


def _hand_over(day: TrainingDay, lecturer: str, *, actor: Viewer, now: dt.datetime) -> None:
    """Let somebody else teach all classes of a day."""
    people = frozenset(uuid.UUID(each) for each in lecturer.split(TEAM))
    for held in queries.classes_of(day.id):
        entry = ClassEntry(
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            minutes=held.minutes,
            topic=held.topic,
            method=held.method,
            module_id=held.module_id,
            lecturer_ids=people,
        )
        class_actions.change_class(held, entry, seen=held.version, actor=actor, now=now)
