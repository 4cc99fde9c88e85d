"""What people do in a day, with scripts and without, and the record that is there afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Street

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
    page.locator("[name=source_description]").fill("Saruna pie veikala")
    page.locator("select[name=source_kind]").select_option(index=1)
    for group in ("kind", "domain", "scale"):
        page.locator(f"label:has(input[name={group}])").first.click()
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


def test_a_coordinator_invites_a_mentor_who_accepts_and_signs_in(street: Street) -> None:
    coordinator = street.visit("koordinatore", size=DESK)
    page, email = coordinator.page, "jauna.mentore@demo.example"

    coordinator.open("/pilots/SDK-2022/people/invite")
    page.locator("[name=given_name]").fill("Jauna")
    page.locator("[name=family_name]").fill("Mentore")
    page.locator("[name=email]").fill(email)
    page.locator("label:has(input[name=role][value=mentor])").click()
    page.locator("main form button.primary").last.click()
    page.wait_for_url(re.compile(r"/people(?!/invite)"))

    said(page, "Jauna Mentore")
    assert coordinator.troubles == []
