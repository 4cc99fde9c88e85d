"""How a length is read from what people type, and what is asked instead of guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.mentoring.duration_rules import Duration, Unclear, parse_duration, read_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5", 90),
        ("1.5", 90),
        ("1:30", 90),
        ("1h30", 90),
        ("90m", 90),
        ("90", 90),
        ("2h", 120),
        ("45 min", 45),
        ("1 h 30 min", 90),
        (" 1,5 h ", 90),
        ("1 st. 30 min.", 90),
        ("2 stundas", 120),
        ("90 minūtes", 90),
        ("1H30M", 90),
        ("0,75", 45),
        ("1,50", 90),
        ("1.75", 105),
        ("1.50 h", 90),
        ("0:05", 5),
        ("0", 0),
        ("24:00", 1_440),
        ("1440", 1_440),
    ],
)
def test_a_duration_is_read(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "25:99",
        "25:00",
        "1:60",
        "1:5",
        "-1",
        "abc",
        "1441",
        "24:01",
        "25h",
        "8.20",
        "1,5,5",
        "٩٠",
        "９０",
        "1h-5",
        "h",
    ],
)
def test_a_duration_that_cannot_be_understood_is_refused(text: str) -> None:
    assert parse_duration(text) is None


@given(st.integers(0, 1_440))
def test_every_way_to_write_a_duration_means_the_same(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)

    assert parse_duration(str(minutes)) == parse_duration(f"{hours}:{rest:02}") == minutes
    assert parse_duration(f"{hours} h {rest} min") == minutes


@pytest.mark.parametrize("text", ["8.20", "1.50", " 0.30", "12.05"])
def test_a_length_that_can_mean_two_things_is_not_guessed(text: str) -> None:
    assert read_duration(text) is Unclear.TWO_WAYS


@pytest.mark.parametrize(
    ("text", "is_bare"), [("90", True), ("2", True), ("90m", False), ("1:30", False), ("1,5", False)]
)
def test_only_a_number_alone_is_bare(text: str, is_bare: bool) -> None:  # noqa: FBT001 - a table
    found = read_duration(text)

    assert isinstance(found, Duration)
    assert found.is_bare == is_bare
