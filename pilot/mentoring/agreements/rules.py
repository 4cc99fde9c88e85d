"""What a mentoring agreement holds, when it binds, and when it is looked at again."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pilot.mentoring.agreements.enums import Problem, Review

WORDING = 1  # of what the coordinator sees; a new wording is a new number, the old ones stay in labels
DAYS_BEFORE_REVIEW = 7
FIRST_REVIEW = dt.timedelta(days=14)


@dataclass(frozen=True)
class Terms:
    """What the pair agrees on (a.5): what for, how often, how, and what stays between them."""

    aims: str
    results: str
    time_plan: str
    in_person: int
    remote: int
    frequency: str
    channel: str
    notice_hours: int
    confidentiality: str
    reviews: Mapping[Review, dt.date]


@dataclass(frozen=True)
class Parties:
    """Between whom an agreement is."""

    pair_id: uuid.UUID
    mentor_id: uuid.UUID
    participant_id: uuid.UUID


def problem_with(terms: Terms, *, begins_on: dt.date) -> Problem | None:
    """Return why terms may not be written so, or None: reviews follow each other from the first day on."""
    start, middle, end = (terms.reviews[each] for each in Review)
    if start < begins_on:
        return Problem.START_BEFORE_PAIR
    if middle < start:
        return Problem.MIDDLE_BEFORE_START
    if end < middle:
        return Problem.END_BEFORE_MIDDLE
    return None


def content_of(terms: Terms, parties: Parties) -> dict[str, Any]:
    """Return what is kept of an agreement; people stand in it by id, so that no text keeps an erased name."""
    return {
        **asdict(terms),
        **asdict(parties),
        "reviews": {str(review): day.isoformat() for review, day in terms.reviews.items()},
        "wording": WORDING,
    }


def proposed_reviews(first_on: dt.date, last_on: dt.date) -> dict[Review, dt.date]:
    """Propose the days of the reviews within the days in which a pair works together."""
    last_on = max(first_on, last_on)
    start = min(first_on + FIRST_REVIEW, last_on)
    return {Review.START: start, Review.MIDDLE: start + (last_on - start) / 2, Review.END: last_on}


def is_review_due(day: dt.date, *, today: dt.date) -> bool:
    """Tell whether a review is near or past: from a week before its day."""
    return today >= day - dt.timedelta(days=DAYS_BEFORE_REVIEW)
