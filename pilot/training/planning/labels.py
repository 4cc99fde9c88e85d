"""Words for plans: what stands in the way, what speaks for a plan, what a wish costs."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from pilot.training.planning.engine.conflict import Obstacle, Reason
from pilot.training.planning.engine.planner import Merit
from pilot.training.planning.engine.problem import DAY, Counts, Wish
from pilot.training.planning.enums import Importance, PlanProblemKind
from pilot.web import locale

A_MONDAY = dt.date(2022, 8, 1)
WEEKDAYS = range(1, 8)
STRETCH = 3
IMPORTANCE = {
    Importance.UNIMPORTANT: _l("Unimportant"),
    Importance.IMPORTANT: _l("Important"),
    Importance.VERY_IMPORTANT: _l("Very important"),
}
MERITS = {
    Merit.FINISHES_EARLIEST: _l("Finishes earliest"),
    Merit.FEWEST_ABSENCES: _l("Fewest absences"),
    Merit.MODULES_TOGETHER: _l("Most modules on days in a row"),
    Merit.WIDEST_GAPS: _l("Widest gaps between modules"),
    Merit.OTHER_DATES: _l("As many other dates as possible"),
}
WISHES = {
    Wish.ABSENCE: _l("Few absences"),
    Wish.SPLIT: _l("Keeping the days of a module together"),
    Wish.GAP: _l("Time between modules"),
    Wish.WEEKDAY: _l("Preferred weekdays"),
    Wish.TRAVEL: _l("No travel overnight"),
}
PROBLEMS = {
    PlanProblemKind.DAYS_EXIST: _l("Training days are planned already; plan again after a change instead"),
    PlanProblemKind.CHANGED: _l("Something changed since the plan was shown. Look at the new plan first."),
    PlanProblemKind.NO_PLAN: _l("There is no plan to use; change what stands in its way"),
    PlanProblemKind.NOTHING_MOVES: _l("No training day has to move"),
}


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def weekday_name(number: int) -> str:
    """Name a weekday from 1 (Monday) to 7."""
    return locale.weekday(A_MONDAY + dt.timedelta(days=number - 1))


def told(reason: Reason) -> str:
    """Say in a sentence what stands in the way of a plan."""
    return _told_of_course(reason) or _told_of_dates(reason)


def _told_of_course(reason: Reason) -> str:
    match reason.obstacle:
        case Obstacle.DAYS_DO_NOT_FILL_MONTHS:
            words = _(
                "Days that the modules need: %(needed)d. Days that the months hold: %(given)d. "
                "Change the days of a module, the days of a month or the dates of the course.",
                needed=reason.needed,
                given=reason.given,
            )
        case Obstacle.MONTHS_TOO_FULL:
            words = _(
                "Days that the modules need: %(needed)d. Days that the months hold at most: %(given)d. "
                "Change the days of a module, the days of a month or the dates of the course.",
                needed=reason.needed,
                given=reason.given,
            )
        case Obstacle.NO_LECTURER:
            words = _("The module has no lecturer: %(name)s", name=reason.name)
        case Obstacle.MONTH:
            words = ngettext(
                "There is no room for %(num)d training day: %(month)s",
                "There is no room for %(num)d training days: %(month)s",
                reason.needed,
                month=locale.month(reason.dates[0]),
            )
        case Obstacle.COURSE:
            words = ngettext(
                "There is no room for %(num)d training day between the dates of the course",
                "There is no room for %(num)d training days between the dates of the course",
                reason.needed,
            )
        case Obstacle.GROUP:
            words = _("No plan for the group: %(name)s", name=reason.name)
        case _:
            words = ""
    return str(words)


def days_in_words(dates: Sequence[dt.date]) -> str:
    """Write days; three and more in a row as a stretch."""
    stretches: list[list[dt.date]] = []
    for date in dates:
        if stretches and date - stretches[-1][-1] == DAY:
            stretches[-1].append(date)
        else:
            stretches.append([date])
    words = []
    for stretch in stretches:
        if len(stretch) >= STRETCH:
            words.append(f"{locale.day(stretch[0])} – {locale.day(stretch[-1])}")
        else:
            words += [locale.day(date) for date in stretch]
    return ", ".join(words)


def _told_of_dates(reason: Reason) -> str:
    name, days = reason.name, days_in_words(reason.dates)
    match reason.obstacle:
        case Obstacle.WEEKDAY:
            day = weekday_name(reason.weekday)
            words = _("No training on this day of the week: %(weekday)s", weekday=day)
        case Obstacle.BLOCKED:
            words = _("No training on these dates: %(days)s", days=days)
        case Obstacle.BUSY:
            words = _("The lecturer is not free: %(name)s, %(days)s", name=name, days=days)
        case Obstacle.SEATS:
            words = _(
                "The room has too few seats: %(name)s, %(given)d of %(needed)d",
                name=name,
                given=reason.given,
                needed=reason.needed,
            )
        case Obstacle.ROOM:
            words = _("The room is not free: %(name)s, %(days)s", name=name, days=days)
        case Obstacle.HELD:
            words = _("These training days cannot move: %(days)s", days=days)
        case Obstacle.SHARED:
            words = _("More groups need it than it has free days: %(name)s, %(days)s", name=name, days=days)
        case _:
            words = _("No travel overnight is allowed")
    return words


def misses(counts: Counts) -> list[str]:
    """Say what a plan does not keep of the wishes, in the order of the wishes; empty when it keeps all."""
    words = {
        Wish.ABSENCE: ngettext("%(num)d absence", "%(num)d absences", counts.absence),
        Wish.SPLIT: ngettext(
            "%(num)d module not on days in a row", "%(num)d modules not on days in a row", counts.split
        ),
        Wish.GAP: ngettext(
            "%(num)d day too few between modules", "%(num)d days too few between modules", counts.gap
        ),
        Wish.WEEKDAY: ngettext(
            "%(num)d day not on a preferred weekday",
            "%(num)d days not on a preferred weekday",
            counts.weekday,
        ),
        Wish.TRAVEL: ngettext("%(num)d journey overnight", "%(num)d journeys overnight", counts.travel),
    }
    return [str(words[wish]) for wish in Wish if counts.of(wish)]


def price(wish: Wish, *, kept: Counts, without: Counts) -> str:
    """Say what a wish costs: by how much the plan without it keeps the other wishes better."""
    saved = {each: max(0, kept.of(each) - without.of(each)) for each in Wish if each is not wish}
    words = misses(Counts(**saved))
    if not words:
        return _("%(wish)s: costs nothing", wish=WISHES[wish])
    return _("%(wish)s costs: %(price)s", wish=WISHES[wish], price=", ".join(words))
