"""Judge the final evaluation: when it is open, what it asks, what may be averaged (domain d.8)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from pilot.cohort.rules import Month, Span
from pilot.community.evaluations.enums import EvaluationKind, Obstacle, PostDecision, Question, Rating

OUTCOMES = (
    Question.SELF_ORGANISING,
    Question.NETWORKS,
    Question.USE_OF_RESOURCES,
    Question.SOLVING_TOGETHER,
    Question.VOICE_OF_THE_UNHEARD,
)
"""The five outcome dimensions (slides; domain a.7)."""
RATED = frozenset({*OUTCOMES, Question.PROGRESS, Question.QUOTA})
ASKED = MappingProxyType(
    {
        EvaluationKind.PARTICIPANT: (
            *OUTCOMES,
            Question.CHANGED,
            Question.LASTS,
            Question.INSIGHTS,
            Question.METHODOLOGY_USED,
        ),
        EvaluationKind.MENTOR: (Question.PROGRESS, Question.QUOTA, Question.ADVICE),
        EvaluationKind.SERVICE: (
            Question.BENEFITS,
            Question.BURDENS,
            Question.RESOURCES_NEXT_YEAR,
            Question.MEMORANDUM,
        ),
    }
)
NEEDED = MappingProxyType(
    {
        EvaluationKind.PARTICIPANT: (*OUTCOMES, Question.CHANGED, Question.LASTS),
        EvaluationKind.MENTOR: (Question.PROGRESS, Question.QUOTA),
        EvaluationKind.SERVICE: (Question.BENEFITS, Question.BURDENS),
    }
)
"""What has to be answered before an evaluation is handed in; a draft may hold less."""


class Problem(StrEnum):
    """Why an evaluation is refused."""

    NOT_OPEN = "not_open"
    TOO_EARLY = "too_early"
    HANDED_IN = "handed_in"
    UNANSWERED = "unanswered"
    UNRATED = "unrated"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Answer:
    """A step of the scale where the question is rated, and words."""

    rating: Rating | None
    text: str


@dataclass(frozen=True)
class Entry:
    """What an author says; obstacles are a participant's, the decision on a post is a head's."""

    answers: Mapping[Question, Answer]
    obstacles: tuple[Obstacle, ...] = ()
    decision: PostDecision | None = None
    load_pct: int | None = None
    post_from: dt.date | None = None


def hand_in_from(practice: Span | None) -> dt.date | None:
    """Return the first day of the last month of practice, or None while its end is not known (domain d.8)."""
    if practice is None or practice.ends_on is None:
        return None
    return max(practice.starts_on, Month.of(practice.ends_on).first_day)


def save_problem(practice: Span | None, *, hand_in: bool, today: dt.date) -> Problem | None:
    """Refuse a draft before practice begins, and handing in before its last month; neither ends again."""
    if practice is None or today < practice.starts_on:
        return Problem.NOT_OPEN
    first = hand_in_from(practice)
    return Problem.TOO_EARLY if hand_in and (first is None or today < first) else None


def lacking(kind: EvaluationKind, entry: Entry) -> dict[Question | None, Problem]:
    """Return what is still needed to hand in, by question; None stands for the decision on the post."""
    found: dict[Question | None, Problem] = {}
    for question in NEEDED[kind]:
        answer = entry.answers.get(question, Answer(None, ""))
        if question in RATED and answer.rating is None:
            found[question] = Problem.UNRATED
        elif question not in RATED and not answer.text:
            found[question] = Problem.UNANSWERED
    if kind is EvaluationKind.SERVICE and entry.decision is None:
        found[None] = Problem.UNDECIDED
    return found


def mean(ratings: Sequence[int], *, least: int) -> Decimal | None:
    """Return the mean to one decimal, halves up; None below the least number of ratings (R18)."""
    if not ratings or len(ratings) < least:
        return None
    return (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.1"), ROUND_HALF_UP)
