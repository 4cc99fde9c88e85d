"""Judge changes in a community, say when to ask whether one lasts, and add them up over time."""

import calendar
import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.rules import is_ahead

MONTHS_IN_YEAR = 12


class Problem(StrEnum):
    """Why a change is refused."""

    HAPPENED_AHEAD = "happened_ahead"
    EVIDENCE_MISSING = "evidence_missing"
    NOT_DUE = "not_due"


class Check(StrEnum):
    """When it is asked whether a change still holds."""

    AFTER_3_MONTHS = "after_3_months"
    AFTER_6_MONTHS = "after_6_months"


MONTHS = {Check.AFTER_3_MONTHS: 3, Check.AFTER_6_MONTHS: 6}


@dataclass(frozen=True)
class Change:
    """What is said of a change; words or an entry of the diary are its evidence."""

    kind: ChangeKind
    text: str
    happened_on: dt.date
    initiator: Initiator
    evidence: str = ""
    entry_id: uuid.UUID | None = None
    goal: str = ""


def problem(change: Change, *, today: dt.date) -> Problem | None:
    """Return why a change cannot be kept, or None."""
    if is_ahead(change.happened_on, today=today):
        return Problem.HAPPENED_AHEAD
    return None if change.evidence or change.entry_id else Problem.EVIDENCE_MISSING


def day_of(check: Check, happened_on: dt.date) -> dt.date:
    """Return the day from which a change is asked about; the last of a short month stands for the missing."""
    months = happened_on.month - 1 + MONTHS[check]
    year, month = happened_on.year + months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1
    return dt.date(year, month, min(happened_on.day, calendar.monthrange(year, month)[1]))


def check_due(
    happened_on: dt.date, after_3: Sustained | None, after_6: Sustained | None, *, today: dt.date
) -> Check | None:
    """Return what is to be asked of a change today: once six months have passed, only about these.

    What did not last three months is not asked about again.
    """
    if day_of(Check.AFTER_6_MONTHS, happened_on) <= today:
        return Check.AFTER_6_MONTHS if after_6 is None and after_3 is not Sustained.NO else None
    is_first = after_3 is None and day_of(Check.AFTER_3_MONTHS, happened_on) <= today
    return Check.AFTER_3_MONTHS if is_first else None


def curve(days: Iterable[dt.date]) -> list[tuple[dt.date, int]]:
    """Return the days on which something changed with how much had changed by then, the earliest first."""
    counts = Counter(days)
    ordered = sorted(counts)
    return list(zip(ordered, accumulate(counts[day] for day in ordered), strict=True))
