"""Hold a plan against the programme, the calendar and itself (R4, R7, R8)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from pilot.cohort import holidays
from pilot.cohort import rules as cohort_rules
from pilot.cohort.enums import PhaseKind
from pilot.training import rules
from pilot.training.enums import DayMode
from pilot.training.surroundings import ALONE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from pilot.cohort.models import Phase, Pilot
    from pilot.training.models import ClassSession, Module, TrainingDay
    from pilot.training.surroundings import Surroundings

A_DAY = dt.timedelta(days=1)
A_YEAR = dt.timedelta(days=366)
NO_DAYS_OFF: Mapping[dt.date, str] = MappingProxyType({})


class PlanRule(StrEnum):
    """What a plan promises; the first four are those of the programme."""

    MODULE_MINUTES = "module_minutes"
    DAY_MINUTES = "day_minutes"
    NUMBER_OF_DAYS = "number_of_days"
    DAYS_PER_MONTH = "days_per_month"
    MODULE_CLASSES = "module_classes"
    DAY_CLASSES = "day_classes"
    NO_CLASSES = "no_classes"
    HOLIDAY = "holiday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    OUTSIDE_PHASE = "outside_phase"
    DAYS_OVERLAP = "days_overlap"
    CLASS_OUTSIDE_DAY = "class_outside_day"
    LECTURER_BUSY = "lecturer_busy"
    LECTURER_AWAY = "lecturer_away"
    CLASS_DECLINED = "class_declined"
    NO_LECTURER = "no_lecturer"
    NO_VENUE = "no_venue"
    DAY_OFF = "day_off"
    ROOM_BUSY = "room_busy"
    ROOM_CLOSED = "room_closed"
    ROOM_SMALL = "room_small"
    ROOM_ELSEWHERE = "room_elsewhere"
    SHORT_WAY = "short_way"


SOFT = frozenset(
    {
        PlanRule.MODULE_MINUTES,
        PlanRule.DAY_MINUTES,
        PlanRule.NUMBER_OF_DAYS,
        PlanRule.DAYS_PER_MONTH,
        PlanRule.MODULE_CLASSES,
        PlanRule.DAY_CLASSES,
        PlanRule.HOLIDAY,
        PlanRule.SATURDAY,
        PlanRule.SUNDAY,
        PlanRule.OUTSIDE_PHASE,
        PlanRule.DAY_OFF,
        PlanRule.ROOM_SMALL,
        PlanRule.ROOM_ELSEWHERE,
        PlanRule.SHORT_WAY,
    }
)
CONFIRMED_WITH_THE_DATE = frozenset({rules.Problem.HOLIDAY, rules.Problem.SATURDAY, rules.Problem.SUNDAY})
MISSING = frozenset({PlanRule.NO_CLASSES, PlanRule.NO_LECTURER, PlanRule.NO_VENUE})


class Level(StrEnum):
    """How much a finding weighs: it cannot stay, it may be accepted with a reason, or a part is missing."""

    BLOCK = "block"
    WARN = "warn"
    MISSING = "missing"


@dataclass(frozen=True)
class Acceptance:
    """Why a soft finding was accepted, by whom and when."""

    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Finding:
    """An unmet rule: where, what was expected and what is there, and the reason if somebody accepted it."""

    rule: PlanRule
    lowest: int = 0
    highest: int = 0
    actual: int = 0
    month: dt.date | None = None
    day: TrainingDay | None = None
    other_day: TrainingDay | None = None
    module: Module | None = None
    held_class: ClassSession | None = None
    other_classes: tuple[ClassSession, ...] = ()
    is_elsewhere: bool = False
    name: str = ""
    people: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    next_free_on: dt.date | None = None
    accepted: Acceptance | None = None

    @property
    def is_soft(self) -> bool:
        """Tell whether the finding may be accepted with a reason (R4, R7)."""
        return self.rule in SOFT

    @property
    def level(self) -> Level:
        """Return how much the finding weighs."""
        if self.is_soft:
            return Level.WARN
        return Level.MISSING if self.rule in MISSING else Level.BLOCK

    @property
    def key(self) -> str:
        """Name the finding with its value, so that one who accepts it accepts only this one."""
        subject = self.module or self.day
        about = f"{self.month:%Y-%m}" if self.month else str(subject.id) if subject else ""
        if self.held_class is not None:
            about = f"{about}/{self.held_class.id}"
        return f"{self.rule}:{about}:{self.actual}"


def findings(
    pilot: Pilot,
    modules: Sequence[Module],
    days: Sequence[TrainingDay],
    *,
    parameters: cohort_rules.Parameters,
    phases: Sequence[Phase],
    accepted: Mapping[str, Acceptance],
    around: Surroundings = ALONE,
    more: Iterable[Finding] = (),
) -> list[Finding]:
    """Return every rule that modules and live days with their classes do not meet, the programme first.

    `more` are findings of checks that know other things; they may be accepted like the others.
    """
    found = [
        *_programme(parameters, modules, days),
        *_modules(modules, days),
        *_calendar(pilot, days, phases, around),
        *_overlapping(days),
        *_classes(days, around),
        *more,
    ]
    return [
        replace(finding, accepted=accepted.get(finding.key)) if finding.is_soft else finding
        for finding in found
    ]


def training_span(pilot: Pilot, phases: Iterable[Phase]) -> cohort_rules.Span:
    """Return the days of the training phase; without one those of the whole pilot."""
    dates = [cohort_rules.PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in phases]
    whole = cohort_rules.Span(pilot.implementation_from, pilot.implementation_to)
    return cohort_rules.phase_of(PhaseKind.TRAINING, dates) or whole


def date_findings(
    held_on: dt.date,
    *,
    span: cohort_rules.Span,
    taken: Container[dt.date] = (),
    days_off: Mapping[dt.date, str] = NO_DAYS_OFF,
) -> list[rules.DayFinding]:
    """Say what speaks against a date, with the next working day that nothing else takes (R7, T8)."""
    free, working = _free_and_working(held_on, span, days_off)
    against = rules.check_date(held_on, holidays=free, phase=span, working=working)
    if not against:
        return []
    found = next_free_on(held_on, span=span, taken=taken, days_off=days_off)
    return [_named(finding.problem, found, days_off.get(held_on)) for finding in against]


def next_free_on(
    held_on: dt.date,
    *,
    span: cohort_rules.Span,
    taken: Container[dt.date] = (),
    days_off: Mapping[dt.date, str] = NO_DAYS_OFF,
) -> dt.date | None:
    """Return the first working day from a date on, inside the phase, that nothing takes."""
    free, working = _free_and_working(held_on, span, days_off)
    day: dt.date | None = held_on
    while day is not None:
        day = rules.next_free_day(day, holidays=free, phase=span, working=working)
        if day is None or day not in taken:
            return day
        day += A_DAY
    return None


def _free_and_working(
    held_on: dt.date, span: cohort_rules.Span, days_off: Mapping[dt.date, str]
) -> tuple[dict[dt.date, str], frozenset[dt.date]]:
    """Return the days off that a date and the search after it can meet, and the Saturdays that are worked."""
    begin, until = max(held_on, span.starts_on), span.ends_on or held_on + A_YEAR
    free = holidays.holidays_between(held_on, held_on) | holidays.holidays_between(begin, until)
    working = holidays.moved_working_days(held_on, held_on) | holidays.moved_working_days(begin, until)
    return {**free, **days_off}, working


def _named(problem: rules.Problem, free_on: dt.date | None, day_off: str | None) -> rules.DayFinding:
    """Return a finding that names the pilot's own day off where that is what speaks against the date."""
    if problem is rules.Problem.HOLIDAY and day_off is not None:
        return rules.DayFinding(rules.Problem.DAY_OFF, free_on, day_off)
    return rules.DayFinding(problem, free_on)


