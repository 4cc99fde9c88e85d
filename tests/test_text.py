"""What the text boundary cleans, compares, sorts and notices; identity numbers here are made up by code."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.text import (
    LINE_LENGTH,
    clean,
    code_check_digit,
    contact_hint_in,
    fold,
    identity_number_in,
    search_key,
    sort_key,
)

ALPHABET = list("aābcčdeēfgģhiījkķlļmnņoprsštuūvzž")
SEPARATORS = ["-", "", " ", " - ", "–", "‐", "\u2212", "\u00a0", "\u2009"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ce\u0304sis", "Cēsis", id="composed"),
        pytest.param("a\r\nb\rc\n", "a\nb\nc\n", id="line endings"),
        pytest.param("a\u2028b\u2029c", "a\nb\nc", id="separators of lines"),
        pytest.param("a\x00b\x1bc\x85d\te", "abcd\te", id="controls"),
        pytest.param("a\u202eb\u2066c\u2069\u200f", "abc", id="bidirectional"),
        pytest.param("a\u200bb\u200dc\ufeff", "abc", id="invisible"),
        pytest.param("a\ud800b", "ab", id="surrogate"),
        pytest.param("Ķekava – „kopā”", "Ķekava – „kopā”", id="left alone"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_folded_spellings_are_one() -> None:
    assert fold("Ce\u0304SIS") == fold("cēsis") == "cēsis"
    assert fold("Cesis") != fold("Cēsis")


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cēsis", "cesis"),
        ("ŠĶĒLE  Rūta", "skele ruta"),
        ("Ģirts Ņikita Ļūda", "girts nikita luda"),
        ("Łódź", "lodz"),
    ],
)
def test_searching_needs_no_diacritics(text: str, expected: str) -> None:
    assert search_key(text) == expected


def test_names_sort_by_the_latvian_alphabet() -> None:
    names = [
        "Aa", "Ādaži", "Adzes", "Aizkraukle", "Balvi", "Cēsis", "Cēsu novads", "Česka", "Dobele", "Gulbene",
        "Ģirts", "Iecava", "Jelgava", "Krūmiņa", "Ķekava", "Limbaži", "Ļaudona", "Nereta", "Ņikita", "Saldus",
        "Šķēle", "Valka", "Zariņa", "Žagare", "Ябеда",
    ]  # fmt: skip

    assert sorted(set(names), key=sort_key) == names


def test_the_whole_alphabet_is_in_order() -> None:
    assert sorted(set(ALPHABET), key=sort_key) == ALPHABET
    assert sorted(["i", "j", "y"], key=sort_key) == ["i", "y", "j"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kase", "kāse"),
        ("kāsa", "kase"),
        ("Anna Z", "Annas A"),
        ("kods 9", "koda"),
        ("2. posms", "3. posms"),
        ("Rēzeknes novads", "Rēzeknes valstspilsēta"),
        ("Cēsis", "Čakste"),
        ("René", "Rens"),
    ],
)
def test_order_of_pairs(first: str, second: str) -> None:
    expected = [first, second] if first != "kods 9" else [second, first]

    assert sorted([second, first], key=sort_key) == expected


def test_case_and_punctuation_do_not_count() -> None:
    assert sort_key("\U0001d468da") > sort_key("ada")
    assert sort_key("\U0001d468da").startswith("a0d0a0")
    assert sort_key("ĀDAŽI") == sort_key("ādaži")
    assert sort_key("Ozola-Liepa") == sort_key("Ozola Liepa")


@given(st.text(max_size=300))
def test_a_sort_key_is_short_plain_ascii(text: str) -> None:
    key = sort_key(text)

    assert key.isascii()
    assert not key or key.isalnum()
    assert key == key.lower()
    assert len(key) <= LINE_LENGTH
    assert len(search_key(text)) <= LINE_LENGTH


def old_codes(count: int) -> list[tuple[str, str]]:
    """Make up old codes: a real date, a century, three digits and the right check digit."""
    chance = random.Random(686)  # noqa: S311 - the same made-up codes each time
    made: list[tuple[str, str]] = []
    while len(made) < count:
        day = dt.date(1930, 1, 1) + dt.timedelta(days=chance.randrange(30_000))
        start = f"{day:%d%m%y}{1 if day.year < 2000 else 2}{chance.randrange(1000):03}"
        check = code_check_digit(start)
        if check is not None:
            made.append((start[:6], f"{start[6:]}{check}"))
    return made


def new_codes(count: int) -> list[tuple[str, str]]:
    chance = random.Random(32)  # noqa: S311 - the same made-up codes each time
    return [(f"32{chance.randrange(10_000):04}", f"{chance.randrange(100_000):05}") for _ in range(count)]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_personal_code_is_noticed(separator: str) -> None:
    codes = [*old_codes(500), *new_codes(500)]

    missed = [code for code in codes if not identity_number_in(f"Runāju ar {separator.join(code)}, mājās.")]

    assert missed == []


def test_personal_codes_in_full_width_digits_are_noticed() -> None:
    wide = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})

    assert all(identity_number_in("-".join(code).translate(wide)) for code in old_codes(100))
    assert all(identity_number_in("".join(code).translate(wide)) for code in old_codes(100))


def test_an_invisible_sign_does_not_hide_a_code() -> None:
    assert identity_number_in("-\u200b".join(old_codes(1)[0]))


@pytest.mark.parametrize(
    "text", ["161175-19997", "16117519997", "328673-00679", "010203-12345", "123456-78901"]
)
def test_known_patterns_are_noticed(text: str) -> None:
    assert identity_number_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9.2.1.1/15/I/001",
        "LRLM2021/28-3-03/30ESF",
        "40003000000",
        "90000012345",
        "Reģ. Nr. 50008012341",
        "+371 29123456",
        "37129123456",
        "371 291 23456",
        "29 123 456",
        "05.09.2022. plkst. 09:00–16:30",
        "2022-09-05",
        "LV80BANK0000435195001",
        "010203 12345",
        "31027512345",
        "1611751999712",
        "Nr. 3/2023",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not identity_number_in(text)


def test_a_date_that_does_not_exist_is_no_code() -> None:
    start = next(
        f"310275{tail}" for tail in range(1000, 2000) if code_check_digit(f"310275{tail}") is not None
    )

    assert not identity_number_in(f"{start}{code_check_digit(start)}")


def test_a_century_that_does_not_exist_is_no_code() -> None:
    start = next(
        f"010175{tail}" for tail in range(9000, 9999) if code_check_digit(f"010175{tail}") is not None
    )

    assert not identity_number_in(f"{start}{code_check_digit(start)}")


def test_some_beginnings_have_no_check_digit() -> None:
    assert None in {code_check_digit(f"0101751{tail:03}") for tail in range(100)}


@pytest.mark.parametrize(
    "text",
    [
        "anna.ozola@example.lv",
        "raksti uz info@example.org.",
        "+371 29123456",
        "+37129123456",
        "0037129123456",
        "tālr. 29 123 456",
        "67123456",
        "2912 3456",
        "26 12 34 56",
    ],
)
def test_contacts_are_noticed(text: str) -> None:
    assert contact_hint_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022.–2023. gads",
        "2022 2023",
        "05.09.2022.",
        "40003000000",
        "120 minūtes, 10 cilvēki",
        "Nr. 9.2.1.1/15/I/001",
        "@ kopā",
        "20 30 40",
    ],
)
def test_ordinary_notes_hold_no_contacts(text: str) -> None:
    assert not contact_hint_in(text)


@pytest.mark.parametrize("text", ["a" * 20_000, "123456" + " " * 20_000, "a@" * 10_000, "1" * 20_000])
def test_long_odd_text_is_read_quickly(text: str) -> None:
    assert not identity_number_in(text)
    assert not contact_hint_in(text)
