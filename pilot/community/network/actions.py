"""Write the actors of a network and their ties."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import delete, func, or_, select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.models import Community, Resource
from pilot.community.network import queries, rules
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import ActorEntry, Problem, TieEntry
from pilot.database import Editable, check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.text import sort_key


class NetworkRefusedError(DomainError):
    """An actor or a tie was refused; `problem` says why, `known` is the actor that has the name."""

    def __init__(self, problem: Problem, known: Actor | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.known = known


def record_actor(
    community: Community, entry: ActorEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Actor:
    """Record an organisation or a role in the network of a community.

    :raises NetworkRefusedError: the name stands there already, the resource is of another community, or a
        private contact has no consent.
    """
    _check(community, entry, today=today)
    row = Actor(community_id=community.id, recorded_at=now, **_columns(entry))
    db.session.add(row)
    db.session.flush()
    _note("community.actor-recorded", row, community, actor=actor, now=now, kind=entry.kind)
    return row


def change_actor(
    row: Actor, entry: ActorEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> Actor:
    """Change what is said of an actor; its ties stay.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises NetworkRefusedError: another actor has the name, the resource is of another community, or a
        private contact has no consent.
    """
    check_version(row, seen)
    _check(row.community, entry, today=today, itself=row)
    changed = _overwrite(row, _columns(entry))
    _note("community.actor-changed", row, row.community, actor=actor, now=now, fields=changed)
    return row


def delete_actor(row: Actor, *, seen: int, actor: Viewer, now: dt.datetime) -> int:
    """Delete an actor with its ties; return how many ties went with it.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(row, seen)
    own = or_(Tie.from_id == row.id, Tie.to_id == row.id)
    ties = db.session.scalars(select(func.count(Tie.id)).where(own)).one()
    _note("community.actor-deleted", row, row.community, actor=actor, now=now, kind=row.kind, ties=ties)
    db.session.execute(delete(Tie).where(own).execution_options(synchronize_session=False))
    db.session.delete(row)
    db.session.flush()
    return ties


def tie(one: Actor, other_id: uuid.UUID, entry: TieEntry, *, actor: Viewer, now: dt.datetime) -> Tie:
    """Tie two actors of one community.

    :raises NetworkRefusedError: both ends are the same, the other is of another community, or such a tie is
        known already.
    """
    if other_id == one.id:
        raise NetworkRefusedError(Problem.TIE_TO_ITSELF)
    other = select(Actor.id).where(Actor.id == other_id, Actor.community_id == one.community_id)
    if db.session.scalar(other) is None:
        raise NetworkRefusedError(Problem.ACTOR_ELSEWHERE)
    from_id, to_id = rules.ends_of(one.id, other_id)
    row = Tie(community_id=one.community_id, from_id=from_id, to_id=to_id, recorded_at=now, **vars(entry))
    _refuse_known(row)
    db.session.add(row)
    db.session.flush()
    _note("community.actors-tied", row, one.community, actor=actor, now=now, kind=entry.kind)
    return row


def change_tie(row: Tie, entry: TieEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> Tie:
    """Change what is said of a tie; its ends stay.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises NetworkRefusedError: the two have a tie of this kind already.
    """
    check_version(row, seen)
    if entry.kind is not row.kind:
        _refuse_known(Tie(from_id=row.from_id, to_id=row.to_id, kind=entry.kind))
    changed = _overwrite(row, vars(entry))
    _note("community.tie-changed", row, row.community, actor=actor, now=now, fields=changed)
    return row


def untie(row: Tie, *, actor: Viewer, now: dt.datetime) -> None:
    """Take a tie back; its ends stay."""
    _note("community.actors-untied", row, row.community, actor=actor, now=now, kind=row.kind)
    db.session.delete(row)
    db.session.flush()


def _check(community: Community, entry: ActorEntry, *, today: dt.date, itself: Actor | None = None) -> None:
    if problem := rules.actor_problem(entry, today=today):
        raise NetworkRefusedError(problem)
    known = queries.find_named(community, entry.name)
    if known is not None and known is not itself:
        raise NetworkRefusedError(Problem.NAME_TAKEN, known)
    if entry.resource_id is None:
        return
    own = select(Resource.id).where(Resource.id == entry.resource_id, Resource.community_id == community.id)
    if db.session.scalar(own) is None:
        raise NetworkRefusedError(Problem.RESOURCE_ELSEWHERE)


def _refuse_known(row: Tie) -> None:
    """Refuse a tie of a kind that its ends have, whichever of them was named first."""
    known = select(Tie.id).where(Tie.from_id == row.from_id, Tie.to_id == row.to_id, Tie.kind == row.kind)
    if db.session.scalar(known) is not None:
        raise NetworkRefusedError(Problem.TIE_KNOWN)


def _columns(entry: ActorEntry) -> dict[str, object]:
    return vars(entry) | {"name_key": rules.name_key(entry.name), "sort_key": sort_key(entry.name)}


def _overwrite(row: Editable, values: Mapping[str, object]) -> list[str]:
    """Write values over a row and return the names of what became different."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    db.session.flush()
    return changed


def _note(
    what: str, row: Actor | Tie, community: Community, *, actor: Viewer, now: dt.datetime, **facts: object
) -> None:
    audit.record(what, row, actor=actor, at=now, pilot_id=community.pilot_id, **facts)