def _programme(
    parameters: cohort_rules.Parameters, modules: Sequence[Module], days: Sequence[TrainingDay]
) -> Iterator[Finding]:
    planned = [cohort_rules.PlannedDay(day.held_on, day.planned_minutes) for day in days]
    unmet = cohort_rules.check_programme([module.minutes for module in modules], planned, parameters)
    for found in unmet:
        yield Finding(
            PlanRule(found.rule.value),
            lowest=found.lowest,
            highest=found.highest,
            actual=found.actual,
            month=found.month.first_day if found.month else None,
        )


def _modules(modules: Sequence[Module], days: Sequence[TrainingDay]) -> Iterator[Finding]:
    classes = [held for day in days for held in day.classes]
    for module in modules if classes else ():
        actual = sum(held.minutes for held in classes if held.module_id == module.id)
        if actual != module.minutes:
            yield Finding(
                PlanRule.MODULE_CLASSES,
                lowest=module.minutes,
                highest=module.minutes,
                actual=actual,
                module=module,
            )


def _calendar(
    pilot: Pilot, days: Sequence[TrainingDay], phases: Sequence[Phase], around: Surroundings
) -> Iterator[Finding]:
    span = training_span(pilot, phases)
    taken = {day.held_on for day in days}
    for day in days:
        for found in date_findings(day.held_on, span=span, taken=taken, days_off=around.days_off):
            if day.holiday_confirmed and found.problem in CONFIRMED_WITH_THE_DATE:
                continue
            yield Finding(
                PlanRule(found.problem.value), day=day, next_free_on=found.next_free_on, name=found.name
            )


