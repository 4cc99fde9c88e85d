"""Read how long something took from what people type (M4); pure, in whole minutes."""

import re
from dataclasses import dataclass
from enum import StrEnum

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

HOUR_WORD = r"(?:h|st\.?|stund(?:a|as|u))"
MINUTE_WORD = r"(?:m|min\.?|minūt(?:e|es|u))"
PLAIN_MINUTES = re.compile(rf"([0-9]{{1,4}})\s*({MINUTE_WORD})?")
CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
DECIMAL_HOURS = re.compile(rf"([0-9]{{1,2}})[.,]([0-9]|25|50|75)\s*{HOUR_WORD}?")
HOURS_AND_MINUTES = re.compile(rf"([0-9]{{1,2}})\s*{HOUR_WORD}(?:\s*([0-5]?[0-9])\s*{MINUTE_WORD}?)?")
TWO_WAYS = re.compile(r"([0-9]{1,2})\.([0-5][0-9])")


class Unclear(StrEnum):
    """Why a text is not taken as a length."""

    NO_LENGTH = "no_length"
    TWO_WAYS = "two_ways"


@dataclass(frozen=True)
class Duration:
    """A length as it was understood; a bare whole number could also mean hours."""

    minutes: int
    is_bare: bool = False


def read_duration(text: str) -> Duration | Unclear:
    """Read a length ("1,5", "1:30", "1h30", "90 min"), or say why not (M4).

    A bare whole number is read as minutes. "8.20" is the way to write a time of day and could as well mean
    tenths of an hour, so it is not guessed.
    """
    text = text.strip().lower()
    if TWO_WAYS.fullmatch(text):
        return Unclear.TWO_WAYS
    found = None
    if match := PLAIN_MINUTES.fullmatch(text):
        found = Duration(int(match[1]), is_bare=match[2] is None)
    elif match := CLOCK.fullmatch(text):
        found = Duration(int(match[1]) * MINUTES_PER_HOUR + int(match[2]))
    elif match := DECIMAL_HOURS.fullmatch(text):
        hundredths = int(match[2].ljust(2, "0"))
        found = Duration(int(match[1]) * MINUTES_PER_HOUR + hundredths * MINUTES_PER_HOUR // 100)
    elif match := HOURS_AND_MINUTES.fullmatch(text):
        found = Duration(int(match[1]) * MINUTES_PER_HOUR + int(match[2] or 0))
    return found if found is not None and found.minutes <= MINUTES_PER_DAY else Unclear.NO_LENGTH


def parse_duration(text: str) -> int | None:
    """Return the minutes of a length, or None when it is not clear."""
    found = read_duration(text)
    return found.minutes if isinstance(found, Duration) else None
