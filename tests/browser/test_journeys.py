"""What people do in a day, with scripts and without, and the record that is there afterwards."""

import datetime as dt
import re

import pytest
from flask import url_for
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select

import config
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.training.models import Attendance, TrainingDay
from tests.browser.conftest import DESK, PHONE, Street
from tests.training import build as training

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])


def said(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


@BOTH
def test_a_mentor_logs_a_session_in_five_clicks(street: Street, *, scripts: bool) -> None:
    visit = street.visit("mentore", scripts=scripts)
    page, clicks = visit.page, 0

    visit.open("/pilots/SDK-2022/mentoring/log")
    for chosen in ("people", "minutes", "form"):
        page.locator(f"label:has(input[name={chosen}])").first.click()
        clicks += 1
    page.locator(".savebar button").click()
    clicks += 1

    page.wait_for_url(re.compile(r"/mentoring/(?!log)"))
    assert clicks <= 5
    assert visit.troubles == []


@BOTH
def test_a_participant_confirms_or_returns_a_session(street: Street, *, scripts: bool) -> None:
    visit = street.visit("dalibniece", scripts=scripts)

    visit.open("/pilots/SDK-2022/mentoring/my-sessions")
    confirm = visit.page.locator("form[action*='/answers/'] button")
    waiting = confirm.count()
    if waiting:
        confirm.first.click()
        expect(visit.page.locator("form[action*='/answers/'] button")).to_have_count(waiting - 1)

    assert visit.troubles == []


@BOTH
def test_a_language_stays_chosen(street: Street, *, scripts: bool) -> None:
    visit = street.visit(scripts=scripts, size=DESK)

    visit.open("/sign-in")
    visit.page.locator("button[name=locale][value=en]").click()
    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    visit.open("/accessibility")

    expect(visit.page.locator("html")).to_have_attribute("lang", "en")
    assert visit.troubles == []


@BOTH
def test_a_participant_defines_a_community_and_records_a_need(street: Street, *, scripts: bool) -> None:
    visit = street.visit("dalibniece", scripts=scripts)
    page, name = visit.page, f"Upes krasta kopiena {scripts:d}"

    visit.open("/pilots/SDK-2022/communities/new")
    page.locator("[name=name]").fill(name)
    page.locator("[name=place]").fill("Upes krasts")
    page.locator("label:has(input[name=kind])").first.click()
    page.locator("main form.form button[type=submit], main form button.primary").last.click()
    said(page, name)
    community = page.url
    visit.open(community.replace(visit.house.url, "") + "/needs/new")
    page.locator("[name=title]").fill("Vieta, kur satikties")
    page.locator("label:has(input[name=kind])").first.click()
    page.locator("select[name=source_kind]").select_option(index=1)
    page.locator("main details summary").first.click()
    page.locator("[name=source_description]").fill("Saruna pie veikala")
    page.locator("label:has(input[name=scale])").first.click()
    page.locator("main form button.primary").last.click()

    said(page, "Vieta, kur satikties")
    assert visit.troubles == []


@BOTH
def test_a_coordinator_creates_a_pilot_from_a_preset(street: Street, *, scripts: bool) -> None:
    visit = street.visit("koordinatore", scripts=scripts, size=DESK)
    page, code = visit.page, f"JAUNS-{2030 + scripts}"

    visit.open("/pilots/new")
    page.locator("label:has(input[name=preset]), input[name=preset]").first.click()
    page.locator("main form button.primary").last.click()
    page.locator("[name=code]").fill(code)
    page.locator("[name=title_lv]").fill("Jauns pilots")
    page.locator("[name=title_en]").fill("New pilot")
    for empty in ("retention_until", "recruitment_from", "recruitment_to"):
        if not page.locator(f"[name={empty}]").input_value():
            page.locator(f"[name={empty}]").fill("31.12.2035.")
    page.locator("main form button.primary").last.click()

    page.wait_for_url(re.compile(f"/pilots/{code}"))
    assert visit.troubles == []


@pytest.mark.parametrize(("language", "size"), [("lv", PHONE), ("en", DESK)], ids=["lv", "en"])
def test_an_invited_mentor_accepts_by_the_link_once(
    street: Street, language: str, size: ViewportSize
) -> None:
    coordinator = street.visit("koordinatore", language=language, size=size)
    page, email = coordinator.page, f"jauna.{language}@demo.example"
    coordinator.open("/pilots/SDK-2022/people/invite")
    page.locator("[name=given_name]").fill("Jauna")
    page.locator("[name=family_name]").fill(f"Mentore-{language}")
    page.locator("[name=email]").fill(email)
    page.locator("label:has(input[name=role][value=mentor])").click()
    page.locator("main form button.primary").last.click()
    page.wait_for_url(re.compile(r"/people(?!/invite)"))
    said(page, f"Mentore-{language}")
    coordinator.open("/pilots/SDK-2022/mail")
    page.locator("main tr", has_text=f"Mentore-{language}").locator("a").first.click()
    link = str(page.locator("main .card a").first.get_attribute("href"))

    guest = street.visit(size=size)
    guest.open(link.replace(guest.house.url, "").replace("http://localhost", ""))
    passwords = guest.page.locator("input[type=password]")
    passwords.first.fill("īsa")
    guest.page.locator("main form button.primary").last.click()
    expect(guest.page.locator("main .error").first).to_be_visible()
    for field in passwords.all():
        field.fill("zaļa pļava aiz upes 7")
    guest.page.locator("main form button.primary").last.click()
    guest.page.wait_for_url(re.compile(r"/$"))
    expect(guest.page.locator("h1")).to_be_visible()

    second = street.visit(size=size)
    second.open(link.replace(second.house.url, "").replace("http://localhost", ""))
    expect(second.page.locator("input[type=password]")).to_have_count(0)
    assert coordinator.troubles == []
    assert guest.troubles == []


def new_day(street: Street, number: int) -> str:
    """Lay out one more training day yesterday and return the address of its attendance sheet."""
    app = street.house.app
    with app.app_context():
        pilot = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
        found = training.day(pilot, config.DEMONSTRATION_DAY - dt.timedelta(days=1), number=number)
        db.session.commit()
        day_id = found.id
        db.session.remove()
    with app.test_request_context():
        return url_for("attendance.record", day_id=day_id)


@pytest.mark.parametrize(
    ("language", "size", "scripts"),
    [("lv", PHONE, False), ("lv", DESK, True), ("en", PHONE, True), ("en", DESK, False)],
    ids=["lv-phone-without-scripts", "lv-desk", "en-phone", "en-desk-without-scripts"],
)
def test_a_coordinator_takes_the_attendance_of_a_day_on_one_screen(
    street: Street, request: pytest.FixtureRequest, language: str, size: ViewportSize, *, scripts: bool
) -> None:
    number = 40 + len(request.node.callspec.id)
    visit = street.visit("koordinatore", language=language, size=size, scripts=scripts)
    page = visit.page

    visit.open(new_day(street, number))
    people = page.locator("ul.roll > li")
    everybody = people.count()
    people.nth(0).locator("label:has(input[value=absent])").click()
    people.nth(1).locator("label:has(input[value=partly])").click()
    people.nth(1).locator("label:has(input[value=minutes])").click()
    late = people.nth(1).locator("input[name$=-late]")
    late.fill("999")
    page.locator(".savebar button").click()
    expect(people.nth(1).locator(".error").first).to_be_visible()
    expect(late).to_have_value("999")
    expect(people.nth(0).locator("input[value=absent]")).to_be_checked()
    late.fill("180")
    page.locator(".savebar button").click()
    expect(page.locator("main p.net.ok")).to_be_visible()

    with street.house.app.app_context():
        day = db.session.scalars(select(TrainingDay).where(TrainingDay.number == number)).one()
        minutes = sorted(db.session.scalars(select(Attendance.minutes).where(Attendance.day_id == day.id)))
        db.session.remove()
    assert minutes == [0, 180, *[360] * (everybody - 2)]
    assert visit.troubles == []


@BOTH
def test_a_participant_records_a_meeting_with_a_decision_and_a_task(street: Street, *, scripts: bool) -> None:
    visit = street.visit("dalibniece", scripts=scripts, language="en" if scripts else "lv")
    page, agenda = visit.page, f"Tilta remonts {scripts:d}"

    visit.open("/pilots/SDK-2022/groups")
    page.locator("main a", has_text="Cēsu novada sadarbības grupa").first.click()
    page.locator("main a[href$='/meetings/new']").first.click()
    page.locator("[name=place]").fill("Cēsu bibliotēka")
    page.locator("[name=agenda]").fill(agenda)
    page.locator("[name=held_on]").fill("31.02.2023")
    page.locator("main form button.primary").last.click()
    expect(page.locator("main .error").first).to_be_visible()
    expect(page.locator("[name=agenda]")).to_have_value(agenda)
    page.locator("[name=held_on]").fill("13.02.2023")
    page.locator("main form button.primary").last.click()
    said(page, agenda)
    meeting = page.url.replace(visit.house.url, "")

    page.locator("main a[href$='/decisions/new']").first.click()
    page.locator("[name=text]").fill("Lūgt pašvaldībai salabot tiltu")
    page.locator("label:has(input[name=effect])").first.click()
    page.locator("main form button.primary").last.click()
    said(page, "Lūgt pašvaldībai salabot tiltu")
    visit.open(meeting)
    page.locator("main a[href$='/tasks/new']").first.click()
    page.locator("[name=text]").fill(f"Uzrakstīt vēstuli {scripts:d}")
    page.locator("[name=due_on]").fill("15.02.2023")
    page.locator("main form button.primary").last.click()

    said(page, f"Uzrakstīt vēstuli {scripts:d}")
    assert visit.troubles == []


def test_the_chain_of_the_demonstration_is_broken_in_its_four_places(street: Street) -> None:
    """Two decisions without an owner, an action without a need, a resource that nobody uses (C21)."""
    visit = street.visit("dalibniece", scripts=False)

    visit.open("/pilots/SDK-2022/communities")
    visit.page.get_by_role("link", name="Priekuļu ciema iedzīvotāji").first.click()
    visit.page.locator("main a[href$='/chain']").click()

    expect(visit.page.locator("h1")).to_have_text("Ķēde ir pārtrūkusi 4 vietās")
    assert visit.page.locator("section[aria-labelledby=gaps] h3").all_inner_texts() == [
        "Lēmumi, par kuriem neviens neatbild 2",
        "Darbības bez vajadzības 1",
        "Neizmantoti resursi 1",
    ]
    assert visit.troubles == []
