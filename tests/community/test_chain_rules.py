"""The gap finder returns the same as set algebra written down once more, record by record (item 11)."""

import uuid
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from pilot.community.chain.rules import ENDS, Bond, Chain, Gap, Kind, gaps, needs_in, strand_of

POOL = {kind: [uuid.UUID(int=100 * place + number) for number in range(5)] for place, kind in enumerate(Kind)}


def some(kind: Kind) -> st.SearchStrategy[frozenset[uuid.UUID]]:
    return st.frozensets(st.sampled_from(POOL[kind]))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Draw records of every kind and bonds between those that exist."""
    needs = draw(some(Kind.NEED))
    found = {kind: needs if kind is Kind.NEED else draw(some(kind)) for kind in Kind}
    bonds = {}
    for bond, (left, right) in ENDS.items():
        possible = [(one, other) for one in sorted(found[left]) for other in sorted(found[right])]
        bonds[bond] = draw(st.frozensets(st.sampled_from(possible))) if possible else frozenset()

    def part(kind: Kind) -> frozenset[uuid.UUID]:
        return draw(st.frozensets(st.sampled_from(sorted(found[kind])))) if found[kind] else frozenset()

    return Chain(
        priorities=part(Kind.NEED),
        resources=found[Kind.RESOURCE],
        decisions=found[Kind.DECISION],
        owned=part(Kind.DECISION),
        actions=found[Kind.ACTION],
        done=part(Kind.ACTION),
        by_community=part(Kind.ACTION),
        changes=found[Kind.CHANGE],
        proven=part(Kind.CHANGE),
        bonds=bonds,
    )


def of_need(chain: Chain, need: uuid.UUID) -> Iterator[Gap]:
    own = [action for one, action in chain.pairs(Bond.NEED_ACTION) if one == need]
    if need in chain.priorities and not own:
        yield Gap.PRIORITY_WITHOUT_ACTION
    if own and all(each in chain.done and each not in chain.by_community for each in own):
        yield Gap.SOLVED_WITHOUT_COMMUNITY


def of_decision(chain: Chain, decision: uuid.UUID) -> Iterator[Gap]:
    led = [action for one, action in chain.pairs(Bond.DECISION_ACTION) if one == decision]
    if decision in chain.decisions and decision not in chain.owned and not led:
        yield Gap.DECISION_WITHOUT_OWNER


def of_action(chain: Chain, action: uuid.UUID) -> Iterator[Gap]:
    answered = [need for need, other in chain.pairs(Bond.NEED_ACTION) if other == action]
    if action in chain.actions and not answered:
        yield Gap.ACTION_WITHOUT_NEED


def of_change(chain: Chain, change: uuid.UUID) -> Iterator[Gap]:
    if change in chain.changes and change not in chain.proven:
        yield Gap.CHANGE_WITHOUT_EVIDENCE


def of_resource(chain: Chain, resource: uuid.UUID) -> Iterator[Gap]:
    matched = [need for need, other in chain.pairs(Bond.MATCH) if other == resource]
    used = [action for one, action in chain.pairs(Bond.RESOURCE_ACTION) if one == resource]
    if resource in chain.resources and not matched and not used:
        yield Gap.RESOURCE_NEVER_USED


ASKED = {
    Kind.NEED: of_need,
    Kind.RESOURCE: of_resource,
    Kind.DECISION: of_decision,
    Kind.ACTION: of_action,
    Kind.CHANGE: of_change,
}


def told(chain: Chain) -> Iterator[tuple[Gap, uuid.UUID]]:
    """Tell each gap by asking every record what is missing at it."""
    for kind, ask in ASKED.items():
        for record in POOL[kind]:
            yield from ((gap, record) for gap in ask(chain, record))


@given(chains())
def test_the_gaps_are_those_that_each_record_tells(chain: Chain) -> None:
    found = {(gap, record) for gap, records in gaps(chain).items() for record in records}

    assert found == set(told(chain))
    assert set(gaps(chain)) == set(Gap)


@given(chains())
def test_every_bond_of_an_action_with_a_need_hangs_in_the_strand_of_that_need(chain: Chain) -> None:
    strands = {need: strand_of(chain, need) for need in needs_in(chain)}

    for need, action in chain.pairs(Bond.NEED_ACTION):
        assert action in strands[need].of(Kind.ACTION)
        assert chain.before(Bond.DECISION_ACTION, frozenset({action})) <= strands[need].of(Kind.DECISION)
        assert chain.after(Bond.ACTION_CHANGE, frozenset({action})) <= strands[need].of(Kind.CHANGE)
    for need, resource in chain.pairs(Bond.MATCH):
        assert resource in strands[need].of(Kind.RESOURCE)
    for need, strand in strands.items():
        assert strand.of(Kind.NEED) == {need}


def test_an_empty_community_has_no_gap() -> None:
    assert not any(gaps(Chain()).values())
