"""The criteria that a round begins with, in both languages (domain d.6)."""

from pilot.community.priorities.enums import CriterionCode
from pilot.community.priorities.rules import CriterionEntry

DEFAULTS: tuple[tuple[CriterionCode, CriterionEntry], ...] = (
    (
        CriterionCode.SIZE,
        CriterionEntry(
            3,
            "Mērogs – cik daudzus skar",
            "Size: how many it affects",
            "dažus",
            "a few",
            "gandrīz visus",
            "almost everybody",
        ),
    ),
    (
        CriterionCode.SERIOUSNESS,
        CriterionEntry(
            3,
            "Smagums – kas notiks, ja nerīkosimies",
            "Seriousness: what happens if nobody acts",
            "neērtības",
            "inconvenience",
            "apdraud drošību vai veselību",
            "safety or health at risk",
        ),
    ),
    (
        CriterionCode.IMPORTANCE,
        CriterionEntry(
            4,
            "Svarīgums iedzīvotājiem",
            "Importance to residents",
            "neviens nemin",
            "nobody mentions it",
            "min visi",
            "everybody mentions it",
        ),
    ),
    (
        CriterionCode.CHANGEABLE,
        CriterionEntry(
            3,
            "Ietekmējamība kopienas spēkiem",
            "Changeable by the community itself",
            "gandrīz nemaz",
            "hardly at all",
            "pilnībā",
            "completely",
        ),
    ),
    (
        CriterionCode.RESOURCES,
        CriterionEntry(2, "Pieejamie resursi", "Resources at hand", "nav", "none", "pietiek", "enough"),
    ),
    (
        CriterionCode.INEQUALITY,
        CriterionEntry(
            2,
            "Nevienlīdzība – skar mazāk sadzirdētos",
            "Inequality: it affects those who are heard less",
            "nē",
            "no",
            "tieši viņus",
            "exactly them",
        ),
    ),
    (
        CriterionCode.QUICK_RESULT,
        CriterionEntry(
            1,
            "Laikus paveicams pilotprojektā",
            "A result within the pilot",
            "gadi",
            "years",
            "nedēļas",
            "weeks",
        ),
    ),
)
