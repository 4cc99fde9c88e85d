"""The page of a month for heads of services: when it is sent, who opens it, and what stands on it."""

import datetime as dt
from http import HTTPStatus
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from pilot.accounts import letters, personal_links
from pilot.accounts.models import RoleAssignment, User
from pilot.cohort.holidays import is_working_day
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.outbox.models import OutgoingMail
from pilot.overview.briefs import actions, queries, rules
from pilot.overview.briefs.models import MonthBrief
from pilot.overview.figures import figures_of
from pilot.overview.numbers import numbers_of
from pilot.scheduler import BRIEFS, run
from tests import build
from tests.community.build import community, decision, entry, group, meeting, need, task

JANUARY = Month(2023, 1)
SENT = dt.datetime(2023, 2, 3, 6, 15, tzinfo=dt.UTC)
TODAY = SENT.date()


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("2023-02-02", None),
        ("2023-02-03", "2023-01"),
        ("2023-02-04", None),
        ("2023-02-06", None),
        ("2023-01-04", "2022-12"),  # the 1st is a holiday
    ],
)
def test_the_page_is_due_on_the_third_working_day(day: str, month: str | None) -> None:
    found = rules.month_due(dt.date.fromisoformat(day), is_working_day)

    assert (str(found) if found else None) == month


def sent_to(world: build.World) -> MonthBrief:
    actions.send(world.pilot, JANUARY, actor=build.viewer(world.coordinator), now=SENT)
    db.session.commit()
    return db.session.scalars(select(MonthBrief).order_by(MonthBrief.sent_at.desc()).limit(1)).one()


def address_in_mail(world: build.World) -> str:
    mail = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.template == "month_brief")
        .order_by(OutgoingMail.id.desc())
        .limit(1)
    ).one()
    assert mail.recipient_id == world.manager.id
    with current_app.test_request_context():
        letter = letters.compose(mail)
    assert world.cesis.name not in letter.subject + letter.text
    return "/p/" + letter.text.partition("/p/")[2].split()[0]