def _overlapping(days: Sequence[TrainingDay]) -> Iterator[Finding]:
    """Find days that would hold every participant twice at once (R8)."""
    for day, other in combinations(days, 2):
        if day.held_on == other.held_on and rules.overlaps(
            day.starts_at, day.ends_at, other.starts_at, other.ends_at
        ):
            yield Finding(PlanRule.DAYS_OVERLAP, day=other, other_day=day)


def class_plan(held: ClassSession, day: TrainingDay) -> rules.ClassPlan:
    """Return a class as rules read it."""
    return rules.ClassPlan(
        class_id=held.id,
        held_on=day.held_on,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        minutes=held.minutes,
        lecturer_ids=frozenset(lecturer.id for lecturer in held.lecturers),
        day_state=day.state,
    )


def day_plan(day: TrainingDay) -> rules.DayPlan:
    """Return a day as rules read it."""
    return rules.DayPlan(day.held_on, day.starts_at, day.ends_at, day.planned_minutes)


def _classes(days: Sequence[TrainingDay], around: Surroundings) -> Iterator[Finding]:
    busy = _busy_lecturers(days, around)
    if empty := [day for day in days if not day.classes]:
        yield Finding(PlanRule.NO_CLASSES, day=empty[0], numbers=tuple(day.number for day in empty))
    for day in days:
        gap = rules.classes_gap([held.minutes for held in day.classes], day.planned_minutes)
        if gap is not None:
            yield Finding(
                PlanRule.DAY_CLASSES, lowest=gap.expected, highest=gap.expected, actual=gap.actual, day=day
            )
        for held in day.classes:
            problem = rules.class_problem(class_plan(held, day), day_plan(day))
            if problem is rules.Problem.OUTSIDE_DAY:
                yield Finding(PlanRule.CLASS_OUTSIDE_DAY, day=day, held_class=held)
            if held.id in busy:
                yield replace(busy[held.id], day=day, held_class=held)
            if not held.lecturers:
                yield Finding(PlanRule.NO_LECTURER, day=day, held_class=held)
        if not day.venue.strip() and day.mode is not DayMode.REMOTE:
            yield Finding(PlanRule.NO_VENUE, day=day)


def _busy_lecturers(days: Sequence[TrainingDay], around: Surroundings) -> dict[uuid.UUID, Finding]:
    """Find for each class the lecturers who would be elsewhere at the same time, and at what (T5)."""
    own = {held.id: held for day in days for held in day.classes}
    plans = [class_plan(held, day) for day in days for held in day.classes]
    conflicts = rules.class_conflicts([*plans, *around.classes_elsewhere()])
    found = {}
    for class_id in dict.fromkeys(conflict.class_id for conflict in conflicts if conflict.class_id in own):
        mine = [conflict for conflict in conflicts if conflict.class_id == class_id]
        busy = frozenset[uuid.UUID]().union(*(conflict.lecturer_ids for conflict in mine))
        found[class_id] = Finding(
            PlanRule.LECTURER_BUSY,
            people=tuple(person.name for person in own[class_id].lecturers if person.id in busy),
            other_classes=tuple(own[each.other_id] for each in mine if each.other_id in own),
            is_elsewhere=any(each.other_id not in own for each in mine),
        )
    return found
