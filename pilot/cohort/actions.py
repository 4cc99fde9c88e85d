"""Writes to pilots, their phases and states."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.cohort.entries import PhaseEntry, PilotEntry
from pilot.cohort.enums import PilotState, Preset
from pilot.cohort.models import AcceptedDeviation, DayOff, Phase, Pilot
from pilot.cohort.presets import PresetPhase
from pilot.cohort.rules import (
    ParameterProblem,
    Parameters,
    PhaseDates,
    Problem,
    check_parameters,
    check_phase_change,
    check_phase_dates,
    state_problem,
)
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class ParametersRefusedError(DomainError):
    """The numbers contradict each other or leave their ranges."""

    def __init__(self, problems: Sequence[ParameterProblem]) -> None:
        super().__init__()
        self.problems = problems


class PilotRefusedError(DomainError):
    """A pilot, its phase or its state cannot be changed in this way."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def add_pilot(
    entry: PilotEntry, *, code: str, preset: Preset, actor: audit.Actor | None, now: dt.datetime
) -> Pilot:
    """Add a pilot in its draft.

    :raises ParametersRefusedError: the numbers contradict each other.
    :raises PilotRefusedError: the code is another pilot's.
    """
    _refuse_problems(entry.parameters)
    pilot = Pilot(code=code, preset=preset, created_at=now)
    _fill(pilot, entry)
    try:
        with db.session.begin_nested():
            db.session.add(pilot)
    except IntegrityError:
        raise PilotRefusedError(Problem.CODE_TAKEN) from None
    audit.record(
        "cohort.pilot-added", pilot, actor=actor, at=now, pilot_id=pilot.id, code=code, preset=preset
    )
    return pilot


def change_settings(
    pilot: Pilot, entry: PilotEntry, *, seen: int, actor: audit.Actor, now: dt.datetime
) -> None:
    """Change a pilot's titles and parameters.

    :raises EditedMeanwhileError: somebody else saved first.
    :raises ParametersRefusedError: the numbers contradict each other.
    """
    check_version(pilot, seen)
    _refuse_problems(entry.parameters)
    before = {name: getattr(pilot, name) for name in asdict(entry.parameters)}
    _fill(pilot, entry)
    changed = {
        name: [value, getattr(pilot, name)] for name, value in before.items() if getattr(pilot, name) != value
    }
    db.session.flush()
    audit.record("cohort.settings-changed", pilot, actor=actor, at=now, pilot_id=pilot.id, **changed)


def add_phases(pilot: Pilot, phases: Sequence[PresetPhase], *, parent: Phase | None = None) -> None:
    """Add the phases of a preset with their stages; the pilot's own event tells of them."""
    for shape in phases:
        phase = _new_phase(pilot, shape, parent)
        add_phases(pilot, shape.stages, parent=phase)


def add_phase(pilot: Pilot, entry: PhaseEntry, *, actor: audit.Actor, now: dt.datetime) -> Phase:
    """Add a phase.

    :raises PilotRefusedError: it ends before it starts.
    """
    if problem := check_phase_dates(PhaseDates(entry.kind, entry.starts_on, entry.ends_on), parent=None):
        raise PilotRefusedError(problem)
    phase = _new_phase(pilot, entry)
    audit.record(
        "cohort.phase-added",
        phase,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        kind=entry.kind,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
    )
    return phase


def change_phase(
    phase: Phase, entry: PhaseEntry, *, parent: Phase | None, seen: int, actor: audit.Actor, now: dt.datetime
) -> None:
    """Change a phase; its first plan stays in planned_*, every move in the audit log (domain a.2).

    :raises EditedMeanwhileError: somebody else saved first.
    :raises PilotRefusedError: the days are out of order or outside the phase, or the reason is missing.
    """
    check_version(phase, seen)
    old, new = dates_of(phase), PhaseDates(entry.kind, entry.starts_on, entry.ends_on)
    problem = check_phase_dates(new, parent=dates_of(parent) if parent else None) or check_phase_change(
        old, new, reason=entry.reason
    )
    if problem:
        raise PilotRefusedError(problem)
    phase.kind, phase.name_lv, phase.name_en = entry.kind, entry.name_lv, entry.name_en
    phase.starts_on, phase.ends_on = entry.starts_on, entry.ends_on
    if entry.reason.strip():
        phase.change_reason = entry.reason
    db.session.flush()
    audit.record(
        "cohort.phase-changed",
        phase,
        actor=actor,
        at=now,
        pilot_id=phase.pilot_id,
        starts_on=[old.starts_on, new.starts_on],
        ends_on=[old.ends_on, new.ends_on],
    )


