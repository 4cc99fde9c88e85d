"""The rules of priorities: scores, spread, ranking, dots, choices; the arithmetic against an oracle."""

import datetime as dt
import uuid
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.community.priorities import maps, queries, rules
from pilot.community.priorities.criteria import DEFAULTS
from pilot.community.priorities.enums import (
    CriterionCode,
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)
from pilot.community.priorities.rules import Choice, Place, Problem, Sheet

A, B, C, D = (CriterionCode(letter) for letter in "ABCD")
ITEM, OTHER, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))
WEIGHTS = {code: entry.weight for code, entry in DEFAULTS}


def sheet(kind: ScorerKind = ScorerKind.RESIDENT, item: uuid.UUID = ITEM, **values: int) -> Sheet:
    return Sheet(kind, {(item, CriterionCode(letter)): value for letter, value in values.items()})


def oracle(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_default_criteria_have_the_weights_of_the_domain() -> None:
    assert "".join(code.value for code, _entry in DEFAULTS) == "ABCDEFG"
    assert [entry.weight for _code, entry in DEFAULTS] == [3, 3, 4, 3, 2, 2, 1]


def test_the_score_is_the_weighted_mean_of_the_means() -> None:
    sheets = [sheet(A=4, B=2), sheet(A=5)]

    found = rules.opinion_of(ITEM, sheets, {A: 3, B: 1})

    assert found is not None
    assert found.score == Decimal("3.88")  # (3 × 4.5 + 1 × 2) / 4 = 3.875
    assert (found.least, found.most, found.sheets) == (Decimal("3.50"), Decimal("5.00"), 2)


def test_a_criterion_of_weight_0_and_one_nobody_scored_do_not_count() -> None:
    assert rules.weighted({A: Fraction(4), B: Fraction(1)}, {A: 2, B: 0, C: 9}) == 4
    assert rules.weighted({B: Fraction(1)}, {A: 2, B: 0}) is None
    assert rules.opinion_of(OTHER, [sheet(A=4)], WEIGHTS) is None


@given(st.integers(0, 2_000), st.integers(1, 400))
def test_numbers_are_rounded_half_up_once(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)

    assert rules.rounded(value) == oracle(value)
    assert rules.rounded(value).as_tuple().exponent == -2


@given(st.integers(0, 2_000), st.integers(1, 400))
def test_a_root_is_rounded_half_up_without_a_binary_float(numerator: int, denominator: int) -> None:
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(numerator) / Decimal(denominator)).sqrt()
        expected = root.quantize(Decimal("0.01"), ROUND_HALF_UP)

    assert rules.root(Fraction(numerator, denominator)) == expected


@given(st.lists(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 5), min_size=1), min_size=1))
def test_a_score_lies_between_1_and_5_and_the_spread_around_the_sheets(values: list[dict[str, int]]) -> None:
    sheets = [sheet(ScorerKind.RESIDENT, ITEM, **each) for each in values]
    found = rules.opinion_of(ITEM, sheets, WEIGHTS)

    assert found is not None
    assert 1 <= found.score <= 5
    assert 1 <= found.least <= found.most <= 5
    assert found.deviation <= 2
    weights = {code: sum(each.get(code.value, 0) for each in values) for code in WEIGHTS}
    counts = {code: sum(code.value in each for each in values) for code in WEIGHTS}
    present = [code for code in WEIGHTS if counts[code]]
    total = sum(WEIGHTS[code] * Fraction(weights[code], counts[code]) for code in present)
    assert found.score == oracle(Fraction(total) / sum(WEIGHTS[code] for code in present))


@pytest.mark.parametrize(
    ("values", "divided"),
    [
        ((1, 5), True),
        ((3, 3, 3), False),
        ((2, 4), False),  # exactly 1
        ((1, 2, 4, 4), True),  # √1.6875 = 1.299
        ((4,), False),
    ],
)
def test_opinions_differ_above_a_deviation_of_1_2(values: tuple[int, ...], *, divided: bool) -> None:
    found = rules.opinion_of(ITEM, [sheet(A=value) for value in values], WEIGHTS)

    assert found is not None
    assert found.is_divided is divided


def test_a_deviation_of_exactly_1_2_is_not_divided_yet() -> None:
    weights = {A: 2, B: 3}
    low, high = sheet(A=1, B=1), sheet(A=4, B=3)  # own scores 1 and 3.4: deviation 1.2

    found = rules.opinion_of(ITEM, [low, high], weights)

    assert found is not None
    assert (found.deviation, found.is_divided) == (Decimal("1.20"), False)


def test_by_default_the_worker_and_officials_do_not_make_the_ranking() -> None:
    sheets = [sheet(kind, A=3) for kind in ScorerKind]

    assert [each.kind for each in rules.counted(sheets, everybody=False)] == [
        ScorerKind.RESIDENT,
        ScorerKind.GROUP_MEMBER,
    ]
    assert rules.counted(sheets, everybody=True) == sheets


def test_equal_scores_share_their_places() -> None:
    scores = {ITEM: Decimal("3.60"), OTHER: Decimal("3.60"), THIRD: Decimal("4.10"), uuid.UUID(int=4): None}

    assert rules.places_of(scores) == {THIRD: Place(1, 1), ITEM: Place(2, 3), OTHER: Place(2, 3)}


