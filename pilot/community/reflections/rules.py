"""Judge a reflection: nobody has to answer anything, but an empty one is none."""

import datetime as dt
from dataclasses import astuple, dataclass
from enum import StrEnum

from pilot.community.rules import is_ahead


class Problem(StrEnum):
    """Why a reflection is refused."""

    EMPTY = "empty"
    AHEAD = "ahead"
    NO_MENTOR = "no_mentor"
    ANOTHER_MENTOR = "another_mentor"


@dataclass(frozen=True)
class Answers:
    """The five answers of a reflection (domain a.5)."""

    happened: str = ""
    learned: str = ""
    practice: str = ""
    discussed: str = ""
    methodology: str = ""


def problem(answers: Answers, *, reflected_on: dt.date, today: dt.date) -> Problem | None:
    """Return why a reflection cannot be kept, or None."""
    if is_ahead(reflected_on, today=today):
        return Problem.AHEAD
    return None if any(astuple(answers)) else Problem.EMPTY
