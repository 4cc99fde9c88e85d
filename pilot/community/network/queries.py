"""The network of a community in the viewer's scope: its actors, their ties, who stands alone."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.community import queries as community_queries
from pilot.community.findings.queries import reads_private_contacts
from pilot.community.findings.rules import may_show_contact
from pilot.community.models import Community, Resource
from pilot.community.network import rules
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import Wanted
from pilot.errors import NotVisibleError
from pilot.extensions import db


@dataclass(frozen=True)
class End:
    """A tie as one of its actors has it: whom it leads to."""

    tie: Tie
    other: Actor


@dataclass(frozen=True)
class Node:
    """An actor with its number in the table and in the picture, and its ties by the other's number."""

    number: int
    actor: Actor
    ends: tuple[End, ...]

    @property
    def is_alone(self) -> bool:
        return not self.ends


@dataclass(frozen=True)
class Network:
    """Actors in the order of the table, and the ties between any two of them."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    @property
    def alone(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.is_alone)

    def only(self, wanted: Wanted) -> "Network":
        """Return the part that a reader asks for; numbers and ties stay those of the whole."""
        return self._of(
            [node for node in self.nodes if rules.is_wanted(node.actor.kind, node.actor.circle, wanted)]
        )

    def drawn(self) -> "Network":
        """Return the part that a picture can show: all, or the actors with most ties."""
        return self._of(
            [self.nodes[place] for place in rules.to_draw([len(node.ends) for node in self.nodes])]
        )

    def _of(self, nodes: Sequence[Node]) -> "Network":
        kept = {node.actor.id for node in nodes}
        return Network(tuple(nodes), tuple(tie for tie in self.ties if {tie.from_id, tie.to_id} <= kept))


def network_of(community: Community) -> Network:
    """Return the whole network of a community in two looks, however many actors there are."""
    actors = sorted(
        db.session.scalars(select(Actor).where(Actor.community_id == community.id)),
        key=lambda each: (rules.place_in_table(each.kind, each.circle), each.sort_key, each.id),
    )
    numbers = {actor.id: number for number, actor in enumerate(actors)}
    ties = sorted(
        db.session.scalars(select(Tie).where(Tie.community_id == community.id)),
        key=lambda tie: (*sorted((numbers[tie.from_id], numbers[tie.to_id])), tie.kind),
    )
    ends: dict[uuid.UUID, list[End]] = {actor.id: [] for actor in actors}
    for tie in ties:
        for one, other in ((tie.from_id, tie.to_id), (tie.to_id, tie.from_id)):
            ends[one].append(End(tie, actors[numbers[other]]))
    for found in ends.values():
        found.sort(key=lambda end: numbers[end.other.id])
    nodes = (Node(number, actor, tuple(ends[actor.id])) for number, actor in enumerate(actors, start=1))
    return Network(tuple(nodes), tuple(ties))


def actors_of(community: Community) -> list[Actor]:
    """Return the actors of a community by name, to choose the ends of a tie from."""
    found = select(Actor).where(Actor.community_id == community.id)
    return list(db.session.scalars(found.order_by(Actor.sort_key, Actor.id)))


def actors_from(resource: Resource) -> list[Actor]:
    """Return the actors that stand for a resource in the network, by name."""
    found = select(Actor).where(Actor.resource_id == resource.id)
    return list(db.session.scalars(found.order_by(Actor.sort_key, Actor.id)))


def resources_at_hand(community: Community) -> list[Resource]:
    """Return the resources of a community by name, to choose from."""
    statement = select(Resource).where(Resource.community_id == community.id)
    return list(db.session.scalars(statement.order_by(Resource.name, Resource.id)))


def find_named(community: Community, name: str) -> Actor | None:
    """Return the actor of a community that has a name, however it is spelled."""
    return db.session.scalar(
        select(Actor).where(Actor.community_id == community.id, Actor.name_key == rules.name_key(name))
    )


def get_actor(
    actor_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.COMMUNITY_READ
) -> Actor:
    """Return an actor with its community and its resource.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    actor = db.session.scalar(
        select(Actor)
        .where(Actor.id == actor_id, Actor.community_id.in_(_ids(viewer, permission)))
        .options(joinedload(Actor.community), joinedload(Actor.resource))
    )
    if actor is None:
        raise NotVisibleError
    return actor


def get_tie(tie_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Tie:
    """Return a tie with its community and its ends.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    tie = db.session.scalar(
        select(Tie)
        .where(Tie.id == tie_id, Tie.community_id.in_(_ids(viewer, permission)))
        .options(joinedload(Tie.community), joinedload(Tie.from_actor), joinedload(Tie.to_actor))
    )
    if tie is None:
        raise NotVisibleError
    return tie


def _ids(viewer: Viewer, permission: Permission) -> Select[uuid.UUID]:
    return community_queries.visible_communities(viewer, permission).with_only_columns(Community.id)


def ends_of(actor: Actor) -> list[End]:
    """Return the ties of one actor by the name of the other."""
    ties = db.session.scalars(
        select(Tie)
        .where(or_(Tie.from_id == actor.id, Tie.to_id == actor.id))
        .options(joinedload(Tie.from_actor), joinedload(Tie.to_actor))
    )
    found = [End(tie, tie.to_actor if tie.from_id == actor.id else tie.from_actor) for tie in ties]
    return sorted(found, key=lambda end: (end.other.sort_key, end.tie.kind))


def contact_for(viewer: Viewer, actor: Actor) -> str:
    """Return the contact of an actor, or nothing where it is not for this viewer.

    Who reads a community only because it is shared reads organisations and no contacts; a private person's
    contact is read with consent in the own municipality only (C3).
    """
    if not actor.contact or not community_queries.is_insider(viewer, actor.community):
        return ""
    is_shown = may_show_contact(
        is_private=actor.contact_is_private,
        consent_on=actor.contact_consent_on,
        in_municipality=reads_private_contacts(viewer, actor.community),
    )
    return actor.contact if is_shown else ""


def by_quadrant(network: Network) -> Iterator[tuple[rules.Quadrant, list[Node]]]:
    """Yield what to do with whom, the quadrants in their order, also those that are empty."""
    for quadrant in rules.Quadrant:
        yield (
            quadrant,
            [
                node
                for node in network.nodes
                if rules.quadrant_of(node.actor.influence, node.actor.interest) is quadrant
            ],
        )
