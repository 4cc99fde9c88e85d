"""Judge make-up work: who may have it, how much, and who approves (T17)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why make-up work is refused."""

    CLOSED = "closed"
    DONE_ALREADY = "done_already"
    NOTHING_MISSED = "nothing_missed"
    ABOVE_CAP = "above_cap"
    OWN_WORK = "own_work"
    IN_FUTURE = "in_future"
    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    MONTH_CLOSED = "month_closed"
    REVOKED_ALREADY = "revoked_already"
    MINUTES_STAND = "minutes_stand"


@dataclass(frozen=True)
class Work:
    """Make-up work as it is to be approved, with what the participant missed and made up before."""

    minutes: int
    done_on: dt.date
    is_open: bool
    is_own: bool
    is_done: bool
    missed: int
    made_up: int
    cap: int | None
    is_month_closed: bool
    started_on: dt.date | None
    ended_on: dt.date | None = None


def approval_problem(work: Work, *, today: dt.date) -> Problem | None:
    """Return the first reason why work is not approved, or None."""
    is_early = work.started_on is None or work.done_on < work.started_on
    is_above = work.cap is not None and work.made_up + work.minutes > work.cap
    reasons = [
        (not work.is_open, Problem.CLOSED),
        (work.is_own, Problem.OWN_WORK),
        (work.is_done, Problem.DONE_ALREADY),
        (work.done_on > today, Problem.IN_FUTURE),
        (is_early, Problem.BEFORE_START),
        (work.ended_on is not None and work.done_on > work.ended_on, Problem.AFTER_END),
        (work.is_month_closed, Problem.MONTH_CLOSED),
        (work.made_up >= work.missed, Problem.NOTHING_MISSED),
        (is_above, Problem.ABOVE_CAP),
    ]
    return next((problem for is_true, problem in reasons if is_true), None)
