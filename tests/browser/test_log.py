"""The log of a mentor on a phone: few taps, no keyboard by itself, undo, drafts; a month by keyboard."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

import config
from pilot.extensions import db
from pilot.mentoring.drafts.models import SessionDraft
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from tests.browser.conftest import DESK, House, Street

pytestmark = pytest.mark.browser
LOG, GRID = "/pilots/SDK-2022/mentoring/log", "/pilots/SDK-2022/mentoring/grid/2023-02"
SMALL = ViewportSize(width=390, height=664)
TAP = 44
YESTERDAY = config.DEMONSTRATION_DAY - dt.timedelta(days=1)
BOTH = pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])


def count(house: House, model: type) -> int:
    with house.app.app_context():
        found = db.session.scalar(select(func.count()).select_from(model)) or 0
        db.session.remove()
    return found


def plan_of_yesterday(house: House) -> SessionState:
    """Return how the session that the demonstration plans for yesterday stands."""
    with house.app.app_context():
        state = db.session.scalars(
            select(MentorSession.state).where(
                MentorSession.held_on == YESTERDAY, MentorSession.starts_at.is_not(None)
            )
        ).one()
        db.session.remove()
    return state


@pytest.fixture
def planned(street: Street) -> None:
    """Put the session of yesterday back as the demonstration plans it, whatever another test left."""
    with street.house.app.app_context():
        session = db.session.scalars(
            select(MentorSession)
            .where(MentorSession.held_on == YESTERDAY, MentorSession.starts_at.is_not(None))
            .options(selectinload(MentorSession.attendees).selectinload(SessionAttendee.shares))
        ).one()
        session.state, session.not_held_reason, session.minutes = SessionState.PLANNED, None, 60
        session.attendees[0].shares[0].minutes = 60
        db.session.commit()
        db.session.remove()


class Finger:
    """Taps and counts; before each tap no keyboard may have opened by itself."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        target = self.page.locator(selector).first
        expect(target).to_be_visible()
        expect(self.page.locator(":is(textarea, input[type=text], input[type=search]):focus")).to_have_count(
            0
        )
        target.click()
        self.taps += 1


@pytest.mark.usefixtures("planned")
@BOTH
def test_one_tap_on_the_home_stores_and_one_takes_it_back(street: Street, *, scripts: bool) -> None:
    visit = street.visit("mentore", scripts=scripts)
    page, finger = visit.page, Finger(visit.page)

    visit.open("/")
    finger.tap(".todo form button:has-text('Notika')")
    expect(page.locator("[data-undo]")).to_contain_text("Saglabāts: Anna O., 13.02.2023., 60 min, Klātienē")
    assert (finger.taps, plan_of_yesterday(street.house)) == (1, SessionState.HELD)
    finger.tap("[data-undo] button")

    expect(page.locator(".todo")).to_contain_text("Vai notika? Pirmd. 13.02. 14.00 · Anna O. · 60 min")
    assert plan_of_yesterday(street.house) is SessionState.PLANNED
    assert visit.troubles == []


@pytest.mark.usefixtures("planned")
@BOTH
def test_not_held_takes_one_reason(street: Street, *, scripts: bool) -> None:
    visit = street.visit("mentore", scripts=scripts)
    page, finger = visit.page, Finger(visit.page)

    visit.open("/")
    finger.tap(".todo .act a:has-text('Nenotika')")
    finger.tap("button[name=reason][value=participant]")
    expect(page.locator("[data-undo]")).to_contain_text("Nenotika: dalībnieks nevarēja ierasties")
    assert (finger.taps, plan_of_yesterday(street.house)) == (2, SessionState.NOT_HELD)
    finger.tap("[data-undo] button")

    expect(page.locator(".todo")).to_contain_text("Vai notika?")
    assert visit.troubles == []


@pytest.fixture
def nothing_left(street: Street) -> Iterator[None]:
    """Take back afterwards what a test logged through the page."""
    app = street.house.app
    with app.app_context():
        before = set(db.session.scalars(select(MentorSession.id)))
        db.session.remove()
    yield
    with app.app_context():
        for session in db.session.scalars(select(MentorSession).where(MentorSession.id.not_in(before))):
            session.state = SessionState.CANCELLED
        db.session.commit()
        db.session.remove()


@pytest.mark.usefixtures("nothing_left")
def test_the_defaults_are_one_tap_and_everything_changed_is_four(street: Street) -> None:
    visit = street.visit("mentore", size=SMALL)
    page, finger = visit.page, Finger(visit.page)
    before = count(street.house, MentorSession)

    visit.open(LOG)
    offered = page.locator("[name=people]:checked").count()
    finger.tap("label:has(input[name=people]:not(:checked))")
    finger.tap("label:has(input[name=minutes][value='30'])")
    finger.tap("label:has(input[name=day]):has-text('Vakar')")
    expect(page.locator("#outcome")).to_contain_text("pēc šī ieraksta")
    finger.tap(".savebar button")
    page.wait_for_url(re.compile(r"/sessions/"))

    assert (offered, finger.taps) == (1, 4)
    assert count(street.house, MentorSession) == before + 1
    expect(page.locator("[data-undo]")).to_contain_text("30 min")
    expect(page.locator("main")).to_contain_text("Pievienot: temati · ko vienojāmies · veids")
    assert visit.troubles == []


