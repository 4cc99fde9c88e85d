"""Who takes part in a pilot: counted for the figures, named for a page, all of them for an export."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, null, or_, select

from pilot.cohort import rosters
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.municipalities.models import Municipality
from pilot.overview import rules
from pilot.web.paging import Page

Among = Select[Participation] | None


@dataclass(frozen=True)
class Participant:
    """A participant of a page, with the days that months are promised for."""

    person: mentoring.Person
    state: ParticipationState


def within(among: Among, column: Any = Participation.id) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a participation is among some; without them every one is."""
    return () if among is None else (column.in_(among.with_only_columns(Participation.id)),)


def places_of(pilot: Pilot, *, among: Among = None) -> list[rules.Place]:
    """Return everybody who was ever a participant, those who are alike as one place of many people.

    Whoever was given on or took over a place stands alone, so that the rules can tell who counts.
    """
    given_on = select(Participation.replaces_id).where(
        Participation.pilot_id == pilot.id, Participation.replaces_id.is_not(None)
    )
    stands_alone = Participation.replaces_id.is_not(None) | Participation.id.in_(given_on)
    kind = (
        case((stands_alone, Participation.id), else_=null()),
        Participation.municipality_id,
        Participation.state,
        Participation.started_on,
        Participation.replaces_id,
    )
    rows = db.session.execute(
        select(*kind, func.count()).where(Participation.pilot_id == pilot.id, *within(among)).group_by(*kind)
    )
    return [rules.Place(*row) for row in rows]


def takes_part(*, as_of: dt.date) -> ColumnElement[bool]:
    """Return the condition that the rule of the same name is."""
    has_begun = Participation.started_on <= as_of
    return or_(
        Participation.state.in_(rules.TAKES_PLACE) & (Participation.started_on.is_(None) | has_begun),
        (Participation.state == ParticipationState.WITHDRAWN) & has_begun,
    )


def page_of(pilot: Pilot, *, as_of: dt.date, among: Among, number: int, rows: int) -> Page[Participant]:
    """Return a page of those who take or took part, by municipality and name."""
    people = select(Participation).where(
        Participation.pilot_id == pilot.id, takes_part(as_of=as_of), *within(among)
    )
    page = rosters.page_by_place(people, *mentoring.PERSON, Participation.state, number=number, rows=rows)
    found = [Participant(mentoring.person(row[:-1], pilot), row[-1]) for row in page.items]
    return Page(found, page.number, page.pages, page.total)


def everybody(pilot: Pilot) -> list[mentoring.Person]:
    """Return everybody who was ever a participant, by municipality and name."""
    return mentoring.people_of(pilot, select(Participation).where(Participation.pilot_id == pilot.id))


def municipality_names() -> Sequence[Row[uuid.UUID, str]]:
    """Return the id and name of every municipality by name."""
    return db.session.execute(
        select(Municipality.id, Municipality.name).order_by(Municipality.sort_key, Municipality.id)
    ).all()
