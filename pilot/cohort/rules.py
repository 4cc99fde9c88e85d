"""Judge a pilot's numbers, months, phases and states; durations in minutes, spans include both ends."""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Self

from pilot.cohort.enums import (
    CarryOver,
    EligibilityCriterion,
    EligibilityMode,
    PartialMonthPolicy,
    ParticipationState,
    PhaseKind,
    PilotState,
)

MONTHS_IN_YEAR = 12
MONTH_PATTERN = re.compile(r"([0-9]{4})-([0-9]{2})")
TWO_PLACES = Decimal("0.01")


class Problem(StrEnum):
    """Why a pilot's parameters, dates or states are refused."""

    OUT_OF_RANGE = "out_of_range"
    MINIMUM_ABOVE_MAXIMUM = "minimum_above_maximum"
    ENDS_BEFORE_START = "ends_before_start"
    RECRUITMENT_AFTER_IMPLEMENTATION = "recruitment_after_implementation"
    NO_CRITERION = "no_criterion"
    WARNING_ABOVE_MAXIMUM = "warning_above_maximum"
    OUTSIDE_PARENT = "outside_parent"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    REASON_MISSING = "reason_missing"
    MONTHS_OPEN = "months_open"
    DAY_OFF_TWICE = "day_off_twice"
    IN_FUTURE = "in_future"
    BEFORE_START = "before_start"
    MONTH_CLOSED = "month_closed"
    ALREADY_REPLACED = "already_replaced"
    NOT_WITHDRAWN = "not_withdrawn"
    ALREADY_TAKES_PART = "already_takes_part"
    HAS_ROLE_ALREADY = "has_role_already"
    ACCOUNT_CLOSED = "account_closed"
    MUNICIPALITY_MISSING = "municipality_missing"
    MENTOR_HAS_PAIRS = "mentor_has_pairs"
    ROLE_NOT_OURS = "role_not_ours"
    CODE_TAKEN = "code_taken"


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; it orders, prints and parses as "2023-01"."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_IN_YEAR:
            message = f"No month has the number {self.number}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2023-01".

        :raises ValueError: when the text is not a month.
        """
        match = MONTH_PATTERN.fullmatch(text)
        if match is None:
            message = "A month is written as 2023-01"
            raise ValueError(message)
        return cls(int(match[1]), int(match[2]))

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        return calendar.monthrange(self.year, self.number)[1]

    def next(self) -> Self:
        if self.number == MONTHS_IN_YEAR:
            return type(self)(self.year + 1, 1)
        return type(self)(self.year, self.number + 1)


def months_between(start: dt.date, end: dt.date) -> tuple[Month, ...]:
    """Return every calendar month touched by the days from start to end, both included."""
    months = []
    month, last = Month.of(start), Month.of(end)
    while month <= last:
        months.append(month)
        month = month.next()
    return tuple(months)


@dataclass(frozen=True)
class Span:
    """Days from one to another, both included; without an end it is still running."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def days_in(self, month: Month) -> int:
        """Count the days of the month that lie inside."""
        return days_shared(month, self)


def days_shared(month: Month, *spans: Span) -> int:
    """Count the days of the month that lie inside all the spans."""
    first = max([month.first_day, *(span.starts_on for span in spans)])
    last = min([month.last_day, *(span.ends_on for span in spans if span.ends_on is not None)])
    return max(0, (last - first).days + 1)


