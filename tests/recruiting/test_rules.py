"""Which moves, verdicts and gaps recruiting knows."""

import itertools

import pytest

from pilot.cohort.enums import EligibilityCriterion, EligibilityMode
from pilot.municipalities.enums import SizeClass
from pilot.recruiting.enums import Assessment, Eligibility, RecruitingState
from pilot.recruiting.rules import (
    FINAL,
    LEAVING,
    TRANSITIONS,
    Problem,
    Profile,
    UncoveredProfiles,
    eligibility,
    may_move,
    move_problem,
    needs_reason,
    override_problem,
    uncovered_profiles,
    verdict_of,
)

YES, NO, UNKNOWN = Assessment.MEETS, Assessment.DOES_NOT_MEET, Assessment.PENDING
VIDZEME_SMALL = Profile("Vidzeme", SizeClass.SMALL)
LATGALE_MEDIUM = Profile("Latgale", SizeClass.MEDIUM)


def test_every_state_has_its_moves() -> None:
    assert set(TRANSITIONS) == set(RecruitingState)


def test_a_municipality_goes_from_the_register_to_the_end() -> None:
    course = [
        RecruitingState.IDENTIFIED,
        RecruitingState.CONTACTED,
        RecruitingState.INTERESTED,
        RecruitingState.APPLIED,
        RecruitingState.UNDER_REVIEW,
        RecruitingState.RESERVE,
        RecruitingState.SELECTED,
        RecruitingState.AGREEMENT_SIGNED,
        RecruitingState.TAKING_PART,
        RecruitingState.COMPLETED,
    ]

    assert all(may_move(old, new) for old, new in itertools.pairwise(course))


@pytest.mark.parametrize("state", RecruitingState)
def test_leaving_is_possible_until_the_end(state: RecruitingState) -> None:
    assert {new for new in LEAVING if may_move(state, new)} == (set() if state in FINAL else LEAVING)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_final_state_stays(state: RecruitingState) -> None:
    assert not any(may_move(state, new) for new in RecruitingState)


def test_leaving_and_rejecting_need_a_reason() -> None:
    assert {state for state in RecruitingState if needs_reason(state)} == {
        RecruitingState.DECLINED,
        RecruitingState.WITHDRAWN,
        RecruitingState.NOT_SELECTED,
    }


@pytest.mark.parametrize(
    ("state", "new", "reason", "expected"),
    [
        (RecruitingState.IDENTIFIED, RecruitingState.SELECTED, "", Problem.MOVE_NOT_ALLOWED),
        (RecruitingState.UNDER_REVIEW, RecruitingState.SELECTED, "", None),
        (RecruitingState.UNDER_REVIEW, RecruitingState.NOT_SELECTED, " ", Problem.REASON_MISSING),
        (RecruitingState.UNDER_REVIEW, RecruitingState.NOT_SELECTED, "No support", None),
        (RecruitingState.TAKING_PART, RecruitingState.WITHDRAWN, "", Problem.REASON_MISSING),
    ],
)
def test_moves(state: RecruitingState, new: RecruitingState, reason: str, expected: Problem | None) -> None:
    assert move_problem(state, new, reason=reason) is expected


@pytest.mark.parametrize(
    ("experience", "support", "by_any", "by_all"),
    [
        (YES, YES, Eligibility.ELIGIBLE, Eligibility.ELIGIBLE),
        (YES, NO, Eligibility.ELIGIBLE, Eligibility.INELIGIBLE),
        (YES, UNKNOWN, Eligibility.ELIGIBLE, Eligibility.UNDECIDED),
        (NO, YES, Eligibility.ELIGIBLE, Eligibility.INELIGIBLE),
        (NO, NO, Eligibility.INELIGIBLE, Eligibility.INELIGIBLE),
        (NO, UNKNOWN, Eligibility.UNDECIDED, Eligibility.INELIGIBLE),
        (UNKNOWN, YES, Eligibility.ELIGIBLE, Eligibility.UNDECIDED),
        (UNKNOWN, NO, Eligibility.UNDECIDED, Eligibility.INELIGIBLE),
        (UNKNOWN, UNKNOWN, Eligibility.UNDECIDED, Eligibility.UNDECIDED),
    ],
)
def test_eligibility(
    experience: Assessment, support: Assessment, by_any: Eligibility, by_all: Eligibility
) -> None:
    verdicts = {
        EligibilityCriterion.EXPERIENCE: experience,
        EligibilityCriterion.LEADERSHIP_SUPPORT: support,
    }

    assert eligibility(EligibilityMode.ANY, verdicts) is by_any
    assert eligibility(EligibilityMode.ALL, verdicts) is by_all


def test_evidence_that_needs_more_is_not_yet_known() -> None:
    verdicts = {EligibilityCriterion.EXPERIENCE: Assessment.NEEDS_MORE}

    assert eligibility(EligibilityMode.ANY, verdicts) is Eligibility.UNDECIDED


@pytest.mark.parametrize("mode", EligibilityMode)
def test_without_criteria_nothing_is_known(mode: EligibilityMode) -> None:
    assert eligibility(mode, {}) is Eligibility.UNDECIDED


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [
        ([], Assessment.PENDING),
        ([NO, YES], YES),
        ([NO, UNKNOWN], UNKNOWN),
        ([UNKNOWN, Assessment.NEEDS_MORE], Assessment.NEEDS_MORE),
        ([NO, NO], NO),
    ],
)
def test_several_pieces_of_evidence_make_one_verdict(
    assessments: list[Assessment], expected: Assessment
) -> None:
    assert verdict_of(assessments) is expected


def test_confirming_against_the_rule_needs_a_reason() -> None:
    assert override_problem(Eligibility.ELIGIBLE, reason="") is None
    assert override_problem(Eligibility.UNDECIDED, reason=" ") is Problem.REASON_MISSING
    assert override_problem(Eligibility.INELIGIBLE, reason="Head of service vouches") is None


def test_a_region_and_a_size_only_in_reserve_are_named() -> None:
    uncovered = uncovered_profiles([VIDZEME_SMALL], [VIDZEME_SMALL, LATGALE_MEDIUM])

    assert uncovered == UncoveredProfiles(("Latgale",), (SizeClass.MEDIUM,))
    assert uncovered


def test_a_size_can_be_missing_where_the_region_is_not() -> None:
    uncovered = uncovered_profiles([VIDZEME_SMALL], [Profile("Vidzeme", SizeClass.LARGE)])

    assert uncovered == UncoveredProfiles((), (SizeClass.LARGE,))


def test_nothing_is_uncovered_when_nobody_waits() -> None:
    assert not uncovered_profiles([VIDZEME_SMALL], [])
