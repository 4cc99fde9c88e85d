"""Measure the planner on bench/plans/*.json beside CP-SAT; prints a table, writes reports/plans.json."""

import importlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import config
from pilot.training.planning import files
from pilot.training.planning.engine.groups import Group, plan_groups, total_cost
from pilot.training.planning.engine.planner import alternatives, plan, wish_prices

FOLDER = Path(__file__).parent / "plans"
SECONDS, QUICK_SECONDS = 55.0, 10.0
WITHOUT = "CP-SAT is not installed (requirements/bench.txt): the reference is missing"


@dataclass(frozen=True)
class Case:
    """One case: ours beside the reference; costs are the planner's own of both, -1 without a plan."""

    name: str
    status: str
    cost: int
    bound: int
    gap_pct: float
    seconds: float
    seconds_with_wishes: float
    reference_status: str = "missing"
    reference_cost: int = -1
    reference_bound: int = -1
    reference_seconds: float = -1.0


def main(*, quick: bool) -> None:
    reference = _reference()
    if reference is None:
        print(WITHOUT)
    print(
        f"{'case':<24}{'status':<12}{'cost':>6}{'bound':>7}{'gap %':>7}{'s':>9}{'+ wishes':>10}"
        f"   {'CP-SAT':<12}{'cost':>6}{'bound':>7}{'s':>9}"
    )
    cases = []
    for file in sorted(FOLDER.glob("*.json")):
        case = measured(file, reference, seconds=QUICK_SECONDS if quick else SECONDS)
        print(
            f"{case.name:<24}{case.status:<12}{case.cost:>6}{case.bound:>7}{case.gap_pct:>7.2f}"
            f"{case.seconds:>9.4f}{case.seconds_with_wishes:>10.4f}   {case.reference_status:<12}"
            f"{case.reference_cost:>6}{case.reference_bound:>7}{case.reference_seconds:>9.3f}",
            flush=True,
        )
        cases.append(asdict(case))
    folder = config.ROOT / "reports"
    folder.mkdir(exist_ok=True)
    (folder / "plans.json").write_text(json.dumps(cases, indent=1), encoding="utf-8")


def _reference() -> Any:
    """Return the module of the reference, or None where OR-tools is not installed."""
    try:
        return importlib.import_module("bench.plan_reference")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "ortools":
            raise
        return None


def measured(file: Path, reference: Any, *, seconds: float) -> Case:
    """Solve one case with both."""
    given = json.loads(file.read_text(encoding="utf-8"))
    if "groups" in given:
        groups = files.groups_from(given)
        found = _ours_of_groups(file.stem, groups, seconds)
    else:
        groups = [Group("", files.problem_from(given))]
        found = _ours(file.stem, groups[0])
    return found if reference is None else _beside(found, groups, reference, seconds)


def _ours(name: str, group: Group) -> Case:
    started = time.perf_counter()
    best = plan(group.problem)
    took = time.perf_counter() - started
    alternatives(group.problem, best)
    list(wish_prices(group.problem, best))
    with_wishes = time.perf_counter() - started
    status = "optimal" if best.is_feasible else "infeasible"
    cost = best.cost if best.is_feasible else -1
    return Case(name, status, cost, cost, 0.0, took, with_wishes)


def _ours_of_groups(name: str, groups: Sequence[Group], seconds: float) -> Case:
    started = time.perf_counter()
    found = plan_groups(groups, seconds=seconds, elapsed=lambda: time.perf_counter() - started)
    took = time.perf_counter() - started
    cost = found.cost if found.days else -1
    return Case(name, found.status, cost, found.bound, 100 * found.gap, took, took)


def _beside(case: Case, groups: Sequence[Group], reference: Any, seconds: float) -> Case:
    found = reference.solve(groups, seconds=seconds)
    cost = total_cost(groups, [found.days[group.id] for group in groups]) if found.days else -1
    changes = {
        "reference_status": found.status,
        "reference_cost": -1 if cost is None else cost,
        "reference_bound": found.bound if found.days else -1,
        "reference_seconds": found.seconds,
    }
    return Case(**{**asdict(case), **changes})
