"""What the pages of the planner show: plans with names, months, and everything a plan costs in words."""

import calendar
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext as _

from pilot.cohort.models import Pilot
from pilot.training.forms import title_of
from pilot.training.models import Module
from pilot.training.planning import labels
from pilot.training.planning.engine.conflict import Obstacle, Reason
from pilot.training.planning.engine.planner import Plan, alternatives, plan, wish_prices
from pilot.training.planning.engine.problem import DAY, PlanProblem, spans
from pilot.training.planning.entries import PlanEntry
from pilot.training.planning.problems import TEAM, problem_of
from pilot.training.planning.queries import Facts, gather
from pilot.training.planning.rules import minutes_of_days
from pilot.web import locale


@dataclass(frozen=True)
class ShownDay:
    """A proposed training day."""

    number: int
    date: dt.date
    module: str
    lecturer: str
    room: str
    minutes: int
    absent: tuple[str, ...]


@dataclass(frozen=True)
class ShownMonth:
    """A month with its proposed days."""

    first_day: dt.date
    days: Mapping[dt.date, ShownDay]

    @property
    def weeks(self) -> list[list[dt.date]]:
        return calendar.Calendar().monthdatescalendar(self.first_day.year, self.first_day.month)


@dataclass(frozen=True)
class Proposal:
    """A plan as the page shows it; `choice` tells it from the others on the page."""

    choice: str
    title: str
    plan: Plan
    days: tuple[ShownDay, ...]
    misses: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def digest(self) -> str:
        return digest_of(self.plan)

    @property
    def months(self) -> list[ShownMonth]:
        firsts = sorted({day.date.replace(day=1) for day in self.days})
        return [
            ShownMonth(first, {day.date: day for day in self.days if day.date.replace(day=1) == first})
            for first in firsts
        ]


@dataclass(frozen=True)
class Obstruction:
    """Why there is no plan, in words, and the part of the form where it is changed."""

    words: str
    anchor: str


def digest_of(plan: Plan) -> str:
    """Return a short name of a plan that changes with its dates, people, rooms and cost."""
    return hashlib.sha256(repr((plan.cost, plan.days)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Proposed:
    """Everything the page says about the plans of one problem."""

    entry: PlanEntry
    facts: Facts
    best: Plan
    shown: tuple[Proposal, ...]
    prices: tuple[str, ...]
    obstructions: tuple[Obstruction, ...]

    @property
    def by_choice(self) -> dict[str, Proposal]:
        return {each.choice: each for each in self.shown}


def proposed(entry: PlanEntry, pilot: Pilot, *, language: str) -> Proposed:
    """Return the best plan, two others, and what each wish costs; or what stands in the way."""
    facts = gather(pilot, first=entry.first_on, last=entry.last_on, language=language)
    problem = problem_of(entry, facts)
    best = plan(problem)
    shown = [_shown("best", _("Proposed plan"), best, problem, facts)] if best.days else []
    for number, other in enumerate(alternatives(problem, best), start=1):
        title = str(labels.MERITS[other.merit])
        shown.append(_shown(f"other-{number}", title, other.plan, problem, facts))
    prices = [
        labels.price(each.wish, kept=best.counts, without=each.without) for each in wish_prices(problem, best)
    ]
    return Proposed(entry, facts, best, tuple(shown), tuple(prices), tuple(obstructions(best.reasons, facts)))


def _shown(choice: str, title: str, plan: Plan, problem: PlanProblem, facts: Facts) -> Proposal:
    modules = {str(module.id): module for module in facts.modules}
    names = facts.names
    minutes = {
        module.id: minutes_of_days(modules[module.id].minutes, module.days) for module in problem.modules
    }
    days = tuple(
        ShownDay(
            number=number,
            date=day.date,
            module=module_name(modules[day.module]),
            lecturer=names.get(day.lecturer, ""),
            room=facts.room_names.get(day.room, ""),
            minutes=minutes[day.module].pop(0),
            absent=tuple(names[person] for person, dates in problem.absent.items() if day.date in dates),
        )
        for number, day in enumerate(plan.days, start=1)
    )
    details = tuple(_details(problem, plan, days, modules))
    return Proposal(choice, title, plan, days, tuple(labels.misses(plan.counts)), details)


def module_name(module: Module) -> str:
    return f"{module.number}. {title_of(module, language=locale.language())}"


def _details(
    problem: PlanProblem, plan: Plan, days: Sequence[ShownDay], modules: Mapping[str, Module]
) -> list[str]:
    """Say which absences, modules and gaps a plan's cost is made of."""
    found = [
        _("%(day)s: absent %(people)s", day=locale.day(day.date), people=", ".join(day.absent))
        for day in days
        if day.absent
    ]
    for module, first, last in spans(problem.modules):
        own = plan.dates[first : last + 1]
        number = modules[module.id].number
        if any(later - earlier != DAY for earlier, later in pairwise(own)):
            dates = ", ".join(locale.day(date) for date in own)
            found.append(_("Module %(number)s is not on days in a row: %(days)s", number=number, days=dates))
        if first and problem.days_missing(plan.dates[first - 1], plan.dates[first]):
            days_between = (plan.dates[first] - plan.dates[first - 1]).days
            found.append(
                _(
                    "Module %(number)s begins %(days)s d. after the one before it; %(wished)s d. are wished",
                    number=number,
                    days=days_between,
                    wished=problem.gap_days,
                )
            )
    return found


ANCHORS = {
    Obstacle.DAYS_DO_NOT_FILL_MONTHS: "days_per_month",
    Obstacle.MONTHS_TOO_FULL: "days_per_month",
    Obstacle.NO_LECTURER: "modules",
    Obstacle.MONTH: "days_per_month",
    Obstacle.COURSE: "first_on",
    Obstacle.WEEKDAY: "weekdays-0",
    Obstacle.BLOCKED: "blocked",
    Obstacle.BUSY: "modules",
    Obstacle.ROOM: "venue",
    Obstacle.SEATS: "venue",
}


def obstructions(reasons: Sequence[Reason], facts: Facts) -> list[Obstruction]:
    """Return what stands in the way of a plan, with names instead of ids."""
    names = {**facts.names, **facts.room_names}
    names |= {str(module.id): module_name(module) for module in facts.modules}
    return [
        Obstruction(labels.told(_renamed(reason, names)), ANCHORS.get(reason.obstacle, "first_on"))
        for reason in reasons
    ]


def _renamed(reason: Reason, names: Mapping[str, str]) -> Reason:
    people = ", ".join(names.get(each, each) for each in reason.name.split(TEAM)) if reason.name else ""
    return Reason(
        reason.obstacle,
        needed=reason.needed,
        given=reason.given,
        name=people,
        weekday=reason.weekday,
        dates=reason.dates,
    )