def test_the_quick_log_is_one_screen_of_large_controls(street: Street) -> None:
    visit = street.visit("mentore", size=SMALL)

    visit.open(LOG)
    last = visit.page.locator("fieldset:has([name=form])").bounding_box()
    bar = visit.page.locator(".savebar").bounding_box()
    controls = visit.page.locator(".ql .chip:visible, .ql .pick:visible, .savebar button").all()
    sizes = [box for box in (control.bounding_box() for control in controls) if box]

    assert last is not None
    assert bar is not None
    assert last["y"] + last["height"] <= bar["y"] + 1
    assert bar["y"] + bar["height"] <= SMALL["height"] + 1
    assert [box for box in sizes if box["height"] < TAP or box["width"] < TAP] == []
    assert visit.troubles == []


def test_a_tap_on_somebody_else_is_a_choice_and_no_group(street: Street) -> None:
    visit = street.visit("mentore")
    people = visit.page.locator("[name=people]")

    visit.open(LOG)
    visit.page.locator("label:has(input[name=people])").nth(1).click()
    assert [person.is_checked() for person in people.all()] == [False, True, False]
    visit.page.locator("label:has(input[name=people])").nth(2).click()

    assert [person.is_checked() for person in people.all()] == [False, True, True]
    expect(visit.page.locator("#outcome")).to_contain_text(" · ")
    assert visit.troubles == []


def test_a_length_is_explained_while_it_is_typed(street: Street) -> None:
    visit = street.visit("mentore")
    page = visit.page

    visit.open(LOG)
    page.locator("label:has(input[name=minutes][value=other])").click()
    page.locator("[name=minutes_other]").fill("1h30")
    expect(page.locator("[name=minutes_other] + .hint")).to_have_text(re.compile(r"= 1\sst\. 30\smin"))
    page.locator("[name=minutes_other]").fill("8.20")

    expect(page.locator("[name=minutes_other] + .hint")).to_contain_text("8.20 var saprast divējādi")
    assert visit.troubles == []


@pytest.mark.usefixtures("planned")
def test_the_undo_goes_after_ten_seconds(street: Street) -> None:
    visit = street.visit("mentore")
    page = visit.page
    page.clock.install()

    visit.open("/")
    page.locator(".todo form button:has-text('Notika')").click()
    button = page.locator("[data-undo] button")
    expect(button).to_be_visible()
    page.wait_for_load_state()  # the ten seconds begin once the script of the page has run
    page.clock.run_for(9_000)
    expect(button).to_be_visible()
    page.clock.run_for(2_000)

    expect(button).to_have_count(0)
    visit.open("/")
    page.locator("[data-undo] button").click()
    expect(page.locator(".todo")).to_contain_text("Vai notika?")
    assert visit.troubles == []


def test_a_note_is_kept_while_it_is_typed_and_gone_when_it_is_saved(street: Street) -> None:
    visit = street.visit("mentore")
    page = visit.page
    visit.open("/pilots/SDK-2022/mentoring/mine")
    page.locator("main .tbl a[href*='/sessions/']").first.click()
    page.wait_for_url(re.compile(r"/sessions/"))
    details = page.url.replace(street.house.url, "") + "/details"
    before = count(street.house, SessionDraft)

    visit.open(details)
    visit.open(details)
    assert count(street.house, SessionDraft) == before
    page.locator("[name=summary]").fill("Runājām par bibliotēku")
    expect(page.locator("#draft-said")).to_have_text("Melnraksts saglabāts")
    assert count(street.house, SessionDraft) == before + 1
    visit.open(f"{details}?draft=1")
    expect(page.locator("[name=summary]")).to_have_value("Runājām par bibliotēku")
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]+$"))

    assert count(street.house, SessionDraft) == before
    assert visit.troubles == []


@pytest.mark.usefixtures("nothing_left")
def test_a_month_is_filled_by_keyboard_alone(street: Street) -> None:
    visit = street.visit("mentore", size=DESK)
    page, before = visit.page, count(street.house, MentorSession)

    visit.open(GRID)
    page.locator("[name^=m_]").first.focus()
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    page.keyboard.type("25:99")
    page.keyboard.press("Enter")
    expect(page.locator(".grid-month .error")).to_have_count(1)
    expect(page.locator("[name^=m_]").first).to_have_value("60")
    page.locator("[name^=m_][aria-invalid]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("Pierakstītas 2 sesijas")

    assert count(street.house, MentorSession) == before + 2
    assert visit.troubles == []
