"""Links of materials: a weekly look at what answers, which never reaches into our own network."""

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pilot import scheduler
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import PilotState
from pilot.extensions import db
from pilot.training.materials import actions, jobs, queries
from pilot.training.materials.addresses import Answer, ask, is_public
from pilot.training.materials.models import Material
from tests import build
from tests.conftest import TODAY, Client
from tests.training.assignments.build import taught_module
from tests.training.build import person

WEEK = dt.timedelta(days=7)


class Site(BaseHTTPRequestHandler):
    """A site whose addresses say how they answer: /404, /to?where, /round."""

    def do_GET(self) -> None:
        if self.path.startswith("/to?"):
            self._answer(302, self.path.partition("?")[2])
        elif self.path == "/round":
            self._answer(302, "/round")
        else:
            self._answer(int(self.path.strip("/") or "200"))

    def _answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature of the library
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def anywhere(_address: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/200", Answer.OK),
        ("/403", Answer.OK),
        ("/429", Answer.OK),
        ("/404", Answer.BROKEN),
        ("/410", Answer.BROKEN),
        ("/500", Answer.BROKEN),
        ("/to?/200", Answer.OK),
        ("/to?/404", Answer.BROKEN),
        ("/to?ftp://example.lv/", Answer.BROKEN),
        ("/to?http://e.lv:99999/", Answer.BROKEN),
        ("/round", Answer.BROKEN),
    ],
)
def test_a_link_is_followed_to_its_end(site: str, path: str, expected: Answer) -> None:
    assert ask(site + path, allowed=anywhere) is expected


def test_what_is_not_there_is_unreachable(site: str) -> None:
    port = int(site.rpartition(":")[2])

    assert ask(f"https://127.0.0.1:{port}/", allowed=anywhere) is Answer.UNREACHABLE
    assert ask("http://127.0.0.1:1/", allowed=anywhere) is Answer.UNREACHABLE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that is judged, not bound
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.8",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_an_address_of_our_own_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["85.254.196.1", "2a03:2880::1", "::ffff:85.254.196.1"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "link", ["/200", "http://localhost:{port}/200", "http://2130706433:{port}/200", "http://[::1]:{port}/200"]
)
def test_our_own_network_is_never_asked(site: str, link: str) -> None:
    address = link.format(port=site.rpartition(":")[2])

    assert ask(address if "//" in address else site + address) is not Answer.OK


def test_a_redirect_into_our_own_network_is_not_followed(site: str) -> None:
    asked: list[str] = []

    def allowed_once(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1

    assert ask(f"{site}/to?{site}/200", allowed=allowed_once) is Answer.BROKEN
    assert asked == ["127.0.0.1", "127.0.0.1"]


def linked(world: build.World, link: str = "https://example.lv/v", **given: Any) -> Material:
    module = given.pop("module", None) or taught_module(world.pilot, world.lecturer)
    found: Material = build.keep(
        Material(module_id=module.id, title="Video par grupu", link=link, visible_from=TODAY, **given)
    )
    return found


def test_a_link_is_broken_since_the_first_time_until_it_answers_again(world: build.World) -> None:
    found = linked(world)
    told = []

    for weeks, answers in enumerate((True, False, False, True)):
        now = build.NOW + weeks * WEEK
        actions.note_answer(found.id, found.link, answers=answers, now=now)
        db.session.refresh(found)
        told.append((found.link_checked_at == now, found.link_broken_since, found.version))

    first = build.NOW + WEEK
    assert told == [(True, None, 1), (True, first, 1), (True, first, 1), (True, None, 1)]


def test_what_a_link_was_before_it_changed_says_nothing_of_it(client: Client, world: build.World) -> None:
    found = linked(world, link_checked_at=build.NOW, link_broken_since=build.NOW)
    typed = {"title": "Video", "link": "https://example.lv/new", "visible_from": "14.02.2023."}

    client.sign_in(world.coordinator).send(f"/materials/{found.id}/edit", version="1", **typed)
    actions.note_answer(found.id, "https://example.lv/v", answers=False, now=build.NOW)

    db.session.refresh(found)
    assert (found.link_checked_at, found.link_broken_since) == (None, None)


def test_links_of_pilots_that_are_over_are_not_asked(world: build.World) -> None:
    found = linked(world)
    assert queries.links_to_check() == [(found.id, "https://example.lv/v")]

    world.pilot.state = PilotState.ARCHIVED
    db.session.flush()
    assert queries.links_to_check() == []


def test_a_link_that_does_not_answer_is_a_task_of_lecturer_and_coordinator(
    client: Client, world: build.World
) -> None:
    found = linked(world, link_checked_at=build.NOW, link_broken_since=build.NOW)
    other = build.user("Uldis Bērzs")
    build.role(other, Role.LECTURER, world.pilot)
    edit = f"/materials/{found.id}/edit"

    seen = {
        name: edit in client.sign_in(who).get("/?all=1").get_data(as_text=True)
        for name, who in (
            ("lecturer", world.lecturer),
            ("coordinator", world.coordinator),
            ("another lecturer", other),
            ("participant", person(world.anna)),
        )
    }

    assert seen == {"lecturer": True, "coordinator": True, "another lecturer": False, "participant": False}


def test_only_who_can_mend_a_link_is_told_that_it_does_not_answer(client: Client, world: build.World) -> None:
    linked(world, link_checked_at=build.NOW, link_broken_since=build.NOW)
    path = f"/pilots/{world.pilot.code}/training/materials"

    def told(who: User) -> bool:
        who.locale = Locale.EN
        return "Does not answer since" in client.sign_in(who).get(path).get_data(as_text=True)

    assert (told(world.lecturer), told(person(world.anna))) == (True, False)


def test_the_weekly_look_notes_what_it_found_unless_nothing_at_all_is_reached(
    site: str, world: build.World
) -> None:
    silent = site.replace("http://", "https://")
    module = taught_module(world.pilot, world.lecturer)
    found = linked(world, silent, module=module)

    assert jobs.check_links(now=build.NOW, allowed=anywhere) == 1
    db.session.refresh(found)
    assert (found.link_checked_at, found.link_broken_since) == (build.NOW, build.NOW)

    linked(world, f"{silent}/2", module=module)
    assert jobs.check_links(now=build.NOW + WEEK, allowed=anywhere) == 0
    db.session.refresh(found)
    assert found.link_checked_at == build.NOW


def test_a_week_is_that_of_the_calendar_in_riga() -> None:
    sunday_night_in_london = dt.datetime(2023, 1, 1, 22, 30, tzinfo=dt.UTC)

    assert [scheduler.iso_week(sunday_night_in_london - dt.timedelta(hours=hours)) for hours in (0, 1)] == [
        "2023-W01",
        "2022-W52",
    ]
