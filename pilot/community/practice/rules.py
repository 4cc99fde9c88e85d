"""When the practice of a participant has stood still, and how far all have come (C19)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median_high

STANDS_STILL = 21


@dataclass(frozen=True)
class Quiet:
    """What is known of the days of a participant: when the practice began, and what came last."""

    began_on: dt.date
    last_on: dt.date | None
    absent: Collection[dt.date] = ()


def quiet_days(quiet: Quiet, *, today: dt.date) -> int | None:
    """Return for how many days nothing was recorded, or None where nobody should be asked about it.

    Days begin to count at the beginning, at the last record or at the last day of leave, whichever came last;
    who is away today is left alone, and so is everybody whose silence is shorter than the limit.
    """
    if today < quiet.began_on or today in quiet.absent:
        return None
    gone = [day for day in (quiet.last_on, *quiet.absent) if day is not None and day <= today]
    days = (today - max([quiet.began_on, *gone])).days
    return days if days >= STANDS_STILL else None


def middle(counts: Collection[int]) -> int | None:
    """Return the number of stages that half of the participants have reached, if there are several."""
    return median_high(counts) if len(counts) > 1 else None
