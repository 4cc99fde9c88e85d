"""Words for notices of training days: how they stand, what changed, warnings."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_pgettext
from flask_babel import lazy_gettext as _l

from pilot.training.enums import DayMode
from pilot.training.labels import MODES
from pilot.training.notices.rules import Problem, Standing
from pilot.web import locale

STANDINGS = {
    Standing.NOTHING: _l("No training days"),
    Standing.LATER: _l("Not yet due"),
    Standing.DUE: _l("Send now"),
    Standing.LATE: _l("Late"),
    Standing.NEVER_SENT: _l("Was not sent"),
    Standing.SENT: lazy_pgettext("notice", "Sent"),
    Standing.CHANGED: _l("Changed since it was sent"),
}
SIGNS = {
    Standing.NOTHING: "plain",
    Standing.LATER: "plain",
    Standing.DUE: "warn",
    Standing.LATE: "danger",
    Standing.NEVER_SENT: "danger",
    Standing.SENT: "ok",
    Standing.CHANGED: "warn",
}
FIELDS = {
    "held_on": _l("Date"),
    "starts_at": _l("Start"),
    "ends_at": _l("End"),
    "mode": _l("How it is held"),
    "venue": _l("Venue"),
    "address": _l("Address"),
    "minutes": _l("Length"),
    "lecturers": _l("Lecturers"),
}
PROBLEMS = {
    Problem.NOTHING_TO_SEND: _l("This month has no training days, so there is nothing to send"),
    Problem.NOTHING_CHANGED: _l("Nothing is different from the last notice"),
    Problem.IN_FUTURE: _l("Enter a day that is not in the future"),
    Problem.CHANGED_MEANWHILE: _l("Somebody recorded a notice meanwhile; look at the page and send again"),
}


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def late_warning(number: int, day: Mapping[str, Any]) -> str:
    """Warn of a day that changed less than one day before it began; it is told in the report too."""
    return _(
        "Attention: training day %(number)s (%(date)s) was changed less than one day before it began. "
        "Say why in the report on the project.",
        number=number,
        date=date_of(day),
    )


def date_of(day: Mapping[str, Any]) -> str:
    return locale.day(dt.date.fromisoformat(day["held_on"]))


def time_of(day: Mapping[str, Any]) -> str:
    """Write from when to when a day lasts: 9.30–16.30."""
    return f"{clock_time(day['starts_at'])}–{clock_time(day['ends_at'])}"


def clock_time(written: str) -> str:
    return locale.clock_time(dt.time.fromisoformat(written))


def value_of(name: str, day: Mapping[str, Any]) -> str:
    """Write one fact of a day."""
    value = day[name]
    match name:
        case "held_on":
            return date_of(day)
        case "starts_at" | "ends_at":
            return clock_time(value)
        case "mode":
            return str(MODES[DayMode(value)])
        case "minutes":
            return locale.minutes(value)
        case "lecturers":
            return ", ".join(value) or "–"
        case _:
            return str(value) or "–"


def describe(change: Mapping[str, Any]) -> str:
    """Say what happened to a day since the last notice."""
    before, after, number = change["before"], change["after"], change["number"]
    if before is None:
        return _(
            "Day %(number)s: added, %(date)s, %(time)s",
            number=number,
            date=date_of(after),
            time=time_of(after),
        )
    if after is None:
        return _("Day %(number)s: does not take place on %(date)s", number=number, date=date_of(before))
    parts = [
        f"{FIELDS[name]}: {value_of(name, before)} → {value_of(name, after)}"
        for name in FIELDS
        if before[name] != after[name]
    ]
    return _("Day %(number)s: %(changes)s", number=number, changes="; ".join(parts))
