"""What is there before an import: modules, people with their addresses, municipalities by their names."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import select

from pilot import text
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.municipalities.models import Municipality, Predecessor
from pilot.training import queries as training
from pilot.training.imports.enums import ImportKind
from pilot.training.imports.rules import Account, Known, Sheet

AT_ONCE = 500
GONE = (ParticipationState.WITHDRAWN, ParticipationState.INELIGIBLE)


def known_before(pilot: Pilot, sheet: Sheet) -> Known:
    """Return what the rows of a sheet have to be held against."""
    if sheet.kind is ImportKind.MODULES:
        return Known(modules={each.number: text.fold(each.title_lv) for each in training.modules_of(pilot)})
    addresses = {text.fold(row.cells.get("email", "")) for row in sheet.rows}
    people = _lecturers(pilot) if sheet.kind is ImportKind.LECTURERS else _participants(pilot)
    here = {person.id for person in people}
    accounts = {user.email_key: _account(user, is_here=user.id in here) for user in _with_address(addresses)}
    names_here = frozenset(text.fold(person.name) for person in people)
    if sheet.kind is ImportKind.LECTURERS:
        return Known(accounts=accounts, names_here=names_here)
    register = _register()
    return Known(
        accounts=accounts,
        names_here=names_here,
        municipalities=_municipalities(register),
        guesses=_guesses(register),
        names={place.id: place.name for place in register},
        places_taken=_places_taken(pilot),
        places=pilot.target_per_municipality,
    )


def _account(user: User, *, is_here: bool) -> Account:
    return Account(text.fold(user.name), is_closed=user.state is UserState.CLOSED, is_here=is_here)


def _with_address(addresses: set[str]) -> Iterator[User]:
    ordered = sorted(addresses)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        yield from db.session.scalars(select(User).where(User.email_key.in_(some)).order_by(User.id))


def _lecturers(pilot: Pilot) -> list[User]:
    return cohort.people_with(Role.LECTURER, pilot)


def _participants(pilot: Pilot) -> list[User]:
    """Return everybody who takes part or took part: a person does so once in a pilot."""
    return list(
        db.session.scalars(
            select(User)
            .join(Participation, Participation.user_id == User.id)
            .where(Participation.pilot_id == pilot.id)
            .order_by(User.sort_key, User.id)
        )
    )


def _municipalities(register: Iterable[Municipality]) -> dict[str, uuid.UUID]:
    """Return the municipalities by their names of today."""
    return {
        text.search_key(name): place.id
        for place in register
        for name in (place.name, place.official_name, place.name_en)
    }


def _register() -> list[Municipality]:
    return list(
        db.session.scalars(
            select(Municipality)
            .where(Municipality.valid_to.is_(None))
            .order_by(Municipality.sort_key, Municipality.id)
        )
    )


def _guesses(register: Iterable[Municipality]) -> dict[str, uuid.UUID]:
    """Return the municipalities by names that mean one of them: without its last word, of before 2021."""
    meant: dict[str, set[uuid.UUID]] = {}
    for place in register:
        for name in (place.name.rpartition(" ")[0], place.centre):
            meant.setdefault(text.search_key(name), set()).add(place.id)
    for name, place_id in _predecessors():
        meant.setdefault(name, set()).add(place_id)
    return {name: next(iter(places)) for name, places in meant.items() if name and len(places) == 1}


def _predecessors() -> Iterable[tuple[str, uuid.UUID]]:
    rows = db.session.execute(
        select(Predecessor.search_key, Predecessor.municipality_id).order_by(Predecessor.id)
    )
    return [(name, place_id) for name, place_id in rows]


def _places_taken(pilot: Pilot) -> Counter[uuid.UUID]:
    return Counter(
        db.session.scalars(
            select(Participation.municipality_id)
            .where(Participation.pilot_id == pilot.id, Participation.state.not_in(GONE))
            .order_by(Participation.id)
        )
    )
