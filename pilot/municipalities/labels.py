"""Words for the register and the memorandum."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.municipalities.enums import MemorandumState, MunicipalityKind, SizeClass, TerritoryKind
from pilot.municipalities.rules import Problem

KINDS = {MunicipalityKind.STATE_CITY: _l("State city"), MunicipalityKind.COUNTY: _l("County")}
TERRITORY_KINDS = {
    TerritoryKind.STATE_CITY: _l("State city"),
    TerritoryKind.TOWN: _l("Town"),
    TerritoryKind.PARISH: _l("Parish"),
    TerritoryKind.STATE_CITY_OF_COUNTY: _l("State city inside a county"),
}
MEMORANDUM_STATES = {
    MemorandumState.JOINED: lazy_pgettext("municipality and memorandum", "Joined"),
    MemorandumState.NO_ELECTION: _l("No election on 05.06.2021"),
    MemorandumState.UNKNOWN: lazy_pgettext("municipality and memorandum", "Not known"),
}
MEMORANDUM_LEGEND = {
    MemorandumState.JOINED: _l("Municipality that has joined the memorandum"),
    MemorandumState.NO_ELECTION: _l("Municipality that had no council election on 05.06.2021"),
    MemorandumState.UNKNOWN: _l("Municipality of which it is not known whether it joined"),
}
SIZES = {
    SizeClass.SMALL: _l("Below 15 000 inhabitants"),
    SizeClass.MEDIUM: _l("15 000 to 50 000 inhabitants"),
    SizeClass.LARGE: _l("Above 50 000 inhabitants"),
}
SHORT_SIZES = {
    SizeClass.SMALL: _l("below 15 000"),
    SizeClass.MEDIUM: _l("15 000–50 000"),
    SizeClass.LARGE: _l("above 50 000"),
}
REGIONS = {
    "Kurzemes plānošanas reģions": _l("Kurzeme"),
    "Latgales plānošanas reģions": _l("Latgale"),
    "Rīgas plānošanas reģions": _l("Rīga region"),
    "Vidzemes plānošanas reģions": _l("Vidzeme"),
    "Zemgales plānošanas reģions": _l("Zemgale"),
}
PROBLEMS = {
    Problem.DAY_OUTSIDE_MONTH: _l("The day is in another month or year: change one of them"),
    Problem.IN_FUTURE: _l("Enter a time that is not in the future"),
}


def region(name: str) -> str:
    """Write a planning region, by its own name where we have no other word."""
    return str(REGIONS.get(name, name))
