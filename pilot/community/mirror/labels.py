"""Words of the mirror."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from pilot.community.mirror.rules import Hours, Quarter

HOURS = {
    Hours.NORMAL: _l("In normal hours"),
    Hours.OUTSIDE: _l("On evenings, weekends and holidays"),
}
ROMAN = ("I", "II", "III", "IV")


def quarter_name(quarter: Quarter) -> str:
    """Write a quarter: 2023, quarter I."""
    return str(_("quarter %(number)s of %(year)d", number=ROMAN[quarter.number - 1], year=quarter.year))


def short_name(quarter: Quarter) -> str:
    """Write a quarter where there is little room: I 2023."""
    return f"{ROMAN[quarter.number - 1]} {quarter.year}"
