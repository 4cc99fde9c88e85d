"""Texts that others read: what is refused, what is asked about, and what may stay for a reason (C16)."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from pilot.text import personal_code_in
from pilot.web.fields import ContactField, NoteField
from pilot.web.forms import Form
from pilot.web.shared_text import ContactGuardForm


class Shared(ContactGuardForm):
    text = NoteField("Teksts")
    contact = ContactField("Kontakts")


class Plain(Form):
    text = NoteField("Teksts")


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    """Give forms a request without the token of a session."""
    with app.test_request_context("/", method="POST"):
        yield


NO_TOKEN = {"csrf": False}
CODES = ["161175-19997", "16117519997", "328673-00679"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("page")
def test_a_code_is_refused_for_whatever_reason(code: str) -> None:
    form = Shared(MultiDict({"text": f"Saruna, {code}", "number_reason": "lietas numurs"}), meta=NO_TOKEN)
    assert not form.validate()
    assert form.text.errors
    assert not form.with_number
    assert personal_code_in(code)


@pytest.mark.parametrize("text", ["010203-12345", "Nr. 123456-78901"])
@pytest.mark.usefixtures("page")
def test_what_only_looks_like_a_code_may_stay_with_a_reason(text: str) -> None:
    asked = Shared(MultiDict({"text": text}), meta=NO_TOKEN)
    assert not asked.validate()
    assert asked.text.errors
    assert asked.number_reason.errors
    assert Shared(MultiDict({"text": text, "number_reason": "lietas numurs"}), meta=NO_TOKEN).validate()
    assert not Shared(MultiDict({"text": text, "number_reason": "010203-12345"}), meta=NO_TOKEN).validate()
    assert not Plain(MultiDict({"text": text}), meta=NO_TOKEN).validate()


@pytest.mark.parametrize("text", ["Zvanīt +371 26123456", "Rakstīt anna.ozola@example.lv"])
@pytest.mark.usefixtures("page")
def test_a_contact_may_stay_when_it_is_confirmed(text: str) -> None:
    asked = Shared(MultiDict({"text": text}), meta=NO_TOKEN)
    assert not asked.validate()
    assert asked.text.errors
    assert Shared(MultiDict({"text": text, "contact_may_stay": "y"}), meta=NO_TOKEN).validate()


@pytest.mark.usefixtures("page")
def test_a_contact_where_one_is_asked_for_is_not_asked_about() -> None:
    assert Shared(MultiDict({"text": "Saruna", "contact": "+371 26123456"}), meta=NO_TOKEN).validate()
    assert not Shared(MultiDict({"contact": "161175-19997"}), meta=NO_TOKEN).validate()


@pytest.mark.usefixtures("page")
def test_what_is_asked_stands_below_the_text() -> None:
    names = [field.short_name for field in Shared()]
    assert names[-2:] == ["contact_may_stay", "number_reason"]
