"""What is said of a municipality by its numbers and days."""

import datetime as dt

import pytest

from pilot.municipalities.enums import MemorandumState, SizeClass
from pilot.municipalities.rules import (
    AccessionEntry,
    Problem,
    is_of_previous_council,
    joining_problem,
    memorandum_state,
    size_class,
    term_began_on,
    valid_on,
)


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (14_999, SizeClass.SMALL),
        (15_000, SizeClass.MEDIUM),
        (50_000, SizeClass.MEDIUM),
        (50_001, SizeClass.LARGE),
    ],
)
def test_size_class(population: int, expected: SizeClass) -> None:
    assert size_class(population) is expected


@pytest.mark.parametrize(
    ("joined", "had_election", "expected"),
    [
        (True, True, MemorandumState.JOINED),
        (True, False, MemorandumState.JOINED),
        (False, True, MemorandumState.UNKNOWN),
        (None, True, MemorandumState.UNKNOWN),
        (False, False, MemorandumState.NO_ELECTION),
        (None, False, MemorandumState.NO_ELECTION),
    ],
)
def test_memorandum_state(*, joined: bool | None, had_election: bool, expected: MemorandumState) -> None:
    assert memorandum_state(joined=joined, had_election=had_election) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2021, 6, 30), False),
        (dt.date(2021, 7, 1), True),
        (dt.date(2025, 6, 30), True),
        (dt.date(2025, 7, 1), False),
    ],
)
def test_a_merged_municipality_ends_with_its_last_day(*, day: dt.date, expected: bool) -> None:
    assert valid_on(dt.date(2021, 7, 1), dt.date(2025, 6, 30), day) is expected


def test_without_an_end_it_stays_valid() -> None:
    assert valid_on(dt.date(2021, 7, 1), None, dt.date(2099, 1, 1))


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (AccessionEntry(2021, 7, dt.date(2021, 7, 22), "271/9", "lēmums"), None),
        (AccessionEntry(2021, None, None, None, "lēmums"), None),
        (AccessionEntry(2023, 2, None, None, "lēmums"), None),
        (AccessionEntry(2021, 8, dt.date(2021, 7, 22), None, "lēmums"), Problem.DAY_OUTSIDE_MONTH),
        (AccessionEntry(2022, None, dt.date(2021, 7, 22), None, "lēmums"), Problem.DAY_OUTSIDE_MONTH),
        (AccessionEntry(2023, 2, dt.date(2023, 2, 15), None, "lēmums"), Problem.IN_FUTURE),
        (AccessionEntry(2023, 3, None, None, "lēmums"), Problem.IN_FUTURE),
        (AccessionEntry(2024, None, None, None, "lēmums"), Problem.IN_FUTURE),
    ],
)
def test_a_council_joined_on_a_day_that_exists_and_is_past(
    entry: AccessionEntry, problem: Problem | None
) -> None:
    assert joining_problem(entry, today=dt.date(2023, 2, 14)) == problem


@pytest.mark.parametrize(
    ("day", "began"),
    [
        (dt.date(2021, 7, 1), dt.date(2021, 7, 1)),
        (dt.date(2025, 6, 30), dt.date(2021, 7, 1)),
        (dt.date(2025, 7, 1), dt.date(2025, 7, 1)),
        (dt.date(2029, 6, 30), dt.date(2025, 7, 1)),
        (dt.date(2029, 7, 1), dt.date(2029, 7, 1)),
    ],
)
def test_councils_sit_for_four_years(day: dt.date, began: dt.date) -> None:
    assert term_began_on(day) == began


def test_a_commitment_of_2021_is_the_previous_councils_after_june_2025() -> None:
    assert not is_of_previous_council(year=2021, month=7, today=dt.date(2025, 6, 30))
    assert is_of_previous_council(year=2021, month=7, today=dt.date(2025, 7, 1))
    assert not is_of_previous_council(year=2025, month=None, today=dt.date(2025, 7, 1))
    assert is_of_previous_council(year=2025, month=6, today=dt.date(2025, 7, 1))
