"""What a funder asks to be printed on every document: the pieces of its set of logos, as words."""

from types import MappingProxyType
from typing import Any

from pilot.cohort.enums import FunderSet

LATVIAN, ENGLISH = "lv", "en"
PLAN_2020 = ("NACIONĀLAIS", "ATTĪSTĪBAS", "PLĀNS 2020")
PLAN_2027 = ("NACIONĀLAIS", "ATTĪSTĪBAS", "PLĀNS 2027")
UNION = MappingProxyType(
    {
        (FunderSet.ESF_2014_2020, LATVIAN): ("EIROPAS SAVIENĪBA", "Eiropas Sociālais fonds"),
        (FunderSet.ESF_2014_2020, ENGLISH): ("EUROPEAN UNION", "European Social Fund"),
        (FunderSet.ESF_PLUS_2021_2027, LATVIAN): ("Līdzfinansē", "Eiropas Savienība"),
        (FunderSet.ESF_PLUS_2021_2027, ENGLISH): ("Co-funded by", "the European Union"),
    }
)
SLOGANS = MappingProxyType({LATVIAN: "IEGULDĪJUMS TAVĀ NĀKOTNĒ", ENGLISH: "INVESTING IN YOUR FUTURE"})
PLANS = MappingProxyType({FunderSet.ESF_2014_2020: PLAN_2020, FunderSet.ESF_PLUS_2021_2027: PLAN_2027})
OF_THE_UNION = frozenset(PLANS)


def logos(funder: FunderSet, *, organisation: str, language: str) -> dict[str, Any]:
    """Return the pieces in the order of the set: plan, emblem, union and fund, slogan, organisation.

    The development plan is a Latvian one and keeps its Latvian mark; `spoken` says it all in one line.
    """
    union = UNION.get((funder, language), ())
    slogan = SLOGANS[language] if funder is FunderSet.ESF_2014_2020 else ""
    plan = PLANS.get(funder, ())
    names = (organisation,) if organisation and funder is not FunderSet.NONE else ()
    spoken = ". ".join(part for part in (" ".join(plan), ", ".join(union), slogan, *names) if part)
    return {
        "plan": plan,
        "flag": funder in OF_THE_UNION,
        "union": union,
        "slogan": slogan,
        "names": names,
        "spoken": spoken,
    }
