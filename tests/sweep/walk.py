"""The walk over every form: the page it stands on, who may send it, and what it says when it refuses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.sweep import fill
from tests.sweep.home import Person, Thing, World
from tests.sweep.kinds import Kind
from tests.sweep.matrix import DENIED
from tests.sweep.pages import PageForm, form_at
from tests.sweep.routes import ROUTES, Row
from tests.sweep.scopes import SCOPES, scope_of
from tests.sweep.stage import Visitor, lasting_database
from tests.sweep.world import world

ERROR = re.compile(r'<p class="error"[^>]*>(.*?)</p>', re.DOTALL)
SENT = [endpoint for endpoint, method in ROUTES if method == "POST"]
READ = [endpoint for endpoint, method in ROUTES if method == "GET"]
WITH_PAGE = [endpoint for endpoint in SENT if (endpoint, "GET") in ROUTES]


@dataclass
class Stage:
    """The application with its world, and a visitor for everyone in it."""

    app: Flask
    connection: Any
    world: World
    visitors: dict[str, Visitor]
    asked: int = 0

    def rule(self, endpoint: str, method: str) -> Rule:
        rules = [each for each in self.app.url_map.iter_rules(endpoint) if method in (each.methods or ())]
        return max(rules, key=lambda rule: len(rule.arguments))

    def thing(self, endpoint: str, method: str, kind: Kind = Kind.OWN) -> Thing | None:
        argument = named_by(ROUTES[endpoint, method], self.rule(endpoint, method))
        return self.world.things[argument][kind] if argument else None

    def address(self, endpoint: str, method: str, thing: Thing | None) -> str:
        rule = self.rule(endpoint, method)
        arguments = thing.arguments if thing else {}
        wanted = {name: arguments[name] for name in rule.arguments if name in arguments}
        row = ROUTES[endpoint, method]
        query = {name: value or arguments[name] for name, value in row.query.items()}
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **{**wanted, **query})

    def ask(self, person: Person, method: str, address: str) -> TestResponse:
        self.asked += 1
        visitor = self.visitors[person.name]
        return visitor.get(address) if method == "GET" else visitor.post(address)

    def who_may(self, endpoint: str, method: str, thing: Thing | None) -> Iterator[Person]:
        """Yield the people to whom the matrix opens a page for one thing."""
        row = ROUTES[endpoint, method]
        for person in self.world.people.values():
            if person.id is None or (words := scope_of(row, person.code)) == DENIED:
                continue
            if thing is None or SCOPES[words](person, thing):
                yield person


@contextmanager
def on_stage(app: Flask) -> Iterator[Stage]:
    """Build the world in a database of a module, with a visitor for every person."""
    with lasting_database(app) as connection:
        found = world()
        visitors = {name: Visitor(app, connection, person.id) for name, person in found.people.items()}
        yield Stage(app, connection, found, visitors)


@dataclass(frozen=True)
class Opened:
    """A form as one person has it open."""

    endpoint: str
    address: str
    visitor: Visitor
    form: PageForm


def named_by(row: Row, rule: Rule) -> str:
    """Return the argument that names the object of a page: the one said, else the last."""
    if row.of:
        return row.of
    names = [name for name in rule.arguments if name not in {"month", "state"}]
    places = {name: rule.rule.index(f":{name}>") for name in names}
    return max(places, key=lambda name: places[name], default="")


def opened(stage: Stage, endpoint: str) -> Opened:
    """Open the form of a page as somebody who may send it; a button alone is a form without fields."""
    thing = stage.thing(endpoint, "POST")
    if endpoint in fill.THINGS:
        thing = stage.world.thing(*fill.THINGS[endpoint])
    person = next(stage.who_may(endpoint, "POST", thing))
    visitor, address = stage.visitors[person.name], stage.address(endpoint, "POST", thing)
    if (endpoint, "GET") not in ROUTES:
        return Opened(endpoint, address, visitor, PageForm(address, "POST", ()))
    page = visitor.get(address)
    form = form_at(page.get_data(as_text=True), address)
    assert form is not None, f"{address} answers {page.status_code} to {person.name} and holds no form"
    return Opened(endpoint, address, visitor, form)


def refusals(response: TestResponse) -> list[str]:
    """Return what a page says beside its fields."""
    found = ERROR.findall(response.get_data(as_text=True))
    return [re.sub(r"<[^>]+>|\s+", " ", text).strip() for text in found] or [str(response.status_code)]
