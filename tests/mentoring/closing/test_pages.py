"""The board of a month in few steps, the answers of participants, and requests after the close."""

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pilot import clock
from pilot.accounts.letters import compose
from pilot.accounts.roles import Role
from pilot.cohort.models import MonthClose, MonthExtension
from pilot.extensions import db
from pilot.mentoring import actions
from pilot.mentoring.closing.models import SessionCorrection
from pilot.mentoring.enums import ConfirmationState
from pilot.mentoring.models import MentorSession, MissedMonthReason, SessionAttendee
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, closed_month, log, record, words
from tests.mentoring.closing.build import BOARD, HOME, answered, at, close, january, lock, person

MOST_STEPS = 8


def number_of(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_ten_pairs_with_two_missing_reasons_are_closed_in_a_few_steps(client: Client, english: World) -> None:
    january(english, anna=119, peteris=60)
    for number in range(7):
        user = build.user(f"Zane Lapsa{number}")
        build.role(user, Role.PARTICIPANT, english.pilot, english.cesis)
        someone = build.participation(english.pilot, user, english.cesis)
        build.pair(someone, english.mentor)
        answered(
            log(english.pilot, english.mentor, someone, minutes=120, held_on=dt.date(2023, 1, 11 + number))
        )
    client.sign_in(english.coordinator)
    steps = ["home: close the month"]
    page = words(client.get(BOARD))
    assert "8 of 10 pairs are ready" in page
    assert "Close the month (8 pairs are ready)" in page
    fields = {}
    for participation in (english.anna, english.peteris):
        fields[f"reason_{participation.id.hex}"] = "participant_ill"
        steps += ["open the list", "choose the reason"]
    steps.append("close")

    client.send(BOARD, **fields)

    assert db.session.scalars(select(MonthClose.month)).all() == ["2023-01"]
    assert len(steps) <= MOST_STEPS


def test_a_reason_is_missing_beside_its_person_and_may_be_saved_alone(client: Client, english: World) -> None:
    january(english, anna=119)
    client.sign_in(english.coordinator)
    key = english.anna.id.hex

    refused = client.send(BOARD)
    wordless = client.send(BOARD, **{f"reason_{key}": "other"})
    client.send(BOARD, deed="save", **{f"reason_{key}": "other", f"note_{key}": "Kursi"})

    for page in (refused, wordless):
        assert f'id="reason_{key}-error"' in page.get_data(as_text=True)
    assert (number_of(MonthClose), db.session.scalars(select(MissedMonthReason.note)).one()) == (0, "Kursi")
    assert "3 of 3 pairs are ready" in words(client.get(BOARD))


def test_the_board_names_what_is_needed_and_reminds_once_a_day(client: Client, english: World) -> None:
    january(english)
    log(english.pilot, english.other_mentor, english.liga, held_on=dt.date(2023, 1, 20))
    sent_back = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 24))
    answered(sent_back, ConfirmationState.RETURNED)
    client.sign_in(english.coordinator)
    page = words(client.get(BOARD))
    assert "Waits for the participant's confirmation: 20.01.2023 (waits for 0 days)" in page
    assert "Returned by the participant and not corrected: 24.01.2023" in page
    before = number_of(OutgoingMail)

    for participation in (english.liga, english.anna, english.anna):
        client.send(f"{HOME}/months/2023-01/participants/{participation.id}/remind")

    mails = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.template == "month_reminder").order_by(OutgoingMail.id)
    ).all()
    assert number_of(OutgoingMail) == before + 2
    assert {mail.recipient_id for mail in mails} == {english.liga.user_id, english.mentor.id}
    assert all("Anna" not in compose(mail).subject + compose(mail).text for mail in mails)
    assert "Reminded today: Māra Kalniņa" in words(client.get(BOARD))


def test_only_what_needs_something_is_shown_on_wish(client: Client, english: World) -> None:
    january(english, anna=119)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{BOARD}?open=y"))

    assert "Anna Ozola" in page
    assert "Līga Ābele" not in page


def test_what_is_open_is_closed_over_only_with_the_tick(client: Client, english: World) -> None:
    january(english)
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 20))
    client.sign_in(english.coordinator)
    page = words(client.get(BOARD))
    assert "1 unconfirmed record is approved in your name" in page

    refused = client.send(BOARD)
    closed = client.send(BOARD, accepts_open="y")

    assert 'id="accepts_open-error"' in refused.get_data(as_text=True)
    assert (closed.status_code, number_of(MonthClose)) == (303, 1)
    month = f"{HOME}/participants/{english.anna.id}/2023-01"
    assert "Approved when the month was closed" in words(client.get(month))


