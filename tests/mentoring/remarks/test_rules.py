"""Rules of the remarks: differences, pseudonyms, answers, and sums that nobody can take apart."""

import datetime as dt
import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.accounts.roles import Role
from pilot.mentoring.remarks import rules
from pilot.mentoring.remarks.enums import Decision, LineKind, PointState
from pilot.mentoring.remarks.rules import Edition, Problem, SectionText, Shown, Tally

TODAY = dt.date(2023, 2, 14)
texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6).map("\n".join)
counts = st.lists(st.integers(0, 7), min_size=1, max_size=4)


@given(texts, texts)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    lines = rules.difference(before, after)

    assert [line.text for line in lines if line.kind is not LineKind.ADDED] == before.splitlines()
    assert [line.text for line in lines if line.kind is not LineKind.REMOVED] == after.splitlines()


def test_a_difference_shows_what_went_before_what_came() -> None:
    lines = rules.difference("viens\ndivi", "viens\ntrīs")

    assert [(line.kind.value, line.text) for line in lines] == [
        ("same", "viens"),
        ("removed", "divi"),
        ("added", "trīs"),
    ]


@given(st.lists(st.integers(1, 999), unique=True, max_size=5), st.text(max_size=20))
def test_a_version_reads_as_it_was_written(numbers: list[int], text: str) -> None:
    sections = [SectionText(uuid.uuid4(), number, "Nodaļa", "Section", text) for number in numbers]
    content = rules.as_text(sections)

    assert list(rules.from_text(content).values()) == sorted(sections, key=lambda each: each.number)
    assert rules.as_text(reversed(sections)) == content


def test_a_version_needs_sections_and_something_new() -> None:
    sections = [SectionText(uuid.uuid4(), 1, "Nodaļa", "Section", "Teksts")]

    assert rules.publish_problem([], None) is Problem.NO_SECTIONS
    assert rules.publish_problem(sections, None) is None
    assert rules.publish_problem(sections, rules.as_text(sections)) is Problem.NOTHING_NEW


@pytest.mark.parametrize(
    ("decision", "is_implemented", "state"),
    [
        (None, False, PointState.NEW),
        (Decision.ACCEPTED, False, PointState.ACCEPTED),
        (Decision.PARTLY, False, PointState.PARTLY),
        (Decision.DECLINED, False, PointState.DECLINED),
        (Decision.PARTLY, True, PointState.IMPLEMENTED),
    ],
)
def test_a_state_follows_from_decision_and_version(
    decision: Decision | None, *, is_implemented: bool, state: PointState
) -> None:
    assert rules.state_of(decision, is_implemented=is_implemented) is state


@pytest.mark.parametrize(
    ("decision", "reason", "is_implemented", "problem"),
    [
        (Decision.ACCEPTED, "", False, None),
        (Decision.PARTLY, " ", False, Problem.REASON_MISSING),
        (Decision.DECLINED, "", False, Problem.REASON_MISSING),
        (Decision.DECLINED, "Vienojas paši", False, None),
        (Decision.DECLINED, "Vienojas paši", True, Problem.ALREADY_IMPLEMENTED),
    ],
)
def test_only_a_plain_yes_needs_no_reason(
    decision: Decision, *, reason: str, is_implemented: bool, problem: Problem | None
) -> None:
    assert rules.answer_problem(decision, reason=reason, is_implemented=is_implemented) is problem


OLD, NEW = Edition(1, "Trīsdesmit"), Edition(2, "Desmit")


@pytest.mark.parametrize(
    ("decision", "about", "before", "chosen", "problem"),
    [
        (Decision.ACCEPTED, [1], OLD, NEW, None),
        (Decision.PARTLY, [1], Edition(1, None), NEW, None),
        (Decision.DECLINED, [1], OLD, NEW, Problem.NOT_ACCEPTED),
        (None, [1], OLD, NEW, Problem.NOT_ACCEPTED),
        (Decision.ACCEPTED, [1], None, OLD, Problem.NOT_LATER),
        (Decision.ACCEPTED, [1, 2], OLD, NEW, Problem.NOT_LATER),
        (Decision.ACCEPTED, [1], OLD, Edition(2, "Trīsdesmit"), Problem.SAME_TEXT),
        (Decision.ACCEPTED, [1], Edition(1, None), Edition(2, None), Problem.SAME_TEXT),
    ],
)
def test_what_is_implemented_leads_to_a_difference_of_two_versions(
    decision: Decision | None,
    about: list[int],
    before: Edition | None,
    chosen: Edition,
    problem: Problem | None,
) -> None:
    found = rules.implement_problem(decision, is_implemented=False, about=about, before=before, chosen=chosen)

    assert found is problem


