"""What the pages of choosing mentors show: the proposal, its reasons, and what another choice costs."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from pilot.mentoring.matching import labels
from pilot.mentoring.matching.rules import WARNINGS, Choice, Point, Proposed


@dataclass(frozen=True)
class Other:
    """A mentor who could be chosen: load, what that costs more, and what to weigh."""

    name: str
    load: str
    more: str
    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """A participant with the proposed mentor, the reasons, and all the others."""

    key: uuid.UUID
    reasons: tuple[tuple[str, str], ...]
    others: tuple[Other, ...]


@dataclass(frozen=True)
class Named:
    """A mentor in words: the name, and how many pairs of how many there are."""

    name: str
    load: str


def named(name: str, *, load: int, capacity: int) -> Named:
    """Put a mentor's name beside the load."""
    return Named(name, str(_("%(load)d of %(capacity)d pairs", load=load, capacity=capacity)))


def rows(proposed: Sequence[Proposed], mentors: Mapping[uuid.UUID, Named]) -> list[Row]:
    """Show each participant's proposal with reasons, and every other mentor with the price."""
    return [
        Row(
            each.key,
            _points(
                next((choice.points for choice in each.choices if choice.mentor_id == each.mentor_id), ())
            ),
            tuple(_other(choice, mentors[choice.mentor_id]) for choice in each.choices),
        )
        for each in proposed
    ]


def options(
    proposed: Sequence[Proposed], mentors: Mapping[uuid.UUID, Named]
) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    """Return by participant the mentors to choose from, the proposed one first, then by price."""
    return {
        each.key: [
            (choice.mentor_id, _option(mentors[choice.mentor_id], choice, each.mentor_id))
            for choice in each.choices
        ]
        for each in proposed
    }


def _option(mentor: Named, choice: Choice, proposed: uuid.UUID | None) -> str:
    words = _("proposed") if choice.mentor_id == proposed else more(choice)
    return f"{mentor.name} · {words}"


def more(choice: Choice) -> str:
    """Write what a choice costs more than the proposal."""
    return str(_("beyond the said load")) if choice.more is None else f"+{choice.more}"


def _other(choice: Choice, mentor: Named) -> Other:
    return Other(mentor.name, mentor.load, more(choice), _points(choice.points))


def _points(points: Sequence[Point]) -> tuple[tuple[str, str], ...]:
    """Return the kind of a tag and its words for each point."""
    return tuple((_kind(point), labels.point(point)) for point in points)


def _kind(point: Point) -> str:
    if point.reason in WARNINGS:
        return "warn"
    return "plain" if point.price else "ok"
