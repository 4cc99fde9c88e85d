"""What a pilot's numbers, months, phases and states allow."""

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.enums import ParticipationState, PhaseKind, PilotState
from pilot.cohort.presets import METHODOLOGY_2019, SDK_2022
from pilot.cohort.rules import (
    Month,
    ParameterProblem,
    PhaseDates,
    PlannedDay,
    Problem,
    ProgrammeRule,
    Span,
    Target,
    UnmetRule,
    academic_hours,
    check_parameters,
    check_phase_change,
    check_phase_dates,
    check_programme,
    days_shared,
    may_become,
    may_enter,
    months_between,
    participation_problem,
    phase_of,
    phases_on,
    volume_range,
)

SEPTEMBER = Month(2022, 9)
TRAINING = PhaseDates(PhaseKind.TRAINING, dt.date(2022, 9, 1), dt.date(2022, 11, 25))
PRACTICE = PhaseDates(PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2023, 5, 31))
PREPARATION = PhaseDates(PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2022, 12, 31))
FOUR_DAYS_A_MONTH = [
    PlannedDay(dt.date(2022, month, day), 360) for month in (9, 10, 11) for day in (1, 8, 15, 22)
]
SIX_MODULES = [720] * 6


def test_a_month_knows_its_days() -> None:
    month = Month.of(dt.date(2024, 2, 11))

    assert month == Month(2024, 2)
    assert (month.first_day, month.last_day, month.days) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29), 29)


def test_months_follow_each_other_over_the_year() -> None:
    assert SEPTEMBER.next() == Month(2022, 10)
    assert Month(2022, 12).next() == Month(2023, 1)
    assert Month(2022, 12) < Month(2023, 1)


def test_a_month_is_written_and_read_alike() -> None:
    assert str(Month(2023, 1)) == "2023-01"
    assert Month.parse("2023-01") == Month(2023, 1)


@pytest.mark.parametrize("text", ["", "2023-1", "2023-13", "2023-00", "2023-01-01", "٢٠٢٣-٠١"])
def test_text_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_months_between_two_days_include_both_ends() -> None:
    between = months_between(dt.date(2022, 11, 28), dt.date(2023, 5, 31))

    assert [str(month) for month in between] == [
        "2022-11",
        "2022-12",
        "2023-01",
        "2023-02",
        "2023-03",
        "2023-04",
        "2023-05",
    ]
    assert months_between(dt.date(2023, 5, 1), dt.date(2023, 4, 30)) == ()


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 2000))
def test_the_months_of_a_span_share_out_all_its_days(start: dt.date, length: int) -> None:
    span = Span(start, start + dt.timedelta(days=length))
    months = months_between(start, start + dt.timedelta(days=length))

    assert sum(span.days_in(month) for month in months) == length + 1


def test_a_span_covers_both_its_ends() -> None:
    span = Span(dt.date(2023, 1, 2), dt.date(2023, 1, 4))

    assert [span.covers(dt.date(2023, 1, day)) for day in range(1, 6)] == [False, True, True, True, False]


def test_a_span_without_an_end_is_still_running() -> None:
    span = Span(dt.date(2023, 1, 30))

    assert span.covers(dt.date(2099, 1, 1))
    assert span.days_in(Month(2023, 1)) == 2
    assert span.days_in(Month(2022, 12)) == 0


def test_days_shared_lie_inside_all_spans() -> None:
    phase = Span(dt.date(2022, 11, 28), dt.date(2023, 5, 31))
    participation = Span(dt.date(2023, 2, 20))

    assert days_shared(Month(2023, 2), phase, participation) == 9


@pytest.mark.parametrize(
    ("minutes", "divisor", "expected"),
    [
        pytest.param(12 * 8 * 45, 45, "96.00", id="12 days of 8"),
        pytest.param(4_170, 45, "92.67", id="certificate of 2019"),
        pytest.param(3_672, 45, "81.60", id="85 per cent"),
        pytest.param(7, 45, "0.16", id="7 minutes"),
        pytest.param(7 + 7 + 7, 45, "0.47", id="three parts, rounded once"),
        pytest.param(4_320, 40, "108.00", id="other divisor"),
        pytest.param(0, 45, "0.00", id="nothing"),
        pytest.param(9, 40, "0.23", id="0.225 goes up"),
    ],
)
def test_academic_hours(minutes: int, divisor: int, expected: str) -> None:
    assert academic_hours(minutes, divisor) == Decimal(expected)


def test_the_programme_is_72_clock_hours() -> None:
    assert 12 * 8 * 45 == 4_320 == 72 * 60


