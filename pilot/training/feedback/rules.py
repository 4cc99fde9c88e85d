"""Rules of anonymous feedback: who may answer once, and when answers may be shown (T20).

Results change in one step only: nothing is shown while anybody may still answer, and after that nothing
changes. So no two looks at a page differ by one answer.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pilot.training.feedback.enums import Aspect, Standing
from pilot.training.rules import FEEDBACK_WINDOW, takes_feedback

LEAST_ANSWERS = 4
TENTH = Decimal("0.1")


class Problem(StrEnum):
    """Why somebody may not answer about a day."""

    NOT_HELD = "not_held"
    WINDOW_OVER = "window_over"
    NOT_THERE = "not_there"
    ALREADY_GIVEN = "already_given"


@dataclass(frozen=True)
class Answer:
    """Three ratings from 1 to 5 and two texts: nothing that says whose they are."""

    content: int
    lecturer: int
    usefulness: int
    to_keep: str = ""
    to_change: str = ""

    def rating(self, aspect: Aspect) -> int:
        return {
            Aspect.CONTENT: self.content,
            Aspect.LECTURER: self.lecturer,
            Aspect.USEFULNESS: self.usefulness,
        }[aspect]


@dataclass(frozen=True)
class Summary:
    """What may be shown of a day: unless its standing says shown, it is the same whatever was answered."""

    standing: Standing
    count: int = 0
    means: tuple[tuple[Aspect, Decimal], ...] = ()


def give_problem(held_on: dt.date, *, today: dt.date, has_attended: bool, has_given: bool) -> Problem | None:
    """Return why a participant may not answer about a day now, or None: once each, for two weeks."""
    if held_on > today:
        return Problem.NOT_HELD
    if not has_attended:
        return Problem.NOT_THERE
    if has_given:
        return Problem.ALREADY_GIVEN
    return None if takes_feedback(held_on, today=today) else Problem.WINDOW_OVER


def last_day(held_on: dt.date) -> dt.date:
    """Return the last day on which a day's feedback is taken."""
    return held_on + FEEDBACK_WINDOW


def standing(count: int, *, held_on: dt.date, today: dt.date, least: int = LEAST_ANSWERS) -> Standing:
    """Judge whether a day's answers may be shown: all have been given, and they are enough."""
    if today <= last_day(held_on):
        return Standing.OPEN
    return Standing.SHOWN if count >= least else Standing.TOO_FEW


def summary(
    answers: Sequence[Answer], *, held_on: dt.date, today: dt.date, least: int = LEAST_ANSWERS
) -> Summary:
    """Return what may be shown of a day's answers; below the threshold not even how many there are."""
    found = standing(len(answers), held_on=held_on, today=today, least=least)
    return together(answers) if found is Standing.SHOWN else Summary(found)


def together(answers: Sequence[Answer], *, otherwise: Standing = Standing.TOO_FEW) -> Summary:
    """Return count and means of answers that are all shown already; without any, why there are none."""
    if not answers:
        return Summary(otherwise)
    means = tuple((aspect, mean([each.rating(aspect) for each in answers])) for aspect in Aspect)
    return Summary(Standing.SHOWN, len(answers), means)


def mean(values: Sequence[int]) -> Decimal:
    """Return the mean of ratings to one decimal, halves upwards."""
    return (Decimal(sum(values)) / len(values)).quantize(TENTH, ROUND_HALF_UP)
