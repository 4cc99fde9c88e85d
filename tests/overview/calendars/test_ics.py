"""Calendar text as other programs read it back (X11, X12)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.clock import RIGA
from pilot.overview.calendars import ics, rules
from pilot.overview.calendars.rules import Event

CHANGED = dt.datetime(2022, 9, 1, 6, 30, tzinfo=dt.UTC)
EVENT = Event(
    uid="training-day-1@kopdarbs",
    sequence=2,
    changed_at=CHANGED,
    starts=dt.datetime(2022, 9, 15, 9, 30, tzinfo=RIGA),
    ends=dt.datetime(2022, 9, 15, 16, 30, tzinfo=RIGA),
    title="7. mācību diena",
    place="Skolas iela 28, Rīga; 2. stāvs",
    text="9.30–12.30 Kopienas profils\n13.30–16.30 Intervija",
    url="http://localhost/training-days/1",
)


def read(*events: Event) -> list[Any]:
    return list(icalendar.Calendar.from_ical(ics.write("Kopdarbs", events)).walk("VEVENT"))


def lines(*events: Event) -> list[bytes]:
    return ics.write("Kopdarbs", events).split(b"\r\n")


def test_an_event_is_read_back_as_it_is() -> None:
    [found] = read(EVENT)

    assert {name: str(found[name]) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")} == {
        "UID": EVENT.uid,
        "SUMMARY": EVENT.title,
        "LOCATION": EVENT.place,
        "DESCRIPTION": EVENT.text,
        "STATUS": "CONFIRMED",
    }
    assert found["SEQUENCE"] == 2
    assert [found[name].dt for name in ("DTSTART", "DTEND", "LAST-MODIFIED", "DTSTAMP")] == [
        EVENT.starts,
        EVENT.ends,
        CHANGED,
        CHANGED,
    ]
    assert b"DTSTART;TZID=Europe/Riga:20220915T093000" in lines(EVENT)


@pytest.mark.parametrize(
    ("before", "after", "offsets"),
    [
        pytest.param("2022-10-29T09:30", "2022-10-30T09:30", (3, 2), id="winter begins on 30.10.2022"),
        pytest.param("2023-03-25T09:30", "2023-03-26T09:30", (2, 3), id="summer begins on 26.03.2023"),
        pytest.param("2022-10-30T03:30", "2022-10-30T04:30", (3, 2), id="the night of 30.10.2022"),
        pytest.param("2023-03-26T02:30", "2023-03-26T04:30", (2, 3), id="the night of 26.03.2023"),
    ],
)
def test_the_zone_in_the_file_turns_with_rigas_clocks(
    before: str, after: str, offsets: tuple[int, int]
) -> None:
    moments = [dt.datetime.fromisoformat(moment) for moment in (before, after)]
    calendar: Any = icalendar.Calendar.from_ical(
        ics.write("Kopdarbs", [replace(EVENT, starts=moment.replace(tzinfo=RIGA)) for moment in moments])
    )

    [zone] = calendar.walk("VTIMEZONE")
    starts = [event["DTSTART"].dt for event in calendar.walk("VEVENT")]

    assert zone["TZID"] == "Europe/Riga"
    own_zone = zone.to_tz(lookup_tzid=False)
    assert [start.utcoffset() for start in starts] == [dt.timedelta(hours=hours) for hours in offsets]
    assert [moment.replace(tzinfo=own_zone).utcoffset() for moment in moments] == [
        dt.timedelta(hours=hours) for hours in offsets
    ]


def test_long_latvian_titles_are_folded_between_letters() -> None:
    long = replace(EVENT, title="ā" * 200)

    folded = lines(long)

    assert max(map(len, folded)) <= 75
    assert all(line.decode() for line in folded if line)
    assert str(read(long)[0]["SUMMARY"]) == "ā" * 200


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_file(title: str, place: str, text: str) -> None:
    found = lines(replace(EVENT, title=title, place=place, text=text))

    [event] = read(replace(EVENT, title=title, place=place, text=text))

    assert max(map(len, found)) <= 75
    assert str(event["SUMMARY"]) == ics.line(title)
    assert str(event.get("LOCATION", "")) == ics.line(place)
    assert [line for line in found if line.startswith(b"BEGIN:VEVENT")] == [b"BEGIN:VEVENT"]


def test_control_characters_are_left_out() -> None:
    written = ics.write("Kopd\x0barbs", [replace(EVENT, title="Die\x0bna\r\nBEGIN:VEVENT", text="a\x00b")])

    assert b"\x0b" not in written
    assert b"\x00" not in written
    assert written.count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_an_event_without_times_lasts_its_day() -> None:
    [found] = read(replace(EVENT, starts=dt.date(2023, 2, 21), ends=None))

    assert (found["DTSTART"].dt, found["DTEND"].dt) == (dt.date(2023, 2, 21), dt.date(2023, 2, 22))


def test_a_cancelled_event_is_told_for_ninety_days() -> None:
    cancelled = replace(EVENT, is_cancelled=True)

    assert str(read(cancelled)[0]["STATUS"]) == "CANCELLED"
    assert rules.is_kept(EVENT, now=CHANGED + dt.timedelta(days=400))
    assert rules.is_kept(cancelled, now=CHANGED + dt.timedelta(days=90))
    assert not rules.is_kept(cancelled, now=CHANGED + dt.timedelta(days=91))


def test_the_tag_changes_with_everything_that_is_shown() -> None:
    assert ics.tag_of("Kopdarbs", [EVENT]) == ics.tag_of("Kopdarbs", [replace(EVENT)])
    assert ics.tag_of("Kopdarbs", [EVENT]) != ics.tag_of("Kopdarbs", [replace(EVENT, place="Cēsis")])


@pytest.mark.parametrize(
    ("feed_id", "secret"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("0" * 32, "", id="no secret"),
        pytest.param("0" * 32, "a" * 42, id="a short secret"),
        pytest.param("g" * 32, "a" * 43, id="no id"),
        pytest.param("\u0660" * 32, "a" * 43, id="digits of another script"),
    ],
)
def test_what_cannot_be_a_token_is_none(feed_id: str, secret: str) -> None:
    assert rules.parted(f"{feed_id}.{secret}") is None
