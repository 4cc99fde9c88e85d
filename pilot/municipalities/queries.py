"""The register as a viewer may see it: municipalities, what belongs to them, who joined the memorandum."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from pilot import text
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.municipalities import rules
from pilot.municipalities.enums import MemorandumState
from pilot.municipalities.models import Accession, Municipality, Predecessor, Territory

REASONS_SHOWN = 3


@dataclass(frozen=True)
class RegisterRow:
    """A municipality in the register, its place on the map and by which other names it was found."""

    municipality: Municipality
    state: MemorandumState
    is_of_previous_council: bool
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """The municipalities of a day: all that the viewer may see, those that were asked for, and the counts."""

    everything: tuple[RegisterRow, ...]
    found: tuple[RegisterRow, ...]
    counts: Mapping[MemorandumState, int]


def visible_municipalities(
    viewer: Viewer, permission: Permission = Permission.MUNICIPALITY_READ
) -> Select[Municipality]:
    """Return the statement of the municipalities in the viewer's scope, each with its accession."""
    statement = select(Municipality).options(joinedload(Municipality.accession))
    scopes = viewer.scopes(permission)
    if any(scope.reach is not Reach.MUNICIPALITY for scope in scopes):
        return statement
    return statement.where(Municipality.id.in_([scope.municipality_id for scope in scopes]))


def sees_whole_register(viewer: Viewer) -> bool:
    """Tell whether the viewer reads more than the own municipality."""
    return any(scope.reach is not Reach.MUNICIPALITY for scope in viewer.scopes(Permission.MUNICIPALITY_READ))


def get_municipality(
    municipality_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.MUNICIPALITY_READ
) -> Municipality:
    """Return a municipality with its accession.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        visible_municipalities(viewer, permission).where(Municipality.id == municipality_id)
    )
    if found is None:
        raise NotVisibleError
    return found


def may_update(municipality: Municipality, viewer: Viewer) -> bool:
    """Tell whether the viewer may record what the municipality's council decided."""
    statement = visible_municipalities(viewer, Permission.MUNICIPALITY_UPDATE)
    return db.session.scalar(statement.where(Municipality.id == municipality.id)) is not None


def valid_on(day: dt.date) -> ColumnElement[bool]:
    """Return the condition that a municipality exists on a day."""
    return and_(
        Municipality.valid_from <= day, or_(Municipality.valid_to.is_(None), Municipality.valid_to >= day)
    )


def municipalities_on(day: dt.date) -> list[Municipality]:
    """Return every municipality that exists on a day, by name."""
    return list(
        db.session.scalars(
            select(Municipality).where(valid_on(day)).order_by(Municipality.sort_key, Municipality.id)
        )
    )


def register(
    viewer: Viewer, *, day: dt.date, search: str = "", state: MemorandumState | None = None
) -> Register:
    """Return the register of a day by name, searched by name, earlier name, territory or decision (RM13)."""
    everything = tuple(
        row_of(municipality, day=day)
        for municipality in db.session.scalars(
            visible_municipalities(viewer)
            .where(valid_on(day))
            .order_by(Municipality.sort_key, Municipality.id)
        )
    )
    found = everything if state is None else tuple(row for row in everything if row.state is state)
    if term := text.search_key(search):
        reasons = _found_by(term, day=day)
        found = tuple(
            RegisterRow(row.municipality, row.state, row.is_of_previous_council, reasons[row.municipality.id])
            for row in found
            if row.municipality.id in reasons
        )
    counts = Counter(row.state for row in everything)
    return Register(everything, found, {each: counts[each] for each in MemorandumState})


def row_of(municipality: Municipality, *, day: dt.date) -> RegisterRow:
    """Return a municipality, loaded with its accession, as the register shows it on a day."""
    accession = municipality.accession
    state = rules.memorandum_state(
        joined=accession is not None, had_election=municipality.had_election_20210605
    )
    is_previous = accession is not None and rules.is_of_previous_council(
        year=accession.joined_year, month=accession.joined_month, today=day
    )
    return RegisterRow(municipality, state, is_previous)


def _found_by(term: str, *, day: dt.date) -> dict[uuid.UUID, tuple[str, ...]]:
    """Map the municipalities that fit a search to the other names they were found by, none for their own."""
    reasons: dict[uuid.UUID, tuple[str, ...]] = {}
    for statement in _other_names(term, day=day):
        for municipality_id, name in db.session.execute(statement):
            held = reasons.get(municipality_id, ())
            if name not in held and len(held) < REASONS_SHOWN:
                reasons[municipality_id] = (*held, name)
    own = select(Municipality.id).where(Municipality.search_key.contains(term, autoescape=True))
    return {**reasons, **dict.fromkeys(db.session.scalars(own), ())}


def _other_names(term: str, *, day: dt.date) -> tuple[Select[Any, Any], ...]:
    number = term.removeprefix("nr.").removeprefix("nr ").strip() or term
    return (
        select(Accession.municipality_id, Accession.decision_no)
        .where(func.lower(Accession.decision_no).contains(number, autoescape=True))
        .order_by(Accession.id),
        select(Predecessor.municipality_id, Predecessor.name)
        .where(Predecessor.search_key.contains(term, autoescape=True))
        .order_by(Predecessor.search_key, Predecessor.id),
        select(Municipality.successor_id, Municipality.name)
        .where(
            Municipality.successor_id.is_not(None), Municipality.search_key.contains(term, autoescape=True)
        )
        .where(Municipality.valid_to < day)
        .order_by(Municipality.sort_key, Municipality.id),
        select(Territory.municipality_id, Territory.name)
        .where(Territory.search_key.contains(term, autoescape=True), territory_valid_on(day))
        .order_by(Territory.sort_key, Territory.id),
    )


def territory_valid_on(day: dt.date) -> ColumnElement[bool]:
    """Return the condition that a territory exists on a day."""
    return and_(Territory.valid_from <= day, or_(Territory.valid_to.is_(None), Territory.valid_to >= day))


def territories_of(municipality: Municipality, *, day: dt.date) -> list[Territory]:
    """Return the parishes and towns of a municipality; of one that ended, those of its last day."""
    until = municipality.valid_to
    return list(
        db.session.scalars(
            select(Territory)
            .where(Territory.municipality_id == municipality.id, territory_valid_on(min(day, until or day)))
            .order_by(Territory.sort_key, Territory.id)
        )
    )


def predecessors_of(municipality: Municipality) -> list[Predecessor]:
    """Return the units before 01.07.2021 that became part of a municipality, by name."""
    return list(
        db.session.scalars(
            select(Predecessor)
            .where(Predecessor.municipality_id == municipality.id)
            .order_by(Predecessor.search_key, Predecessor.id)
        )
    )


def successor_of(municipality: Municipality) -> Municipality | None:
    """Return the municipality that a municipality became part of, or None."""
    if municipality.successor_id is None:
        return None
    return db.session.get(Municipality, municipality.successor_id)
