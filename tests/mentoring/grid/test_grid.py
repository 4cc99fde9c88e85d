"""The month grid: all in one go, each refusal beside its day, last month's pattern, nothing lost."""

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot.cohort.models import MentoringPair, Participation
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring.grid import rules
from pilot.mentoring.models import MentorSession
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import FEBRUARY, JANUARY, closed_month, log, sums, words

GRID = "/pilots/SDK-2022/mentoring/grid/2023-02"
TODAY = dt.date(2023, 2, 14)


def cell(person: Participation, day: int) -> str:
    return f"m_{person.id.hex}_{day}"


def send(client: Client, **typed: Any) -> Any:
    return client.send(GRID, form="in_person", **typed)


def beside(page: Any, field: str) -> str:
    page = page.get_data(as_text=True)
    found = re.search(rf'id="{field}-error">.*?<span>.*?”: (.*?)</span>', page, re.DOTALL)
    return found[1].replace("\N{NO-BREAK SPACE}", " ") if found else ""


def number_of_sessions() -> int:
    return db.session.scalar(select(func.count()).select_from(MentorSession)) or 0


def test_days_outside_pair_phase_and_past_are_shut() -> None:
    pair = Span(dt.date(2023, 2, 3), dt.date(2023, 2, 20))
    phase = Span(dt.date(2023, 2, 5))

    days = rules.open_days(FEBRUARY, pairs=[pair], phase=phase, today=dt.date(2023, 2, 8))

    assert sorted(day.day for day in days) == [5, 6, 7, 8]


def test_the_second_tuesday_stays_the_second_tuesday() -> None:
    before = {dt.date(2023, 1, 10): 60, dt.date(2023, 1, 31): 90}
    days = rules.open_days(FEBRUARY, pairs=[Span(dt.date(2023, 1, 1))], phase=None, today=FEBRUARY.last_day)

    assert rules.moved_pattern(before, days) == {dt.date(2023, 2, 14): 60}


@given(
    st.dictionaries(st.integers(1, 31).map(lambda day: dt.date(2023, 1, day)), st.integers(1, 480)),
    st.sampled_from([Month(2023, 2), Month(2023, 3), Month(2024, 2)]),
)
def test_a_pattern_only_moves_minutes_and_adds_none(before: dict[dt.date, int], month: Month) -> None:
    days = rules.open_days(month, pairs=[Span(dt.date(2023, 1, 1))], phase=None, today=month.last_day)

    moved = rules.moved_pattern(before, days)

    assert set(moved) <= days
    assert sum(moved.values()) <= sum(before.values())
    assert {rules.place_of(day): minutes for day, minutes in moved.items()}.items() <= {
        rules.place_of(day): minutes for day, minutes in before.items()
    }.items()


def test_a_month_is_saved_in_one_go_in_minutes(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    answer = send(
        client,
        **{cell(english.anna, 1): "60", cell(english.anna, 14): "1:30", cell(english.peteris, 7): "45 min"},
    )

    assert answer.status_code == 303
    rows = db.session.execute(
        select(MentorSession.held_on, MentorSession.minutes).order_by(MentorSession.held_on)
    )
    assert [(day.day, minutes) for day, minutes in rows] == [(1, 60), (7, 45), (14, 90)]
    assert (sums(english.anna, FEBRUARY), sums(english.peteris, FEBRUARY)) == ((150, 150, 0), (45, 45, 0))
    page = words(client.get(answer.location))
    assert "3 sessions logged" in page
    assert client.get(GRID).get_data(as_text=True).count(f'name="{cell(english.anna, 1)}"') == 0


def test_one_bad_day_stops_all_and_nothing_is_lost(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = send(
        client,
        **{
            cell(english.anna, 1): "60",
            cell(english.anna, 2): "25:99",
            cell(english.anna, 3): "481 min",
            cell(english.peteris, 7): "200",
        },
    )

    assert number_of_sessions() == 0
    assert beside(page, cell(english.anna, 2)) == "Enter the length, for example 90, 1:30 or 1,5"
    assert beside(page, cell(english.peteris, 7)).startswith("Longer than usual")
    shown = page.get_data(as_text=True)
    assert all(f'value="{typed}"' in shown for typed in ("60", "25:99", "481 min", "200"))


def test_a_rule_is_told_beside_its_day_and_the_other_days_wait(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = send(
        client,
        long_enough="y",
        **{cell(english.anna, 1): "60", cell(english.anna, 3): "481", cell(english.peteris, 7): "0"},
    )

    assert number_of_sessions() == 0
    assert beside(page, cell(english.anna, 3)).startswith("Shorten the session")
    assert beside(page, cell(english.peteris, 7)) == "Enter a length of at least one minute"
    assert beside(page, cell(english.anna, 1)) == ""


def test_nothing_typed_says_what_to_do(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    assert "Type the minutes of at least one day" in words(send(client))


def test_the_pattern_of_last_month_fills_only_what_is_empty_and_saves_nothing(
    client: Client, english: World
) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 10), minutes=60)
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 3), minutes=75)
    client.sign_in(english.mentor)

    page = send(client, copy="1", **{cell(english.anna, 7): "20"})

    shown = page.get_data(as_text=True)
    assert "1 day is filled in from the month before. Nothing is saved yet." in words(page)
    for day, minutes in ((7, "20"), (14, "60")):
        field = re.search(rf'<input[^>]*name="{cell(english.anna, day)}"[^>]*>', shown)
        assert field is not None
        assert f'value="{minutes}"' in field[0]
    assert number_of_sessions() == 2


def test_a_closed_month_has_no_fields(client: Client, english: World) -> None:
    closed_month(english.pilot, FEBRUARY, english.coordinator)
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 10))
    client.sign_in(english.mentor)

    page = client.get(GRID).get_data(as_text=True)

    assert 'name="m_' not in page


def test_the_grid_has_the_own_pairs_of_the_month_only(client: Client, english: World) -> None:
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == english.peteris.id)
    ).one()
    pair.starts_on = dt.date(2023, 2, 10)
    db.session.commit()
    client.sign_in(english.mentor)

    page = client.get(GRID).get_data(as_text=True)

    assert "Līga Ābele" not in page
    assert f'name="{cell(english.peteris, 9)}"' not in page
    assert f'name="{cell(english.peteris, 10)}"' in page
    assert f'name="{cell(english.anna, 15)}"' not in page


@pytest.mark.parametrize("month", ["2022-08", "2023-06"])
def test_a_month_outside_the_pilot_is_not_there(client: Client, english: World, month: str) -> None:
    client.sign_in(english.mentor)

    assert client.get(GRID.replace("2023-02", month)).status_code == 404


def test_late_entries_from_the_grid_are_marked(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    client.send(GRID.replace("2023-02", "2023-01"), form="phone", **{cell(english.anna, 9): "60"})

    assert sums(english.anna, JANUARY) == (60, 60, 0)
    assert "Entered later: 14.02.2023" in words(client.get("/pilots/SDK-2022/mentoring/mine"))
