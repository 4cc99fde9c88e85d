"""The form of a self-assessment: a level and an example for each module."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FormField, HiddenField

from pilot.training.competence import labels
from pilot.training.competence.enums import Level, Moment
from pilot.training.competence.rules import Problem, Rating
from pilot.web.fields import LineField, RadioChoiceField, required
from pilot.web.forms import EditForm, SearchForm


class LineForm(SearchForm):
    """One module; the form around it carries token, key and version."""

    level: Any
    example: Any

    @classmethod
    def about(cls, title: str) -> type["LineForm"]:
        """Return this form for a module: the question is its title."""
        wanted = required(_l("Rate yourself from 1 to 5: %(module)s", module=title))
        fields = {
            "level": RadioChoiceField(title, wanted, labels=labels.LEVELS),
            "example": LineField(_l("Example from your work")),
        }
        return type(cls.__name__, (cls,), fields)

    def rating(self) -> Rating:
        return Rating(Level(self.level.data), self.example.data or "")


class RateForm(EditForm):
    """All modules of a pilot at the moment that was open when the page was made."""

    moment = HiddenField()
    module_ids: tuple[uuid.UUID, ...] = ()

    @classmethod
    def listing(cls, modules: Mapping[uuid.UUID, str]) -> type["RateForm"]:
        """Return this form with a line for each module, which is called by its title."""
        fields: dict[str, Any] = {
            _name(each): FormField(LineForm.about(title)) for each, title in modules.items()
        }
        return type(cls.__name__, (cls,), {**fields, "module_ids": tuple(modules)})

    @property
    def lines(self) -> list[Field]:
        return [self[_name(each)] for each in self.module_ids]

    def chosen_moment(self) -> Moment | None:
        """Return the moment of the page, or None where its text names none."""
        return Moment(self.moment.data) if self.moment.data in set(Moment) else None

    def ratings(self) -> dict[uuid.UUID, Rating]:
        return {each: self[_name(each)].form.rating() for each in self.module_ids}

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("moment", labels.PROBLEMS[problem])


def values_of(ratings: Mapping[uuid.UUID, Rating]) -> dict[str, dict[str, Any]]:
    """Return what stands in the form before anything is typed, by the names of its lines."""
    return {
        _name(each): {"level": rating.level, "example": rating.example} for each, rating in ratings.items()
    }


def _name(module_id: uuid.UUID) -> str:
    return f"m{module_id.hex}"
