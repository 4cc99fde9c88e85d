"""What the pages of the self-assessment show: the moments of a person side by side, and the next step."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from pilot.training import forms as training_forms
from pilot.training.competence import labels, rules
from pilot.training.competence.enums import Leg, Level, Moment
from pilot.training.competence.models import SelfRating
from pilot.training.competence.rules import Rating, Window
from pilot.training.models import Module
from pilot.web.locale import day, language


@dataclass(frozen=True)
class Line:
    """A module in a person's table: the ratings in the order of the moments, None where there is none."""

    title: str
    ratings: Mapping[Moment, Rating | None]

    @property
    def change(self) -> str | None:
        """Return the change from the first rating to the last, or None with fewer than two."""
        levels = [int(rating.level) for rating in self.ratings.values() if rating]
        return labels.change(levels[-1] - levels[0]) if len(levels) > 1 else None


def module_title(module: Module) -> str:
    """Return a module's number and title in the language of the page."""
    return f"{module.number}. {training_forms.title_of(module, language=language())}"


def ratings_in(row: SelfRating | None) -> dict[uuid.UUID, Rating]:
    """Return the ratings of a self-assessment by module; none where there is none."""
    if row is None:
        return {}
    return {line.module_id: Rating(Level(str(line.level)), line.example) for line in row.lines}


def moments_of(windows: Mapping[Moment, Window], rows: Mapping[Moment, SelfRating]) -> list[Moment]:
    """Return the moments that stand in a person's table: those of the training, and the others there are."""
    of_training = rules.LEGS[Leg.TRAINING]
    return [moment for moment in Moment if moment in of_training or moment in windows or moment in rows]


def lines_of(
    rows: Mapping[Moment, SelfRating], modules: Sequence[Module], moments: Sequence[Moment]
) -> list[Line]:
    """Return a person's self-assessments side by side, or nothing before the first."""
    if not rows:
        return []
    ratings = {moment: ratings_in(rows.get(moment)) for moment in moments}
    return [
        Line(module_title(each), {moment: found.get(each.id) for moment, found in ratings.items()})
        for each in modules
    ]


def lede(windows: Mapping[Moment, Window], *, today: dt.date) -> str:
    """Say in a sentence which moment is open, or which one comes."""
    if not windows:
        return str(_("It opens when the training days are planned."))
    moment = rules.open_moment(windows, today=today)
    if moment is not None:
        return _open(moment, windows[moment])
    ahead = rules.next_moment(windows, today=today)
    if ahead is not None:
        return _ahead(ahead, windows[ahead])
    return str(_("All moments are over; the ratings stand."))


def _open(moment: Moment, window: Window) -> str:
    until = day(window.last_on)
    words = {
        Moment.START: _("The rating at the start of the training is open until %(day)s.", day=until),
        Moment.END: _("The rating at the end of the training is open until %(day)s.", day=until),
        Moment.PRACTICE_MIDDLE: _(
            "The rating in the middle of the practice is open until %(day)s.", day=until
        ),
        Moment.PRACTICE_END: _("The rating at the end of the practice is open until %(day)s.", day=until),
    }
    return str(words[moment])


def _ahead(moment: Moment, window: Window) -> str:
    opens = day(window.opens_on)
    words = {
        Moment.START: _("The rating at the start of the training opens on %(day)s.", day=opens),
        Moment.END: _("The rating at the end of the training opens on %(day)s.", day=opens),
        Moment.PRACTICE_MIDDLE: _("The rating in the middle of the practice opens on %(day)s.", day=opens),
        Moment.PRACTICE_END: _("The rating at the end of the practice opens on %(day)s.", day=opens),
    }
    return str(words[moment])
