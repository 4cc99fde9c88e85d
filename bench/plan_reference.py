"""The planner's cases once more, as a model for CP-SAT: the reference for cost and time.

The one thing it leaves out is a lecturer who travels overnight between two groups; whoever compares prices
its days with the planner's own cost.
"""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from pilot.training.planning.engine.groups import Group
from pilot.training.planning.engine.problem import Chosen, PlanProblem, spans
from pilot.training.planning.engine.search import places_on

WORKERS = 2


@dataclass(frozen=True)
class Reference:
    """What CP-SAT found within its time."""

    status: str
    bound: int
    seconds: float
    days: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)


@dataclass
class _Part:
    """The variables of one group: a day on a date, its lecturer, its room."""

    on: dict[tuple[int, dt.date], Any] = field(default_factory=dict)
    taught: dict[tuple[int, dt.date, str], Any] = field(default_factory=dict)
    held_in: dict[tuple[int, dt.date, str], Any] = field(default_factory=dict)


def solve(groups: Sequence[Group], *, seconds: float) -> Reference:
    """Let CP-SAT plan the groups for at most some seconds."""
    started = time.perf_counter()
    model = cp_model.CpModel()
    parts = [_Part() for _group in groups]
    cost = sum(_add(model, group.problem, part) for group, part in zip(groups, parts, strict=True))
    _share(model, parts)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model)
    took = time.perf_counter() - started
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Reference(solver.status_name(status).lower(), 0, took)
    days = {group.id: _read(solver, group.problem, part) for group, part in zip(groups, parts, strict=True)}
    return Reference(solver.status_name(status).lower(), round(solver.best_objective_bound), took, days)


def _add(model: cp_model.CpModel, problem: PlanProblem, part: _Part) -> Any:
    """Add a group's days; return what they cost."""
    for slot in range(len(problem.slots)):
        for date in problem.months[slot // problem.days_per_month]:
            places = list(places_on(problem, slot, date))
            if not places:
                continue
            here = part.on[slot, date] = model.new_bool_var("")
            for name in dict.fromkeys(place.lecturer for place in places):
                part.taught[slot, date, name] = model.new_bool_var("")
            for room in dict.fromkeys(place.room for place in places if place.room):
                part.held_in[slot, date, room] = model.new_bool_var("")
            model.add(sum(each for key, each in part.taught.items() if key[:2] == (slot, date)) == here)
            if problem.rooms:
                model.add(sum(each for key, each in part.held_in.items() if key[:2] == (slot, date)) == here)
        model.add_exactly_one(each for key, each in part.on.items() if key[0] == slot)
    return _wishes(model, problem, part)


def _wishes(model: cp_model.CpModel, problem: PlanProblem, part: _Part) -> Any:
    weights = problem.weights
    when = [
        sum((date - problem.window_from).days * on for (own, date), on in part.on.items() if own == slot)
        for slot in range(len(problem.slots))
    ]
    for earlier, later in pairwise(when):
        model.add(later >= earlier + 1)
    cost = sum(
        (weights.absence * problem.absences_on(date) + weights.weekday * problem.misses_weekday(date)) * on
        for (_slot, date), on in part.on.items()
    )
    for _module, first, last in spans(problem.modules):
        split = model.new_bool_var("")
        for slot in range(first, last):
            model.add(when[slot + 1] - when[slot] == 1).only_enforce_if(split.negated())
        cost += weights.split * split
        if first:
            missing = model.new_int_var(0, problem.gap_days, "")
            model.add(missing >= problem.gap_days - (when[first] - when[first - 1]))
            cost += weights.gap * missing
    return cost + (weights.travel * _journeys(model, problem, part) if weights.travel else 0)


def _journeys(model: cp_model.CpModel, problem: PlanProblem, part: _Part) -> Any:
    """Return how often the group moves overnight from one town to another."""
    towns = {room.id: room.town for room in problem.rooms}
    there: dict[dt.date, dict[str, Any]] = {}
    for (_slot, date, room), held in part.held_in.items():
        town = there.setdefault(date, {})
        town[towns[room]] = town.get(towns[room], 0) + held
    total: Any = 0
    for date, here in there.items():
        tomorrow = there.get(date + dt.timedelta(days=1))
        if tomorrow:
            moves = model.new_bool_var("")
            for town, held in here.items():
                model.add(moves >= held + sum(on for other, on in tomorrow.items() if other != town) - 1)
            total += moves
    return total


def _share(model: cp_model.CpModel, parts: Sequence[_Part]) -> None:
    """Let nobody teach, and no room hold, two groups on one date."""
    wanted: dict[tuple[str, str, dt.date], list[Any]] = {}
    for part in parts:
        for (_slot, date, name), taught in part.taught.items():
            wanted.setdefault(("lecturer", name, date), []).append(taught)
        for (_slot, date, room), held in part.held_in.items():
            wanted.setdefault(("room", room, date), []).append(held)
    for several in wanted.values():
        model.add_at_most_one(several)


def _read(solver: cp_model.CpSolver, problem: PlanProblem, part: _Part) -> tuple[Chosen, ...]:
    towns = {room.id: room.town for room in problem.rooms}
    found = []
    for slot in range(len(problem.slots)):
        date = next(date for (own, date), on in part.on.items() if own == slot and solver.value(on))
        teachers = (key[2] for key, on in part.taught.items() if key[:2] == (slot, date) and solver.value(on))
        rooms = (key[2] for key, on in part.held_in.items() if key[:2] == (slot, date) and solver.value(on))
        room = next(rooms, "")
        found.append(Chosen(date, next(teachers), room, towns.get(room, "")))
    return tuple(found)
