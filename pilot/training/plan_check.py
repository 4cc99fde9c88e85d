"""Hold a plan against the programme, the calendar and itself (R4, R7, R8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pilot.cohort import holidays
from pilot.cohort import rules as cohort_rules
from pilot.cohort.enums import PhaseKind
from pilot.training import rules
from pilot.training.enums import DayMode, DayState

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pilot.cohort.models import AcceptedDeviation, Phase, Pilot
    from pilot.training.models import ClassSession, Module, TrainingDay

SATURDAY = 6
A_DAY = dt.timedelta(days=1)
A_YEAR = dt.timedelta(days=366)
STILL_TO_COME = frozenset({DayState.PLANNED, DayState.CONFIRMED})


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
    SUNDAY = "sunday"
    OUTSIDE_PHASE = "outside_phase"
    DAYS_OVERLAP = "days_overlap"
    CLASS_OUTSIDE_DAY = "class_outside_day"
    LECTURER_BUSY = "lecturer_busy"
    LECTURER_AWAY = "lecturer_away"
    CLASS_DECLINED = "class_declined"
    NO_LECTURER = "no_lecturer"
    NO_VENUE = "no_venue"


SOFT = frozenset(
    {
        PlanRule.MODULE_MINUTES,
        PlanRule.DAY_MINUTES,
        PlanRule.NUMBER_OF_DAYS,
        PlanRule.DAYS_PER_MONTH,
        PlanRule.MODULE_CLASSES,
        PlanRule.DAY_CLASSES,
        PlanRule.HOLIDAY,
        PlanRule.SUNDAY,
        PlanRule.OUTSIDE_PHASE,
    }
)


@dataclass(frozen=True)
class Availability:
    """What lecturers said: the dates on which each is busy, and who declined which class."""

    busy: Mapping[uuid.UUID, frozenset[dt.date]] = field(default_factory=dict)
    declined: Mapping[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)


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
    people: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    next_free_on: dt.date | None = None
    accepted: AcceptedDeviation | None = None

    @property
    def is_soft(self) -> bool:
        """Tell whether the finding may be accepted with a reason (R4, R7)."""
        return self.rule in SOFT

    @property
    def key(self) -> str:
        """Name the finding with its value, so that one who accepts it accepts only this one."""
        subject = self.module or self.day
        about = f"{self.month:%Y-%m}" if self.month else str(subject.id) if subject else ""
        return f"{self.rule}:{about}:{self.actual}"


def findings(
    pilot: Pilot,
    modules: Sequence[Module],
    days: Sequence[TrainingDay],
    *,
    parameters: cohort_rules.Parameters,
    phases: Sequence[Phase],
    accepted: Mapping[str, AcceptedDeviation],
    availability: Availability,
) -> list[Finding]:
    """Return every rule that modules and live days with their classes do not meet, the programme first."""
    found = [
        *_programme(parameters, modules, days),
        *_modules(modules, days),
        *_calendar(pilot, days, phases),
        *_overlapping(days),
        *_classes(days),
        *_unavailable(days, availability),
    ]
    return [
        Finding(**{**_values(finding), "accepted": accepted.get(finding.key)}) if finding.is_soft else finding
        for finding in found
    ]


def _values(finding: Finding) -> dict[str, Any]:
    return {field.name: getattr(finding, field.name) for field in fields(finding)}


def training_span(pilot: Pilot, phases: Iterable[Phase]) -> cohort_rules.Span:
    """Return the days of the training phase; without one those of the whole pilot."""
    dates = [cohort_rules.PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in phases]
    whole = cohort_rules.Span(pilot.implementation_from, pilot.implementation_to)
    return cohort_rules.phase_of(PhaseKind.TRAINING, dates) or whole


def date_findings(
    held_on: dt.date, *, span: cohort_rules.Span, taken: Collection[dt.date] = ()
) -> list[rules.DayFinding]:
    """Say what speaks against a date, with the next working day that no other day takes (R7)."""
    until = (span.ends_on or held_on) + A_YEAR
    free = holidays.holidays_between(min(held_on, span.starts_on), until)
    next_free_on = rules.next_free_day(held_on, holidays={*free, *taken}, phase=span)
    if next_free_on is not None and next_free_on.isoweekday() == SATURDAY:
        next_free_on = rules.next_free_day(next_free_on + A_DAY, holidays={*free, *taken}, phase=span)
    return [
        rules.DayFinding(finding.problem, next_free_on)
        for finding in rules.check_date(held_on, holidays=free, phase=span)
    ]


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


def _calendar(pilot: Pilot, days: Sequence[TrainingDay], phases: Sequence[Phase]) -> Iterator[Finding]:
    span = training_span(pilot, phases)
    taken = {day.held_on for day in days}
    for day in days:
        for found in date_findings(day.held_on, span=span, taken=taken):
            if day.holiday_confirmed and found.problem is not rules.Problem.OUTSIDE_PHASE:
                continue
            yield Finding(PlanRule(found.problem.value), day=day, next_free_on=found.next_free_on)


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


def _classes(days: Sequence[TrainingDay]) -> Iterator[Finding]:
    busy = _busy_lecturers(days)
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
            if people := busy.get(held.id):
                yield Finding(PlanRule.LECTURER_BUSY, day=day, held_class=held, people=people)
            if not held.lecturers:
                yield Finding(PlanRule.NO_LECTURER, day=day, held_class=held)
        if not day.venue.strip() and day.mode is not DayMode.REMOTE:
            yield Finding(PlanRule.NO_VENUE, day=day)


def _unavailable(days: Sequence[TrainingDay], availability: Availability) -> Iterator[Finding]:
    """Find classes to come whose lecturer is busy on the date, or declined the class (T6)."""
    for day in days:
        for held in day.classes if day.state in STILL_TO_COME else ():
            declined = availability.declined.get(held.id, frozenset())
            away = [
                each
                for each in held.lecturers
                if day.held_on in availability.busy.get(each.id, ()) and each.id not in declined
            ]
            refused = [each for each in held.lecturers if each.id in declined]
            for rule, people in ((PlanRule.LECTURER_AWAY, away), (PlanRule.CLASS_DECLINED, refused)):
                if people:
                    names = tuple(person.name for person in people)
                    yield Finding(rule, day=day, held_class=held, people=names)


def _busy_lecturers(days: Sequence[TrainingDay]) -> dict[uuid.UUID, tuple[str, ...]]:
    """Return for each class the names of lecturers who would be elsewhere at the same time (T5)."""
    names = {lecturer.id: lecturer for day in days for held in day.classes for lecturer in held.lecturers}
    plans = [class_plan(held, day) for day in days for held in day.classes]
    busy: dict[uuid.UUID, set[uuid.UUID]] = {}
    for conflict in rules.class_conflicts(plans):
        busy.setdefault(conflict.class_id, set()).update(conflict.lecturer_ids)
    return {
        class_id: tuple(
            person.name for person in sorted((names[each] for each in ids), key=lambda user: user.sort_key)
        )
        for class_id, ids in busy.items()
    }
