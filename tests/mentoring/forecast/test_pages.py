"""What can still be done for a month: three days with one tap, a letter that names nobody, both figures."""

import datetime as dt
import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.enums import SessionForm, SessionState
from pilot.mentoring.models import MentorSession
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, closed_month, log, words
from tests.mentoring.forecast.build import away, feb
from tests.mentoring.test_pages import HOME, person

TAP = re.compile(r'name="on" value="([^"]+)"')


def path(participation: Participation, page: str = "ahead") -> str:
    return f"{HOME}/participants/{participation.id}/{page}"


def offered(client: Client, participation: Participation) -> list[str]:
    return TAP.findall(client.get(path(participation)).get_data(as_text=True))


def planned() -> list[MentorSession]:
    return list(
        db.session.scalars(
            select(MentorSession)
            .where(MentorSession.state == SessionState.PLANNED)
            .order_by(MentorSession.held_on)
        )
    )


def test_a_mentor_plans_one_of_three_days_with_one_tap(client: Client, english: World) -> None:
    log(
        english.pilot,
        english.mentor,
        english.anna,
        held_on=feb(7),
        minutes=45,
        starts=dt.time(14),
        form=SessionForm.VIDEO,
    )
    client.sign_in(english.mentor)

    days = offered(client, english.anna)
    answer = client.send(path(english.anna, "plan"), on=days[0])

    assert days == ["15.02.2023", "16.02.2023", "21.02.2023"]
    assert answer.status_code == 303
    session = planned()[0]
    assert session.held_on.strftime("%d.%m.%Y") == days[0]
    assert (session.minutes, session.form) == (45, SessionForm.VIDEO)
    assert session.starts_at == dt.datetime.combine(session.held_on, dt.time(12), dt.UTC)
    assert "45 min planned" in words(client.get(path(english.anna)))


@pytest.mark.parametrize("day", ["", "abc", "18.02.2023", "01.03.2023", "13.02.2023", "32.02.2023"])
def test_a_day_that_is_not_offered_is_not_planned(client: Client, english: World, day: str) -> None:
    client.sign_in(english.mentor)

    answer = client.send(path(english.anna, "plan"), on=day)

    assert answer.status_code == 303
    assert "This day is no longer free: choose one of the days offered now" in words(
        client.get(answer.location)
    )
    assert planned() == []


def test_days_on_which_the_mentor_meets_somebody_else_then_are_not_offered(
    client: Client, english: World
) -> None:
    for day in (15, 16, 17):
        log(
            english.pilot,
            english.mentor,
            english.peteris,
            held_on=feb(day),
            minutes=90,
            starts=dt.time(9),
            planned=True,
        )
    client.sign_in(english.mentor)

    assert offered(client, english.anna) == ["20.02.2023", "21.02.2023", "22.02.2023"]


def test_the_outlook_says_until_when_the_month_is_safe(client: Client, english: World) -> None:
    away(english.pilot, feb(20), feb(28), participation_id=english.anna.id)
    client.sign_in(english.mentor)

    page = words(client.get(path(english.anna)))

    assert "February 2023: 0 min of 120 min, at risk, 120 min still missing, last safe day 16.02.2023" in page
    assert "Needed: 2 sessions of 60 min." in page
    assert "4 working days free for both are left this month." in page
    assert "At risk: at most 5 such free days are left before it." in page


def test_where_no_day_is_left_the_page_says_so(client: Client, english: World) -> None:
    away(english.pilot, feb(14), feb(28), user_id=english.mentor.id)
    client.sign_in(english.coordinator)

    page = words(client.get(path(english.anna)))

    assert "can no longer be reached" in page
    assert "No day is left this month on which both are free." in page


def test_the_coordinator_gets_a_letter_that_names_nobody(client: Client, english: World) -> None:
    client.sign_in(english.coordinator)

    page = client.get(path(english.anna)).get_data(as_text=True)

    assert TAP.findall(page) == []
    letter = unquote(re.findall(r'href="(mailto:[^"]+)"', page)[0])
    assert letter.startswith(f"mailto:{english.mentor.email}?subject=")
    assert str(english.anna.id) in letter
    assert not re.search("Anna|Ozola|Māra|Kalniņa|120", letter.partition("?")[2])


def test_a_participant_reads_the_days_without_taps_and_without_the_letter(
    client: Client, english: World
) -> None:
    client.sign_in(person(english.anna))

    answer = client.get(path(english.anna))

    assert "Days on which both are free" in words(answer)
    page = answer.get_data(as_text=True)
    assert "mailto:" not in page
    assert TAP.findall(page) == []


def test_a_month_that_is_reached_needs_nothing(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=feb(7), minutes=120)
    client.sign_in(english.mentor)

    page = words(client.get(path(english.anna)))

    assert "the minimum is reached" in page
    assert "Days on which both are free" not in page


def test_what_is_booked_needs_no_more_days(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=feb(21), minutes=120, planned=True)
    client.sign_in(english.mentor)

    page = words(client.get(path(english.anna)))

    assert "What is missing is planned already: nothing needs to be added." in page
    assert offered(client, english.anna) == []


def test_without_a_minimum_nothing_is_promised(client: Client, english: World) -> None:
    english.pilot.mentor_quota_minutes = 0
    client.sign_in(english.mentor)

    assert "Nothing is promised in this month." in words(client.get(path(english.anna)))


def test_the_matrix_and_the_home_show_the_last_safe_day(client: Client, english: World) -> None:
    away(english.pilot, feb(20), feb(28), participation_id=english.anna.id)
    for month in (Month(2022, 12), JANUARY):
        closed_month(english.pilot, month, english.coordinator)
    client.sign_in(english.coordinator)

    matrix, home = words(client.get(HOME)), words(client.get("/"))

    assert "Anna Ozola – 120 min (at risk, last safe day 16.02.2023)" in matrix
    assert "Anna Ozola, February 2023: 0 min of 120 min, at risk, 120 min still missing" in matrix
    assert "How sure is the forecast?" in matrix
    assert "At risk this month: Anna Ozola" in home
    assert "Deadline: 16.02.2023" in home


def test_the_home_of_the_mentor_asks_to_choose_a_day(client: Client, english: World) -> None:
    away(english.pilot, feb(14), feb(28), participation_id=english.peteris.id)
    away(english.pilot, feb(20), feb(28), participation_id=english.anna.id)
    client.sign_in(english.mentor)

    page = client.get("/").get_data(as_text=True)

    assert page.count(path(english.anna)) == 1
    assert page.count(path(english.peteris)) == 1


def test_the_reliability_page_shows_both_figures_for_invented_pilots_and_this_one(
    client: Client, english: World
) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 10), minutes=60)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{HOME}/forecast"))

    assert re.search(r"known five working days before: (\d+) of \1 \(100 %\)\. False alarms: \d", page)
    history = page.partition("In this pilot so far")[2]
    assert "Known five working days before 6 of 6 (100 %)" in history
    assert "Months judged, one participant each 6" in history


def test_a_pilot_in_which_months_give_to_each_other_judges_no_month_by_itself(
    client: Client, english: World
) -> None:
    english.pilot.carry_over = CarryOver.NEXT_MONTH
    db.session.commit()
    client.sign_in(english.coordinator)

    assert "Months of this pilot give minutes to each other" in words(client.get(f"{HOME}/forecast"))
