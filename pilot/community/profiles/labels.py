"""Words of the community profile: its blocks, what belongs into each, its figures and refusals."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.cohort.small_counts import hide_small
from pilot.community.labels import people_count
from pilot.community.profiles.enums import AgeGroup, Block, PlaceKind, Quality
from pilot.community.profiles.rules import Problem
from pilot.web.locale import number

BLOCKS = {
    Block.PLACE: _l("Place and boundaries"),
    Block.RESIDENTS: _l("Residents"),
    Block.HISTORY: _l("History and identity"),
    Block.MATERIAL: _l("Material conditions"),
    Block.INFRASTRUCTURE: _l("Infrastructure"),
    Block.NON_MATERIAL: _l("Non-material conditions"),
    Block.SERVICES: _l("Institutions and services"),
    Block.ASSOCIATIONS: _l("Associations, informal groups, leaders"),
    Block.POWER: _l("Ways of power and information"),
    Block.INITIATIVES: _l("Earlier initiatives"),
}
PROMPTS = {
    Block.PLACE: _l(
        "Parish, neighbourhood or village, size, kind of settlement. Where does the community end?"
    ),
    Block.RESIDENTS: _l(
        "How many live here, of which ages, languages and households? Published statistics only."
    ),
    Block.HISTORY: _l("Events that people still speak of, traditions, stories, symbols."),
    Block.MATERIAL: _l("Housing, work, income of the place as a whole, which services people can reach."),
    Block.INFRASTRUCTURE: _l(
        "Buses, roads, safety, meeting places, accessibility, internet, green places. What is far away?"
    ),
    Block.NON_MATERIAL: _l("Relations and trust between people, participation, culture, conflicts."),
    Block.SERVICES: _l(
        "School, kindergarten, library, doctor, social service, police, church: opening hours, distance."
    ),
    Block.ASSOCIATIONS: _l(
        "Who organises things here? Name an office or say „local activist”; a person only with their consent."
    ),
    Block.POWER: _l("Who decides, where do people learn the news, and who is not heard?"),
    Block.INITIATIVES: _l("What was tried before, what succeeded, what did not, and why?"),
}
QUALITIES = {
    Quality.OFFICIAL: lazy_pgettext("figure", "Official"),
    Quality.APPROXIMATE: lazy_pgettext("figure", "Approximate"),
    Quality.RESIDENTS: lazy_pgettext("figure", "Said by residents"),
}
AGE_GROUPS = {
    AgeGroup.UNDER_7: _l("0–6 years"),
    AgeGroup.FROM_7: _l("7–17 years"),
    AgeGroup.FROM_18: _l("18–24 years"),
    AgeGroup.FROM_25: _l("25–64 years"),
    AgeGroup.FROM_65: _l("65–79 years"),
    AgeGroup.FROM_80: _l("80 years and older"),
    AgeGroup.NOT_STATED: lazy_pgettext("age", "Not stated"),
}
PLACE_KINDS = {
    PlaceKind.CENTRE: lazy_pgettext("place", "Centre of the community"),
    PlaceKind.MEETING_PLACE: lazy_pgettext("place", "Meeting place"),
    PlaceKind.INSTITUTION: lazy_pgettext("place", "Institution or service"),
    PlaceKind.PROBLEM_PLACE: lazy_pgettext("place", "Place with a problem"),
    PlaceKind.OTHER: lazy_pgettext("place", "Other"),
}
PROBLEMS = {
    Problem.NO_YEAR: _l("Write the year or the day, for example 2021 or 05.09.2022"),
    Problem.YEAR_AHEAD: _l("This year has not come yet"),
    Problem.NOT_A_LINK: _l("A link begins with https:// or http://"),
    Problem.OUTSIDE_LATVIA: _l("This point is not in Latvia. Latitude comes first: 57,31 and 25,27"),
}


def ages(counts: Mapping[AgeGroup, int], *, threshold: int) -> list[tuple[str, str]]:
    """Write residents by age group with their total; small groups stay in the municipality (R18)."""
    if not counts:
        return []
    shown = hide_small(counts, threshold=threshold)
    total = sum(counts.values())
    rows = [
        (str(AGE_GROUPS[group]), _("hidden") if people is None else number(people))
        for group, people in shown.items()
    ]
    return [*rows, (_("Residents in all"), people_count(total, threshold=threshold))]
