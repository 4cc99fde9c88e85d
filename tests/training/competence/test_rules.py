"""Rules of the self-assessment: its moments, its pairs, and the laws of what is shown."""

import datetime as dt
import uuid
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.rules import Span
from pilot.training.competence.enums import Leg, Moment, Standing
from pilot.training.competence.rules import (
    APART,
    LEAST_PAIRS,
    Change,
    Course,
    Problem,
    Ratings,
    Summary,
    Way,
    Window,
    change_of,
    in_force,
    least_pairs,
    legs_of,
    open_moment,
    pairs,
    rate_problem,
    summary,
    way,
    way_of,
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


def course_with(practice: Span | None) -> Course:
    return Course(COURSE.first_on, COURSE.last_on, 12, 12, PHASE, practice)


def test_the_moments_of_the_practice_come_from_its_days() -> None:
    found = windows(course_with(Span(dt.date(2022, 11, 28), dt.date(2023, 5, 31))))

    assert found == {
        Moment.START: START,
        Moment.END: END,
        Moment.PRACTICE_MIDDLE: Window(dt.date(2023, 2, 28), dt.date(2023, 3, 28)),
        Moment.PRACTICE_END: Window(dt.date(2023, 5, 1), dt.date(2023, 6, 14)),
    }


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        pytest.param(None, {}, id="no practice"),
        pytest.param(Span(dt.date(2022, 11, 28)), {}, id="a practice without an end"),
        pytest.param(Span(dt.date(2022, 9, 1), dt.date(2022, 11, 25)), {}, id="beside the training"),
        pytest.param(
            Span(dt.date(2022, 9, 1), dt.date(2023, 1, 31)),
            {Moment.PRACTICE_END: Window(dt.date(2023, 1, 1), dt.date(2023, 2, 14))},
            id="half of it beside the training",
        ),
        pytest.param(
            Span(dt.date(2023, 3, 1), dt.date(2023, 4, 15)),
            {Moment.PRACTICE_END: Window(dt.date(2023, 4, 1), dt.date(2023, 4, 29))},
            id="so short that its middle is its end",
        ),
    ],
)
def test_a_moment_that_says_nothing_new_is_left_out(
    practice: Span | None, expected: dict[Moment, Window]
) -> None:
    found = windows(course_with(practice))

    assert {moment: found[moment] for moment in found if moment not in (Moment.START, Moment.END)} == expected


def test_the_end_of_the_training_ends_on_the_eve_of_the_next_moment() -> None:
    found = windows(course_with(Span(dt.date(2022, 11, 28), dt.date(2023, 1, 20))))

    assert found[Moment.END].last_on == dt.date(2022, 12, 31)
    assert found[Moment.PRACTICE_END].opens_on == dt.date(2023, 1, 1)


