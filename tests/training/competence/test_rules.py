"""Rules of the self-assessment: its moments, its pairs, and the laws of what is shown."""

import datetime as dt
import uuid
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.rules import Span
from pilot.training.competence.enums import Moment, Standing
from pilot.training.competence.rules import (
    LEAST_PAIRS,
    Change,
    Course,
    Problem,
    Summary,
    Window,
    change_of,
    least_pairs,
    open_moment,
    pairs,
    rate_problem,
    summary,
    windows,
)

PHASE = Span(dt.date(2022, 9, 1), dt.date(2022, 11, 25))
COURSE = Course(dt.date(2022, 9, 8), dt.date(2022, 11, 24), 12, 12, PHASE)
START = Window(dt.date(2022, 9, 1), dt.date(2022, 9, 22))
END = Window(dt.date(2022, 11, 24), dt.date(2023, 1, 5))
levels = st.integers(1, 5)
ratings = st.dictionaries(st.uuids(version=4), levels, max_size=12)
people = [uuid.UUID(int=number) for number in range(1, 12)]


def test_the_moments_come_from_the_phase_and_the_first_and_last_day() -> None:
    assert windows(COURSE) == {Moment.START: START, Moment.END: END}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(dt.date(2022, 8, 31), None, id="before the phase"),
        pytest.param(dt.date(2022, 9, 1), Moment.START, id="first day of the phase"),
        pytest.param(dt.date(2022, 9, 22), Moment.START, id="first training day two weeks old"),
        pytest.param(dt.date(2022, 9, 23), None, id="a day later"),
        pytest.param(dt.date(2022, 11, 23), None, id="eve of the last day"),
        pytest.param(dt.date(2022, 11, 24), Moment.END, id="last training day"),
        pytest.param(dt.date(2023, 1, 5), Moment.END, id="six weeks later"),
        pytest.param(dt.date(2023, 1, 6), None, id="over"),
    ],
)
def test_which_moment_is_open(today: dt.date, expected: Moment | None) -> None:
    found = windows(COURSE)

    assert open_moment(found, today=today) is expected
    assert rate_problem(found, Moment.START, today=today) == {
        None: Problem.NOT_OPEN,
        Moment.START: None,
        Moment.END: Problem.OTHER_MOMENT,
    }.get(expected)


def test_the_end_waits_for_the_phase_while_days_are_missing_from_the_plan() -> None:
    first_day_only = Course(dt.date(2022, 9, 8), dt.date(2022, 9, 8), 1, 12, PHASE)

    assert windows(first_day_only) == {
        Moment.START: START,
        Moment.END: Window(dt.date(2022, 11, 25), dt.date(2023, 1, 6)),
    }


@given(st.dates(), st.integers(0, 400), st.integers(0, 20), st.integers(1, 20))
def test_the_moments_never_overlap(first_on: dt.date, length: int, planned: int, promised: int) -> None:
    if first_on > dt.date(9990, 1, 1) or first_on < dt.date(2, 1, 1):
        return
    found = windows(Course(first_on, first_on + dt.timedelta(days=length), planned, promised))

    assert found[Moment.START].last_on < found[Moment.END].opens_on


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        pytest.param(None, END.last_on, id="nobody has rated"),
        pytest.param(
            dt.date(2022, 12, 30), dt.date(2023, 1, 5), id="still promised: a longer plan extends it"
        ),
        pytest.param(dt.date(2023, 1, 20), dt.date(2023, 1, 20), id="a shorter plan does not cut it"),
        pytest.param(dt.date(2022, 12, 19), dt.date(2022, 12, 19), id="past: nothing opens it again"),
    ],
)
def test_a_promised_last_day_is_kept(promised: dt.date | None, expected: dt.date) -> None:
    assert END.kept(promised, today=dt.date(2022, 12, 20)).last_on == expected


def test_a_moment_in_which_people_rate_stays_open_when_the_plan_moves_it_away() -> None:
    moved = Window(dt.date(2023, 2, 1), dt.date(2023, 3, 15))

    assert moved.kept(dt.date(2023, 1, 5), today=dt.date(2022, 12, 1)).is_open(today=dt.date(2022, 12, 1))


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_a_moment_that_is_over_is_never_open_again(
    opens_on: dt.date, last_on: dt.date, promised: dt.date, today: dt.date
) -> None:
    found = Window(opens_on, last_on).kept(promised, today=today)

    if promised < today:
        assert not found.is_open(today=today)
        assert found.is_over(today=today)
    else:
        assert not found.is_over(today=today)


def test_ten_before_and_nine_after_are_nine_pairs() -> None:
    start = dict.fromkeys(people[:10], 2)
    end = dict.fromkeys(people[:9], 4)

    found = summary(start, end, start_is_over=True, end_is_over=True, least=5)

    assert found == Summary(
        Standing.SHOWN, 10, 9, 9, Change(9, Decimal("2.0"), Decimal("4.0"), Decimal("2.0"))
    )


def test_who_rated_once_is_in_no_mean() -> None:
    start = {**dict.fromkeys(people[:5], 2), people[5]: 5}
    end = {**dict.fromkeys(people[:5], 3), people[6]: 1}

    found = summary(start, end, start_is_over=True, end_is_over=True, least=5)

    assert (found.start_count, found.end_count, found.pair_count) == (6, 6, 5)
    assert found.change == Change(5, Decimal("2.0"), Decimal("3.0"), Decimal("1.0"))


def test_below_the_threshold_only_the_counts_are_shown() -> None:
    same = dict.fromkeys(people[:4], 2)

    assert summary(same, same, start_is_over=True, end_is_over=True, least=5) == Summary(
        Standing.TOO_FEW, 4, 4, 4
    )
    assert [least_pairs(threshold) for threshold in (1, LEAST_PAIRS, 5)] == [4, 4, 5]


@given(ratings, ratings)
def test_nothing_of_a_moment_is_seen_before_it_has_ended(
    start: dict[uuid.UUID, int], end: dict[uuid.UUID, int]
) -> None:
    assert summary(start, end, start_is_over=False, end_is_over=False, least=1) == Summary(Standing.OPEN)
    assert summary(start, end, start_is_over=True, end_is_over=False, least=1) == Summary(
        Standing.OPEN, len(start)
    )


@given(st.dictionaries(st.uuids(version=4), st.tuples(levels, levels), min_size=1, max_size=30), ratings)
def test_the_means_of_the_pairs_are_their_sums_by_hand(
    both: dict[uuid.UUID, tuple[int, int]], alone: dict[uuid.UUID, int]
) -> None:
    only_start = {person: level for person, level in alone.items() if person not in both}
    start = {person: pair[0] for person, pair in both.items()} | only_start
    end = {person: pair[1] for person, pair in both.items()}

    found = change_of(pairs(start, end))

    half = Fraction(1, 20)
    before = Fraction(sum(pair[0] for pair in both.values()), len(both))
    after = Fraction(sum(pair[1] for pair in both.values()), len(both))
    assert found.count == len(both)
    assert abs(Fraction(found.before) - before) <= half
    assert abs(Fraction(found.after) - after) <= half
    assert abs(Fraction(found.change) - (after - before)) <= half


def test_halves_go_away_from_zero_and_zero_has_no_sign() -> None:
    rises, falls = [(4, 5), *[(4, 4)] * 19], [(5, 4), *[(4, 4)] * 19]

    assert (change_of(rises).change, change_of(falls).change) == (Decimal("0.1"), Decimal("-0.1"))
    assert str(change_of([(5, 4), *[(4, 4)] * 30]).change) == "0.0"
