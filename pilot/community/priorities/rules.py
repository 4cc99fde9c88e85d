"""Score needs by weighted criteria, rank them, and judge sheets, ballots, choices and validations."""

import datetime as dt
import math
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pilot.community.enums import PeopleGroup
from pilot.community.priorities.enums import (
    CriterionCode,
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)

LOWEST, HIGHEST = 1, 5
DIVIDED_OVER = Fraction(6, 5)
DECIDING = frozenset({ScorerKind.RESIDENT, ScorerKind.GROUP_MEMBER})
"""Whose sheets make the ranking: the worker's own voice and the officials' do not decide (domain d.6)."""
HANLON = (CriterionCode.SIZE, CriterionCode.SERIOUSNESS, CriterionCode.CHANGEABLE)
CARD_FIELDS = ("why", "elsewhere", "here", "already", "possible", "sources")

Scored = tuple[uuid.UUID, CriterionCode]
Weights = Mapping[CriterionCode, int]


class Problem(StrEnum):
    """Why something in a round of priorities is refused."""

    FROZEN = "frozen"
    NO_ITEMS = "no_items"
    NO_WEIGHTS = "no_weights"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    EMPTY_SHEET = "empty_sheet"
    NOTHING_COUNTED = "nothing_counted"
    NO_DOTS = "no_dots"
    TOO_MANY_DOTS = "too_many_dots"
    VOTE_RUNS = "vote_runs"
    VOTE_HELD = "vote_held"
    VOTE_CLOSED = "vote_closed"
    TOO_MANY_TRIES = "too_many_tries"
    NOT_CLOSED = "not_closed"
    NOTHING_CHOSEN = "nothing_chosen"
    SAME_RANK = "same_rank"
    ORDER_REASON = "order_reason"
    ASSUMPTION_REASON = "assumption_reason"
    HELD_AHEAD = "held_ahead"
    CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Sheet:
    """One filled sheet; what was left empty is not in it."""

    kind: ScorerKind
    values: Mapping[Scored, int]


@dataclass(frozen=True)
class Opinion:
    """What a set of sheets thinks of one need.

    `least`, `most` and `deviation` are of the sheets' own weighted scores; the deviation is that of the whole
    population, because the sheets are all there are and no sample.
    """

    score: Decimal
    least: Decimal
    most: Decimal
    deviation: Decimal
    is_divided: bool
    sheets: int


@dataclass(frozen=True)
class Place:
    """A place in the ranking; equal scores share the places from the first to the last."""

    first: int
    last: int


@dataclass(frozen=True)
class CriterionEntry:
    """What may be arranged of a criterion before scoring opens."""

    weight: int
    name_lv: str
    name_en: str
    low_lv: str
    low_en: str
    high_lv: str
    high_en: str


@dataclass(frozen=True)
class RoundEntry:
    """The name of a round, its needs and how many dots a person has."""

    title: str
    need_ids: tuple[uuid.UUID, ...]
    dots: int


@dataclass(frozen=True)
class Choice:
    """A need chosen as a priority at a rank, with the reasons that were given."""

    item_id: uuid.UUID
    rank: int
    order_reason: str = ""
    assumption_reason: str = ""


@dataclass(frozen=True)
class CardEntry:
    """The answers to the five questions of a priority card, and the sources."""

    why: str
    elsewhere: str
    here: str
    already: str
    possible: str
    sources: str


@dataclass(frozen=True)
class ValidationEntry:
    """How a result was brought back to the community and what residents said."""

    held_on: dt.date
    way: ValidationWay
    people: int
    groups: tuple[PeopleGroup, ...]
    said: str
    corrections: str
    result: ValidationResult


def weighted(means: Mapping[CriterionCode, Fraction], weights: Weights) -> Fraction | None:
    """Return Σ weight × mean / Σ weight over the criteria that were scored; None where none was."""
    total = sum(weights.get(code, 0) for code in means)
    if total == 0:
        return None
    return sum((weights.get(code, 0) * mean for code, mean in means.items()), Fraction()) / total


def means_of(item: uuid.UUID, sheets: Iterable[Sheet]) -> dict[CriterionCode, Fraction]:
    """Return the mean score of a need by each criterion that some sheet scored."""
    found: dict[CriterionCode, list[int]] = {}
    for sheet in sheets:
        for (scored, code), value in sheet.values.items():
            if scored == item:
                found.setdefault(code, []).append(value)
    return {code: Fraction(sum(values), len(values)) for code, values in found.items()}


def opinion_of(item: uuid.UUID, sheets: Sequence[Sheet], weights: Weights) -> Opinion | None:
    """Return what sheets think of a need, rounded once at the end; None where none scored it."""
    score = weighted(means_of(item, sheets), weights)
    if score is None:
        return None
    own = [found for each in sheets if (found := weighted(means_of(item, [each]), weights)) is not None]
    mean = sum(own, Fraction()) / len(own)
    variance = sum(((each - mean) ** 2 for each in own), Fraction()) / len(own)
    return Opinion(
        score=rounded(score),
        least=rounded(min(own)),
        most=rounded(max(own)),
        deviation=root(variance),
        is_divided=variance > DIVIDED_OVER**2,
        sheets=len(own),
    )


