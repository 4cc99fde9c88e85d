"""Mail leaves once, in order, and trouble with the mail server never touches a person (R7, R8)."""

import datetime as dt
import multiprocessing
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from config import MailSecurity, MailServer
from pilot.accounts import letters
from pilot.accounts.enums import Locale
from pilot.extensions import db
from pilot.outbox.actions import Message, queue
from pilot.outbox.delivery import (
    BACK_OFF_MINUTES,
    MOST_TRIES,
    Letter,
    Post,
    RefusedLetterError,
    as_message,
    drain,
)
from pilot.outbox.models import MailState, OutgoingMail
from tests import build
from tests.installation import ENGINES, address_of, installation

if TYPE_CHECKING:
    from email.message import Message as Received

NOW = dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Sink:
    """A mail server that keeps what it gets, and refuses whom it is told to."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.refusal = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        self.received.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[Sink, MailServer]]:
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, MailServer("127.0.0.1", port, security=MailSecurity.NONE)
    finally:
        controller.stop()


def post_to(server: MailServer | None) -> Post:
    return Post(server, "kopdarbs@example.lv", letters.compose, timeout=1)


def mail_to(person: Any, number: int = 0, **facts: str) -> OutgoingMail:
    when = NOW - dt.timedelta(hours=1) + number * MINUTE
    return queue(
        Message(key=f"{person.id}:{number}", template="password_reset", recipient_id=person.id, facts=facts),
        now=when,
    )


def states() -> dict[str, int]:
    return dict(Counter(mail.state.value for mail in db.session.scalars(db.select(OutgoingMail))))


@pytest.fixture
def anna(database: Any) -> Any:  # noqa: ARG001 - the row needs the database
    return build.user("Anna Ozola", email="anna@example.lv")


def plain(mail: OutgoingMail) -> Letter:
    return Letter("anna@example.lv", mail.facts.get("subject", mail.key), "Labdien!\n")


def test_a_mail_is_written_in_the_language_of_its_recipient(anna: Any) -> None:
    link = build.link(anna)
    mail = mail_to(anna, link_id=str(link.id))
    db.session.flush()

    anna.locale = Locale.EN
    letter = letters.compose(mail)

    assert letter.address == "anna@example.lv"
    assert letter.subject == "A new password for Kopdarbs"
    assert f"http://localhost/enter/{link.id}/" in letter.text


def test_a_mail_arrives_with_its_row_in_the_message_id(anna: Any) -> None:
    mail = mail_to(anna, subject="Sesija āčē")
    db.session.commit()
    mail_id = mail.id

    with mail_server() as (sink, server):
        delivered = drain(Post(server, "kopdarbs@example.lv", plain), now=NOW)

    assert delivered == 1
    assert [message["Message-ID"] for message in sink.received] == [f"<{mail_id}@example.lv>"]
    assert states() == {"sent": 1}


def test_mails_to_one_person_leave_in_the_order_they_were_queued(anna: Any) -> None:
    for number in (3, 1, 2):
        mail_to(anna, number, subject=str(number))
    db.session.commit()

    with mail_server() as (sink, server):
        drain(Post(server, "kopdarbs@example.lv", plain), now=NOW)

    assert [message["Subject"] for message in sink.received] == ["1", "2", "3"]


def test_a_failed_mail_waits_longer_each_time_and_fails_for_good_after_ten_tries(anna: Any) -> None:
    mail = mail_to(anna)
    db.session.commit()
    now = NOW

    with mail_server() as (sink, server):
        sink.refusal = "451 later"
        for minutes in (*BACK_OFF_MINUTES, 0):
            assert drain(Post(server, "kopdarbs@example.lv", plain), now=now) == 0
            now += minutes * MINUTE
    db.session.refresh(mail)

    assert (mail.state, mail.tries, mail.last_error) == (MailState.FAILED, MOST_TRIES, "SMTP 451")
    assert sum(BACK_OFF_MINUTES) > 24 * 60


def test_a_mail_that_would_add_headers_is_refused_and_the_next_one_leaves(anna: Any) -> None:
    mail_to(anna, 1, subject="Labdien\nBcc: cits@example.lv")
    mail_to(anna, 2, subject="Otra")
    db.session.commit()

    with mail_server() as (sink, server):
        drain(Post(server, "kopdarbs@example.lv", plain), now=NOW)

    assert [message["Subject"] for message in sink.received] == ["Otra"]
    assert states() == {"failed": 1, "sent": 1}


@pytest.mark.parametrize(
    "address", ["a@example.lv\nBcc: b@example.lv", "a@example.lv\r\n\r\ntext", "a@example.lv, b@example.lv\n"]
)
def test_an_address_with_a_line_break_is_refused(address: str, anna: Any) -> None:
    with pytest.raises(RefusedLetterError):
        as_message(Letter(address, "Labdien", "Sveiki"), anna.id, sender="k@example.lv", now=NOW)


def test_a_mail_without_its_template_fails_alone(anna: Any) -> None:
    queue(Message(key="x", template="no_such_mail", recipient_id=anna.id), now=NOW)
    db.session.commit()

    assert drain(post_to(None), now=NOW) == 0
    assert states() == {"failed": 1}


def test_without_a_mail_server_the_demonstration_shows_the_mail_instead(anna: Any) -> None:
    mail_to(anna, link_id=str(build.link(anna).id))
    db.session.commit()

    assert drain(post_to(None), now=NOW) == 1
    assert states() == {"shown": 1}


def test_a_lease_of_a_dead_worker_runs_out(anna: Any) -> None:
    mail = mail_to(anna)
    mail.claimed_by, mail.lease_until = "dead", NOW + MINUTE
    db.session.commit()

    assert drain(Post(None, "k@example.lv", plain), now=NOW) == 0
    assert drain(Post(None, "k@example.lv", plain), now=NOW + 2 * MINUTE) == 1


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Yield an installation with real connections."""
    with address_of(request.param, request, tmp_path) as url, installation(url) as app:
        yield app


