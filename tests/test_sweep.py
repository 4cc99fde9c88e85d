"""Every page and deed, as every role, with every kind of id, answers as the matrix says (S1, S2, S4)."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pilot.web.headers import ALWAYS
from tests.sweep.home import Person, Thing
from tests.sweep.kinds import Kind
from tests.sweep.matrix import DENIED
from tests.sweep.routes import ROUTES, Row
from tests.sweep.scopes import SCOPES, scope_of
from tests.sweep.stage import told
from tests.sweep.walk import Stage, named_by, on_stage

NOT_FOUND = 404
ANSWERED = frozenset({200, 302, 303, 409})


@pytest.fixture(scope="module")
def sweep(app: Flask) -> Iterator[Stage]:
    with on_stage(app) as stage:
        yield stage


def expected(
    row: Row, person: Person, kind: Kind | None, thing: Thing | None, *, method: str
) -> frozenset[int]:
    """Return the statuses that the matrix allows for one person, page and id."""
    if person.id is None:
        return frozenset({302 if method == "GET" else 401})
    words = scope_of(row, person.code)
    if words == DENIED:
        return frozenset({403})
    if thing is None:
        return ANSWERED
    if thing.exists and kind not in row.gone and SCOPES[words](person, thing):
        return ANSWERED
    return frozenset({NOT_FOUND})


def kinds_of(argument: str, sweep: Stage) -> list[Kind | None]:
    """Return the kinds of id that a page can be asked with, the id that never was first."""
    if not argument:
        return [None]
    return [kind for kind in reversed(Kind) if kind in sweep.world.things[argument]]


def difference(response: TestResponse, unknown: str) -> str:
    lines = zip(told(response).splitlines(), unknown.splitlines(), strict=False)
    return next((f"{line.strip()} / {other.strip()}" for line, other in lines if line != other), "its length")


def headers_missing(response: TestResponse) -> list[str]:
    return [name for name, value in ALWAYS.items() if response.headers.get(name) != value]


@pytest.mark.parametrize(("endpoint", "method"), ROUTES)
def test_a_page_answers_as_the_matrix_says(sweep: Stage, endpoint: str, method: str) -> None:
    row, rule = ROUTES[endpoint, method], sweep.rule(endpoint, method)
    argument = named_by(row, rule)
    surprises = []

    for person in sweep.world.people.values():
        unknown = ""
        for kind in kinds_of(argument, sweep):
            thing = sweep.world.thing(argument, kind) if kind else None
            wanted = expected(row, person, kind, thing, method=method)
            address = sweep.address(endpoint, method, thing)
            response = sweep.ask(person, method, address)
            case = f"{person.name}, {kind or 'no id'}"
            if kind is Kind.NEVER:
                unknown = told(response)
            if response.status_code not in wanted:
                surprises.append(f"{case}: {response.status_code}, not {sorted(wanted)}")
            elif response.status_code == NOT_FOUND and told(response) != unknown:
                surprises.append(
                    f"{case}: differs from the 404 of an unknown id: {difference(response, unknown)}"
                )
            surprises += [f"{case}: the header {name} is missing" for name in headers_missing(response)]

    assert not surprises, "\n".join(surprises)


def test_the_sweep_asked_all_that_the_map_promises(sweep: Stage) -> None:
    promised = sum(
        len(sweep.world.people) * (len(sweep.world.things[argument]) if argument else 1)
        for (endpoint, method), row in ROUTES.items()
        for argument in [named_by(row, sweep.rule(endpoint, method))]
    )

    print(json.dumps({"sweep": sweep.app.config["SQLALCHEMY_DATABASE_URI"].split(":")[0], "N": sweep.asked}))  # noqa: T201
    assert sweep.asked >= promised