def test_a_closed_month_tells_its_edition_and_opens_with_a_reason_and_a_day(
    client: Client, english: World
) -> None:
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.coordinator)
    url = f"{HOME}/months/2023-01/reopen"

    refused = client.send(url, reason="", until_on="13.02.2023.")
    past = client.send(url, reason="Slimoja", until_on="13.02.2023.")
    client.send(url, reason="Mentore slimoja un ieraksta vēlāk", until_on="20.02.2023.")

    assert 'id="reason-error"' in refused.get_data(as_text=True)
    assert 'id="until_on-error"' in past.get_data(as_text=True)
    assert db.session.scalars(
        select(MonthExtension.until_on).where(MonthExtension.month == "2023-01")
    ).one() == (dt.date(2023, 2, 20))
    assert "Opened again, edition No. 2: Mentore slimoja un ieraksta vēlāk" in words(client.get(BOARD))
    assert "Corrected edition, No. 2" in words(client.get(f"{HOME}/months"))


def test_a_month_that_runs_or_is_closed_or_is_none_of_the_pilot_is_not_closed(
    client: Client, english: World
) -> None:
    english.pilot.mentor_quota_minutes = 0
    client.sign_in(english.coordinator)

    running = client.send(f"{HOME}/months/2023-02/close")
    client.send(BOARD)
    again = client.send(BOARD)

    assert "A month can be closed from the first day after it" in words(running)
    assert "This month is closed already" in words(again)
    assert number_of(MonthClose) == 1
    assert client.get(f"{HOME}/months/2031-01/close").status_code == 404


def test_the_pages_of_a_month_ask_the_same_number_of_questions_for_many_pairs(
    client: Client, english: World
) -> None:
    january(english)
    client.sign_in(english.coordinator)
    few = queries_of(client)
    for number in range(6):
        user = build.user(f"Zane Lapsa{number}")
        build.role(user, Role.PARTICIPANT, english.pilot, english.cesis)
        someone = build.participation(english.pilot, user, english.cesis)
        build.pair(someone, english.mentor)
        answered(log(english.pilot, english.mentor, someone, held_on=dt.date(2023, 1, 11 + number)))

    assert queries_of(client) == few


def queries_of(client: Client) -> int:
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    client.get(BOARD)
    event.remove(db.engine, "before_cursor_execute", count)
    return len(counted)


def test_another_coordinator_approves_on_the_board_and_takes_it_back(client: Client, english: World) -> None:
    build.role(english.mentor, Role.COORDINATOR, english.pilot)
    january(english)
    own = words(client.sign_in(english.mentor).get(BOARD))
    assert "Nobody approves own records. Ask another coordinator: Elīna Bērziņa." in own
    client.send(f"{HOME}/months/2023-01/approve")
    assert "approved: 0 of 2" in words(client.get(BOARD))
    assert "Another coordinator has to approve" in words(client.send(BOARD))

    client.sign_in(english.coordinator).send(f"{HOME}/months/2023-01/approve")
    approved = words(client.get(BOARD))
    client.send(f"{HOME}/months/2023-01/undo-approval")

    assert "2 sessions are approved" in approved
    assert "approved: 0 of 2" in words(client.get(BOARD))


def test_the_only_coordinator_is_warned_and_writes_why(client: Client, english: World) -> None:
    build.role(english.mentor, Role.COORDINATOR, english.other_pilot)
    build.role(english.coordinator, Role.MENTOR, english.pilot)
    build.pair(english.anna, english.coordinator, role="consultant")
    january(english)
    answered(log(english.pilot, english.coordinator, english.anna, held_on=dt.date(2023, 1, 20)))
    client.sign_in(english.coordinator)
    assert "You are the only coordinator of the pilot" in words(client.get(BOARD))

    refused = client.send(BOARD)
    client.send(BOARD, note="Otra koordinatore sāks darbu martā")

    assert 'id="note-error"' in refused.get_data(as_text=True)
    assert "Otra koordinatore sāks darbu martā" in words(client.get(BOARD))


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        pytest.param("2023-02-07T21:59:59", 303, id="the last second of the last day in Riga"),
        pytest.param("2023-02-07T22:00:00", 200, id="the first second after it"),
    ],
)
def test_a_late_entry_is_marked_until_the_lock_and_refused_beside_the_day_after_it(
    client: Client, english: World, monkeypatch: pytest.MonkeyPatch, moment: str, status: int
) -> None:
    lock(english)
    monkeypatch.setattr(clock, "now", lambda: at(moment))
    client.sign_in(english.mentor)

    answer = client.send(
        f"{HOME}/log",
        people=[str(english.anna.id)],
        minutes="60",
        day="other",
        day_other="31.01.2023.",
        form="in_person",
    )

    assert answer.status_code == status
    if status == 303:
        month = f"{HOME}/participants/{english.anna.id}/2023-01"
        assert "Entered later" in words(client.get(month))
    else:
        page = answer.get_data(as_text=True)
        assert 'id="day_other-error"' in page
        assert (
            "January 2023 took entries until 07.02.2023. Ask the coordinator to extend it: Elīna Bērziņa"
            in (words(answer))
        )