def academic_hours(minutes: int, divisor: int = 45) -> Decimal:
    """Turn a total of minutes into academic hours, rounded half up to two decimals once (R5)."""
    return (Decimal(minutes) / Decimal(divisor)).quantize(TWO_PLACES, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Target:
    """What was planned and what came of it; a target never blocks (R1)."""

    plan: int
    actual: int

    @property
    def deviation(self) -> int:
        return self.actual - self.plan


@dataclass(frozen=True)
class Parameters:
    """The numbers that make one pilot different from another (domain a.2); minutes, days, per cent."""

    target_participants: int
    target_municipalities: int
    target_per_municipality: int
    recruitment_from: dt.date
    recruitment_to: dt.date
    implementation_from: dt.date
    implementation_to: dt.date
    eligibility_mode: EligibilityMode
    eligibility_criteria: tuple[EligibilityCriterion, ...]
    training_min_minutes: int
    training_max_minutes: int
    training_days: int
    training_days_per_month: int
    mentor_quota_minutes: int
    certificate_min_attendance_pct: int | None
    academic_hour_minutes: int = 45
    academic_hours_per_day: int = 8
    volume_tolerance_pct: int = 0
    attendance_tolerance_minutes: int = 0
    make_up_counts: bool = False
    make_up_cap_minutes: int | None = None
    quota_phase: PhaseKind = PhaseKind.PRACTICE
    partial_month_policy: PartialMonthPolicy = PartialMonthPolicy.EXEMPT
    partial_month_days: int = 15
    carry_over: CarryOver = CarryOver.NONE
    group_cap_minutes: int | None = None
    session_max_minutes: int = 480
    session_warning_minutes: int = 180
    confirmation_required: bool = True
    month_close_working_day: int = 5
    small_cell_threshold: int = 5


RANGES = MappingProxyType(
    {
        "target_participants": (0, 1_000),
        "target_municipalities": (0, 43),
        "target_per_municipality": (0, 100),
        "training_min_minutes": (0, 60_000),
        "training_max_minutes": (0, 60_000),
        "training_days": (0, 365),
        "training_days_per_month": (0, 31),
        "mentor_quota_minutes": (0, 6_000),
        "certificate_min_attendance_pct": (0, 100),
        "academic_hour_minutes": (40, 60),
        "academic_hours_per_day": (1, 16),
        "volume_tolerance_pct": (0, 100),
        "attendance_tolerance_minutes": (0, 120),
        "make_up_cap_minutes": (0, 60_000),
        "partial_month_days": (0, 31),
        "group_cap_minutes": (1, 480),
        "session_max_minutes": (1, 480),
        "session_warning_minutes": (1, 480),
        "month_close_working_day": (1, 20),
        "small_cell_threshold": (1, 100),
    }
)


@dataclass(frozen=True)
class ParameterProblem:
    """A parameter to change, why, and the range it has to stay in where it has one."""

    field: str
    problem: Problem
    lowest: int | None = None
    highest: int | None = None


def check_parameters(parameters: Parameters) -> list[ParameterProblem]:
    """Return what a pilot cannot be run with, in the order of the parameters (domain a.2)."""
    problems = []
    for name in (field.name for field in fields(parameters)):
        value = getattr(parameters, name)
        if name in RANGES and value is not None:
            lowest, highest = RANGES[name]
            if not lowest <= value <= highest:
                problems.append(ParameterProblem(name, Problem.OUT_OF_RANGE, lowest, highest))
    contradictions = [
        (
            parameters.recruitment_to < parameters.recruitment_from,
            ParameterProblem("recruitment_to", Problem.ENDS_BEFORE_START),
        ),
        (
            parameters.implementation_from < parameters.recruitment_from,
            ParameterProblem("implementation_from", Problem.RECRUITMENT_AFTER_IMPLEMENTATION),
        ),
        (
            parameters.implementation_to < parameters.implementation_from,
            ParameterProblem("implementation_to", Problem.ENDS_BEFORE_START),
        ),
        (
            not parameters.eligibility_criteria,
            ParameterProblem("eligibility_criteria", Problem.NO_CRITERION),
        ),
        (
            parameters.training_max_minutes < parameters.training_min_minutes,
            ParameterProblem("training_max_minutes", Problem.MINIMUM_ABOVE_MAXIMUM),
        ),
        (
            parameters.session_max_minutes < parameters.session_warning_minutes,
            ParameterProblem("session_warning_minutes", Problem.WARNING_ABOVE_MAXIMUM),
        ),
    ]
    return problems + [found for is_wrong, found in contradictions if is_wrong]


class ProgrammeRule(StrEnum):
    """What the programme of a pilot promises (R4)."""

    MODULE_MINUTES = "module_minutes"
    DAY_MINUTES = "day_minutes"
    NUMBER_OF_DAYS = "number_of_days"
    DAYS_PER_MONTH = "days_per_month"


@dataclass(frozen=True)
class PlannedDay:
    """A live training day and its planned minutes."""

    held_on: dt.date
    minutes: int


@dataclass(frozen=True)
class UnmetRule:
    """A promise of the programme that does not hold: what was expected and what is there."""

    rule: ProgrammeRule
    lowest: int
    highest: int
    actual: int
    month: Month | None = None

    @property
    def key(self) -> str:
        """Name the finding, so that one who accepts it accepts only this one."""
        return self.rule if self.month is None else f"{self.rule}:{self.month}"


def volume_range(parameters: Parameters) -> tuple[int, int]:
    """Return the least and the most minutes the training may have, tolerance included (R4)."""
    tolerance = parameters.volume_tolerance_pct
    lowest = -(-parameters.training_min_minutes * (100 - tolerance) // 100)
    highest = parameters.training_max_minutes * (100 + tolerance) // 100
    return lowest, highest


def check_volume(parameters: Parameters) -> UnmetRule | None:
    """Tell whether the promised days give the promised volume (R4); 0 days promise nothing."""
    lowest, highest = volume_range(parameters)
    minutes = parameters.training_days * parameters.academic_hours_per_day * parameters.academic_hour_minutes
    if parameters.training_days == 0 or lowest <= minutes <= highest:
        return None
    return UnmetRule(ProgrammeRule.DAY_MINUTES, lowest, highest, minutes)


def check_programme(
    module_minutes: Sequence[int], days: Sequence[PlannedDay], parameters: Parameters
) -> list[UnmetRule]:
    """Compare modules and days with what the pilot promises (R4).

    A programme without modules is judged by its days alone; a promise of 0 days is no promise.
    """
    lowest, highest = volume_range(parameters)
    findings = []
    if module_minutes:
        findings.append(UnmetRule(ProgrammeRule.MODULE_MINUTES, lowest, highest, sum(module_minutes)))
    findings.append(UnmetRule(ProgrammeRule.DAY_MINUTES, lowest, highest, sum(day.minutes for day in days)))
    if (promised := parameters.training_days) > 0:
        findings.append(UnmetRule(ProgrammeRule.NUMBER_OF_DAYS, promised, promised, len(days)))
    if (promised := parameters.training_days_per_month) > 0:
        held = Counter(Month.of(day.held_on) for day in days)
        findings += [
            UnmetRule(ProgrammeRule.DAYS_PER_MONTH, promised, promised, held[month], month)
            for month in sorted(held)
        ]
    return [finding for finding in findings if not finding.lowest <= finding.actual <= finding.highest]


@dataclass(frozen=True)
class PhaseDates:
    """A phase or a stage of a pilot and its days, both ends included."""

    kind: PhaseKind
    starts_on: dt.date
    ends_on: dt.date


def phases_on(day: dt.date, phases: Iterable[PhaseDates]) -> list[PhaseDates]:
    """Return the phases that run on a day, the earlier started first; phases may overlap."""
    running = [phase for phase in phases if phase.starts_on <= day <= phase.ends_on]
    return sorted(running, key=lambda phase: (phase.starts_on, phase.ends_on))


def phase_of(kind: PhaseKind, phases: Iterable[PhaseDates]) -> Span | None:
    """Return the days of a kind of phase, from the first to the last, or None without one."""
    found = [phase for phase in phases if phase.kind == kind]
    if not found:
        return None
    return Span(min(phase.starts_on for phase in found), max(phase.ends_on for phase in found))


def check_phase_dates(phase: PhaseDates, *, parent: PhaseDates | None) -> Problem | None:
    """Refuse a phase that ends before it starts, or a stage outside its phase."""
    if phase.ends_on < phase.starts_on:
        return Problem.ENDS_BEFORE_START
    if parent is not None and not parent.starts_on <= phase.starts_on <= phase.ends_on <= parent.ends_on:
        return Problem.OUTSIDE_PARENT
    return None


def check_phase_change(old: PhaseDates, new: PhaseDates, *, reason: str) -> Problem | None:
    """Ask for a reason when the days of a phase move (domain a.2)."""
    has_moved = (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on)
    return Problem.REASON_MISSING if has_moved and not reason.strip() else None


COURSE_OF_PILOT = (
    PilotState.DRAFT,
    PilotState.RECRUITING,
    PilotState.TRAINING,
    PilotState.PRACTICE,
    PilotState.CLOSING,
    PilotState.ARCHIVED,
)
PILOT_TRANSITIONS = MappingProxyType(
    {
        **{state: frozenset({new, PilotState.CANCELLED}) for state, new in pairwise(COURSE_OF_PILOT)},
        PilotState.ARCHIVED: frozenset[PilotState](),
        PilotState.CANCELLED: frozenset[PilotState](),
    }
)
PARTICIPATION_TRANSITIONS = MappingProxyType(
    {
        ParticipationState.NOMINATED: frozenset(
            {ParticipationState.ELIGIBLE, ParticipationState.INELIGIBLE, ParticipationState.WITHDRAWN}
        ),
        ParticipationState.ELIGIBLE: frozenset(
            {ParticipationState.CONFIRMED, ParticipationState.INELIGIBLE, ParticipationState.WITHDRAWN}
        ),
        ParticipationState.INELIGIBLE: frozenset({ParticipationState.ELIGIBLE, ParticipationState.CONFIRMED}),
        ParticipationState.CONFIRMED: frozenset({ParticipationState.ACTIVE, ParticipationState.WITHDRAWN}),
        ParticipationState.ACTIVE: frozenset(
            {ParticipationState.PAUSED, ParticipationState.COMPLETED, ParticipationState.WITHDRAWN}
        ),
        ParticipationState.PAUSED: frozenset(
            {ParticipationState.ACTIVE, ParticipationState.COMPLETED, ParticipationState.WITHDRAWN}
        ),
        ParticipationState.COMPLETED: frozenset[ParticipationState](),
        ParticipationState.WITHDRAWN: frozenset[ParticipationState](),
    }
)


def may_enter(state: PilotState, new: PilotState) -> bool:
    """Say whether a pilot may go from one state to another: step by step, or be cancelled (domain a.2)."""
    return new in PILOT_TRANSITIONS[state]


def state_problem(
    state: PilotState, new: PilotState, *, reason: str, unmet: int, open_months: int
) -> Problem | None:
    """Refuse an impossible move, an unexplained one, and archiving while months are open (domain a.2).

    Unmet conditions block nothing, but they and a cancellation ask for a reason.
    """
    if not may_enter(state, new):
        return Problem.MOVE_NOT_ALLOWED
    if new == PilotState.ARCHIVED and open_months:
        return Problem.MONTHS_OPEN
    asks = unmet > 0 or new == PilotState.CANCELLED
    return Problem.REASON_MISSING if asks and not reason.strip() else None


def withdrawal_problem(
    state: ParticipationState,
    on: dt.date,
    *,
    started_on: dt.date | None,
    today: dt.date,
    month_is_closed: bool,
) -> Problem | None:
    """Refuse to withdraw twice, before the start, in the future or in a closed month (RM12, R12)."""
    if not may_become(state, ParticipationState.WITHDRAWN):
        return Problem.MOVE_NOT_ALLOWED
    if on > today:
        return Problem.IN_FUTURE
    if started_on is not None and on < started_on:
        return Problem.BEFORE_START
    return Problem.MONTH_CLOSED if month_is_closed else None


def may_become(state: ParticipationState, new: ParticipationState) -> bool:
    """Say whether a participation may go from one state to another (domain a.3)."""
    return new in PARTICIPATION_TRANSITIONS[state]


def participation_problem(
    state: ParticipationState, new: ParticipationState, *, reason: str
) -> Problem | None:
    """Refuse an impossible move, a withdrawal without a reason, and an override without one (R3)."""
    if not may_become(state, new):
        return Problem.MOVE_NOT_ALLOWED
    is_override = (state, new) == (ParticipationState.INELIGIBLE, ParticipationState.CONFIRMED)
    if (is_override or new == ParticipationState.WITHDRAWN) and not reason.strip():
        return Problem.REASON_MISSING
    return None
