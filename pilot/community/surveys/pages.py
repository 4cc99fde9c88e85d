"""What the pages of surveys share: days in three languages, and addresses."""

import datetime as dt
from urllib.parse import urlencode

from pilot.community.surveys.enums import Language


def day(value: dt.date, language: Language) -> str:
    """Write a day as each language does: 05.09.2022. in Latvian."""
    return f"{value:%d.%m.%Y}" + ("." if language is Language.LV else "")


def query(**given: str) -> str:
    """Write what stands after the ? of an address."""
    return urlencode({name: str(value) for name, value in given.items() if value})
