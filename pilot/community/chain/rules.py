"""The chain of need, resource, decision, action and change, and where it is broken (item 11, C21)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Id = uuid.UUID
Ids = frozenset[Id]
Pairs = frozenset[tuple[Id, Id]]
NOTHING: Ids = frozenset()
NO_PAIRS: Pairs = frozenset()


class Kind(StrEnum):
    """What hangs in the chain; the order is the order of its columns."""

    NEED = "need"
    RESOURCE = "resource"
    DECISION = "decision"
    ACTION = "action"
    CHANGE = "change"


class Bond(StrEnum):
    """What joins two records of the chain."""

    MATCH = "match"
    NEED_ACTION = "need-action"
    RESOURCE_ACTION = "resource-action"
    DECISION_ACTION = "decision-action"
    ACTION_CHANGE = "action-change"


ENDS: Mapping[Bond, tuple[Kind, Kind]] = MappingProxyType(
    {
        Bond.MATCH: (Kind.NEED, Kind.RESOURCE),
        Bond.NEED_ACTION: (Kind.NEED, Kind.ACTION),
        Bond.RESOURCE_ACTION: (Kind.RESOURCE, Kind.ACTION),
        Bond.DECISION_ACTION: (Kind.DECISION, Kind.ACTION),
        Bond.ACTION_CHANGE: (Kind.ACTION, Kind.CHANGE),
    }
)
"""Which kinds a bond joins, the one further left first."""


class Gap(StrEnum):
    """Where the chain is broken; the first four are things to do, the last two are things to think over."""

    PRIORITY_WITHOUT_ACTION = "priority_without_action"
    DECISION_WITHOUT_OWNER = "decision_without_owner"
    ACTION_WITHOUT_NEED = "action_without_need"
    CHANGE_WITHOUT_EVIDENCE = "change_without_evidence"
    RESOURCE_NEVER_USED = "resource_never_used"
    SOLVED_WITHOUT_COMMUNITY = "solved_without_community"


GAP_KINDS: Mapping[Gap, Kind] = MappingProxyType(
    {
        Gap.PRIORITY_WITHOUT_ACTION: Kind.NEED,
        Gap.DECISION_WITHOUT_OWNER: Kind.DECISION,
        Gap.ACTION_WITHOUT_NEED: Kind.ACTION,
        Gap.CHANGE_WITHOUT_EVIDENCE: Kind.CHANGE,
        Gap.RESOURCE_NEVER_USED: Kind.RESOURCE,
        Gap.SOLVED_WITHOUT_COMMUNITY: Kind.NEED,
    }
)


@dataclass(frozen=True)
class Chain:
    """The records of one community that hang together: sets of ids, and pairs for what joins them.

    `priorities` are needs that the community chose; `owned` are decisions with a task that a member answers
    for, and those by which a strategy was adopted; `done` and `by_community` are actions; `proven` are
    changes with evidence.
    """

    priorities: Ids = NOTHING
    resources: Ids = NOTHING
    decisions: Ids = NOTHING
    owned: Ids = NOTHING
    actions: Ids = NOTHING
    done: Ids = NOTHING
    by_community: Ids = NOTHING
    changes: Ids = NOTHING
    proven: Ids = NOTHING
    bonds: Mapping[Bond, Pairs] = field(default_factory=dict)

    def pairs(self, bond: Bond) -> Pairs:
        return self.bonds.get(bond, NO_PAIRS)

    def left(self, bond: Bond) -> Ids:
        """Return what stands at the left end of some bond of this kind."""
        return frozenset(left for left, _right in self.pairs(bond))

    def right(self, bond: Bond) -> Ids:
        """Return what stands at the right end of some bond of this kind."""
        return frozenset(right for _left, right in self.pairs(bond))

    def after(self, bond: Bond, lefts: Ids) -> Ids:
        """Return what the given records lead to by bonds of a kind."""
        return frozenset(right for left, right in self.pairs(bond) if left in lefts)

    def before(self, bond: Bond, rights: Ids) -> Ids:
        """Return what leads to the given records by bonds of a kind."""
        return frozenset(left for left, right in self.pairs(bond) if right in rights)


def gaps(chain: Chain) -> dict[Gap, Ids]:
    """Return what is broken of each kind, empty where nothing is.

    A decision is also owned by an action that carries it out, because somebody leads each action. A resource
    is used once a need is matched with it or an action draws on it. A need is solved without the community
    when actions answer it, all are done, and the community did none of them.
    """
    return {
        Gap.PRIORITY_WITHOUT_ACTION: chain.priorities - chain.left(Bond.NEED_ACTION),
        Gap.DECISION_WITHOUT_OWNER: chain.decisions - chain.owned - chain.left(Bond.DECISION_ACTION),
        Gap.ACTION_WITHOUT_NEED: chain.actions - chain.right(Bond.NEED_ACTION),
        Gap.CHANGE_WITHOUT_EVIDENCE: chain.changes - chain.proven,
        Gap.RESOURCE_NEVER_USED: (
            chain.resources - chain.right(Bond.MATCH) - chain.left(Bond.RESOURCE_ACTION)
        ),
        Gap.SOLVED_WITHOUT_COMMUNITY: (
            chain.left(Bond.NEED_ACTION)
            - chain.before(Bond.NEED_ACTION, chain.actions - chain.done)
            - chain.before(Bond.NEED_ACTION, chain.by_community)
        ),
    }


@dataclass(frozen=True)
class Strand:
    """What hangs on one need."""

    need: Id
    resources: Ids
    decisions: Ids
    actions: Ids
    changes: Ids

    def of(self, kind: Kind) -> Ids:
        """Return the records of a kind in the strand."""
        match kind:
            case Kind.NEED:
                return frozenset({self.need})
            case Kind.RESOURCE:
                return self.resources
            case Kind.DECISION:
                return self.decisions
            case Kind.ACTION:
                return self.actions
            case Kind.CHANGE:
                return self.changes


def strand_of(chain: Chain, need: Id) -> Strand:
    """Return what a need leads to: matched and used resources, actions, their decisions and changes."""
    actions = chain.after(Bond.NEED_ACTION, frozenset({need}))
    return Strand(
        need=need,
        resources=chain.after(Bond.MATCH, frozenset({need})) | chain.before(Bond.RESOURCE_ACTION, actions),
        decisions=chain.before(Bond.DECISION_ACTION, actions),
        actions=actions,
        changes=chain.after(Bond.ACTION_CHANGE, actions),
    )


def needs_in(chain: Chain) -> Ids:
    """Return the needs that hang in the chain: the priorities, and what is joined with anything."""
    return chain.priorities | chain.left(Bond.MATCH) | chain.left(Bond.NEED_ACTION)
