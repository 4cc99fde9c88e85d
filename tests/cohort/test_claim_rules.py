"""Nobody works the same minute twice: overlaps are refused, and what remains counts once (item 14)."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.claim_rules import Claim, Clash, bounds, clash, counted
from pilot.cohort.enums import ClaimKind, ClaimProblem

RIGA = ZoneInfo("Europe/Riga")
MARA, INGA = uuid.UUID(int=1), uuid.UUID(int=2)
HERE, ABROAD = uuid.UUID(int=11), uuid.UUID(int=12)
DAY = dt.date(2023, 1, 10)
FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 1, 31)


def at(hour: int, minute: int = 0, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=RIGA).astimezone(dt.UTC)


def timed(
    start: dt.datetime,
    end: dt.datetime,
    kind: ClaimKind = ClaimKind.SESSION,
    *,
    minutes: int | None = None,
    **given: Any,
) -> Claim:
    """Return a claim from a moment to a moment; a class may have fewer minutes than that."""
    lasts = int((end - start).total_seconds()) // 60
    given = {"user_id": MARA, "row_id": uuid.uuid4(), "pilot_id": HERE, **given}
    return Claim(
        kind=kind,
        held_on=start.astimezone(RIGA).date(),
        minutes=lasts if minutes is None else minutes,
        starts_at=start,
        ends_at=end,
        **given,
    )


def untimed(minutes: int, kind: ClaimKind = ClaimKind.LINE, day: dt.date = DAY, **given: Any) -> Claim:
    given = {"user_id": MARA, "row_id": uuid.uuid4(), "pilot_id": HERE, **given}
    return Claim(kind=kind, held_on=day, minutes=minutes, **given)


def test_an_overlap_of_one_minute_is_a_clash() -> None:
    taught = timed(at(9, 30), at(12, 30), ClaimKind.CLASS, pilot_id=ABROAD)

    assert clash(timed(at(12, 29), at(13)), [taught]) == Clash(ClaimProblem.TAKEN, taught)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(timed(at(12, 30), at(13)), id="it only touches"),
        pytest.param(timed(at(10), at(11), user_id=INGA), id="another person"),
        pytest.param(untimed(60), id="no times"),
    ],
)
def test_what_does_not_overlap_is_no_clash(wanted: Claim) -> None:
    assert clash(wanted, [timed(at(9, 30), at(12, 30), ClaimKind.CLASS)]) is None


def test_a_claim_never_clashes_with_itself() -> None:
    line = timed(at(9), at(10), ClaimKind.LINE)

    assert clash(line, [line]) is None


def test_a_kind_that_another_rule_judges_fills_the_day_all_the_same() -> None:
    others = [timed(at(9), at(11)), untimed(1320)]

    assert clash(timed(at(10), at(11)), others, besides=[ClaimKind.SESSION]) is None
    assert clash(untimed(1), others, besides=[ClaimKind.SESSION]) == Clash(ClaimProblem.DAY_FULL)


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        pytest.param(DAY, 1440, id="an ordinary day"),
        pytest.param(dt.date(2023, 3, 26), 1380, id="the clocks go forward"),
        pytest.param(dt.date(2022, 10, 30), 1500, id="the clocks go back"),
    ],
)
def test_a_day_has_no_more_minutes_than_it_lasts(day: dt.date, minutes: int) -> None:
    full = [untimed(minutes - 60, day=day)]

    assert clash(untimed(60, day=day), full) is None
    assert clash(untimed(61, day=day), full) == Clash(ClaimProblem.DAY_FULL)


def test_a_minute_claimed_twice_stays_with_the_class_and_the_session_says_so() -> None:
    taught = timed(at(9, 30), at(12, 30), ClaimKind.CLASS)
    held = timed(at(12), at(13))

    found = counted([held, taught], first=FIRST, last=LAST)

    assert [(each.claim, each.claimed, each.counted, each.doubled) for each in found] == [
        (taught, 180, 180, 0),
        (held, 60, 30, 30),
    ]
    assert [each.beside for each in found] == [None, taught]


def test_parts_of_one_group_session_count_once() -> None:
    one, other = timed(at(10), at(11, 30)), timed(at(10), at(11, 30))

    found = counted([one, other], first=FIRST, last=LAST)

    assert sorted(each.counted for each in found) == [0, 90]


def test_a_session_over_midnight_gives_each_month_its_own_minutes() -> None:
    night = timed(at(23, 30, dt.date(2023, 1, 31)), at(0, 30, dt.date(2023, 2, 1)))

    january = counted([night], first=FIRST, last=LAST)
    february = counted([night], first=dt.date(2023, 2, 1), last=dt.date(2023, 2, 28))

    assert [each.counted for each in (*january, *february)] == [30, 30]


def test_a_class_with_breaks_counts_its_own_minutes() -> None:
    taught = timed(at(9), at(12, 30), ClaimKind.CLASS, minutes=180)

    assert [each.counted for each in counted([taught], first=FIRST, last=LAST)] == [180]


@st.composite
def claims(draw: st.DrawFn, *, with_untimed: bool = True) -> Claim:
    """Draw a claim of January of one of two people: whole minutes, also over midnight."""
    shared = {
        "kind": draw(st.sampled_from(ClaimKind)),
        "user_id": draw(st.sampled_from([MARA, INGA])),
        "pilot_id": draw(st.sampled_from([HERE, ABROAD])),
        "row_id": uuid.UUID(int=draw(st.integers(1, 10**9))),
    }
    day = dt.date(2023, 1, draw(st.integers(9, 11)))
    minutes = draw(st.integers(1, 480))
    if with_untimed and draw(st.booleans()):
        return untimed(minutes, day=day, **shared)
    start = at(0, 0, day) + dt.timedelta(minutes=draw(st.integers(0, 1439)))
    return timed(start, start + dt.timedelta(minutes=minutes), **shared)


def union_of(found: list[Claim], person: uuid.UUID) -> int:
    """Count the minutes of the clock that a person claims, each once, the plain way."""
    minutes = set()
    for claim in found:
        if claim.user_id == person and claim.starts_at and claim.ends_at:
            first = int(claim.starts_at.timestamp()) // 60
            minutes |= set(range(first, int(claim.ends_at.timestamp()) // 60))
    return len(minutes)


@given(st.lists(claims(with_untimed=False), max_size=8, unique_by=lambda claim: claim.row_id))
def test_what_is_worked_is_the_union_of_the_clock(found: list[Claim]) -> None:
    rows = counted(found, first=FIRST, last=LAST)

    for person in (MARA, INGA):
        worked = sum(each.counted for each in rows if each.claim.user_id == person)
        assert worked == union_of(found, person)


@given(st.lists(claims(), max_size=8, unique_by=lambda claim: claim.row_id))
def test_no_day_counts_more_than_it_has_and_no_claim_more_than_it_says(found: list[Claim]) -> None:
    rows = counted(found, first=FIRST, last=LAST)

    assert all(0 <= each.counted <= each.claimed <= each.claim.minutes for each in rows)
    for person in (MARA, INGA):
        own = [each for each in rows if each.claim.user_id == person]
        untimed_of_day: dict[dt.date, int] = {}
        for each in own:
            if each.claim.stretch is None:
                day = each.claim.held_on
                untimed_of_day[day] = untimed_of_day.get(day, 0) + each.counted
        worked = sum(each.counted for each in own if each.claim.stretch is not None)
        assert worked <= union_of(found, person)
        assert all(minutes <= 1440 for minutes in untimed_of_day.values())


@given(st.lists(claims(), max_size=8, unique_by=lambda claim: claim.row_id))
def test_a_view_has_only_minutes_of_its_own_kind(found: list[Claim]) -> None:
    rows = counted(found, first=FIRST, last=LAST)

    for kind in ClaimKind:
        of_kind = [each for each in found if each.kind is kind]
        shown = sum(each.counted for each in rows if each.claim.kind is kind)
        assert shown <= sum(each.minutes for each in of_kind)
        assert shown <= sum(each.counted for each in counted(of_kind, first=FIRST, last=LAST))


@given(st.lists(claims(with_untimed=False), max_size=6, unique_by=lambda claim: claim.row_id), claims())
def test_what_the_guard_lets_through_counts_in_full(found: list[Claim], wanted: Claim) -> None:
    if clash(wanted, found) is None:
        rows = counted([*found, wanted], first=FIRST, last=LAST)

        assert [each.doubled for each in rows if each.claim == wanted] == [0]


def test_the_bounds_of_days_are_midnights_of_riga() -> None:
    assert bounds(DAY, DAY) == (at(0), at(0, 0, dt.date(2023, 1, 11)))
