"""Rules of the anonymous feedback, and the laws that keep it anonymous."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.feedback.enums import Aspect, Standing
from pilot.training.feedback.rules import (
    LEAST_ANSWERS,
    Answer,
    Problem,
    Summary,
    give_problem,
    mean,
    summary,
    together,
)

HELD_ON = dt.date(2022, 9, 8)
LAST_DAY, DAY_AFTER = dt.date(2022, 9, 22), dt.date(2022, 9, 23)
ratings = st.integers(1, 5)
answers = st.builds(Answer, content=ratings, lecturer=ratings, usefulness=ratings)


@pytest.mark.parametrize(
    ("today", "has_attended", "has_given", "expected"),
    [
        pytest.param(HELD_ON, True, False, None, id="on the evening of the day"),
        pytest.param(LAST_DAY, True, False, None, id="on the fourteenth day after"),
        pytest.param(DAY_AFTER, True, False, Problem.WINDOW_OVER, id="a day later"),
        pytest.param(dt.date(2022, 9, 7), True, False, Problem.NOT_HELD, id="before the day"),
        pytest.param(HELD_ON, False, False, Problem.NOT_THERE, id="who was not there"),
        pytest.param(HELD_ON, True, True, Problem.ALREADY_GIVEN, id="a second time"),
    ],
)
def test_who_attended_tells_once_within_two_weeks(
    today: dt.date, *, has_attended: bool, has_given: bool, expected: Problem | None
) -> None:
    assert give_problem(HELD_ON, today=today, has_attended=has_attended, has_given=has_given) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, Standing.TOO_FEW), (3, Standing.TOO_FEW), (4, Standing.SHOWN), (5, Standing.SHOWN)],
)
def test_results_are_shown_from_four_answers(count: int, expected: Standing) -> None:
    found = summary([Answer(5, 4, 3)] * count, held_on=HELD_ON, today=DAY_AFTER)

    assert LEAST_ANSWERS == 4
    assert found.standing is expected


def test_the_threshold_can_be_raised() -> None:
    found = summary([Answer(5, 4, 3)] * 4, held_on=HELD_ON, today=DAY_AFTER, least=5)

    assert found == Summary(Standing.TOO_FEW)


@given(st.lists(answers, max_size=30))
def test_nothing_of_an_answer_is_seen_while_anybody_may_still_answer(given_answers: list[Answer]) -> None:
    found = summary(given_answers, held_on=HELD_ON, today=LAST_DAY)

    assert found == Summary(Standing.OPEN)


@given(st.lists(answers, max_size=LEAST_ANSWERS - 1))
def test_too_few_answers_look_alike_whatever_and_however_many_they_are(given_answers: list[Answer]) -> None:
    assert summary(given_answers, held_on=HELD_ON, today=DAY_AFTER) == Summary(Standing.TOO_FEW)


@given(st.lists(answers, min_size=LEAST_ANSWERS, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing_and_a_mean_lies_between_its_ratings(
    given_answers: list[Answer], chance: object
) -> None:
    shuffled = list(given_answers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    found = summary(given_answers, held_on=HELD_ON, today=DAY_AFTER)

    assert found == summary(shuffled, held_on=HELD_ON, today=DAY_AFTER)
    for aspect, value in found.means:
        each = [answer.rating(aspect) for answer in given_answers]
        assert min(each) <= value <= max(each)


def test_means_have_one_decimal_with_halves_upwards() -> None:
    assert mean([4, 4, 5, 4]) == Decimal("4.3")
    assert together([]) == Summary(Standing.TOO_FEW)
    assert together([Answer(1, 2, 3)]).means == (
        (Aspect.CONTENT, Decimal("1.0")),
        (Aspect.LECTURER, Decimal("2.0")),
        (Aspect.USEFULNESS, Decimal("3.0")),
    )
