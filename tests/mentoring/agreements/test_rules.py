"""What an agreement needs, and when it is looked at again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.mentoring.agreements import rules
from pilot.mentoring.agreements.enums import Problem, Review
from tests.mentoring.pairs import REVIEWS, terms

BEGINS_ON = dt.date(2022, 11, 28)
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2024, 1, 1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({Review.START: dt.date(2022, 11, 27)}, Problem.START_BEFORE_PAIR),
        ({Review.MIDDLE: dt.date(2022, 12, 11)}, Problem.MIDDLE_BEFORE_START),
        ({Review.END: dt.date(2023, 2, 16)}, Problem.END_BEFORE_MIDDLE),
    ],
)
def test_reviews_follow_each_other_from_the_first_day_of_the_pair(
    changes: dict[Review, dt.date], expected: Problem | None
) -> None:
    said = terms(reviews={**REVIEWS, **changes})

    assert rules.problem_with(said, begins_on=BEGINS_ON) is expected


@given(first_on=DAYS, last_on=DAYS)
def test_the_proposed_reviews_are_always_accepted(first_on: dt.date, last_on: dt.date) -> None:
    said = terms(reviews=rules.proposed_reviews(first_on, last_on))

    assert rules.problem_with(said, begins_on=first_on) is None


@pytest.mark.parametrize(
    ("today", "expected"),
    [(dt.date(2023, 2, 9), False), (dt.date(2023, 2, 10), True), (dt.date(2023, 3, 1), True)],
)
def test_a_review_is_due_from_a_week_before_its_day(today: dt.date, *, expected: bool) -> None:
    assert rules.is_review_due(dt.date(2023, 2, 17), today=today) is expected
