"""Fields that read a value out of typed text: blanks alone are nothing."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from pilot.web.fields import DayField, TimeField, WholeNumberField, required
from pilot.web.forms import Form

MISSING = "Say it"


class Asked(Form):
    day = DayField("Day", required(MISSING))
    time = TimeField("Time", required(MISSING))
    number = WholeNumberField("Number", required(MISSING))
    free = DayField("Another day")


@pytest.mark.parametrize("blank", ["", " ", "\t", "\N{NO-BREAK SPACE}"], ids=repr)
def test_a_required_field_of_blanks_is_refused_and_a_free_one_is_empty(app: Flask, blank: str) -> None:
    typed: dict[str, Any] = dict.fromkeys(("day", "time", "number", "free"), blank)

    with app.test_request_context(method="POST", data=typed):
        form = Asked(MultiDict(typed))
        form.validate()

    assert {name: form[name].errors for name in ("day", "time", "number")} == {
        name: [MISSING] for name in ("day", "time", "number")
    }
    assert form.free.data is None
    assert not form.free.errors
