"""Moving a training day by keyboard, by mouse and by the plain form; the schedule on one sheet of paper."""

import datetime as dt
import re

import pytest
from flask import url_for
from playwright.sync_api import Page, expect
from sqlalchemy import select

from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from tests.browser.conftest import DESK, PHONE, Street
from tests.training import build as training

pytestmark = pytest.mark.browser
TUESDAY, WEDNESDAY = dt.date(2023, 3, 7), dt.date(2023, 3, 8)
SCHEDULE = "/pilots/SDK-2022/training"
PAGES = re.compile(rb"/Type\s*/Page\b")


def planned_day(street: Street, number: int) -> str:
    """Plan one more training day in March and return the address of its move form."""
    app = street.house.app
    with app.app_context():
        pilot = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
        found = training.day(pilot, TUESDAY, number=number)
        db.session.commit()
        day_id = found.id
        db.session.remove()
    with app.test_request_context():
        return url_for("training.move_day", day_id=day_id)


def dates_of(street: Street, number: int) -> list[tuple[dt.date, DayState]]:
    """Return the dates that a day has had, and cancel it so that the next test begins alone."""
    with street.house.app.app_context():
        days = db.session.scalars(
            select(TrainingDay).where(TrainingDay.number == number).order_by(TrainingDay.held_on)
        ).all()
        found = [(day.held_on, day.state) for day in days]
        for day in days:
            if day.state is DayState.PLANNED:
                day.state = DayState.CANCELLED
        db.session.commit()
        db.session.remove()
    return found


def finish(page: Page) -> None:
    """Confirm and give the reason on the move form with the keyboard alone, then send it."""
    box = page.locator("[name=confirmed]")
    box.focus()
    page.keyboard.press("Space")
    page.locator("[name=change_reason]").focus()
    page.keyboard.type("Lektore saslima")
    page.locator("main form button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .flash, main [role=status]").first).to_be_visible()


def test_a_day_is_moved_by_keyboard_alone(street: Street) -> None:
    visit = street.visit("koordinatore", size=DESK)
    page, move = visit.page, planned_day(street, 61)

    visit.open(SCHEDULE)
    page.locator(f"[data-move='{move}']").focus()
    page.keyboard.press("Space")
    expect(page.locator("#move-said")).to_contain_text("61. mācību diena")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#move-said")).to_contain_text("trešdiena, 08.03.2023.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(move) + r"\?to=2023-03-08"))
    expect(page.locator("[name=held_on]")).to_have_value("08.03.2023")
    expect(page.locator("#date-check")).to_contain_text("ārpus mācību fāzes")
    finish(page)

    assert dates_of(street, 61) == [(TUESDAY, DayState.MOVED), (WEDNESDAY, DayState.PLANNED)]
    assert visit.troubles == []


def test_a_day_that_was_picked_up_is_put_back_by_escape(street: Street) -> None:
    visit = street.visit("koordinatore", size=DESK)
    page, move = visit.page, planned_day(street, 62)

    visit.open(SCHEDULE)
    page.locator(f"[data-move='{move}']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")

    expect(page.locator(".cal .picked, .cal .aim")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/training-days/[0-9a-f-]+$"))
    dates_of(street, 62)
    assert visit.troubles == []


def test_a_day_is_dragged_to_another_date(street: Street) -> None:
    visit = street.visit("koordinatore", size=DESK)
    page, move = visit.page, planned_day(street, 63)

    visit.open(SCHEDULE)
    page.locator(f"[data-move='{move}']").drag_to(page.locator("td[data-date='2023-03-08']"))

    page.wait_for_url(re.compile(re.escape(move) + r"\?to=2023-03-08"))
    expect(page.locator("[name=held_on]")).to_have_value("08.03.2023")
    dates_of(street, 63)
    assert visit.troubles == []


def test_a_day_is_moved_by_the_plain_form_on_a_phone_without_scripts(street: Street) -> None:
    visit = street.visit("koordinatore", size=PHONE, scripts=False)
    page, move = visit.page, planned_day(street, 64)

    visit.open(SCHEDULE)
    page.locator("#days ~ * a, .tbl a", has_text="64. diena").first.click()
    page.locator(f"main a[href='{move}']").click()
    page.locator("[name=held_on]").fill("08.03.2023")
    page.locator("[name=change_reason]").fill("Telpa aizņemta")
    page.locator("main form button.primary").click()
    expect(page.locator("#held_on-error")).to_be_visible()
    expect(page.locator("[name=change_reason]")).to_have_value("Telpa aizņemta")
    page.locator("[name=confirmed]").check()
    page.locator("main form button.primary").click()
    expect(page.locator("main .flash").first).to_be_visible()

    assert dates_of(street, 64) == [(TUESDAY, DayState.MOVED), (WEDNESDAY, DayState.PLANNED)]
    assert visit.troubles == []


def test_what_speaks_against_a_date_is_said_while_it_is_typed(street: Street) -> None:
    visit = street.visit("koordinatore", size=DESK)
    page = visit.page

    visit.open(f"{SCHEDULE}/days/new")
    page.locator("[name=venue]").fill("Bibliotēka")
    page.locator("[name=held_on]").fill("18.11.2022")
    page.locator("[name=held_on]").blur()
    expect(page.locator("#date-check")).to_contain_text("18.11.2022. ir svētku diena")
    page.locator("#date-check a").click()

    expect(page.locator("[name=held_on]")).to_have_value("21.11.2022")
    expect(page.locator("#date-check")).not_to_contain_text("svētku diena")
    expect(page.locator("[name=venue]")).to_have_value("Bibliotēka")
    assert visit.troubles == []


def test_the_schedule_is_printed_on_one_sheet_across_without_anything_to_click(street: Street) -> None:
    visit = street.visit("koordinatore", size=DESK)

    visit.open(f"{SCHEDULE}/print")
    paper = visit.page.pdf(prefer_css_page_size=True)
    visit.page.emulate_media(media="print")

    assert len(PAGES.findall(paper)) == 1
    assert b"/MediaBox [0 0 841.91998 594.95996]" in paper
    assert visit.page.locator("button:visible, .btn:visible, nav:visible").count() == 0
    assert visit.troubles == []
