"""What the pages of the self-assessment show: both moments of a person side by side, and the next step."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from pilot.training import forms as training_forms
from pilot.training.competence import labels, rules
from pilot.training.competence.enums import Level, Moment
from pilot.training.competence.models import SelfRating
from pilot.training.competence.rules import Rating, Window
from pilot.training.models import Module
from pilot.web.locale import day, language


@dataclass(frozen=True)
class Line:
    """A module in a person's table: both ratings, and the change where there are both."""

    title: str
    start: Rating | None
    end: Rating | None

    @property
    def change(self) -> str | None:
        if self.start is None or self.end is None:
            return None
        return labels.change(int(self.end.level) - int(self.start.level))


def module_title(module: Module) -> str:
    """Return a module's number and title in the language of the page."""
    return f"{module.number}. {training_forms.title_of(module, language=language())}"


def ratings_in(row: SelfRating | None) -> dict[uuid.UUID, Rating]:
    """Return the ratings of a self-assessment by module; none where there is none."""
    if row is None:
        return {}
    return {line.module_id: Rating(Level(str(line.level)), line.example) for line in row.lines}


def lines_of(rows: Mapping[Moment, SelfRating], modules: Sequence[Module]) -> list[Line]:
    """Return a person's two self-assessments side by side, or nothing before the first."""
    if not rows:
        return []
    start, end = (ratings_in(rows.get(moment)) for moment in Moment)
    return [Line(module_title(each), start.get(each.id), end.get(each.id)) for each in modules]


def lede(windows: Mapping[Moment, Window], *, today: dt.date) -> str:
    """Say in a sentence which moment is open, or which one comes."""
    if not windows:
        return str(_("It opens when the training days are planned."))
    moment = rules.open_moment(windows, today=today)
    start, end = windows[Moment.START], windows[Moment.END]
    if moment is Moment.START:
        return str(_("The rating at the start is open until %(day)s.", day=day(start.last_on)))
    if moment is Moment.END:
        return str(_("The rating at the end is open until %(day)s.", day=day(end.last_on)))
    if today < start.opens_on <= start.last_on:
        return str(_("The rating at the start opens on %(day)s.", day=day(start.opens_on)))
    if today < end.opens_on:
        return str(_("The rating at the end opens on %(day)s.", day=day(end.opens_on)))
    return str(_("Both moments are over; the ratings stand."))
