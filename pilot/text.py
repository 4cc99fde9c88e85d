"""The text boundary: what is cleaned, folded, sorted and refused before it is kept."""

import datetime as dt
import re
import unicodedata

LINE_LENGTH = 200
NOTE_LENGTH = 10_000
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
KEPT_CONTROLS = "\n\t"
LINE_ENDINGS = re.compile("\r\n?|\u2028|\u2029")

UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
OWN_LETTERS = {"č": "c", "š": "s", "ž": "z", "ģ": "g", "ķ": "k", "ļ": "l", "ņ": "n", "ŗ": "r"}
WORD_BREAK, END_OF_WORDS, OTHER_LETTER = "01", "00", "z9"

OLD_CODE_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}
CODE_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TIGHT_CODE = re.compile(r"(?<![0-9])[0-9]{6}-[0-9]{5}(?![0-9])")
LOOSE_CODE = re.compile(r"(?<![0-9])([0-9]{6})[ ]{0,3}-?[ ]{0,3}([0-9]{5})(?![0-9])")
NEW_CODE_START = "32"

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,190}\w")
PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)371[ -]?)?"
    r"(?:[26][0-9]{7}|[26][0-9]{3} (?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{4}|[26][0-9] [0-9]{3} [0-9]{3}"
    r"|[26][0-9](?: [0-9]{2}){3})(?![\w]|[.,/-][0-9])"
)


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    is_control = category == "Cc" and character not in KEPT_CONTROLS
    return is_control or category == "Cs" or character in BIDI_CONTROLS or character in ZERO_WIDTH


def clean(text: str) -> str:
    """Return text in NFC without control, bidirectional or invisible signs; lines end in a line feed."""
    text = LINE_ENDINGS.sub("\n", text)
    kept = "".join(character for character in text if not _is_dropped(character))
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> str:
    """Return the form in which two spellings of one name are equal: for unique keys."""
    folded = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).casefold())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def search_key(text: str) -> str:
    """Return text as people type it in a search box: small letters, no diacritics, single spaces."""
    plain = _without_marks(fold(text).translate(UNDECOMPOSED)).casefold()
    return " ".join(_without_marks(plain).split())[:LINE_LENGTH].rstrip()


def _letter_key(letter: str) -> tuple[str, str]:
    """Return two signs for the letter's place in the alphabet, and one for its diacritic."""
    if letter in OWN_LETTERS:
        return OWN_LETTERS[letter] + "1", "0"
    if letter == "y":
        return "i1", "0"
    base = _without_marks(letter).lower()
    mark = "0" if base == letter else "1"
    if base.isascii() and base.isdigit():
        return "".join("1" + digit for digit in base), mark
    if base.isascii() and base.isalpha():
        return "".join(character + "0" for character in base), mark
    return f"{OTHER_LETTER}{ord(letter):06x}", "0"


def sort_key(text: str) -> str:
    """Return a key of digits and small ASCII letters that sorts by the Latvian alphabet in any database.

    Č, Ģ, Ķ, Ļ, Ņ, Š, Ž follow their plain letters; a long vowel differs from a short one only where all
    else is equal; Y stands after I.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", fold(text).translate(UNDECOMPOSED)))
    keys = [[_letter_key(letter) for letter in word] for word in words]
    primary = WORD_BREAK.join("".join(place for place, _ in word) for word in keys)
    secondary = "".join(mark for word in keys for _, mark in word).rstrip("0")
    return (primary + END_OF_WORDS + secondary if secondary else primary)[:LINE_LENGTH]


def code_check_digit(first_ten: str) -> int | None:
    """Return the check digit of a Latvian personal code, or None where no code may start so (R17)."""
    weighted = sum(weight * int(digit) for weight, digit in zip(CODE_WEIGHTS, first_ten, strict=True))
    check = (1101 - weighted) % 11
    return check if check <= 9 else None  # noqa: PLR2004 - one decimal digit


def _is_personal_code(digits: str) -> bool:
    """Say whether eleven digits are a code: new ones by their start, old ones by date and check digit."""
    if digits.startswith(NEW_CODE_START):
        return True
    century = OLD_CODE_CENTURIES.get(digits[6])
    if century is None or code_check_digit(digits[:10]) != int(digits[10]):
        return False
    try:
        dt.date(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return True


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    if character in ZERO_WIDTH:
        return ""
    return " " if character.isspace() else character


def identity_number_in(text: str) -> bool:
    """Say whether text holds a Latvian personal code (R17, P1).

    Six and five digits with a dash always count. With spaces or nothing between them only a new code
    (it starts with 32) or an old one with a real date and check digit does, so that registration numbers
    and phone numbers pass.
    """
    plain = "".join(_plain_character(character) for character in text)
    if TIGHT_CODE.search(plain):
        return True
    return any(_is_personal_code(match[1] + match[2]) for match in LOOSE_CODE.finditer(plain))


def personal_code_in(text: str) -> bool:
    """Say whether text holds a code that is nobody's mistake: a new one, or a real date and check digit."""
    plain = "".join(_plain_character(character) for character in text)
    return any(_is_personal_code(match[1] + match[2]) for match in LOOSE_CODE.finditer(plain))


def contact_hint_in(text: str) -> bool:
    """Say whether text seems to hold an e-mail address or a Latvian phone number (R17, only a warning)."""
    return EMAIL.search(text) is not None or PHONE.search(text) is not None
