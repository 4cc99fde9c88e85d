"""What differs between two versions, and who is told of it."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.publishing import rules, snapshot
from pilot.training.publishing.enums import ChangeKind, Detail, PublishProblem
from pilot.training.publishing.rules import Change
from pilot.training.publishing.snapshot import PublishedClass, PublishedDay, PublishedModule

INGA, ULDIS, ANNA = (uuid.UUID(int=number) for number in (1, 2, 3))
TODAY = dt.date(2022, 9, 1)
MODULE = PublishedModule(uuid.UUID(int=9), 1, "Kopienas izpēte", "Research")


def held(*lecturers: uuid.UUID, **given_facts: Any) -> PublishedClass:
    return PublishedClass(
        **{
            "id": uuid.uuid4(),
            "starts_at": dt.time(9, 30),
            "ends_at": dt.time(12, 30),
            "minutes": 180,
            "topic": "Kopienas profils",
            "method": "lecture",
            "module": MODULE,
            "lecturers": lecturers,
            **given_facts,
        }
    )


def day(number: int = 1, **given_facts: Any) -> PublishedDay:
    return PublishedDay(
        **{
            "id": uuid.UUID(int=100 + number),
            "uid": uuid.UUID(int=100 + number),
            "sequence": 0,
            "number": number,
            "held_on": dt.date(2022, 9, number),
            "starts_at": dt.time(9, 30),
            "ends_at": dt.time(16, 30),
            "planned_minutes": 360,
            "mode": "in_person",
            "venue": "Skolas iela 28",
            "address": "Rīga",
            "access_note": "",
            "classes": (),
            **given_facts,
        }
    )


def test_one_day_moved_one_cancelled_and_one_added_are_exactly_that() -> None:
    first = [day(1), day(2), day(3)]
    second = [replace(day(1), held_on=dt.date(2022, 9, 20)), day(3), day(4)]

    changes = rules.differences(first, second)

    assert rules.counts(changes) == {
        ChangeKind.NEW: 1,
        ChangeKind.MOVED: 1,
        ChangeKind.CANCELLED: 1,
    }
    assert [(change.kind, change.day.number) for change in changes] == [
        (ChangeKind.CANCELLED, 2),
        (ChangeKind.NEW, 4),
        (ChangeKind.MOVED, 1),
    ]


def test_a_day_that_is_another_row_of_the_same_event_did_not_change() -> None:
    again = replace(day(1), id=uuid.uuid4(), sequence=2)

    assert rules.differences([day(1)], [again]) == []


def test_everything_that_differs_on_a_day_is_named() -> None:
    other = replace(
        day(1),
        number=5,
        mode="remote",
        venue="",
        address="Tukums",
        access_note="2. stāvs",
        planned_minutes=300,
        classes=(held(INGA),),
    )

    [change] = rules.differences([day(1)], [other])

    assert change.kind is ChangeKind.CHANGED
    assert change.details == tuple(Detail)
    assert Change(None, day(1)).details == Change(day(1), None).details == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(None, day(1), {ANNA}, id="new"),
        pytest.param(day(1), None, {ANNA}, id="cancelled"),
        pytest.param(day(1), day(1, starts_at=dt.time(10)), {ANNA}, id="another time"),
        pytest.param(day(1), day(1, address="Tukums"), {ANNA}, id="another place"),
        pytest.param(day(1), replace(day(1), number=2), set(), id="another number"),
        pytest.param(None, day(1, classes=(held(INGA),)), {ANNA, INGA}, id="new with a class"),
        pytest.param(
            day(1, classes=(held(INGA), held(ULDIS, topic="Cits"))),
            day(1, classes=(held(INGA), held(ULDIS, topic="Pavisam cits"))),
            {ULDIS},
            id="the subject of one class",
        ),
        pytest.param(
            day(1, classes=(held(INGA),)), day(1, classes=(held(ULDIS),)), {INGA, ULDIS}, id="handed over"
        ),
        pytest.param(
            day(1, classes=(held(INGA, starts_at=dt.time(13)),)),
            day(1, starts_at=dt.time(10), classes=(held(INGA, starts_at=dt.time(13)),)),
            {ANNA},
            id="a later start before the own class",
        ),
    ],
)
def test_people_are_told_only_what_changed_for_them(
    before: PublishedDay | None, after: PublishedDay | None, told: set[uuid.UUID]
) -> None:
    change = Change(before, after)

    tellings = rules.tellings([change], participants={ANNA}, today=TODAY)

    assert tellings == dict.fromkeys(told, (change,))


def test_nobody_is_told_of_what_lies_behind() -> None:
    late = dt.date(2022, 9, 2)
    past, brought_forward = Change(day(1), None), Change(day(3), day(3, held_on=dt.date(2022, 9, 1)))

    tellings = rules.tellings([past, brought_forward], participants={ANNA}, today=late)

    assert tellings == {ANNA: (brought_forward,)}


@pytest.mark.parametrize(
    ("changes", "unmet", "reason", "problem"),
    [
        pytest.param([], 0, "", PublishProblem.NOTHING_CHANGED, id="nothing changed"),
        pytest.param([Change(None, day(1))], 0, "", None, id="all is well"),
        pytest.param([Change(None, day(1))], 1, " ", PublishProblem.REASON_MISSING, id="no reason"),
        pytest.param([Change(None, day(1))], 1, "Citādi nevar.", None, id="a reason"),
    ],
)
def test_what_is_refused(
    changes: list[Change], unmet: int, reason: str, problem: PublishProblem | None
) -> None:
    assert rules.publish_problem(changes, unmet=unmet, reason=reason) is problem


def test_a_change_is_of_a_day() -> None:
    with pytest.raises(ValueError, match="of a day"):
        _ = Change(None, None).day


texts = st.text(max_size=8)
times = st.tuples(st.integers(0, 11), st.integers(12, 23)).map(lambda pair: tuple(map(dt.time, pair)))
classes = st.builds(
    lambda span, topic, lecturers, module: held(
        *lecturers, starts_at=span[0], ends_at=span[1], topic=topic, module=module
    ),
    times,
    texts,
    st.lists(st.sampled_from([INGA, ULDIS]), unique=True),
    st.sampled_from([MODULE, None]),
)
days = st.builds(
    lambda number, date, span, venue, taught: day(
        number, held_on=date, starts_at=span[0], ends_at=span[1], venue=venue, classes=tuple(taught)
    ),
    st.integers(1, 9),
    st.dates(dt.date(2022, 9, 1), dt.date(2022, 9, 5)),
    times,
    texts,
    st.lists(classes, max_size=2),
)
schedules = st.lists(days, max_size=6, unique_by=lambda each: each.uid).map(
    lambda found: tuple(sorted(found, key=lambda each: each.order))
)


@given(schedules, schedules)
def test_the_differences_applied_to_one_version_give_the_other(
    first: tuple[PublishedDay, ...], second: tuple[PublishedDay, ...]
) -> None:
    assert rules.applied(rules.differences(first, second), to=first) == second
    assert rules.differences(second, second) == []


@given(schedules)
def test_a_version_is_read_back_as_it_was_written(found: tuple[PublishedDay, ...]) -> None:
    content = snapshot.as_json(reversed(found))

    assert snapshot.from_json(content) == found
    assert snapshot.as_json(snapshot.from_json(content)) == content