def enter_state(
    pilot: Pilot,
    new: PilotState,
    *,
    reason: str,
    unmet: int,
    open_months: int,
    seen: int,
    actor: audit.Actor,
    now: dt.datetime,
) -> None:
    """Move a pilot to its next state; the reason for going on despite unmet conditions is kept (domain a.2).

    :raises EditedMeanwhileError: somebody else saved first.
    :raises PilotRefusedError: the step is impossible, unexplained, or months are still open.
    """
    check_version(pilot, seen)
    if problem := state_problem(pilot.state, new, reason=reason, unmet=unmet, open_months=open_months):
        raise PilotRefusedError(problem)
    before, pilot.state = pilot.state, new
    if reason.strip() and actor.user_id is not None:
        _accept(pilot, f"state:{new}", reason=reason, by=actor.user_id, now=now)
    db.session.flush()
    audit.record(
        "cohort.state-entered",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        state=[before, new],
        unmet=unmet,
    )


def dates_of(phase: Phase) -> PhaseDates:
    """Return a phase's days as the rules see them."""
    return PhaseDates(phase.kind, phase.starts_on, phase.ends_on)


def _accept(pilot: Pilot, rule: str, *, reason: str, by: uuid.UUID, now: dt.datetime) -> None:
    held = db.session.scalar(
        select(AcceptedDeviation).where(
            AcceptedDeviation.pilot_id == pilot.id, AcceptedDeviation.rule == rule
        )
    )
    accepted = held or AcceptedDeviation(pilot_id=pilot.id, rule=rule)
    accepted.reason, accepted.accepted_by_id, accepted.accepted_at = reason, by, now
    db.session.add(accepted)


def _refuse_problems(parameters: Parameters) -> None:
    if problems := check_parameters(parameters):
        raise ParametersRefusedError(problems)


def _fill(pilot: Pilot, entry: PilotEntry) -> None:
    plain = {name: value for name, value in vars(entry).items() if name != "parameters"}
    parameters = dict(vars(entry.parameters))
    parameters["eligibility_criteria"] = [
        str(criterion) for criterion in entry.parameters.eligibility_criteria
    ]
    for name, value in {**plain, **parameters}.items():
        setattr(pilot, name, value)


def _new_phase(pilot: Pilot, shape: PresetPhase | PhaseEntry, parent: Phase | None = None) -> Phase:
    phase = Phase(
        pilot_id=pilot.id,
        parent_id=parent.id if parent else None,
        kind=shape.kind,
        name_lv=shape.name_lv,
        name_en=shape.name_en,
        starts_on=shape.starts_on,
        ends_on=shape.ends_on,
        planned_starts_on=shape.starts_on,
        planned_ends_on=shape.ends_on,
    )
    db.session.add(phase)
    db.session.flush()
    return phase


def add_day_off(
    pilot: Pilot, *, day: dt.date, name: str, actor: audit.Actor | None, now: dt.datetime
) -> DayOff:
    """Add a day on which the pilot has no training; days planned on it are found by the plan check (T8).

    :raises PilotRefusedError: the day is one already.
    """
    day_off = DayOff(pilot_id=pilot.id, day=day, name=name)
    try:
        with db.session.begin_nested():
            db.session.add(day_off)
    except IntegrityError:
        raise PilotRefusedError(Problem.DAY_OFF_TWICE) from None
    audit.record("cohort.day-off-added", day_off, actor=actor, at=now, pilot_id=pilot.id, day=day)
    return day_off


def remove_day_off(day_off: DayOff, *, actor: audit.Actor | None, now: dt.datetime) -> None:
    """Take back a day off of a pilot."""
    audit.record(
        "cohort.day-off-removed", day_off, actor=actor, at=now, pilot_id=day_off.pilot_id, day=day_off.day
    )
    db.session.delete(day_off)
    db.session.flush()
