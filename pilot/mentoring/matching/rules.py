"""Weigh who could mentor whom: wishes, language, region, topics, load and conflicts, each with its price."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pilot.mentoring.matching import assignment
from pilot.mentoring.matching.enums import RANKED, Language, WishKind

USUAL_CAPACITY = 5
MOST_PEOPLE = 100


class Reason(StrEnum):
    """What speaks for or against a pair."""

    PARTICIPANT_FIRST = "participant_first"
    PARTICIPANT_SECOND = "participant_second"
    PARTICIPANT_THIRD = "participant_third"
    PARTICIPANT_OTHERS = "participant_others"
    MENTOR_FIRST = "mentor_first"
    MENTOR_SECOND = "mentor_second"
    MENTOR_THIRD = "mentor_third"
    MENTOR_OTHERS = "mentor_others"
    LANGUAGE = "language"
    REGION = "region"
    TOPICS = "topics"
    OTHER_REGION = "other_region"
    TOPICS_MISSING = "topics_missing"
    AWAY = "away"
    SAME_MUNICIPALITY = "same_municipality"
    NO_LANGUAGE = "no_language"
    HEAD_OF_SERVICE = "head_of_service"
    LINE_MANAGER = "line_manager"
    AVOIDED = "avoided"


PRICES: Mapping[Reason, int] = {
    Reason.PARTICIPANT_FIRST: 0,
    Reason.PARTICIPANT_SECOND: 1,
    Reason.PARTICIPANT_THIRD: 2,
    Reason.PARTICIPANT_OTHERS: 4,
    Reason.MENTOR_FIRST: 0,
    Reason.MENTOR_SECOND: 1,
    Reason.MENTOR_THIRD: 2,
    Reason.MENTOR_OTHERS: 3,
    Reason.LANGUAGE: 0,
    Reason.REGION: 0,
    Reason.TOPICS: 0,
    Reason.OTHER_REGION: 3,
    Reason.TOPICS_MISSING: 2,
    Reason.AWAY: 1,
    Reason.SAME_MUNICIPALITY: 8,
    Reason.NO_LANGUAGE: 20,
    Reason.HEAD_OF_SERVICE: 25,
    Reason.LINE_MANAGER: 30,
    Reason.AVOIDED: 60,
}
WARNINGS = frozenset(
    {
        Reason.SAME_MUNICIPALITY,
        Reason.NO_LANGUAGE,
        Reason.HEAD_OF_SERVICE,
        Reason.LINE_MANAGER,
        Reason.AVOIDED,
    }
)
OF_PARTICIPANT = (Reason.PARTICIPANT_FIRST, Reason.PARTICIPANT_SECOND, Reason.PARTICIPANT_THIRD)
OF_MENTOR = (Reason.MENTOR_FIRST, Reason.MENTOR_SECOND, Reason.MENTOR_THIRD)


@dataclass(frozen=True)
class Person:
    """A participant who needs a mentor; unknown languages and topics decide nothing."""

    key: uuid.UUID
    user_id: uuid.UUID
    municipality: str
    region: str
    languages: frozenset[Language] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mentor:
    """A mentor with the pairs that are there already; without preferred places every place is alike.

    `days_away` are days of a substitution on which the mentor is away too.
    """

    user_id: uuid.UUID
    load: int = 0
    capacity: int = USUAL_CAPACITY
    languages: frozenset[Language] = frozenset()
    topics: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    works_for: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    days_away: int = 0


@dataclass(frozen=True)
class Wishes:
    """What people said about each other, by author and the other person."""

    said: Mapping[tuple[uuid.UUID, uuid.UUID], frozenset[WishKind]] = field(default_factory=dict)

    def of(self, author: uuid.UUID, other: uuid.UUID) -> frozenset[WishKind]:
        return self.said.get((author, other), frozenset())

    def has_ranked(self, author: uuid.UUID) -> bool:
        return any(who == author and kinds & set(RANKED) for (who, _other), kinds in self.said.items())


@dataclass(frozen=True)
class Point:
    """One thing that speaks for a pair (price 0) or against it."""

    reason: Reason
    price: int


@dataclass(frozen=True)
class Choice:
    """A mentor who could be chosen: what that costs more than the proposal (None: somebody is left out)."""

    mentor_id: uuid.UUID
    more: int | None
    points: tuple[Point, ...]

    @property
    def warnings(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.reason in WARNINGS)


@dataclass(frozen=True)
class Proposed:
    """Who is proposed to a participant, and every choice, the proposed one first."""

    key: uuid.UUID
    mentor_id: uuid.UUID | None
    choices: tuple[Choice, ...]


def points_of(person: Person, mentor: Mentor, wishes: Wishes) -> tuple[Point, ...]:
    """Return what speaks for and against a pair, in a fixed order."""
    mine, theirs = wishes.of(person.user_id, mentor.user_id), wishes.of(mentor.user_id, person.user_id)
    reasons = [
        *_ranked(mine, OF_PARTICIPANT, Reason.PARTICIPANT_OTHERS, ranks=wishes.has_ranked(person.user_id)),
        *_ranked(theirs, OF_MENTOR, Reason.MENTOR_OTHERS, ranks=wishes.has_ranked(mentor.user_id)),
        *_language(person, mentor),
        *_place(person, mentor),
    ]
    points = [Point(reason, PRICES[reason]) for reason in reasons]
    missing = len(person.topics - mentor.topics) if mentor.topics else 0
    if missing:
        points.append(Point(Reason.TOPICS_MISSING, PRICES[Reason.TOPICS_MISSING] * missing))
    elif person.topics and mentor.topics:
        points.append(Point(Reason.TOPICS, 0))
    if mentor.days_away:
        points.append(Point(Reason.AWAY, PRICES[Reason.AWAY] * mentor.days_away))
    against = []
    if person.municipality in mentor.heads:
        against.append(Reason.HEAD_OF_SERVICE)
    elif person.municipality in mentor.works_for:
        against.append(Reason.SAME_MUNICIPALITY)
    if WishKind.MANAGED in theirs:
        against.append(Reason.LINE_MANAGER)
    if WishKind.AVOIDED in mine | theirs:
        against.append(Reason.AVOIDED)
    return (*points, *(Point(reason, PRICES[reason]) for reason in against))


def _ranked(
    kinds: frozenset[WishKind], places: Sequence[Reason], others: Reason, *, ranks: bool
) -> list[Reason]:
    found = [reason for kind, reason in zip(RANKED, places, strict=True) if kind in kinds]
    return found[:1] or ([others] if ranks else [])


def _language(person: Person, mentor: Mentor) -> list[Reason]:
    if not person.languages or not mentor.languages:
        return []
    return [Reason.LANGUAGE if person.languages & mentor.languages else Reason.NO_LANGUAGE]


def _place(person: Person, mentor: Mentor) -> list[Reason]:
    if not mentor.municipalities and not mentor.regions:
        return []
    is_liked = person.municipality in mentor.municipalities or person.region in mentor.regions
    return [Reason.REGION if is_liked else Reason.OTHER_REGION]


def propose(people: Sequence[Person], mentors: Sequence[Mentor], wishes: Wishes) -> tuple[Proposed, ...]:
    """Propose the pairs of the least total cost; each pair that a mentor has already costs one more.

    Nobody is proposed to themselves, and no mentor gets more pairs than said.
    """
    points = [[points_of(person, mentor, wishes) for mentor in mentors] for person in people]
    costs = [
        [
            None if person.user_id == mentor.user_id else sum(point.price for point in found)
            for mentor, found in zip(mentors, line, strict=True)
        ]
        for person, line in zip(people, points, strict=True)
    ]
    places = [range(mentor.load, max(mentor.load, mentor.capacity)) for mentor in mentors]
    plan = assignment.assign(costs, places)
    proposed = []
    for row, person in enumerate(people):
        column = plan.columns[row]
        chosen = None if column is None else mentors[column].user_id
        choices = [
            Choice(mentor.user_id, plan.more[row][place], points[row][place])
            for place, mentor in enumerate(mentors)
            if mentor.user_id != person.user_id
        ]
        choices.sort(key=lambda choice: (choice.mentor_id != chosen, choice.more is None, choice.more or 0))
        proposed.append(Proposed(person.key, chosen, tuple(choices)))
    return tuple(proposed)


def beyond_capacity(chosen: Mapping[uuid.UUID, uuid.UUID], mentors: Sequence[Mentor]) -> list[uuid.UUID]:
    """Return those for whom a mentor was chosen who would get more pairs than said."""
    room = {mentor.user_id: mentor.capacity - mentor.load for mentor in mentors}
    over = []
    for person, mentor_id in chosen.items():
        room[mentor_id] = room.get(mentor_id, 0) - 1
        if room[mentor_id] < 0:
            over.append(person)
    return over
