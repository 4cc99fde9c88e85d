"""Participants by municipality and name, a page at a time: a page reads its own municipalities only."""

from typing import Any

from sqlalchemy import Select, func, select

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from pilot.web.paging import ROWS, Page


def page_by_place(
    people: Select[Participation], *columns: Any, number: int = 1, rows: int = ROWS
) -> Page[Any]:
    """Return columns of one page of a statement of participations, by municipality and name.

    Counting by municipality first tells which few of them are on the page; only their people are ordered.
    """
    place_id = Participation.municipality_id
    sums = people.with_only_columns(place_id, func.count().label("people")).group_by(place_id).subquery()
    counts = db.session.execute(
        select(Municipality.id, sums.c.people)
        .join(sums, sums.c.municipality_id == Municipality.id)
        .order_by(Municipality.sort_key, Municipality.id)
    ).all()
    total = sum(count for _place, count in counts)
    pages = max(1, -(-total // rows))
    number = min(number, pages)
    first, last = (number - 1) * rows, number * rows
    places, skipped, seen = [], 0, 0
    for place, count in counts:
        if seen + count <= first:
            skipped += count
        elif seen < last:
            places.append(place)
        seen += count
    items = db.session.execute(
        people.where(Participation.municipality_id.in_(places))
        .join(Participation.municipality)
        .join(Participation.user)
        .with_only_columns(*columns)
        .order_by(Municipality.sort_key, Municipality.id, User.sort_key, Participation.id)
        .limit(rows)
        .offset(first - skipped)
    ).all()
    return Page(items, number, pages, total)
