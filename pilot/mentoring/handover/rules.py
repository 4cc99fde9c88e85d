"""When a new mentor may read what a participant's earlier pairs have done."""

import datetime as dt

DAYS_BEFORE = 14


def opens_on(starts_on: dt.date) -> dt.date:
    """Return the first day on which the new mentor reads the pack: two weeks before the pair begins."""
    return starts_on - dt.timedelta(days=DAYS_BEFORE)