def test_what_is_implemented_stays_so() -> None:
    found = rules.implement_problem(Decision.ACCEPTED, is_implemented=True, about=[1], before=OLD, chosen=NEW)

    assert found is Problem.ALREADY_IMPLEMENTED


@pytest.mark.parametrize(("days", "is_long"), [(30, False), (31, True)])
def test_a_remark_waits_long_after_thirty_days(*, days: int, is_long: bool) -> None:
    assert rules.waits_long(TODAY - dt.timedelta(days=days), today=TODAY) is is_long


def test_somebody_with_several_roles_speaks_in_one() -> None:
    assert rules.role_of({Role.LECTURER, Role.MENTOR}) is Role.MENTOR
    assert rules.role_of({Role.MANAGER}) is None


@given(st.sets(st.integers(1, 12)), st.integers(0, 12))
def test_a_number_is_always_free(taken: set[int], people: int) -> None:
    free = rules.free_numbers(taken, people=people)

    assert free
    assert not taken & set(free)


@given(st.tuples(*[st.integers(0, 8)] * 3), st.integers(1, 6))
def test_no_group_that_a_pseudonym_tells_apart_is_small(sizes: tuple[int, ...], threshold: int) -> None:
    people = dict(zip(rules.AUTHOR_ROLES, sizes, strict=True))
    named = rules.named_roles(people, threshold=threshold)
    together = sum(size for role, size in people.items() if role not in named)

    assert all(people[role] >= threshold for role in named)
    assert not named or together == 0 or together >= threshold


def test_few_lecturers_take_the_mentors_with_them() -> None:
    sizes = {Role.PARTICIPANT: 11, Role.MENTOR: 6, Role.LECTURER: 2}

    assert rules.named_roles(sizes, threshold=5) == {Role.PARTICIPANT}


def could_be(shown: Shown, count: int, *, known: int, threshold: int) -> bool:
    """Tell whether a reader who counts `known` elsewhere may believe a count."""
    if count < known:
        return False
    if shown.number is not None:
        return count == shown.number
    return 1 <= count < threshold if shown.is_below else count >= 1


@given(counts, st.data(), st.integers(2, 5))
def test_no_small_count_follows_from_what_is_shown(
    true: list[int], data: st.DataObject, threshold: int
) -> None:
    known = [data.draw(st.integers(0, count)) for count in true]
    shown = rules.shown_counts(true, known=known, threshold=threshold)
    if shown is None:
        return
    total = sum(true)
    believed = [
        guess
        for guess in itertools.product(range(total + 1), repeat=len(true))
        if sum(guess) == total
        and all(
            could_be(cell, count, known=least, threshold=threshold)
            for cell, count, least in zip(shown, guess, known, strict=True)
        )
    ]

    assert tuple(true) in believed
    for place, count in enumerate(true):
        if 0 < count < threshold:
            assert len({guess[place] for guess in believed}) > 1


def test_large_counts_are_shown_beside_small_ones() -> None:
    assert rules.shown_counts([9, 0, 2, 3], known=[0] * 4, threshold=5) == [
        Shown(9),
        Shown(0),
        Shown(is_below=True),
        Shown(is_below=True),
    ]


def test_a_small_count_alone_takes_the_smallest_other_with_it() -> None:
    assert rules.shown_counts([9, 7, 2], known=[0] * 3, threshold=5) == [
        Shown(9),
        Shown(),
        Shown(is_below=True),
    ]


def test_a_small_sum_tells_nothing() -> None:
    assert rules.shown_counts([1, 3], known=[0, 0], threshold=5) is None


@given(st.lists(st.tuples(st.sampled_from(list(PointState)), st.integers(0, 9))))
def test_the_counts_of_the_states_make_the_total(added: list[tuple[PointState, int]]) -> None:
    tally = Tally()
    for state, count in added:
        tally.add(state, count)

    assert tally.total == sum(tally.counts.values()) == sum(count for _state, count in added)
