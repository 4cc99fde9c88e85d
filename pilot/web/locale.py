"""Latvian first, English on request; days, times and hours written as each language writes them."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask, g, session
from flask_babel import Babel, Domain, get_locale
from flask_babel import gettext as _

from pilot import clock

LANGUAGES = ("lv", "en")
MEGABYTE = 1_000_000
NBSP = "\u00a0"
REMEMBERED = 1_000  # what is written of a value in a language; outside of any language it stays English


def chosen_locale() -> str:
    """Return the language of this page: what was chosen, else the account's, else Latvian."""
    for found in (g.get("user_locale"), session.get("locale")):
        if found in LANGUAGES:
            return str(found)
    return LANGUAGES[0]


def language() -> str:
    """Return "lv" or "en", also outside of a request inside `force_locale`."""
    found = get_locale()
    return found.language if found else LANGUAGES[0]


def day(value: dt.date | None) -> str:
    """Write a day as 05.09.2022. in Latvian and 05.09.2022 in English."""
    if value is None:
        return ""
    return f"{value:%d.%m.%Y}." if language() == "lv" else f"{value:%d.%m.%Y}"


def long_day(value: dt.date) -> str:
    """Write a day in words: 2022. gada 5. septembris, 5 September 2022."""
    lang = language()
    return _written(value, "y. 'gada' d. MMMM" if lang == "lv" else "d MMMM y", lang)


def short_day(value: dt.date) -> str:
    """Write a day without its year: 5. sept., 5 Sep."""
    lang = language()
    return _written(value, "d. MMM" if lang == "lv" else "d MMM", lang)


def weekday(value: dt.date) -> str:
    return _written(value, "EEEE", language())


def short_weekday(value: dt.date) -> str:
    return _written(value, "EEE", language())


def month(value: dt.date) -> str:
    """Write a month: 2022. gada septembris, September 2022."""
    lang = language()
    return _written(value, "y. 'gada' LLLL" if lang == "lv" else "LLLL y", lang)


def short_month(value: dt.date) -> str:
    return _written(value, "LLL", language())


@lru_cache(REMEMBERED)
def _written(value: dt.date, pattern: str, lang: str) -> str:
    return format_date(value, pattern, locale=lang)


def moment(value: dt.datetime | None) -> str:
    """Write a moment in Riga's time."""
    if value is None:
        return ""
    local = value.astimezone(clock.RIGA)
    return f"{day(local.date())} {clock_time(local.time())}"


def clock_time(value: dt.time | None) -> str:
    """Write a time of day: 9.30 in Latvian, 9:30 in English."""
    if value is None:
        return ""
    return f"{value.hour}{'.' if language() == 'lv' else ':'}{value:%M}"


def time_of(value: dt.datetime) -> str:
    """Write the time of day of a moment in Riga."""
    return clock_time(value.astimezone(clock.RIGA).time())


def number(value: Decimal | int) -> str:
    """Write a number with the language's decimal mark and no-break spaces between thousands."""
    written = f"{value:,}"
    if language() == "lv":
        return written.replace(",", NBSP).replace(".", ",")
    return written.replace(",", NBSP)


def plain_number(value: Decimal) -> str:
    """Write a number without decimals that say nothing: 12,5 but 1 250."""
    whole = value.to_integral_value()
    return number(whole if value == whole else value.normalize())


def minutes(value: int) -> str:
    """Write minutes: 120 min."""
    return _minutes(value, get_locale())


@lru_cache(REMEMBERED)
def _minutes(value: int, _locale: Any) -> str:
    return str(_("%(minutes)s min", minutes=number(value))).replace(" min", NBSP + "min")


def hours(value: int) -> str:
    """Write minutes as clock hours, at most two decimals: 1,5 st., 1.5 h."""
    return _hours(value, get_locale())


@lru_cache(REMEMBERED)
def _hours(value: int, _locale: Any) -> str:
    exact = (Decimal(value) / 60).quantize(Decimal("0.01")).normalize()
    return str(_("%(hours)s h", hours=number(Decimal(f"{exact:f}")))).replace(" ", NBSP)


def academic(value: Decimal) -> str:
    """Write academic hours: 92,67 ak. st., 92.67 ac. h."""
    return str(_("%(hours)s ac. h", hours=number(value))).replace(" ", NBSP)


def file_size(value: int) -> str:
    """Write the size of a file: 84 KB, 1,2 MB."""
    if value < MEGABYTE:
        return f"{number(max(1, round(value / 1000)))}{NBSP}KB"
    return f"{number((Decimal(value) / MEGABYTE).quantize(Decimal('0.1')))}{NBSP}MB"


class Catalogues(Domain):  # type: ignore[misc]
    """The catalogue of each language, found by the language itself: a page asks a thousand times."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[Any, Translations | NullTranslations] = {}

    def get_translations(self) -> Translations | NullTranslations:
        locale = get_locale()
        found = self._found.get(locale)
        if found is None:
            found = super().get_translations()
            if locale is not None:
                self._found[locale] = found
        return found


def init_app(app: Flask) -> None:
    babel = Babel(
        app,
        default_locale=LANGUAGES[0],
        default_timezone="Europe/Riga",
        default_translation_directories=f"{app.config['ROOT']}/translations",
        locale_selector=chosen_locale,
    )
    babel.domain_instance = Catalogues()
    app.jinja_env.filters.update(
        day=day,
        long_day=long_day,
        short_day=short_day,
        weekday=weekday,
        month=month,
        short_month=short_month,
        moment=moment,
        clock_time=clock_time,
        time_of=time_of,
        number=number,
        plain_number=plain_number,
        minutes=minutes,
        hours=hours,
        file_size=file_size,
    )
