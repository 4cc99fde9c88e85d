"""What was typed and not saved: kept for its author, never counted, gone with the saving."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.accounts import actions as accounts
from pilot.accounts.models import UserSession
from pilot.extensions import db
from pilot.mentoring.drafts.models import SessionDraft
from pilot.mentoring.drafts.rules import MOST_CHARACTERS, worth_keeping
from pilot.mentoring.models import MentorSession
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import log, sums, words
from tests.sweep.pages import form_at

HOME = "/pilots/SDK-2022/mentoring"
PASSWORD = "zaļa pļava aiz upes 7"  # noqa: S105 - of invented people
NOTE = "Runājām par to, kā uzrunāt bibliotēku"


def number_of_drafts() -> int:
    return db.session.scalar(select(func.count()).select_from(SessionDraft)) or 0


def session_of(world: World) -> MentorSession:
    session = log(world.pilot, world.mentor, world.anna)
    db.session.commit()
    return session


def keep_draft(client: Client, session: MentorSession, **fields: Any) -> Any:
    """Send what the script sends: the form without its key."""
    typed = {name: value for name, value in client.form(**fields).items() if name != "idem"}
    return client.post(f"{HOME}/sessions/{session.id}/draft", data=typed)


def test_only_what_was_typed_is_worth_keeping() -> None:
    typed = [
        ("csrf_token", "x"),
        ("idem", "y"),
        ("version", "1"),
        ("summary", f"{NOTE}\x00"),
        ("place", "  "),
        ("topics", "resources"),
        ("topics", "strategy"),
        ("place_note", "Klients 010190-12345"),
    ]

    assert worth_keeping(typed) == {"summary": [NOTE], "topics": ["resources", "strategy"]}
    assert worth_keeping([("summary", "x" * (MOST_CHARACTERS + 1))]) == {}


def test_opening_a_form_and_leaving_keeps_nothing(client: Client, english: World) -> None:
    session = session_of(english)
    client.sign_in(english.mentor)

    for path in ("log", f"sessions/{session.id}/details", f"sessions/{session.id}/correct"):
        assert client.get(f"{HOME}/{path}").status_code == 200

    assert number_of_drafts() == 0


def test_a_draft_is_one_row_that_the_next_keystroke_replaces(client: Client, english: World) -> None:
    session = session_of(english)
    client.sign_in(english.mentor)

    for typed in (NOTE[:10], NOTE):
        assert keep_draft(client, session, summary=typed, topics=["strategy"]).status_code == 303

    draft = db.session.scalars(select(SessionDraft)).one()
    assert draft.fields == {"summary": [NOTE], "topics": ["strategy"]}
    assert db.session.scalars(select(MentorSession.summary)).one() == ""
    assert sums(english.anna) == (60, 60, 0)


def test_an_emptied_form_leaves_no_draft(client: Client, english: World) -> None:
    session = session_of(english)
    client.sign_in(english.mentor)

    keep_draft(client, session, summary=NOTE)
    keep_draft(client, session, summary="")

    assert number_of_drafts() == 0


@pytest.mark.parametrize("page", ["details", "correct"])
def test_going_on_brings_the_text_back_and_saving_ends_the_draft(
    client: Client, english: World, page: str
) -> None:
    session = session_of(english)
    client.sign_in(english.mentor)
    keep_draft(client, session, summary=NOTE, topics=["strategy"], form="video")

    shown = client.get(f"{HOME}/sessions/{session.id}/{page}?draft=1").get_data(as_text=True)
    client.send(
        f"{HOME}/sessions/{session.id}/{page}",
        version=session.version,
        form="video",
        summary=NOTE,
        held_on="10.01.2023",
        minutes="1:00",
    )

    assert NOTE in shown
    assert re.search(r'<input[^>]*checked[^>]*value="strategy"', shown)
    assert number_of_drafts() == 0
    assert db.session.scalars(select(MentorSession.summary)).one() == NOTE


def test_a_new_session_is_kept_and_taken_up_again(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    typed = client.form(people=[str(english.anna.id)], minutes="other", minutes_other="1:4", day="other")
    del typed["idem"]

    client.post(f"{HOME}/drafts", data=typed)

    assert "Go on with what you typed" in words(client.get(f"{HOME}/log"))
    assert 'value="1:4"' in client.get(f"{HOME}/log?draft=1").get_data(as_text=True)
    client.send(
        f"{HOME}/log", people=[str(english.anna.id)], minutes="60", day="2023-02-14", form="in_person"
    )
    assert number_of_drafts() == 0


def old_draft(world: World, session_id: uuid.UUID, *, days: int) -> SessionDraft:
    found: SessionDraft = build.keep(
        SessionDraft(
            author_id=world.mentor.id,
            pilot_id=world.pilot.id,
            subject_id=session_id,
            fields={"summary": [NOTE]},
            saved_at=build.NOW - dt.timedelta(days=days),
        )
    )
    return found


@pytest.mark.parametrize(("days", "is_old"), [(30, False), (31, True)])
def test_old_drafts_are_listed_with_both_ways_and_never_counted(
    client: Client, english: World, days: int, *, is_old: bool
) -> None:
    old_draft(english, session_of(english).id, days=days)
    client.sign_in(english.mentor)

    page = words(client.get(f"{HOME}/mine"))

    assert "Unfinished records" in page
    assert ("more than 30 days ago" in page) == is_old
    assert {"Go", "Delete"} <= set(page.split())
    assert sums(english.anna) == (60, 60, 0)


def test_its_author_deletes_a_draft(client: Client, english: World) -> None:
    draft = old_draft(english, session_of(english).id, days=40)
    client.sign_in(english.mentor)

    client.send(f"{HOME}/drafts/{draft.id}/delete")

    assert number_of_drafts() == 0
    assert "Unfinished records" not in words(client.get(f"{HOME}/mine"))


def test_a_draft_is_its_authors_alone(client: Client, english: World) -> None:
    draft = old_draft(english, english.pilot.id, days=1)
    client.sign_in(english.other_mentor)

    assert client.send(f"{HOME}/drafts/{draft.id}/delete").status_code == 404
    assert NOTE not in client.get(f"{HOME}/log?draft=1").get_data(as_text=True)
    assert "Unfinished records" not in words(client.get(f"{HOME}/mine"))


def test_a_draft_goes_with_the_session_that_is_deleted(client: Client, english: World) -> None:
    session = session_of(english)
    old_draft(english, session.id, days=1)
    client.sign_in(english.mentor)

    client.send(f"{HOME}/sessions/{session.id}/delete", version=session.version)

    assert number_of_drafts() == 0


def test_a_note_survives_a_session_that_ended_meanwhile(client: Client, english: World) -> None:
    session = session_of(english)
    path = f"{HOME}/sessions/{session.id}/details"
    mentor, version = english.mentor, session.version
    mentor.password_hash = accounts.hash_password(PASSWORD)
    client.sign_in(mentor)
    form = client.form(version=version, form="video", summary=NOTE)
    for device in db.session.scalars(select(UserSession)):
        device.seen_at = device.created_at = build.LONG_AGO

    ended = client.post(path, data=form)
    entry = values_of(ended, to="/sign-in") | {"email": [mentor.email], "password": [PASSWORD]}
    again = client.post("/sign-in", data=entry)
    client.post(path, data=values_of(again, to=path))

    assert ended.status_code == 401
    assert NOTE in again.get_data(as_text=True)
    assert db.session.scalars(select(MentorSession.summary)).one() == NOTE


def values_of(page: Any, *, to: str) -> dict[str, Any]:
    form = form_at(page.get_data(as_text=True), to)
    assert form is not None
    return form.values()
