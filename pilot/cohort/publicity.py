"""What a funder asks to be printed on every document: the pieces of its set of logos, as words."""

from types import MappingProxyType
from typing import Any

from pilot.cohort.enums import FunderSet

LATVIAN, ENGLISH = "lv", "en"
PLAN_2020 = ("Nacionālais", "attīstības", "plāns 2020")
PLAN_2027 = ("Nacionālais", "attīstības", "plāns 2027")
UNION = MappingProxyType(
    {
        (FunderSet.ESF_2014_2020, LATVIAN): ("Eiropas Savienība", "Eiropas Sociālais fonds"),
        (FunderSet.ESF_2014_2020, ENGLISH): ("European Union", "European Social Fund"),
        (FunderSet.ESF_PLUS_2021_2027, LATVIAN): ("Līdzfinansē", "Eiropas Savienība"),
        (FunderSet.ESF_PLUS_2021_2027, ENGLISH): ("Co-funded by", "the European Union"),
    }
)
SPOKEN = MappingProxyType(
    {
        (FunderSet.ESF_2014_2020, LATVIAN): "Eiropas Savienība, Eiropas Sociālais fonds",
        (FunderSet.ESF_2014_2020, ENGLISH): "European Union, European Social Fund",
        (FunderSet.ESF_PLUS_2021_2027, LATVIAN): "Eiropas Savienības līdzfinansējums",
        (FunderSet.ESF_PLUS_2021_2027, ENGLISH): "Co-funded by the European Union",
    }
)
SLOGANS = MappingProxyType({LATVIAN: "IEGULDĪJUMS TAVĀ NĀKOTNĒ", ENGLISH: "INVESTING IN YOUR FUTURE"})
PLANS = MappingProxyType({FunderSet.ESF_2014_2020: PLAN_2020, FunderSet.ESF_PLUS_2021_2027: PLAN_2027})
OF_THE_UNION = frozenset(PLANS)


def logos(funder: FunderSet, *, organisation: str, language: str) -> dict[str, Any]:
    """Return the pieces in the order of the set: plan, emblem, union and fund, slogan, organisation.

    The development plan is a Latvian one and keeps its Latvian mark.
    """
    union = UNION.get((funder, language), ())
    plan = PLANS.get(funder, ())
    return {
        "plan": plan,
        "flag": funder in OF_THE_UNION,
        "union": union,
        "slogan": SLOGANS[language] if funder is FunderSet.ESF_2014_2020 else "",
        "names": (organisation,) if organisation and funder is not FunderSet.NONE else (),
    }


def funding(funder: FunderSet, *, language: str) -> str:
    """Name the funding in a line of text, because the logos in a footer are not read aloud."""
    union = SPOKEN.get((funder, language))
    return f"{union}; {' '.join(PLANS[funder])}" if union else ""