def rounded(value: Fraction) -> Decimal:
    """Return a number that is not negative with two decimals, the half rounded up."""
    return Decimal(math.floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def root(value: Fraction) -> Decimal:
    """Return the square root of a number with two decimals, the half rounded up, without a binary float."""
    return Decimal((math.isqrt(math.floor(value * 40_000)) + 1) // 2).scaleb(-2)


def hanlon(means: Mapping[CriterionCode, Fraction]) -> Decimal | None:
    """Return (A + 2B) × D, the comparison after Hanlon; None where one of the three was not scored."""
    if any(code not in means for code in HANLON):
        return None
    size, seriousness, changeable = (means[code] for code in HANLON)
    return rounded((size + 2 * seriousness) * changeable)


def places_of(scores: Mapping[uuid.UUID, Decimal | None]) -> dict[uuid.UUID, Place]:
    """Rank by the scores as they are shown, the highest first; what was not scored has no place."""
    known = {item: score for item, score in scores.items() if score is not None}
    found = {}
    for item, score in known.items():
        first = 1 + sum(other > score for other in known.values())
        found[item] = Place(first, first + sum(other == score for other in known.values()) - 1)
    return found


def counted(sheets: Iterable[Sheet], *, everybody: bool) -> list[Sheet]:
    """Return the sheets that make the ranking."""
    return [sheet for sheet in sheets if everybody or sheet.kind in DECIDING]


def opening_problem(state: RoundState, *, items: int, weights: Iterable[int]) -> Problem | None:
    """Refuse to open scoring twice, with nothing to score or with nothing to score by."""
    if state is not RoundState.DRAFT:
        return Problem.FROZEN
    if items == 0:
        return Problem.NO_ITEMS
    return None if any(weights) else Problem.NO_WEIGHTS


def sheet_problem(state: RoundState, *, scores: int) -> Problem | None:
    """Refuse a sheet before scoring opens or after it closed, and one without a single score."""
    if state is RoundState.CLOSED:
        return Problem.CLOSED
    if state is RoundState.DRAFT:
        return Problem.NOT_OPEN
    return None if scores else Problem.EMPTY_SHEET


def ballot_problem(dots: Iterable[int], *, allowed: int) -> Problem | None:
    """Refuse an empty ballot and one with more dots than a person has."""
    given = sum(dots)
    if given == 0:
        return Problem.NO_DOTS
    return Problem.TOO_MANY_DOTS if given > allowed else None


def out_of_order(chosen: Sequence[uuid.UUID], places: Mapping[uuid.UUID, Place]) -> set[uuid.UUID]:
    """Name the chosen needs that stand before one with a better place, whether that one is chosen or not."""
    found = set()
    for position, item in enumerate(chosen):
        ahead = set(chosen[: position + 1])
        mine = places.get(item)
        if any(
            mine is None or place.first < mine.first for other, place in places.items() if other not in ahead
        ):
            found.add(item)
    return found


def choice_problems(
    choices: Sequence[Choice],
    *,
    places: Mapping[uuid.UUID, Place],
    assumptions: Collection[uuid.UUID],
) -> list[tuple[uuid.UUID, Problem]]:
    """Refuse equal ranks, an order without a reason, and an assumption that is not confirmed (R15)."""
    ranks = [choice.rank for choice in choices]
    ordered = sorted(choices, key=lambda choice: choice.rank)
    jumped = out_of_order([choice.item_id for choice in ordered], places)
    found = []
    for choice in choices:
        if ranks.count(choice.rank) > 1:
            found.append((choice.item_id, Problem.SAME_RANK))
        if choice.item_id in jumped and not choice.order_reason:
            found.append((choice.item_id, Problem.ORDER_REASON))
        if choice.item_id in assumptions and not choice.assumption_reason:
            found.append((choice.item_id, Problem.ASSUMPTION_REASON))
    return found


def missing_in(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Name the questions of a card that have no answer yet."""
    return tuple(field for field in CARD_FIELDS if not answers.get(field))


def validation_problem(entry: ValidationEntry, *, today: dt.date) -> Problem | None:
    """Refuse a day that has not come, and a corrected result without the corrections."""
    if entry.held_on > today:
        return Problem.HELD_AHEAD
    corrected = entry.result is ValidationResult.CORRECTED
    return Problem.CORRECTIONS if corrected and not entry.corrections else None


def is_validated(closed_on: dt.date | None, held: Iterable[dt.date]) -> bool:
    """Say whether step 7 is done: residents answered to the result on or after the day it was closed."""
    return closed_on is not None and any(day >= closed_on for day in held)