def test_a_mentor_asks_for_a_correction_and_the_coordinator_answers(client: Client, english: World) -> None:
    held = january(english)["anna"]
    close(english)
    client.sign_in(english.mentor)
    session = f"{HOME}/sessions/{held.id}"
    assert "Ask the coordinator to correct the length" in words(client.get(session))
    wrong = client.send(f"{session}/correction", minutes="120", reason="Kļūda")
    client.send(f"{session}/correction", minutes="2:30", reason="Ierakstīju par maz")
    correction = db.session.scalars(select(SessionCorrection)).one()
    url = f"{HOME}/corrections/{correction.id}"
    client.sign_in(english.coordinator)
    assert "Correct the session of 10.01.2023?" in words(client.get("/?all=1"))

    declined = client.send(url, version=1, deed="decline", answer="")
    client.send(url, version=1, deed="approve")

    assert 'id="minutes-error"' in wrong.get_data(as_text=True)
    assert 'id="answer-error"' in declined.get_data(as_text=True)
    assert db.session.scalars(select(MentorSession.minutes).where(MentorSession.id == held.id)).one() == 150
    assert "Corrected edition, No. 2" in words(client.get(BOARD))
    assert "Correction approved" in words(client.sign_in(english.mentor).get(f"{session}/correction"))


def test_a_participant_comments_without_returning(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    url = f"{HOME}/answers/{session.attendees[0].id}"
    client.sign_in(person(english.anna))

    empty = client.send(url, version=session.version, answer="waiting", comment="")
    client.send(url, version=session.version, answer="waiting", comment="Paldies par saiti")

    assert 'id="comment-error"' in empty.get_data(as_text=True)
    attendee = db.session.scalars(select(SessionAttendee)).one()
    assert (attendee.confirmation, attendee.comment) == (ConfirmationState.WAITING, "Paldies par saiti")
    assert "Paldies par saiti" in words(
        client.sign_in(english.mentor).get(f"{HOME}/sessions/{attendee.session_id}")
    )


def test_all_listed_sessions_are_confirmed_in_one_tap(client: Client, english: World) -> None:
    for day in (10, 17):
        log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, day))
    client.sign_in(person(english.anna))
    url = f"{HOME}/my-sessions"
    page = client.get(url).get_data(as_text=True)
    records = re.findall(r'name="records" value="([^"]+)"', page)
    assert "Confirm all 2 sessions" in page
    assert (page.count("10.01.2023"), len(records)) >= (1, 2)

    stale = client.send(f"{url}/confirm", records=[records[0], records[1].replace(":1", ":9")])
    assert "Some sessions changed meanwhile" in words(client.get(stale.location))
    client.send(f"{url}/confirm", records=records)

    assert set(db.session.scalars(select(SessionAttendee.confirmation))) == {ConfirmationState.CONFIRMED}
    assert "Confirmed by the participant 14.02.2023 10:00" in words(client.get(url))


def test_one_mail_a_day_leads_through_the_sign_in_to_the_answers(client: Client, english: World) -> None:
    for day in (10, 17):
        log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, day))

    mail = db.session.scalars(select(OutgoingMail)).one()
    letter = compose(mail)

    assert (mail.recipient_id, mail.not_before_at) == (english.anna.user_id, at("2023-02-14T16:00:00"))
    assert "Māra" not in letter.subject + letter.text
    assert "60" not in letter.text
    path = f"{HOME}/my-sessions"
    assert f"http://localhost{path}\n" in letter.text
    assert client.get(path).location == f"/sign-in?next={path}"


def test_a_week_without_an_answer_is_a_task_of_both_and_never_a_confirmation(
    client: Client, english: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.log_session(
        english.pilot,
        record(english.anna, held_on=dt.date(2023, 2, 7)),
        actor=build.viewer(english.mentor),
        now=at("2023-02-07T08:00:00"),
        today=dt.date(2023, 2, 7),
    )
    homes = {}
    for day in (13, 14):
        monkeypatch.setattr(clock, "now", lambda day=day: dt.datetime(2023, 2, day, 8, tzinfo=dt.UTC))
        for name, user in (("coordinator", english.coordinator), ("participant", person(english.anna))):
            homes[name, day] = words(client.sign_in(user).get("/?all=1"))

    assert "unanswered for a week" not in homes["coordinator", 13]
    assert "1 record unanswered for a week: February 2023" in homes["coordinator", 14]
    assert (
        "Confirm the session of 07.02.2023 Your mentor wrote down: 60 min Deadline: today"
        in (homes["participant", 14])
    )
    assert db.session.scalars(select(SessionAttendee.confirmation)).one() is ConfirmationState.WAITING