def test_hanlon_needs_size_seriousness_and_changeability() -> None:
    assert rules.hanlon({A: Fraction(4), B: Fraction(5), D: Fraction(3)}) == Decimal("42.00")
    assert rules.hanlon({A: Fraction(4), B: Fraction(5)}) is None


@pytest.mark.parametrize(
    ("state", "items", "weights", "problem"),
    [
        (RoundState.DRAFT, 2, [3, 0], None),
        (RoundState.DRAFT, 0, [3], Problem.NO_ITEMS),
        (RoundState.DRAFT, 2, [0, 0], Problem.NO_WEIGHTS),
        (RoundState.SCORING, 2, [3], Problem.FROZEN),
        (RoundState.CLOSED, 2, [3], Problem.FROZEN),
    ],
)
def test_scoring_opens_once_and_with_something_to_score(
    state: RoundState, items: int, weights: list[int], problem: Problem | None
) -> None:
    assert rules.opening_problem(state, items=items, weights=weights) is problem


@pytest.mark.parametrize(
    ("dots", "problem"),
    [
        ([5], None),
        ([2, 3], None),
        ([], Problem.NO_DOTS),
        ([0, 0], Problem.NO_DOTS),
        ([6], Problem.TOO_MANY_DOTS),
    ],
)
def test_a_ballot_has_at_most_the_dots_of_a_person(dots: list[int], problem: Problem | None) -> None:
    assert rules.ballot_problem(dots, allowed=5) is problem


PLACES = {ITEM: Place(1, 1), OTHER: Place(2, 3), THIRD: Place(2, 3)}


@pytest.mark.parametrize(
    ("chosen", "jumped"),
    [
        ([ITEM, OTHER], set()),
        ([ITEM, THIRD], set()),  # shared places have no order
        ([OTHER], {OTHER}),  # the first is left out
        ([OTHER, ITEM], {OTHER}),
        ([ITEM, uuid.UUID(int=9)], {uuid.UUID(int=9)}),  # was not scored at all
    ],
)
def test_another_order_than_the_scores_is_noticed(chosen: list[uuid.UUID], jumped: set[uuid.UUID]) -> None:
    assert rules.out_of_order(chosen, PLACES) == jumped


def test_reasons_are_due_for_another_order_and_for_one_source() -> None:
    bare = [Choice(OTHER, 1), Choice(ITEM, 2), Choice(THIRD, 2)]
    told = [Choice(OTHER, 1, order_reason="Steidzami"), Choice(ITEM, 2, assumption_reason="Zinām paši")]

    assert rules.choice_problems(bare, places=PLACES, assumptions={ITEM}) == [
        (OTHER, Problem.ORDER_REASON),
        (ITEM, Problem.SAME_RANK),
        (ITEM, Problem.ASSUMPTION_REASON),
        (THIRD, Problem.SAME_RANK),
    ]
    assert rules.choice_problems(told, places=PLACES, assumptions={ITEM}) == []


def test_a_card_names_the_questions_without_an_answer() -> None:
    assert rules.missing_in({}) == rules.CARD_FIELDS
    assert rules.missing_in(dict.fromkeys(rules.CARD_FIELDS, "x") | {"here": ""}) == ("here",)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"held_on": dt.date(2023, 2, 15)}, Problem.HELD_AHEAD),
        ({"result": ValidationResult.CORRECTED}, Problem.CORRECTIONS),
        ({"result": ValidationResult.CORRECTED, "corrections": "Ceļš"}, None),
    ],
)
def test_a_validation_has_a_day_and_its_corrections(
    changes: dict[str, object], problem: Problem | None
) -> None:
    values: dict[str, object] = {
        "held_on": dt.date(2023, 2, 14),
        "way": ValidationWay.FORUM,
        "people": 12,
        "groups": (),
        "said": "Labi",
        "corrections": "",
        "result": ValidationResult.CONFIRMED,
        **changes,
    }
    entry = rules.ValidationEntry(**values)  # type: ignore[arg-type]

    assert rules.validation_problem(entry, today=dt.date(2023, 2, 14)) is problem


def test_step_7_is_done_by_a_record_after_the_closing() -> None:
    closed = dt.date(2023, 2, 10)

    assert rules.is_validated(closed, [dt.date(2023, 2, 10)])
    assert not rules.is_validated(closed, [dt.date(2023, 2, 9)])
    assert not rules.is_validated(None, [dt.date(2023, 2, 9)])


@given(
    st.lists(st.tuples(st.integers(100, 500), st.integers(100, 500)), max_size=queries.MOST_DRAWN),
    st.sampled_from([maps.WIDE, maps.NARROW]),
)
def test_no_circle_of_the_matrix_covers_another(means: list[tuple[int, int]], frame: maps.Frame) -> None:
    points = [frame.at(Decimal(x).scaleb(-2), Decimal(y).scaleb(-2)) for x, y in means]
    found = maps.apart(points, frame)

    assert all(frame.holds(point) for point in found)
    for number, (x, y) in enumerate(found):
        for other_x, other_y in found[:number]:
            assert max(abs(x - other_x), abs(y - other_y)) >= maps.APART
    assert found[:1] == points[:1], "the first of the ranking stands exactly where it belongs"