@pytest.fixture
def look(client: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what opens an address without signing in at some moment."""

    def at(path: str, now: dt.datetime = SENT) -> Any:
        monkeypatch.setattr("pilot.clock.now", lambda: now)
        return client.get(path)

    return at


def test_the_link_opens_for_thirty_days(world: build.World, look: Any) -> None:
    sent_to(world)
    path = address_in_mail(world)

    assert look(path).status_code == HTTPStatus.OK
    assert look(path, SENT + rules.LINK_LASTS - dt.timedelta(seconds=1)).status_code == HTTPStatus.OK
    dead = look(path, SENT + rules.LINK_LASTS)
    assert dead.status_code == HTTPStatus.GONE
    assert "Saite vairs neder" in dead.get_data(as_text=True) or "link" in dead.get_data(as_text=True)


def test_a_wrong_token_is_not_found(world: build.World, look: Any) -> None:
    brief = sent_to(world)
    path = address_in_mail(world)

    wrong = ["nothing", f"{brief.id.hex}.", f"{brief.id.hex}.{'A' * 43}", "ā.ā", path.rpartition("/")[2][:-1]]
    assert {look(f"/p/brief/{each}").status_code for each in wrong} == {HTTPStatus.NOT_FOUND}


def test_an_ended_link_is_dead_at_once(world: build.World, look: Any) -> None:
    brief = sent_to(world)
    path = address_in_mail(world)
    actions.end_links(world.pilot, [brief], actor=build.viewer(world.manager), now=SENT)
    db.session.commit()

    assert look(path).status_code == HTTPStatus.GONE


def test_sending_again_ends_the_earlier_link(world: build.World, look: Any) -> None:
    sent_to(world)
    earlier = address_in_mail(world)
    sent_to(world)
    db.session.commit()

    assert look(earlier).status_code == HTTPStatus.GONE
    assert [row.is_open(SENT) for row, *_rest in queries.sent_rows(world.pilot)].count(True) == 1


def test_the_link_of_who_manages_no_more_is_dead(world: build.World, look: Any) -> None:
    sent_to(world)
    path = address_in_mail(world)
    held = db.session.scalars(select(RoleAssignment).where(RoleAssignment.user_id == world.manager.id)).one()
    held.ended_at = SENT
    db.session.commit()

    assert look(path).status_code == HTTPStatus.GONE


@pytest.mark.usefixtures("world")
def test_the_job_sends_each_page_once() -> None:
    assert run(BRIEFS, now=SENT) is True
    assert run(BRIEFS, now=SENT) is False
    assert actions.send_due(now=SENT, today=TODAY) == 0

    assert len(db.session.scalars(select(MonthBrief)).all()) == 1
    assert len(db.session.scalars(select(OutgoingMail)).all()) == 1


def test_a_page_sent_by_hand_is_not_sent_again_by_the_job(world: build.World) -> None:
    sent_to(world)

    assert actions.send_due(now=SENT, today=TODAY) == 0


def written(world: build.World) -> None:
    """Write what must not stand on the page, and what is counted there."""
    place = community(world.anna)
    need(place, title="SLEPENA vajadzība", people=3, recorded_at=dt.datetime(2023, 1, 9, 9, tzinfo=dt.UTC))
    entry(world.anna, done_on=dt.date(2023, 1, 10), minutes=90, text="SLEPENA saruna", outside_hours=True)
    entry(world.anna, done_on=dt.date(2023, 1, 31), minutes=30, text="SLEPENA vizīte", shared=True)
    entry(world.anna, done_on=dt.date(2023, 2, 1), minutes=45, text="SLEPENA februārī")
    met = meeting(group(world.anna), held_on=dt.date(2023, 1, 18))
    decision(met, text="SLEPENS lēmums")
    task(met, text="SLEPENS uzdevums", due_on=dt.date(2023, 2, 1))
    db.session.commit()


def test_nothing_that_somebody_wrote_stands_on_the_page(world: build.World, look: Any) -> None:
    written(world)
    sent_to(world)
    page = look(address_in_mail(world)).get_data(as_text=True)

    assert "SLEPEN" not in page
    assert "Anna Ozola" in page
    assert "Pēteris" not in page


def test_the_figures_are_those_of_the_dashboard(world: build.World) -> None:
    written(world)
    found = queries.page_of(world.pilot, world.cesis, JANUARY, today=TODAY)
    own = select(Participation).where(Participation.municipality_id == world.cesis.id)
    shown = figures_of(world.pilot, numbers_of(world.pilot, as_of=dt.date(2023, 1, 31), among=own))

    assert [figure.value for figure in found.figures] == [shown[key].value for key in queries.FIGURES]
    assert [figure.value for figure in found.figures] == [1, 1, 1, 1, 1]
    anna = next(line for line in found.staff if line.name == "Anna Ozola")
    cell = mentoring.balance_of(world.anna, world.pilot, month=JANUARY, today=dt.date(2023, 1, 31))
    assert cell is not None
    assert (anna.received, anna.required) == (cell.received, cell.required)
    assert (anna.diary.entries, anna.diary.minutes, anna.diary.outside_hours) == (2, 120, 1)
    assert (found.groups[0].open_tasks, found.groups[0].overdue) == (1, 1)


def test_a_head_reads_the_own_municipality_only(world: build.World, client: Any) -> None:
    client.sign_in(world.manager)

    assert world.cesis.name in client.get("/pilots/SDK-2022/brief").get_data(as_text=True)
    other = client.get(f"/pilots/SDK-2022/brief?municipality={world.tukums.id}")
    assert other.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("month", ["0000-01", "2023-13", "9999-12", "x"])
def test_a_month_that_cannot_be_is_one_that_can(world: build.World, client: Any, month: str) -> None:
    client.sign_in(world.coordinator)

    assert client.get(f"/pilots/SDK-2022/brief?month={month}").status_code == HTTPStatus.OK


def test_coordinator_and_head_end_links(world: build.World, client: Any) -> None:
    client.sign_in(world.coordinator)
    client.send("/pilots/SDK-2022/briefs/send")
    first = db.session.scalars(select(MonthBrief)).one()
    client.send("/pilots/SDK-2022/briefs/end", brief=str(first.id))
    db.session.refresh(first)
    assert first.ended_at is not None

    client.send("/pilots/SDK-2022/briefs/send")
    client.sign_in(world.manager)
    client.send("/pilots/SDK-2022/brief/end")
    db.session.expire_all()
    assert all(row.ended_at for row in db.session.scalars(select(MonthBrief)))


def test_tokens_differ_with_the_person(world: build.World) -> None:
    brief = sent_to(world)
    link, secret = actions.link_of(brief), "secret"
    other = db.session.get_one(User, world.mentor.id)

    assert not personal_links.fits(
        personal_links.token_of(link, other, secret=secret), link, world.manager, secret=secret
    )
