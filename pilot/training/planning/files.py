"""The planner's problem as JSON and its answer: what `./dev plan`, the tests and the benchmark exchange.

The smallest form has `window`, `weekdays`, `blocked`, `days_per_month`, `modules`, `lecturers`,
`participants`, `gap_days` and `weights`. What may be added to it, everything optional:

- `month_rule`: `"exactly"` (default) or `"at_most"` days in a month;
- `rooms`: `{id: {"town", "seats", "closed": [date]}}` and `seats` (default: the number of participants);
- `lecturers.ID.away`: `{date: town}`, where a lecturer teaches others; `travel`: `"allowed"` (default) or
  `"forbidden"`; `preferred_weekdays`: `[1…7]`; prices of both in `weights.travel` and `weights.weekday`;
- `held`: `[{"day": 1…, "date", "lecturer", "room"}]`, training days that stand; `not_before`: date;
- `current`: `[{"date", "lecturer", "room"}]`, the plan as it stands, all days in order: the answer is then
  the plan with the fewest days moved, with `moved` and `told`;
- `groups`: `[{"id", "participants", "seats", "rooms": [id], "blocked", "window", …}]`: several groups of one
  programme that share lecturers and rooms; every key of a group takes the place of the problem's own.
"""

from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from typing import Any

from pilot.training.planning.engine import groups as many
from pilot.training.planning.engine.moves import Replan, replan
from pilot.training.planning.engine.planner import Plan, PlannedDay, alternatives, plan, wish_prices
from pilot.training.planning.engine.problem import (
    Held,
    MonthRule,
    PlannedModule,
    PlanProblem,
    Room,
    Weights,
)
from pilot.training.planning.labels import told
from pilot.training.planning.reader import PlanFileError, Reader

LONGEST_WINDOW_DAYS = 3 * 366
MOST_DAYS_A_MONTH = 31
LARGEST_WEIGHT = 1_000_000
MOST_SEATS = 100_000
MOST_GROUPS = 100
SECONDS = 55.0


def answer_to(
    given: Any,
    *,
    more: bool = False,
    seconds: float = SECONDS,
    elapsed: Callable[[], float] = lambda: 0.0,
    tell: Callable[[many.Progress], None] = lambda _progress: None,
) -> dict[str, Any]:
    """Solve a problem from parsed JSON; `more` adds alternatives and the price of each wish.

    :raises PlanFileError: a value is missing, of the wrong kind, or does not fit to the others.
    """
    if isinstance(given, dict) and given.get("groups") is not None:
        found = many.plan_groups(groups_from(given), seconds=seconds, elapsed=elapsed, tell=tell)
        return answer_of_groups(found)
    problem = problem_from(given)
    if given.get("current") is not None:
        return answer_of_replan(replan(problem, _current(given, problem), frozen=frozenset(problem.held)))
    best = plan(problem)
    answer = answer_of(best)
    if more:
        answer["alternatives"] = [
            {"merit": each.merit, **answer_of(each.plan)} for each in alternatives(problem, best)
        ]
        answer["wishes"] = [{"wish": each.wish, "saves": each.saves} for each in wish_prices(problem, best)]
    return answer


def problem_from(given: Any) -> PlanProblem:
    """Read a problem from parsed JSON; a lecturer of whom nothing is said is never busy.

    :raises PlanFileError: a value is missing, of the wrong kind, or does not fit to the others.
    """
    data = Reader(given, "")
    window = data.part("window")
    first, last = window.date("from"), window.date("to")
    if last < first:
        window.refuse("to", "a date that is not before the first")
    if (last - first).days > LONGEST_WINDOW_DAYS:
        window.refuse("to", "a date at most three years after the first")
    absent = data.dates_by_name("participants", "absent")
    modules = tuple(_modules(data))
    return PlanProblem(
        window_from=first,
        window_to=last,
        weekdays=frozenset(data.numbers("weekdays", 1, 7, [1, 2, 3, 4, 5])),
        blocked=data.dates("blocked", []),
        days_per_month=data.number("days_per_month", 1, MOST_DAYS_A_MONTH),
        modules=modules,
        busy=data.dates_by_name("lecturers", "busy"),
        absent=absent,
        gap_days=data.number("gap_days", 0, 366, 7),
        weights=_weights(data.part("weights", {})),
        month_rule=MonthRule(data.choice("month_rule", tuple(MonthRule))),
        rooms=tuple(_rooms(data)),
        seats=data.number("seats", 0, MOST_SEATS, len(absent)),
        away={name: person.words_by_date("away") for name, person in data.named("lecturers")},
        travel_forbidden=data.choice("travel", ("allowed", "forbidden")) == "forbidden",
        preferred_weekdays=frozenset(data.numbers("preferred_weekdays", 1, 7, [])),
        held=_held(data, sum(module.days for module in modules)),
        not_before=data.maybe_date("not_before"),
    )


