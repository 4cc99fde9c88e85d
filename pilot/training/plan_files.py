"""The planner's problem as JSON and its answer: what `./dev plan`, the tests and the benchmark exchange."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.training.planner import Obstacle, Plan, PlannedModule, PlanProblem, Reason, Weights
from pilot.web import locale

T = TypeVar("T")
LONGEST_WINDOW_DAYS = 3 * 366
MOST_DAYS_A_MONTH = 31
LARGEST_WEIGHT = 1_000_000
A_MONDAY = dt.date(2022, 8, 1)


class PlanFileError(ValueError):
    """A file that is no planning problem; says where and what is expected there."""


def problem_from(given: Any) -> PlanProblem:
    """Read a problem from parsed JSON; a lecturer of whom nothing is said is never busy.

    :raises PlanFileError: a value is missing, of the wrong kind, or names somebody unknown.
    """
    data = _Reader(given, "")
    window, weights = data.part("window"), data.part("weights", {})
    first, last = window.date("from"), window.date("to")
    if last < first:
        window.refuse("to", "a date that is not before the first")
    if (last - first).days > LONGEST_WINDOW_DAYS:
        window.refuse("to", "a date at most three years after the first")
    return PlanProblem(
        window_from=first,
        window_to=last,
        weekdays=frozenset(data.numbers("weekdays", 1, 7, [1, 2, 3, 4, 5])),
        blocked=data.dates("blocked", []),
        days_per_month=data.number("days_per_month", 1, MOST_DAYS_A_MONTH),
        modules=tuple(_modules(data)),
        busy=data.dates_by_name("lecturers", "busy"),
        absent=data.dates_by_name("participants", "absent"),
        gap_days=data.number("gap_days", 0, 366, 7),
        weights=Weights(
            **{
                name: weights.number(name, 0, LARGEST_WEIGHT, getattr(Weights(), name))
                for name in ("absence", "split", "gap")
            }
        ),
    )


def _modules(data: "_Reader") -> list[PlannedModule]:
    found: list[PlannedModule] = []
    for module in data.parts("modules"):
        lecturers = tuple(module.words("lecturers"))
        found.append(PlannedModule(module.word("id"), module.number("days", 1, 366), lecturers))
        if found[-1].id in {each.id for each in found[:-1]}:
            module.refuse("id", "a name that no other module has")
    return found


def answer_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON can hold it; the reasons are in the language of the moment."""
    return {
        "status": "optimal" if plan.is_feasible else "infeasible",
        "cost": plan.cost,
        "days": [
            {"date": day.date.isoformat(), "module": day.module, "lecturer": day.lecturer}
            for day in plan.days
        ],
        "reasons": [told(reason) for reason in plan.reasons],
    }


def told(reason: Reason) -> str:
    """Say in a sentence what stands in the way of a plan."""
    days = ", ".join(locale.day(date) for date in reason.dates)
    match reason.obstacle:
        case Obstacle.DAYS_DO_NOT_FILL_MONTHS:
            words = _(
                "Days that the modules need: %(needed)d. Days that the months hold: %(given)d. "
                "Change the days of a module, the days of a month or the dates of the course.",
                needed=reason.needed,
                given=reason.given,
            )
        case Obstacle.NO_LECTURER:
            words = _("The module has no lecturer: %(name)s", name=reason.name)
        case Obstacle.MONTH:
            words = ngettext(
                "There is no room for %(num)d training day: %(month)s",
                "There is no room for %(num)d training days: %(month)s",
                reason.needed,
                month=locale.month(reason.dates[0]),
            )
        case Obstacle.WEEKDAY:
            day = A_MONDAY + dt.timedelta(days=reason.weekday - 1)
            words = _(
                "No training on this day of the week: %(weekday)s",
                weekday=locale.weekday(day),
            )
        case Obstacle.BLOCKED:
            words = _("No training on these dates: %(days)s", days=days)
        case Obstacle.BUSY:
            words = _("The lecturer is not free: %(name)s, %(days)s", name=reason.name, days=days)
    return str(words)


class _Reader:
    """A part of a file, which knows where it stands."""

    def __init__(self, given: Any, place: str) -> None:
        if not isinstance(given, dict):
            message = f"{place.rstrip('.') or 'the file'}: expected an object"
            raise PlanFileError(message)
        self.given, self.place = given, place

    def refuse(self, name: str, expected: str) -> NoReturn:
        message = f"{self.place}{name}: expected {expected}"
        raise PlanFileError(message)

    def value(self, name: str, default: Any = None) -> Any:
        found = self.given.get(name, default)
        if found is None:
            message = f"{self.place}{name}: is missing"
            raise PlanFileError(message)
        return found

    def part(self, name: str, default: Any = None) -> "_Reader":
        return _Reader(self.value(name, default), f"{self.place}{name}.")

    def parts(self, name: str) -> list["_Reader"]:
        return [
            _Reader(given, f"{self.place}{name}[{number}].")
            for number, given in enumerate(self._list(name, None))
        ]

    def word(self, name: str) -> str:
        return self._read(name, self.value(name), _word)

    def words(self, name: str) -> list[str]:
        return [self._read(name, each, _word) for each in self._list(name, None)]

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        return self._read(name, self.value(name, default), lambda given: _number(given, least, most))

    def numbers(self, name: str, least: int, most: int, default: list[int]) -> list[int]:
        return [
            self._read(name, each, lambda given: _number(given, least, most))
            for each in self._list(name, default)
        ]

    def date(self, name: str) -> dt.date:
        return self._read(name, self.value(name), _date)

    def dates(self, name: str, default: Any = None) -> frozenset[dt.date]:
        return frozenset(self._read(name, each, _date) for each in self._list(name, default))

    def dates_by_name(self, name: str, field: str) -> dict[str, frozenset[dt.date]]:
        people = self.part(name, {})
        return {person: people.part(person).dates(field, []) for person in people.given}

    def _list(self, name: str, default: Any) -> list[Any]:
        found = self.value(name, default)
        if not isinstance(found, list):
            self.refuse(name, "a list")
        return found

    def _read(self, name: str, given: Any, read: Callable[[Any], T]) -> T:
        try:
            return read(given)
        except ValueError as error:
            self.refuse(name, str(error))


def _word(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        message = "a name"
        raise ValueError(message)
    return given


def _number(given: Any, least: int, most: int) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        message = f"a whole number from {least} to {most}"
        raise ValueError(message)
    return given


def _date(given: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        message = "a date as 2022-09-15"
        raise ValueError(message) from error
