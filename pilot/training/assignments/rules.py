"""Rules of independent work: who may hand in and assess, and what is late (T19)."""

import datetime as dt
import uuid
from enum import StrEnum

from pilot.training.assignments.enums import Verdict, WorkState

OPEN_TO_AUTHOR = frozenset({WorkState.DRAFT, WorkState.RETURNED})


class Problem(StrEnum):
    """Why an assignment, a piece of work or its assessment is refused."""

    NOTHING_TO_HAND_IN = "nothing_to_hand_in"
    NOT_OPEN_TO_AUTHOR = "not_open_to_author"
    NOT_WAITING = "not_waiting"
    OWN_WORK = "own_work"
    COMMENT_MISSING = "comment_missing"
    WORK_BEGUN = "work_begun"


def may_write(state: WorkState | None) -> bool:
    """Tell whether the author may change the text: before it is handed in, and after it was returned."""
    return state is None or state in OPEN_TO_AUTHOR


def hand_in_problem(state: WorkState | None, *, text: str, is_done_in_tool: bool) -> Problem | None:
    """Return why a piece of work may not be handed in now, or None; a text or the tool has to hold it."""
    if not may_write(state):
        return Problem.NOT_OPEN_TO_AUTHOR
    return None if text.strip() or is_done_in_tool else Problem.NOTHING_TO_HAND_IN


def assess_problem(
    state: WorkState, *, verdict: Verdict, comment: str, author_id: uuid.UUID, assessor_id: uuid.UUID
) -> Problem | None:
    """Return why somebody may not accept or return a piece of work, or None.

    Nobody assesses their own work, whatever roles they have; who returns it says why.
    """
    if author_id == assessor_id:
        return Problem.OWN_WORK
    if state is not WorkState.SUBMITTED:
        return Problem.NOT_WAITING
    if verdict is Verdict.RETURNED and not comment.strip():
        return Problem.COMMENT_MISSING
    return None


def state_after(verdict: Verdict) -> WorkState:
    """Return the state that a verdict leads to."""
    return WorkState.ACCEPTED if verdict is Verdict.ACCEPTED else WorkState.RETURNED


def is_late(due_on: dt.date, *, handed_in_on: dt.date | None, today: dt.date) -> bool:
    """Tell whether work was first handed in after its day, or is not handed in and its day is over.

    Both days are local ones; the due day itself is in time until midnight.
    """
    return (handed_in_on or today) > due_on