def _weights(data: Reader) -> Weights:
    usual = Weights()
    return Weights(
        **{
            each.name: data.number(each.name, 0, LARGEST_WEIGHT, getattr(usual, each.name))
            for each in fields(Weights)
        }
    )


def _modules(data: Reader) -> list[PlannedModule]:
    found: list[PlannedModule] = []
    for module in data.parts("modules"):
        lecturers = tuple(module.words("lecturers"))
        found.append(PlannedModule(module.word("id"), module.number("days", 1, 366), lecturers))
        if found[-1].id in {each.id for each in found[:-1]}:
            module.refuse("id", "a name that no other module has")
    return found


def _rooms(data: Reader) -> list[Room]:
    return [
        Room(
            name,
            town=room.text("town"),
            seats=room.number("seats", 0, MOST_SEATS, MOST_SEATS),
            closed=room.dates("closed", []),
        )
        for name, room in data.named("rooms")
    ]


def _held(data: Reader, days: int) -> dict[int, Held]:
    found: dict[int, Held] = {}
    for held in data.parts("held") if data.has("held") else []:
        found[held.number("day", 1, max(1, days)) - 1] = _stands(held)
    dates = [each.date for _slot, each in sorted(found.items())]
    if any(later <= earlier for earlier, later in pairwise(dates)):
        data.refuse("held", "dates that ascend in the order of the days")
    return found


def _stands(day: Reader) -> Held:
    return Held(day.date("date"), day.text("lecturer"), day.text("room"))


def _current(given: Any, problem: PlanProblem) -> list[Held]:
    data = Reader(given, "")
    found = [_stands(day) for day in data.parts("current")]
    if len(found) != len(problem.slots):
        data.refuse("current", f"as many days as the modules have, {len(problem.slots)}")
    return found


def groups_from(given: dict[str, Any]) -> list[many.Group]:
    """Read the groups of a problem from parsed JSON.

    :raises PlanFileError: a value is missing, of the wrong kind, or does not fit to the others.
    """
    data = Reader(given, "")
    found: list[many.Group] = []
    for number, group in enumerate(data.parts("groups")):
        own = {name: value for name, value in given.items() if name != "groups"} | group.given
        if isinstance(own.get("rooms"), list) and isinstance(given.get("rooms"), dict):
            names = group.words("rooms")
            own["rooms"] = {name: given["rooms"][name] for name in names if name in given["rooms"]}
        try:
            found.append(many.Group(group.word("id"), problem_from(own)))
        except PlanFileError as error:
            message = f"groups[{number}]: {error}"
            raise PlanFileError(message) from error
        if found[-1].id in {each.id for each in found[:-1]}:
            group.refuse("id", "a name that no other group has")
    if not 1 <= len(found) <= MOST_GROUPS:
        data.refuse("groups", f"at least one and at most {MOST_GROUPS} groups")
    return found


def answer_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON can hold it; the reasons are in the language of the moment."""
    return {
        "status": "optimal" if plan.is_feasible else "infeasible",
        "cost": plan.cost,
        "days": [_day(day) for day in plan.days],
        "reasons": [told(reason) for reason in plan.reasons],
    }


def answer_of_replan(found: Replan) -> dict[str, Any]:
    """Return a plan after a change with what moved and who must be told."""
    return {
        **answer_of(found.plan),
        "moved": [
            {"day": change.slot + 1, "from": _day(change.old), "to": _day(change.new)}
            for change in found.changes
        ],
        "told": {"participants": list(found.participants), "lecturers": list(found.lecturers)},
    }


def answer_of_groups(found: many.GroupPlan) -> dict[str, Any]:
    """Return a plan of several groups with its proven lower bound and the gap as a share of its cost."""
    return {
        "status": found.status,
        "cost": found.cost,
        "bound": found.bound,
        "gap": round(found.gap, 4),
        "days": [{"group": group, **_day(day)} for group, days in found.days.items() for day in days],
        "reasons": [told(reason) for reason in found.reasons],
    }


def _day(day: PlannedDay) -> dict[str, Any]:
    found = {"date": day.date.isoformat(), "module": day.module, "lecturer": day.lecturer}
    return {**found, "room": day.room} if day.room else found