@given(st.integers(0, 100_000), st.integers(40, 60))
def test_academic_hours_are_never_more_than_half_a_hundredth_off(minutes: int, divisor: int) -> None:
    assert abs(academic_hours(minutes, divisor) * divisor - minutes) <= Decimal("0.005") * divisor


def test_a_target_shows_its_deviation() -> None:
    assert Target(plan=10, actual=11).deviation == 1
    assert Target(plan=5, actual=4).deviation == -1


def test_the_parameters_of_2022_are_sound() -> None:
    assert check_parameters(SDK_2022.parameters) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"academic_hour_minutes": 39},
            ParameterProblem("academic_hour_minutes", Problem.OUT_OF_RANGE, 40, 60),
        ),
        (
            {"academic_hour_minutes": 61},
            ParameterProblem("academic_hour_minutes", Problem.OUT_OF_RANGE, 40, 60),
        ),
        ({"small_cell_threshold": 0}, ParameterProblem("small_cell_threshold", Problem.OUT_OF_RANGE, 1, 100)),
        (
            {"certificate_min_attendance_pct": 101},
            ParameterProblem("certificate_min_attendance_pct", Problem.OUT_OF_RANGE, 0, 100),
        ),
        (
            {"mentor_quota_minutes": -1},
            ParameterProblem("mentor_quota_minutes", Problem.OUT_OF_RANGE, 0, 6_000),
        ),
        ({"session_max_minutes": 481}, ParameterProblem("session_max_minutes", Problem.OUT_OF_RANGE, 1, 480)),
        (
            {"session_max_minutes": 179},
            ParameterProblem("session_warning_minutes", Problem.WARNING_ABOVE_MAXIMUM),
        ),
        (
            {"training_max_minutes": 4_319},
            ParameterProblem("training_max_minutes", Problem.MINIMUM_ABOVE_MAXIMUM),
        ),
        (
            {"recruitment_to": dt.date(2022, 4, 30)},
            ParameterProblem("recruitment_to", Problem.ENDS_BEFORE_START),
        ),
        (
            {"implementation_to": dt.date(2022, 8, 31)},
            ParameterProblem("implementation_to", Problem.ENDS_BEFORE_START),
        ),
        (
            {"implementation_from": dt.date(2022, 4, 30)},
            ParameterProblem("implementation_from", Problem.RECRUITMENT_AFTER_IMPLEMENTATION),
        ),
        ({"eligibility_criteria": ()}, ParameterProblem("eligibility_criteria", Problem.NO_CRITERION)),
    ],
)
def test_a_wrong_parameter_is_named(changes: dict[str, object], expected: ParameterProblem) -> None:
    assert check_parameters(replace(SDK_2022.parameters, **changes)) == [expected]  # type: ignore[arg-type]  # fields by name


def test_all_wrong_parameters_are_named_at_once() -> None:
    wrong = replace(SDK_2022.parameters, training_days=-1, eligibility_criteria=())

    assert [found.field for found in check_parameters(wrong)] == ["training_days", "eligibility_criteria"]


def test_six_modules_of_sixteen_hours_on_twelve_days_meet_the_promise() -> None:
    assert check_programme(SIX_MODULES, FOUR_DAYS_A_MONTH, SDK_2022.parameters) == []


def test_a_module_of_fourteen_hours_makes_94_of_96() -> None:
    findings = check_programme([*SIX_MODULES[1:], 14 * 45], FOUR_DAYS_A_MONTH, SDK_2022.parameters)

    assert findings == [UnmetRule(ProgrammeRule.MODULE_MINUTES, 4_320, 4_320, 4_230)]
    assert academic_hours(findings[0].actual) == Decimal("94.00")
    assert findings[0].key == "module_minutes"


def test_a_missing_day_breaks_volume_number_and_month() -> None:
    findings = check_programme(SIX_MODULES, FOUR_DAYS_A_MONTH[1:], SDK_2022.parameters)

    assert findings == [
        UnmetRule(ProgrammeRule.DAY_MINUTES, 4_320, 4_320, 3_960),
        UnmetRule(ProgrammeRule.NUMBER_OF_DAYS, 12, 12, 11),
        UnmetRule(ProgrammeRule.DAYS_PER_MONTH, 4, 4, 3, SEPTEMBER),
    ]
    assert findings[2].key == "days_per_month:2022-09"


def test_a_programme_without_modules_is_judged_by_its_days() -> None:
    assert check_programme([], FOUR_DAYS_A_MONTH, SDK_2022.parameters) == []


