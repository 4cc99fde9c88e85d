"""What a strategy takes: goals, actions by who does them, values that count, what readers see (d.7, C13)."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.community.strategies import rules
from pilot.community.strategies.enums import ActionState, Counting, Side, UpdateState
from pilot.community.strategies.rules import Figures, Problem, Value

TODAY = dt.date(2023, 2, 14)
MORNING = dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)
EVENING = dt.datetime(2023, 2, 14, 18, 0, tzinfo=dt.UTC)
NUMBERS = st.decimals(-1000, 1000, places=2)


def value(
    number: int,
    state: UpdateState = UpdateState.APPROVED,
    on: dt.date = TODAY,
    recorded_at: dt.datetime = MORNING,
) -> Value:
    return Value(Decimal(number), on, recorded_at, state)


def actual(*values: Value, counting: Counting = Counting.SUM, baseline: int = 0) -> Decimal | None:
    return rules.actual(values, counting=counting, baseline=Decimal(baseline))


def pct(baseline: int, target: int, now: int | None) -> int | None:
    return rules.reached_pct(Decimal(baseline), Decimal(target), None if now is None else Decimal(now))


@pytest.mark.parametrize("state", [UpdateState.SENT, UpdateState.DRAFT, UpdateState.REJECTED])
def test_unapproved_5_and_approved_3_are_3(state: UpdateState) -> None:
    for counting in Counting:
        assert actual(value(5, state), value(3), counting=counting) == 3


def test_without_an_approved_value_nothing_is_known() -> None:
    assert actual(value(5, UpdateState.SENT)) is None
    assert actual() is None


def test_added_values_come_on_top_of_the_start() -> None:
    assert actual(value(5), value(3), baseline=10) == 18
    assert actual(value(5), value(3), baseline=10, counting=Counting.LAST) == 5


def test_the_last_value_is_that_measured_last_and_of_one_day_that_recorded_last() -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    morning, evening = value(7), value(6, recorded_at=EVENING)

    assert actual(evening, morning, counting=Counting.LAST) == 6
    assert actual(morning, evening, counting=Counting.LAST) == 6
    late = value(9, on=yesterday, recorded_at=EVENING)
    assert actual(morning, late, counting=Counting.LAST) == 7


@pytest.mark.parametrize(
    ("baseline", "target", "now", "expected"),
    [
        (0, 60, 14, 23),
        (9, 0, 6, 33),
        (9, 0, 0, 100),
        (9, 0, 12, 0),
        (10, 20, 25, 100),
        (10, 20, 5, 0),
        (10, 10, 10, 100),
        (10, 10, 9, None),
        (0, 60, None, None),
    ],
    ids=["up", "down", "down to the end", "away", "beyond", "back", "kept", "not kept", "unknown"],
)
def test_how_far_it_is_to_the_target(
    baseline: int, target: int, now: int | None, expected: int | None
) -> None:
    assert pct(baseline, target, now) == expected


@given(baseline=NUMBERS, target=NUMBERS, now=NUMBERS)
def test_upwards_and_downwards_are_measured_alike(baseline: Decimal, target: Decimal, now: Decimal) -> None:
    there = rules.reached_pct(baseline, target, now)
    assert there == rules.reached_pct(-baseline, -target, -now)
    assert there is None or 0 <= there <= 100


def test_a_sixth_goal_is_refused() -> None:
    assert rules.objective_problem(4) is None
    assert rules.objective_problem(5) is Problem.TOO_MANY_OBJECTIVES


@pytest.mark.parametrize(
    ("sides", "warns"),
    [
        ([], False),
        ([Side.SOCIAL_WORKER], True),
        ([Side.SOCIAL_WORKER, Side.COMMUNITY], False),
        ([Side.SOCIAL_WORKER, Side.SOCIAL_WORKER, Side.COMMUNITY], True),
        ([Side.SOCIAL_WORKER, Side.SOCIAL_WORKER, Side.MUNICIPALITY, Side.OTHERS], False),
    ],
)
def test_the_warning_comes_above_half(sides: list[Side], warns: bool) -> None:  # noqa: FBT001 - a case
    assert rules.worker_does_most(sides) is warns


def test_what_was_received_is_the_funding_attracted() -> None:
    assert rules.attracted([Decimal(800), None, Decimal("12.50")]) == Decimal("812.50")
    assert rules.attracted([]) == 0


@pytest.mark.parametrize("state", list(ActionState))
def test_late_is_what_is_open_after_its_day(state: ActionState) -> None:
    is_open = state in {ActionState.PLANNED, ActionState.BEGUN}
    yesterday = TODAY - dt.timedelta(days=1)

    assert rules.is_overdue(state, yesterday, today=TODAY) is is_open
    assert not rules.is_overdue(state, TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"starts_on": TODAY}, None),
        ({"starts_on": TODAY + dt.timedelta(days=1)}, Problem.DUE_BEFORE_START),
        ({"cost": Decimal(0)}, None),
        ({"cost": Decimal(-1)}, Problem.NEGATIVE_COST),
        ({"grant_asked": Decimal(-1)}, Problem.NEGATIVE_ASKED),
        ({"grant_received": Decimal(-1)}, Problem.NEGATIVE_RECEIVED),
    ],
)
def test_what_an_action_says_of_days_and_money(changes: dict[str, object], problem: Problem | None) -> None:
    entry = rules.ActionEntry("Atrast telpu", Side.COMMUNITY, "Biedrība", TODAY, **changes)  # type: ignore[arg-type]
    assert rules.action_problem(entry) is problem


@pytest.mark.parametrize(
    ("start", "target", "counting", "people", "problem"),
    [
        ("0", "60", Counting.SUM, True, None),
        ("9", "0", Counting.LAST, True, None),
        ("9", "0", Counting.SUM, False, Problem.SUM_DOWNWARDS),
        ("0.5", "60", Counting.SUM, True, Problem.NO_PEOPLE_AT_START),
        ("0", "-1", Counting.LAST, True, Problem.NO_PEOPLE_AS_TARGET),
        ("-0.5", "12.5", Counting.LAST, False, None),
    ],
)
def test_what_an_indicator_says(
    start: str,
    target: str,
    counting: Counting,
    people: bool,  # noqa: FBT001 - a case
    problem: Problem | None,
) -> None:
    entry = rules.IndicatorEntry("Skaits", "", Decimal(start), Decimal(target), counting, "Saraksts", people)
    assert rules.indicator_problem(entry) is problem


def test_a_value_is_measured_by_today_and_people_are_whole() -> None:
    def entry(number: str, on: dt.date = TODAY) -> rules.ValueEntry:
        return rules.ValueEntry(Decimal(number), on, "", UpdateState.SENT)

    tomorrow = TODAY + dt.timedelta(days=1)
    assert rules.value_problem(entry("2.5"), counts_people=False, today=TODAY) is None
    assert rules.value_problem(entry("2.5"), counts_people=True, today=TODAY) is Problem.NO_PEOPLE
    assert rules.value_problem(entry("-2"), counts_people=True, today=TODAY) is Problem.NO_PEOPLE
    assert (
        rules.value_problem(entry("2", tomorrow), counts_people=True, today=TODAY) is Problem.MEASURED_AHEAD
    )


def test_the_groups_are_the_value_together() -> None:
    assert rules.left_over(Decimal(20), {}) == 0
    assert rules.left_over(Decimal(20), {"seniors": 12, "not_stated": 8}) == 0
    assert rules.left_over(Decimal(20), {"seniors": 12}) == 8
    assert rules.left_over(Decimal(20), {"seniors": 12, "parents": 11}) == -3


@pytest.mark.parametrize(
    ("state", "is_author", "answer", "reason", "problem"),
    [
        (UpdateState.SENT, False, UpdateState.APPROVED, "", None),
        (UpdateState.SENT, False, UpdateState.REJECTED, "Nav saraksta", None),
        (UpdateState.SENT, False, UpdateState.REJECTED, "", Problem.NO_REASON),
        (UpdateState.SENT, True, UpdateState.APPROVED, "", Problem.OWN_VALUE),
        (UpdateState.DRAFT, False, UpdateState.APPROVED, "", Problem.NOT_SENT),
        (UpdateState.APPROVED, False, UpdateState.REJECTED, "Kļūda", Problem.NOT_SENT),
        (UpdateState.REJECTED, False, UpdateState.APPROVED, "", Problem.NOT_SENT),
    ],
)
def test_who_approves_what(
    state: UpdateState,
    is_author: bool,  # noqa: FBT001 - a case
    answer: UpdateState,
    reason: str,
    problem: Problem | None,
) -> None:
    assert rules.judge_problem(state, is_author=is_author, new=answer, reason=reason) is problem


def test_only_an_approved_value_stands_still() -> None:
    still = {state for state in UpdateState if rules.edit_problem(state)}
    assert still == {UpdateState.APPROVED}


def figures(baseline: int, now: int | None, *, people: bool = True, threshold: int = 5) -> Figures:
    actual_now = None if now is None else Decimal(now)
    return rules.figures_for(
        Decimal(baseline), Decimal(60), actual_now, counts_people=people, threshold=threshold
    )


def test_an_outsider_reads_no_small_number_of_people_also_not_by_subtraction() -> None:
    assert figures(0, 3) == Figures(Decimal(0), None, None, hides_actual=True)
    assert figures(3, 30) == Figures(None, Decimal(30), None, hides_baseline=True)
    assert figures(20, 22) == Figures(Decimal(20), None, None, hides_actual=True)
    assert figures(20, 18) == Figures(Decimal(20), None, None, hides_actual=True)
    assert figures(0, 30) == Figures(Decimal(0), Decimal(30), 50)
    assert figures(20, 20) == Figures(Decimal(20), Decimal(20), 0)
    assert figures(0, None) == Figures(Decimal(0), None, None)


def test_an_insider_reads_all_and_money_is_no_people() -> None:
    assert figures(0, 3, threshold=0) == Figures(Decimal(0), Decimal(3), 5)
    assert figures(0, 3, people=False) == Figures(Decimal(0), Decimal(3), 5)


@given(baseline=st.integers(0, 40), now=st.integers(0, 40), threshold=st.integers(2, 10))
def test_what_is_shown_never_gives_a_small_number_away(baseline: int, now: int, threshold: int) -> None:
    found = figures(baseline, now, threshold=threshold)
    shown = [each for each in (found.baseline, found.actual) if each is not None]
    if len(shown) == 2:
        shown.append(abs(shown[0] - shown[1]))
    assert not any(0 < each < threshold for each in shown)
    assert found.pct is None or len(shown) == 3


def test_a_group_adopts_something_and_something_new() -> None:
    def problem(*, vision: bool = True, goals: int = 1, last: str | None = None) -> Problem | None:
        return rules.adoption_problem(has_vision=vision, objectives=goals, last_hash=last, hash_="a")

    assert problem() is None
    assert problem(last="b") is None
    assert problem(last="a") is Problem.ADOPTED_ALREADY
    assert problem(goals=0) is Problem.NOTHING_TO_ADOPT
    assert problem(vision=False) is Problem.NOTHING_TO_ADOPT
