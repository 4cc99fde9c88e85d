"""What speaks for and against a pair, and the proposal of the least total cost."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.mentoring.enums import Topic
from pilot.mentoring.matching import rules
from pilot.mentoring.matching.enums import Language, WishKind
from pilot.mentoring.matching.rules import Mentor, Person, Point, Reason, Wishes

ANNA, LIGA = uuid.UUID(int=1), uuid.UUID(int=2)
MARA, JANIS = uuid.UUID(int=11), uuid.UUID(int=12)
CESIS, VIDZEME = "cesis", "vidzeme"
PERSON = Person(ANNA, ANNA, CESIS, VIDZEME)
MENTOR = Mentor(MARA)


def wishes(**said: tuple[uuid.UUID, uuid.UUID]) -> Wishes:
    return Wishes({pair: frozenset({WishKind(kind)}) for kind, pair in said.items()})


@pytest.mark.parametrize(
    ("person", "mentor", "said", "points"),
    [
        pytest.param({}, {}, wishes(), (), id="nothing is known"),
        pytest.param(
            {"languages": frozenset({Language.LATVIAN})},
            {"languages": frozenset({Language.ENGLISH})},
            wishes(),
            (Point(Reason.NO_LANGUAGE, 20),),
            id="no language in common",
        ),
        pytest.param(
            {"topics": frozenset({Topic.RESOURCES, Topic.STRATEGY, Topic.ACTION})},
            {"topics": frozenset({Topic.ACTION})},
            wishes(),
            (Point(Reason.TOPICS_MISSING, 4),),
            id="two topics are missing",
        ),
        pytest.param(
            {}, {"regions": frozenset({VIDZEME})}, wishes(), (Point(Reason.REGION, 0),), id="the region"
        ),
        pytest.param(
            {},
            {"municipalities": frozenset({"tukums"})},
            wishes(),
            (Point(Reason.OTHER_REGION, 3),),
            id="another place",
        ),
        pytest.param(
            {},
            {"works_for": frozenset({CESIS}), "heads": frozenset({CESIS})},
            wishes(),
            (Point(Reason.HEAD_OF_SERVICE, 25),),
            id="the head of the service",
        ),
        pytest.param(
            {},
            {"works_for": frozenset({CESIS})},
            wishes(),
            (Point(Reason.SAME_MUNICIPALITY, 8),),
            id="the same municipality",
        ),
        pytest.param({}, {}, wishes(managed=(MARA, ANNA)), (Point(Reason.LINE_MANAGER, 30),), id="leads"),
        pytest.param({}, {}, wishes(avoided=(MARA, ANNA)), (Point(Reason.AVOIDED, 60),), id="rather not"),
        pytest.param(
            {},
            {},
            wishes(second=(ANNA, MARA), first=(MARA, LIGA)),
            (Point(Reason.PARTICIPANT_SECOND, 1), Point(Reason.MENTOR_OTHERS, 3)),
            id="wishes of both",
        ),
        pytest.param({}, {"days_away": 4}, wishes(), (Point(Reason.AWAY, 4),), id="away too"),
    ],
)
def test_each_point_has_its_price(
    person: dict[str, object], mentor: dict[str, object], said: Wishes, points: tuple[Point, ...]
) -> None:
    found = rules.points_of(replace(PERSON, **person), replace(MENTOR, **mentor), said)  # type: ignore[arg-type]

    assert found == points


def test_a_wish_is_kept_where_it_costs_nobody_more() -> None:
    people = [PERSON, replace(PERSON, key=LIGA, user_id=LIGA)]
    mentors = [replace(MENTOR, capacity=1), Mentor(JANIS, capacity=1)]

    proposed = rules.propose(people, mentors, wishes(first=(LIGA, MARA)))

    assert {each.key: each.mentor_id for each in proposed} == {ANNA: JANIS, LIGA: MARA}
    other = next(choice for choice in proposed[1].choices if choice.mentor_id == JANIS)
    assert other.more == rules.PRICES[Reason.PARTICIPANT_OTHERS]


def test_nobody_is_proposed_to_themselves_or_beyond_the_said_load() -> None:
    person = replace(PERSON, user_id=MARA)

    alone = rules.propose([person], [MENTOR], wishes())
    full = rules.propose([PERSON], [replace(MENTOR, load=3, capacity=3)], wishes())

    assert (alone[0].mentor_id, alone[0].choices) == (None, ())
    assert (full[0].mentor_id, full[0].choices[0].more) == (None, None)


@given(st.integers(1, 7), st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_the_load_of_alike_mentors_is_levelled(number: int, loads: list[int]) -> None:
    people = [Person(uuid.UUID(int=key), uuid.UUID(int=key), CESIS, VIDZEME) for key in range(number)]
    mentors = [Mentor(uuid.UUID(int=100 + key), load, 20) for key, load in enumerate(loads)]

    proposed = rules.propose(people, mentors, wishes())

    given_to = [each.mentor_id for each in proposed]
    after = {mentor.user_id: mentor.load + given_to.count(mentor.user_id) for mentor in mentors}
    least = min(after.values())
    assert all(after[mentor.user_id] <= least + 1 for mentor in mentors if mentor.user_id in given_to)
    assert rules.propose(people, mentors, wishes()) == proposed


def test_choices_beyond_the_said_load_are_named() -> None:
    mentors = [replace(MENTOR, load=4, capacity=5)]

    assert rules.beyond_capacity({ANNA: MARA, LIGA: MARA}, mentors) == [LIGA]
    assert rules.beyond_capacity({ANNA: MARA}, mentors) == []
