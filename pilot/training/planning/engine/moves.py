"""Plan again after a change: what is held stays, as few days as possible move, and who must be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pilot.training.planning.engine.conflict import Reason, misfits_of, reasons_against
from pilot.training.planning.engine.planner import Plan, PlannedDay, plan_on
from pilot.training.planning.engine.problem import Chosen, Held, PlanProblem
from pilot.training.planning.engine.search import Surcharge, cheapest, highest_cost


@dataclass(frozen=True)
class Change:
    """A training day, by its place from 0, before and after."""

    slot: int
    old: PlannedDay
    new: PlannedDay

    @property
    def is_moved(self) -> bool:
        return self.old.date != self.new.date


@dataclass(frozen=True)
class Replan:
    """The plan after a change, what changed, and who must be told; without a plan only the reasons."""

    plan: Plan
    changes: tuple[Change, ...] = ()
    participants: tuple[str, ...] = ()
    lecturers: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.plan.reasons


def replan(problem: PlanProblem, current: Sequence[Held], *, frozen: frozenset[int] = frozenset()) -> Replan:
    """Move as few days as the change allows, then change as few lecturers, then as few rooms.

    Of such plans it is the cheapest, of equally cheap ones that whose days lie nearest to where they were.
    `current` is the plan as it stands, in order; `frozen` are places of days that cannot move any more.
    """
    problem = replace(problem, held={**problem.held, **{slot: current[slot] for slot in frozen}})
    days = None if any(misfits_of(problem)) else _nearest(problem, current)
    if days is None:
        return Replan(Plan((), 0, reasons_against(problem)))
    found = plan_on(problem, days)
    changes = tuple(_changes(problem, current, found.days))
    people = {name: None for each in changes for name in (each.old.lecturer, each.new.lecturer) if name}
    is_moved = any(each.is_moved or each.old.room != each.new.room for each in changes)
    return Replan(found, changes, tuple(sorted(problem.absent)) if is_moved else (), tuple(people))


def _nearest(problem: PlanProblem, current: Sequence[Held]) -> tuple[Chosen, ...] | None:
    """Price a moved day above all changes of lecturers, those above rooms, cost, and distance, in turn."""
    window = (problem.window_to - problem.window_from).days + 1
    scale = 1 + window * len(current)
    return cheapest(problem, _moving(current, scale * (highest_cost(problem) + 1)), scale=scale)


def _moving(current: Sequence[Held], room: int) -> Surcharge:
    lecturer = room * (len(current) + 1)
    move = lecturer * (len(current) + 1)

    def surcharge(slot: int, place: Chosen) -> int:
        old = current[slot]
        another = bool(old.lecturer) and old.lecturer != place.lecturer
        elsewhere = bool(old.room) and old.room != place.room
        distance = abs((old.date - place.date).days)
        return move * bool(distance) + lecturer * another + room * elsewhere + distance

    return surcharge


def _changes(problem: PlanProblem, current: Sequence[Held], days: Sequence[PlannedDay]) -> list[Change]:
    found = []
    for slot, (old, new) in enumerate(zip(current, days, strict=True)):
        before = PlannedDay(
            old.date, problem.slots[slot].id, old.lecturer or new.lecturer, old.room or new.room
        )
        if before != new:
            found.append(Change(slot, before, new))
    return found
