"""The grid of a month: one field for each day of each pair; a number alone is minutes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SubmitField

from pilot.mentoring import labels, rules
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.session_forms import LengthField
from pilot.web import locale
from pilot.web.fields import ChoiceField, required
from pilot.web.forms import Form

Cell = tuple[uuid.UUID, dt.date]


def name_of(cell: Cell) -> str:
    """Return the name of the field of a person's day."""
    person, day = cell
    return f"m_{person.hex}_{day.day}"


class GridForm(Form):
    """The fields of the days are added for each mentor and month by `grid_form`."""

    cells: ClassVar[Mapping[str, Cell]] = {}
    warning_minutes: ClassVar[int] = 0
    form_errors: list[str]

    form = ChoiceField(
        _l("How did you meet?"), required(_l("Choose how you met")), labels=labels.SESSION_FORMS
    )
    long_enough = BooleanField(_l("Yes, the long sessions were that long"))
    copy = SubmitField(_l("Copy the pattern of the month before"))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if not self.long_enough.data:
            for name in self.long_cells():
                self.refuse_field(name, _("Longer than usual: tick the box below the table if it is right"))
                is_valid = False
        if is_valid and not self.typed():
            self.form_errors = [*self.form_errors, _("Type the minutes of at least one day")]
            is_valid = False
        return is_valid

    def typed(self) -> dict[str, int]:
        """Return the minutes that were typed, by field."""
        return {name: self[name].data for name in self.cells if self[name].data is not None}

    def long_cells(self) -> list[str]:
        return [
            name
            for name, minutes in self.typed().items()
            if rules.is_unusually_long(minutes, session_warning_minutes=self.warning_minutes)
        ]

    def records(self) -> dict[str, rules.Record]:
        form: SessionForm = self.form.data
        return {
            name: rules.Record(
                participation_ids=frozenset({self.cells[name][0]}),
                held_on=self.cells[name][1],
                minutes=minutes,
                form=form,
            )
            for name, minutes in self.typed().items()
        }

    def take_pattern(self, pattern: Mapping[Cell, int]) -> int:
        """Put minutes into the days in which nothing is typed, and return into how many."""
        filled = 0
        for cell, minutes in pattern.items():
            field = self[name_of(cell)]
            if not field.raw_data:
                field.data, field.raw_data = minutes, [str(minutes)]
                filled += 1
        return filled


def grid_form(
    people: Sequence[tuple[uuid.UUID, str, frozenset[dt.date]]],
    *,
    first_form: SessionForm,
    warning_minutes: int,
) -> GridForm:
    """Build the form of a month: for each person, with the name, the days that can be filled."""
    cells = {name_of((person, day)): (person, day) for person, _name, days in people for day in sorted(days)}
    names = {person: name for person, name, _days in people}
    fields: dict[str, Any] = {
        field: LengthField(
            _("%(name)s, %(day)s, minutes", name=names[person], day=locale.day(day)),
        )
        for field, (person, day) in cells.items()
    }
    kind: type[GridForm] = type(
        "GridForm", (GridForm,), {**fields, "cells": cells, "warning_minutes": warning_minutes}
    )
    return kind(form=first_form)
