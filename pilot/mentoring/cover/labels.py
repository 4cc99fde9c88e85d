"""Words for absences of mentors and what they do."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from pilot.cohort.absence_rules import Dates, DatesProblem
from pilot.mentoring.cover.enums import Effect
from pilot.mentoring.cover.rules import MonthEffect
from pilot.web import locale

if TYPE_CHECKING:
    from pilot.cohort.models import MentoringPair, UnavailableSpan

EFFECTS = {
    Effect.IMPOSSIBLE: _l("the minimum becomes impossible"),
    Effect.AT_RISK: _l("the minimum is at risk"),
    Effect.NONE: _l("the minimum can be reached all the same"),
}
EFFECT_KINDS = {
    Effect.IMPOSSIBLE: "danger",
    Effect.AT_RISK: "warn",
    Effect.NONE: "ok",
}
PROBLEMS = {
    DatesProblem.ENDS_BEFORE_START: _l("Enter a last day that is not before the first day"),
    DatesProblem.TOO_LONG: _l("Enter at most 400 days at once; for a longer time, enter several stretches"),
    DatesProblem.PAST: _l("These days are over; enter days from today on"),
}


def dates(stretch: "Dates | UnavailableSpan") -> str:
    """Write a stretch of days: 14.11.2022. or 14.11.2022.–16.11.2022."""
    first = locale.day(stretch.first_on)
    return first if stretch.first_on == stretch.last_on else f"{first}–{locale.day(stretch.last_on)}"


def dates_of(pair: "MentoringPair") -> str:
    """Write the days of a substitute."""
    return dates(Dates(pair.starts_on, pair.ends_on or pair.starts_on))


def effect(found: MonthEffect) -> str:
    """Say of a month what is missing, and until when the meetings must begin."""
    parts = [locale.month(found.month.first_day)]
    if found.missing:
        parts.append(_("%(minutes)s still missing", minutes=locale.minutes(found.missing)))
    if found.effect is Effect.AT_RISK and found.last_safe_day:
        parts.append(_("last safe day %(day)s", day=locale.day(found.last_safe_day)))
    return ", ".join(str(part) for part in parts)