def test_a_promise_of_no_days_is_no_promise() -> None:
    no_promise = replace(SDK_2022.parameters, training_days=0, training_days_per_month=0)

    assert check_programme(SIX_MODULES, [PlannedDay(dt.date(2022, 9, 1), 4_320)], no_promise) == []


def test_the_volume_of_2019_is_a_range_with_a_tolerance() -> None:
    assert volume_range(METHODOLOGY_2019.parameters) == (3_366, 5_175)
    assert volume_range(replace(METHODOLOGY_2019.parameters, training_min_minutes=3_961)) == (3_367, 5_175)


def test_phases_that_run_on_a_day_may_overlap() -> None:
    phases = [PREPARATION, PRACTICE, TRAINING]

    assert phases_on(dt.date(2022, 9, 1), phases) == [TRAINING]
    assert phases_on(dt.date(2022, 12, 31), phases) == [PREPARATION, PRACTICE]
    assert phases_on(dt.date(2022, 11, 26), phases) == []


def test_a_kind_of_phase_runs_from_its_first_day_to_its_last() -> None:
    assert phase_of(PhaseKind.PRACTICE, [PREPARATION, PRACTICE, TRAINING]) == Span(
        dt.date(2022, 11, 28), dt.date(2023, 5, 31)
    )
    assert phase_of(PhaseKind.CLOSING, [TRAINING]) is None


def test_phase_dates_stay_in_order_and_inside_the_phase() -> None:
    assert check_phase_dates(TRAINING, parent=None) is None
    assert check_phase_dates(PREPARATION, parent=PRACTICE) is None
    assert check_phase_dates(TRAINING, parent=PRACTICE) is Problem.OUTSIDE_PARENT
    assert (
        check_phase_dates(replace(PRACTICE, ends_on=dt.date(2022, 11, 27)), parent=None)
        is Problem.ENDS_BEFORE_START
    )


def test_a_phase_moves_only_with_a_reason() -> None:
    extended = replace(PRACTICE, ends_on=dt.date(2023, 6, 30))

    assert check_phase_change(PRACTICE, extended, reason=" ") is Problem.REASON_MISSING
    assert check_phase_change(PRACTICE, extended, reason="State of emergency") is None
    assert check_phase_change(PRACTICE, PRACTICE, reason="") is None


def test_a_pilot_goes_step_by_step() -> None:
    allowed = {state: {new for new in PilotState if may_enter(state, new)} for state in PilotState}

    assert allowed == {
        PilotState.DRAFT: {PilotState.RECRUITING, PilotState.CANCELLED},
        PilotState.RECRUITING: {PilotState.TRAINING, PilotState.CANCELLED},
        PilotState.TRAINING: {PilotState.PRACTICE, PilotState.CANCELLED},
        PilotState.PRACTICE: {PilotState.CLOSING, PilotState.CANCELLED},
        PilotState.CLOSING: {PilotState.ARCHIVED, PilotState.CANCELLED},
        PilotState.ARCHIVED: set(),
        PilotState.CANCELLED: set(),
    }


def test_a_participation_goes_from_nomination_to_its_end() -> None:
    course = [
        ParticipationState.NOMINATED,
        ParticipationState.ELIGIBLE,
        ParticipationState.CONFIRMED,
        ParticipationState.ACTIVE,
        ParticipationState.PAUSED,
        ParticipationState.ACTIVE,
        ParticipationState.COMPLETED,
    ]

    assert all(may_become(old, new) for old, new in itertools.pairwise(course))
    assert not any(may_become(ParticipationState.COMPLETED, state) for state in ParticipationState)
    assert not any(may_become(ParticipationState.WITHDRAWN, state) for state in ParticipationState)
    assert not may_become(ParticipationState.NOMINATED, ParticipationState.CONFIRMED)


@pytest.mark.parametrize(
    ("state", "new", "reason", "expected"),
    [
        (ParticipationState.NOMINATED, ParticipationState.ACTIVE, "", Problem.MOVE_NOT_ALLOWED),
        (ParticipationState.ELIGIBLE, ParticipationState.CONFIRMED, "", None),
        (ParticipationState.INELIGIBLE, ParticipationState.CONFIRMED, "", Problem.REASON_MISSING),
        (ParticipationState.INELIGIBLE, ParticipationState.CONFIRMED, "Letter follows", None),
        (ParticipationState.ACTIVE, ParticipationState.WITHDRAWN, " ", Problem.REASON_MISSING),
        (ParticipationState.ACTIVE, ParticipationState.WITHDRAWN, "Left the job", None),
    ],
)
def test_moves_of_a_participation(
    state: ParticipationState, new: ParticipationState, reason: str, expected: Problem | None
) -> None:
    assert participation_problem(state, new, reason=reason) is expected
