"""Judge what a mentor's absence does to the months of a pair."""

import datetime as dt
from dataclasses import dataclass, replace

from pilot.cohort.rules import Month
from pilot.mentoring.cover.enums import Effect
from pilot.mentoring.enums import Standing
from pilot.mentoring.forecast.rules import Outlook, Situation, outlook

ORDER = tuple(Effect)


@dataclass(frozen=True)
class MonthEffect:
    """A month that an absence touches: what it does, what is missing, and until when it can be saved."""

    month: Month
    effect: Effect
    missing: int
    last_safe_day: dt.date | None


def effect_of(situation: Situation, *, lost_days: tuple[dt.date, ...], lost_minutes: int) -> MonthEffect:
    """Judge a month as it would be without an absence, and with it.

    The situation is the one without: with it `lost_days` are not free, and the `lost_minutes` booked on them
    do not take place.
    """
    before = outlook(situation)
    free = tuple(day for day in situation.free_days if day not in set(lost_days))
    after = outlook(replace(situation, free_days=free, booked=max(0, situation.booked - lost_minutes)))
    return MonthEffect(situation.month, _effect(before, after), after.missing, after.last_safe_day)


def _effect(before: Outlook, after: Outlook) -> Effect:
    if after.standing is before.standing:
        return Effect.NONE
    if after.standing is Standing.IMPOSSIBLE:
        return Effect.IMPOSSIBLE
    return Effect.AT_RISK if after.standing in {Standing.AT_RISK, Standing.OPEN} else Effect.NONE


def worst(effects: tuple[MonthEffect, ...]) -> Effect:
    """Return the worst that an absence does to any month."""
    return min((each.effect for each in effects), key=ORDER.index, default=Effect.NONE)
