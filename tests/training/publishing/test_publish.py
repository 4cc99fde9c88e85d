"""Publishing: the preview, the version, the mails, the refusals, and what everybody sees of it."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot import clock
from pilot.accounts import letters
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.audit import AuditEvent
from pilot.cohort import canonical
from pilot.cohort.enums import ParticipationState
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.training import actions as training_actions
from pilot.training import queries as training_queries
from pilot.training.entries import DateEntry
from pilot.training.enums import DayMode
from pilot.training.models import TrainingDay
from pilot.training.publishing import queries
from pilot.training.publishing.models import PublishedSchedule
from tests import build
from tests.conftest import Client
from tests.training import build as training

NOW = dt.datetime(2022, 9, 1, 8, 0, tzinfo=dt.UTC)
REASON = "Pārējās dienas vēl nav saskaņotas."


@pytest.fixture(autouse=True)
def _september(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it sets the clock first
    monkeypatch.setattr(clock, "now", lambda: NOW)


def publish_url(world: build.World) -> str:
    return f"/pilots/{world.pilot.code}/training/publish"


def seen(world: build.World) -> str:
    db.session.expire_all()
    return queries.preview_of(world.pilot, today=clock.today()).seen


def publish(client: Client, world: build.World, **changes: Any) -> Any:
    given = {"name": "Versija", "reason": REASON, "seen": seen(world), **changes}
    return client.send(publish_url(world), **given)


def versions(world: build.World) -> list[PublishedSchedule]:
    db.session.expire_all()
    return queries.versions_of(world.pilot)


def mails() -> dict[str, OutgoingMail]:
    """Return the mails by the first name of who gets them."""
    found = db.session.execute(
        select(OutgoingMail, User)
        .join(User, User.id == OutgoingMail.recipient_id)
        .order_by(OutgoingMail.queued_at, OutgoingMail.id)
    )
    return {person.given_name: mail for mail, person in found}


def three_days(world: build.World) -> list[TrainingDay]:
    days = [training.day(world.pilot, dt.date(2022, 9, 12 + number), number=number) for number in range(1, 4)]
    training.held_class(days[1], world.lecturer)
    db.session.commit()
    return days


def move(world: build.World, day: TrainingDay, held_on: dt.date) -> TrainingDay:
    db.session.expire_all()
    found = training_queries.get_day(day.id, viewer=build.viewer(world.coordinator))
    when = DateEntry(held_on, found.starts_at, found.ends_at, is_confirmed=True)
    return training_actions.move_day(
        found,
        when,
        reason="Slimība.",
        seen=found.version,
        actor=build.viewer(world.coordinator),
        now=NOW,
        today=NOW.date(),
    )


def cancel(world: build.World, day: TrainingDay) -> TrainingDay:
    found = training_queries.get_day(day.id, viewer=build.viewer(world.coordinator))
    return training_actions.cancel_day(
        found,
        reason="Slimība.",
        seen=found.version,
        actor=build.viewer(world.coordinator),
        now=NOW,
        today=NOW.date(),
    )


def test_the_second_version_says_exactly_what_changed_and_tells_only_whom_it_concerns(
    client: Client, world: build.World
) -> None:
    first, taught, third = three_days(world)
    world.peteris.state = ParticipationState.WITHDRAWN
    client.sign_in(world.coordinator)
    publish(client, world)
    assert sorted(mails()) == ["Anna", "Inga", "Līga"]
    db.session.query(OutgoingMail).delete()
    moved = move(world, first, dt.date(2022, 9, 20))
    cancel(world, third)
    training.day(world.pilot, dt.date(2022, 9, 26), number=4)

    page = client.get(publish_url(world)).get_data(as_text=True)
    answer = publish(client, world, name="Otrā")

    assert "1 jauna, 1 pārcelta, 1 atcelta" in page
    assert answer.location == f"/pilots/{world.pilot.code}/training"
    assert sorted(mails()) == ["Anna", "Līga"]
    second, old = versions(world)
    assert [day.uid for day in queries.days_in(old)] == [
        first.calendar_uid,
        taught.calendar_uid,
        third.calendar_uid,
    ]
    assert moved.calendar_uid == first.calendar_uid
    assert (second.number, second.name, second.reason) == (2, "Otrā", REASON)
    assert second.sha256 == canonical.hash_of(second.schedule)
    event = db.session.scalars(
        select(AuditEvent).where(
            AuditEvent.action == "training.schedule-published", AuditEvent.subject_id == second.id
        )
    ).one()
    assert event.detail == {
        "number": 2,
        "sha256": second.sha256,
        "told": 2,
        "new": 1,
        "moved": 1,
        "cancelled": 1,
    }


def test_a_mail_says_in_its_readers_language_what_changed_for_that_person(
    client: Client, world: build.World
) -> None:
    three_days(world)
    world.lecturer.locale = Locale.EN
    client.sign_in(world.coordinator)
    publish(client, world)

    lecturer, participant = letters.compose(mails()["Inga"]), letters.compose(mails()["Anna"])

    assert lecturer.subject == "Training schedule: what changed for you"
    assert "New: day 2\n14.09.2022 9:30–16:30\nSkolas iela 28, Rīga\nYour classes:" in lecturer.text
    assert "– 9:30–12:30 Kopienas definēšana" in lecturer.text
    assert "day 1" not in lecturer.text
    assert "Jauna: 1. diena\n13.09.2022. 9.30–16.30\nSkolas iela 28, Rīga\n" in participant.text
    assert "Kopienas definēšana" not in participant.text


def test_a_moved_and_a_cancelled_day_are_told_with_both_dates(client: Client, world: build.World) -> None:
    first, taught, third = three_days(world)
    client.sign_in(world.coordinator)
    publish(client, world)
    db.session.query(OutgoingMail).delete()
    move(world, first, dt.date(2022, 9, 20))
    cancel(world, third)
    held = db.session.get_one(TrainingDay, taught.id, populate_existing=True)
    held.venue, held.mode = "", DayMode.REMOTE
    db.session.commit()
    publish(client, world)

    text = letters.compose(mails()["Anna"]).text

    assert "Pārcelta: 1. diena, tā bija 13.09.2022. 9.30–16.30\n20.09.2022. 9.30–16.30\n" in text
    assert "Atcelta: 3. diena\n15.09.2022. 9.30–16.30\n" in text
    assert "Mainīta: 2. diena\n14.09.2022. 9.30–16.30\nAttālināti\n" in text


def test_unmet_rules_ask_for_a_reason(client: Client, world: build.World) -> None:
    three_days(world)
    client.sign_in(world.coordinator)

    refused = publish(client, world, reason=" ", name="Mans nosaukums")

    page = refused.get_data(as_text=True)
    assert (refused.status_code, versions(world)) == (200, [])
    assert "reason-error" in page
    assert "Mans nosaukums" in page


def test_nothing_changed_is_refused_with_words(client: Client, world: build.World) -> None:
    three_days(world)
    client.sign_in(world.coordinator)
    publish(client, world)

    page = client.get(publish_url(world)).get_data(as_text=True)
    refused = publish(client, world)

    assert "Nav ko publicēt" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert refused.status_code == 200
    assert "nekas nav mainījies" in refused.get_data(as_text=True)
    assert len(versions(world)) == 1


def test_who_publishes_second_looks_again_and_loses_no_text(client: Client, world: build.World) -> None:
    three_days(world)
    client.sign_in(world.coordinator)
    old = seen(world)
    training.day(world.pilot, dt.date(2022, 9, 26), number=4)

    late = publish(client, world, seen=old, name="Mans nosaukums")

    page = late.get_data(as_text=True)
    assert (late.status_code, versions(world)) == (409, [])
    assert "Mans nosaukums" in page
    assert seen(world) in page


def test_people_who_do_not_plan_see_the_published_days(client: Client, world: build.World) -> None:
    first, _taught, third = three_days(world)
    client.sign_in(world.coordinator)
    publish(client, world, name="Pirmā versija")
    move(world, first, dt.date(2022, 9, 20))
    cancel(world, third)
    db.session.commit()
    schedule = f"/pilots/{world.pilot.code}/training"

    planner = client.get(schedule).get_data(as_text=True)
    tasks = client.get("/").get_data(as_text=True)
    client.sign_in(training.person(world.anna))
    page = client.get(schedule).get_data(as_text=True)
    home = client.get("/").get_data(as_text=True)
    day_page = client.get(f"/training-days/{first.id}").get_data(as_text=True)

    assert "1 pārcelta, 1 atcelta" in planner
    assert "20.09.2022." in planner
    assert "Grafika izmaiņas nav publicētas: 1 pārcelta, 1 atcelta" in tasks
    assert "Pirmā versija" in page
    assert "20.09.2022." not in page
    assert "15.09.2022." in page
    assert "Inga Zariņa" in page
    assert f"/training-days/{third.id}" in home
    assert "Pirmā versija" in day_page


def test_before_the_first_version_everybody_sees_the_draft_and_is_told_so(
    client: Client, world: build.World
) -> None:
    three_days(world)
    client.sign_in(training.person(world.anna))

    page = client.get(f"/pilots/{world.pilot.code}/training").get_data(as_text=True)

    assert "13.09.2022." in page
    assert "Vēl nav publicēts." in page


def test_every_version_stays_readable_and_any_two_are_compared(client: Client, world: build.World) -> None:
    first, *_others = three_days(world)
    client.sign_in(world.coordinator)
    publish(client, world, name="Pirmā")
    moved = move(world, first, dt.date(2022, 9, 20))
    publish(client, world, name="Otrā")
    move(world, moved, dt.date(2022, 9, 13))
    publish(client, world, name="Trešā")
    third, second, oldest = versions(world)

    listed = client.get(f"/pilots/{world.pilot.code}/training/versions").get_data(as_text=True)
    newest = client.get(f"/training-versions/{third.id}").get_data(as_text=True)
    same = client.get(f"/training-versions/{third.id}?since=1").get_data(as_text=True)
    first_page = client.get(f"/training-versions/{oldest.id}").get_data(as_text=True)

    assert all(name in listed for name in ("Pirmā", "Otrā", "Trešā"))
    assert "20.09.2022. 9.30–16.30 → 13.09.2022. 9.30–16.30" in newest
    assert "Abās versijās ir vienas un tās pašas dienas." in same
    assert oldest.sha256 in first_page
    assert second.sha256 not in first_page
