"""No input makes an error of the server, and what is accepted is kept in composed form (R18)."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, Text, select

from pilot.database import Base
from tests.sweep import fill
from tests.sweep.pages import Control
from tests.sweep.routes import ROUTES
from tests.sweep.walk import READ, SENT, Opened, Stage, on_stage, opened

PER_FORM, PER_PAGE, LEAST = 12, 4, 3_000
SEEDS = (
    "sNaN",
    "-NaN",
    "Infinity",
    "9" * 400,
    "-1",
    "0",
    "1,5",
    "1_0",
    "١٢",
    "a\x00b",
    "\ud800",
    unicodedata.normalize("NFD", "Šķēle Ģirts"),
    "\u202etxt.exe",
    "rinda\n" * 10_000,
    "01.01.0001",
    "31.12.9999",
    "0001-01-01",
    "9999-12-31",
    "29.02.2023.",
    "25:99",
    "24.00",
    "👩‍👩‍👧‍👦",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "' OR 1=1 --",
    "%00",
    "\r\nSet-Cookie: a=b",
    "",
    " ",
    "x" * 201,
    "y@" + "z" * 300 + ".lv",
    "anna@example.lv\r\nBcc: b@example.lv",
)
QUERY = ("page", "q", "rule", "month", "preset", "year", "person", "next", "state", "view", "sort", "kind")
QUIET = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
nasty = st.sampled_from(SEEDS) | st.text(max_size=60)


@pytest.fixture(scope="module")
def stage(app: Flask) -> Iterator[Stage]:
    with on_stage(app) as found:
        yield found
        found.asked = 0


def values_of(page: Opened) -> st.SearchStrategy[fill.Values]:
    """Return ways to fill a form badly: each field rightly, nastily, twice or not at all."""
    right = fill.filled(page.form, page.endpoint)
    fields = {
        control.name: choices_for(control, right.get(control.name, []))
        for control in page.form.controls
        if control.name not in {"csrf_token", "idem"}
    }
    return st.fixed_dictionaries({}, optional=fields)


def choices_for(control: Control, right: list[str]) -> st.SearchStrategy[list[str]]:
    offered = st.sampled_from(control.options) if control.options else nasty
    return (
        st.just(right) | st.lists(nasty, min_size=1, max_size=2) | st.lists(offered, min_size=1, max_size=1)
    )


def sendable(values: fill.Values) -> dict[str, Any]:
    """Return the values as bytes, so that a lone surrogate travels as a hostile client would send it."""
    return {
        name: [
            value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value for value in several
        ]
        for name, several in values.items()
    }


@pytest.mark.parametrize("endpoint", [name for name in SENT if name != "accounts.sign_out"])
def test_no_form_can_be_filled_so_that_the_server_fails(stage: Stage, endpoint: str) -> None:
    page = opened(stage, endpoint)

    @settings(QUIET, max_examples=PER_FORM)
    @given(values_of(page))
    def send(values: fill.Values) -> None:
        stage.asked += 1
        answer = page.visitor.post(page.address, sendable(values))
        assert answer.status_code < 500

    send()


@pytest.mark.parametrize("endpoint", READ)
def test_no_query_makes_the_server_fail(stage: Stage, endpoint: str) -> None:
    thing = stage.thing(endpoint, "GET")
    visitor = stage.visitors[next(stage.who_may(endpoint, "GET", thing)).name]
    address = stage.address(endpoint, "GET", thing).partition("?")[0]

    @settings(QUIET, max_examples=PER_PAGE)
    @given(st.dictionaries(st.sampled_from(QUERY), nasty.filter(lambda text: len(text) < 2_000), max_size=4))
    def ask(query: dict[str, str]) -> None:
        stage.asked += 1
        answer = visitor.get(address, query_string={name: clean(text) for name, text in query.items()})
        assert answer.status_code < 500

    ask()


def clean(text: str) -> str:
    """Leave out what no address can carry."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("endpoint", [name for name in SENT if (name, "GET") in ROUTES])
def test_accepted_text_is_kept_composed(stage: Stage, endpoint: str) -> None:
    page = opened(stage, endpoint)
    right = fill.filled(page.form, endpoint)
    free = [each.name for each in page.form.controls if each.kind == "textarea"]
    typed = {**right, **{name: [unicodedata.normalize("NFD", "Pļāpīga šķīstītava")] for name in free}}

    with page.visitor.undone():
        stage.asked += 1
        answer = page.visitor.post(page.address, typed, keep=True)
        kept = stored_text(stage.connection)

    assert answer.status_code < 500
    assert [text for text in kept if not unicodedata.is_normalized("NFC", text)] == []
    if free and answer.status_code == 303:
        assert any("Pļāpīga šķīstītava" in text for text in kept)


def stored_text(connection: Any) -> list[str]:
    """Return every text of every table."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | Text):
                found += [str(text) for (text,) in connection.execute(select(column)) if text]
    return found


def test_enough_was_tried(stage: Stage) -> None:
    print(json.dumps({"fuzz": stage.app.config["SQLALCHEMY_DATABASE_URI"].split(":")[0], "N": stage.asked}))  # noqa: T201
    assert stage.asked >= LEAST // 2