def queue_for(people: int, mails: int) -> None:
    for _person in range(people):
        recipient = build.user("Anna Ozola")
        for number in range(mails):
            mail_to(recipient, number)
    db.session.commit()


def subject_is_key(mail: OutgoingMail) -> Letter:
    return Letter(f"{mail.recipient_id}@example.lv", mail.key, "Labdien!\n")


def drain_all(app: Flask, server: MailServer) -> None:
    with app.app_context():
        while drain(Post(server, "k@example.lv", subject_is_key), now=NOW):
            pass


def drain_in_process(url: str, port: int) -> None:
    with installation(url) as app:
        server = MailServer("127.0.0.1", port, security=MailSecurity.NONE)
        threads = [threading.Thread(target=drain_all, args=(app, server)) for _worker in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def test_three_hundred_due_mails_leave_exactly_once_from_four_threads_in_two_processes(house: Flask) -> None:
    with house.app_context():
        queue_for(people=60, mails=5)
    url = house.config["SETTINGS"].database_url

    with mail_server() as (sink, server):
        spawn = multiprocessing.get_context("spawn")
        processes = [spawn.Process(target=drain_in_process, args=(url, server.port)) for _host in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(120)
        assert [process.exitcode for process in processes] == [0, 0]
        drain_all(house, server)
        received = [str(message["Subject"]) for message in sink.received]

    assert len(received) == 300
    assert len(set(received)) == 300
    for recipient in {key.partition(":")[0] for key in received}:
        assert [key[-1] for key in received if key.startswith(recipient)] == list("01234")


def test_no_form_fails_while_the_mail_server_is_away_and_all_mail_leaves_in_order_afterwards(
    house: Flask,
) -> None:
    with house.app_context(), mail_server() as (sink, server):
        queue_for(people=4, mails=5)
        now = NOW
        with socket.socket() as hanging:
            hanging.bind(("127.0.0.1", 0))
            hanging.listen()
            away = MailServer("127.0.0.1", hanging.getsockname()[1], security=MailSecurity.NONE)
            assert drain(Post(away, "k@example.lv", subject_is_key, timeout=0.2), now=now) == 0
        assert drain(Post(away, "k@example.lv", subject_is_key, timeout=0.2), now=now) == 0
        for refusal in ("421 busy", "550 no"):
            sink.refusal = refusal
            now += 6 * MINUTE
            assert drain(Post(server, "k@example.lv", subject_is_key), now=now) == 0
        sink.refusal = ""
        now += dt.timedelta(days=1)
        while drain(Post(server, "k@example.lv", subject_is_key), now=now):
            pass
        received = [str(message["Subject"]) for message in sink.received]

        assert len(received) == 20
        for recipient in {key.partition(":")[0] for key in received}:
            assert [key[-1] for key in received if key.startswith(recipient)] == list("01234")