days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))
moments = st.sampled_from(Moment)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(days), draw(days)))
    return Span(first, last)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Draw any training days and phases: apart, overlapping, in any order, or without a phase."""
    course = draw(spans())
    return Course(
        course.starts_on,
        course.ends_on or course.starts_on,
        draw(st.integers(1, 20)),
        draw(st.integers(1, 20)),
        draw(st.none() | spans()),
        draw(st.none() | spans()),
    )


def stand_in_order(found: dict[Moment, Window]) -> bool:
    """Tell whether windows come in the order of the moments, each after all days of those before it."""
    assert list(found) == [moment for moment in Moment if moment in found]
    lasting = [window for window in found.values() if window.opens_on <= window.last_on]
    return all(one.last_on < other.opens_on for one, other in pairwise(lasting))


@given(courses())
def test_two_moments_are_never_open_on_one_day(course: Course) -> None:
    found = windows(course)

    assert stand_in_order(found)
    practice = [window for moment, window in found.items() if moment not in (Moment.START, Moment.END)]
    assert all(window.opens_on + APART - dt.timedelta(days=1) <= window.last_on for window in practice)


@given(courses(), st.dictionaries(moments, days), days)
def test_nor_are_they_after_people_have_rated_and_the_plan_has_moved(
    course: Course, promised: dict[Moment, dt.date], today: dt.date
) -> None:
    found = in_force(windows(course), promised, today=today)

    assert stand_in_order(found)
    assert set(promised) <= set(found)
    for moment, last_on in promised.items():
        assert last_on >= today or found[moment].is_over(today=today)
    if promised:
        last = max(promised, key=list(Moment).index)
        assert promised[last] < today or open_moment(found, today=today) is last


def test_a_moment_with_ratings_stands_where_the_plan_has_lost_it() -> None:
    today = dt.date(2023, 3, 1)
    gone = in_force({}, {Moment.PRACTICE_MIDDLE: dt.date(2023, 2, 20)}, today=today)
    open_still = in_force({}, {Moment.PRACTICE_MIDDLE: dt.date(2023, 3, 20)}, today=today)

    assert gone[Moment.PRACTICE_MIDDLE].is_over(today=today)
    assert open_still == {Moment.PRACTICE_MIDDLE: Window(today, dt.date(2023, 3, 20))}


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

    found = summary(start, end, before_is_over=True, after_is_over=True, least=5)

    assert found == Summary(
        Standing.SHOWN, 10, 9, 9, Change(9, Decimal("2.0"), Decimal("4.0"), Decimal("2.0"))
    )


def test_who_rated_once_is_in_no_mean() -> None:
    start = {**dict.fromkeys(people[:5], 2), people[5]: 5}
    end = {**dict.fromkeys(people[:5], 3), people[6]: 1}

    found = summary(start, end, before_is_over=True, after_is_over=True, least=5)

    assert (found.before_count, found.after_count, found.pair_count) == (6, 6, 5)
    assert found.change == Change(5, Decimal("2.0"), Decimal("3.0"), Decimal("1.0"))


def test_below_the_threshold_only_the_counts_are_shown() -> None:
    same = dict.fromkeys(people[:4], 2)

    assert summary(same, same, before_is_over=True, after_is_over=True, least=5) == Summary(
        Standing.TOO_FEW, 4, 4, 4
    )
    assert [least_pairs(threshold) for threshold in (1, LEAST_PAIRS, 5)] == [4, 4, 5]


@given(ratings, ratings)
def test_nothing_of_a_moment_is_seen_before_it_has_ended(
    start: dict[uuid.UUID, int], end: dict[uuid.UUID, int]
) -> None:
    assert summary(start, end, before_is_over=False, after_is_over=False, least=1) == Summary(Standing.OPEN)
    assert summary(start, end, before_is_over=True, after_is_over=False, least=1) == Summary(
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


EVERY = tuple(Moment)


def rated(**people_of: int) -> dict[Moment, Ratings]:
    """Return ratings of 3 by the first people of each moment."""
    return {moment: dict.fromkeys(people[: people_of[moment.name.lower()]], 3) for moment in Moment}


def test_the_whole_way_is_that_of_those_who_rated_every_time() -> None:
    levels_of = (2, 4, 3, 5)
    found = {
        moment: dict.fromkeys(people[:6], level) for moment, level in zip(Moment, levels_of, strict=True)
    }

    assert way(found, over=EVERY, least=5) == Way(
        Standing.SHOWN, 6, tuple(Decimal(f"{level}.0") for level in levels_of), Decimal("3.0")
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((6, 6, 6, 6), Standing.SHOWN, id="the same people each time"),
        pytest.param((7, 6, 6, 6), Standing.SHOWN, id="one more in no pair"),
        pytest.param((7, 7, 6, 6), Standing.TELLING, id="one more in the pair of the training"),
        pytest.param((5, 5, 9, 9), Standing.TELLING, id="four more in the pair of the practice"),
        pytest.param((11, 11, 6, 6), Standing.SHOWN, id="five more stand together"),
        pytest.param((4, 9, 9, 9), Standing.TOO_FEW, id="four all the way"),
    ],
)
def test_the_whole_way_gives_nobody_away_beside_the_pairs(
    counts: tuple[int, int, int, int], expected: Standing
) -> None:
    names = [moment.name.lower() for moment in Moment]

    assert way(rated(**dict(zip(names, counts, strict=True))), over=EVERY, least=5).standing is expected


def test_nothing_of_the_whole_way_is_seen_before_its_last_moment_has_ended() -> None:
    assert way(rated(start=9, end=9, practice_middle=9, practice_end=9), over=EVERY[:3], least=4) == Way(
        Standing.OPEN
    )


@given(st.lists(st.dictionaries(st.sampled_from(people), levels), min_size=4, max_size=4))
def test_no_sum_that_can_be_made_of_what_is_shown_is_of_fewer_people_than_the_least(
    drawn: list[dict[uuid.UUID, int]],
) -> None:
    """Split the people of each moment by which shown means they stand in: no part is small."""
    least = 4
    found: dict[Moment, Ratings] = dict(zip(Moment, drawn, strict=True))
    every = frozenset.intersection(*(frozenset(each) for each in drawn))
    shown: dict[Moment, list[frozenset[uuid.UUID]]] = {moment: [] for moment in Moment}
    for before, after in legs_of(EVERY).values():
        both = frozenset(found[before]) & frozenset(found[after])
        if summary(found[before], found[after], before_is_over=True, after_is_over=True, least=least).change:
            shown[before].append(both)
            shown[after].append(both)
    if way(found, over=EVERY, least=least).means:
        for groups in shown.values():
            groups.append(every)

    for groups in shown.values():
        parts = Counter(tuple(person in group for group in groups) for person in people)
        parts.pop((False,) * len(groups), None)
        assert all(count >= least for count in parts.values())


def test_a_moment_stands_in_one_pair_only_and_the_way_leads_to_the_end_of_the_practice() -> None:
    assert [len(legs_of(found)) for found in ((), EVERY[:3], EVERY)] == [1, 1, 2]
    assert len({moment for ends in legs_of(EVERY).values() for moment in ends}) == 4
    assert way_of(EVERY[:3]) == ()
    assert way_of((Moment.START, Moment.END, Moment.PRACTICE_END)) == (
        Moment.START,
        Moment.END,
        Moment.PRACTICE_END,
    )
    assert list(legs_of(EVERY)) == list(Leg)
