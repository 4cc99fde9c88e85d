"""Words for the network: kinds, circles, degrees, ties, what to do with whom, and refusals."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from pilot.community.network.enums import ActorKind, Circle, Degree, TieKind, TieStrength
from pilot.community.network.rules import Problem, Quadrant

FEW = 30
"""Up to so many actors the shapes of the picture are large."""
KINDS = {
    ActorKind.MUNICIPAL: lazy_pgettext("stakeholder", "Municipal institution"),
    ActorKind.STATE: lazy_pgettext("stakeholder", "State institution"),
    ActorKind.HEALTH_AND_SAFETY: lazy_pgettext("stakeholder", "Health and safety"),
    ActorKind.EDUCATION_AND_CULTURE: lazy_pgettext("stakeholder", "Education and culture"),
    ActorKind.NGO: lazy_pgettext("stakeholder", "NGO"),
    ActorKind.BUSINESS: lazy_pgettext("stakeholder", "Business"),
    ActorKind.RESIDENTS: lazy_pgettext("stakeholder", "Residents and initiatives"),
}
CIRCLES = {
    Circle.TERRITORIAL: lazy_pgettext("circle", "Territory"),
    Circle.MUNICIPAL: lazy_pgettext("circle", "Municipality"),
    Circle.OUTSIDE: lazy_pgettext("circle", "Outside"),
}
DEGREES = {
    Degree.VERY_LITTLE: lazy_pgettext("degree", "Very little"),
    Degree.LITTLE: lazy_pgettext("degree", "Rather little"),
    Degree.MUCH: lazy_pgettext("degree", "Rather much"),
    Degree.VERY_MUCH: lazy_pgettext("degree", "Very much"),
}
TIE_KINDS = {
    TieKind.INFORMATION: lazy_pgettext("tie", "Exchange of information"),
    TieKind.JOINT_WORK: lazy_pgettext("tie", "Joint work"),
    TieKind.RESOURCES: lazy_pgettext("tie", "Rooms, money or other resources"),
    TieKind.FORMAL: lazy_pgettext("tie", "Formal relation: contract or subordination"),
    TieKind.INFORMAL: lazy_pgettext("tie", "Informal: people know each other"),
}
TIE_WORDS = {
    TieKind.INFORMATION: lazy_pgettext("tie", "information"),
    TieKind.JOINT_WORK: lazy_pgettext("tie", "joint work"),
    TieKind.RESOURCES: lazy_pgettext("tie", "resources"),
    TieKind.FORMAL: lazy_pgettext("tie", "formal"),
    TieKind.INFORMAL: lazy_pgettext("tie", "informal"),
}
STRENGTHS = {
    TieStrength.WEAK: lazy_pgettext("tie", "Weak"),
    TieStrength.STEADY: lazy_pgettext("tie", "Steady"),
    TieStrength.STRONG: lazy_pgettext("tie", "Strong"),
}
QUADRANTS = {
    Quadrant.INVOLVE: lazy_pgettext("stakeholder", "Work together closely"),
    Quadrant.WIN: lazy_pgettext("stakeholder", "Win their interest"),
    Quadrant.STRENGTHEN: lazy_pgettext("stakeholder", "Strengthen their voice"),
    Quadrant.WATCH: lazy_pgettext("stakeholder", "Keep informed"),
}
QUADRANT_HINTS = {
    Quadrant.INVOLVE: lazy_pgettext("stakeholder", "Much influence, much interest"),
    Quadrant.WIN: lazy_pgettext("stakeholder", "Much influence, little interest"),
    Quadrant.STRENGTHEN: lazy_pgettext("stakeholder", "Little influence, much interest"),
    Quadrant.WATCH: lazy_pgettext("stakeholder", "Little influence, little interest"),
}
PROBLEMS = {
    Problem.NAME_TAKEN: _l(
        "A stakeholder of this name is on the map already. Change that one, or choose another name"
    ),
    Problem.CONSENT_MISSING: _l(
        "Enter the day on which the person agreed, or write the contact of an organisation"
    ),
    Problem.CONSENT_AHEAD: _l("This day has not come yet. Ask the person first"),
    Problem.RESOURCE_ELSEWHERE: _l("Choose from the resources of this community"),
    Problem.TIE_TO_ITSELF: _l("A tie leads to somebody else: choose another stakeholder"),
    Problem.TIE_KNOWN: _l(
        "These two have a tie of this kind already. Change that one, or choose another kind"
    ),
    Problem.ACTOR_ELSEWHERE: _l("Choose from the stakeholders of this community"),
}


def headline(total: int, alone: int) -> str:
    """Say how many are on the map and how many of them have no tie."""
    if not total:
        return str(_("Nobody is on the map yet"))
    everybody = ngettext("%(num)d stakeholder", "%(num)d stakeholders", total)
    lonely = ngettext("%(num)d stands alone", "%(num)d stand alone", alone)
    return f"{everybody}, {lonely}"


def by_circle(counts: Mapping[Circle, int]) -> str:
    """Name the circles with how many stand in each."""
    return " · ".join(f"{name}: {counts.get(circle, 0)}" for circle, name in CIRCLES.items())


def description(counts: Mapping[Circle, int], ties: int) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    return str(
        _(
            "Three circles from the middle outwards: %(circles)s. Ties: %(ties)s."
            " The table names everybody with the same numbers.",
            circles=by_circle(counts),
            ties=ties,
        )
    )


def how_many_drawn(drawn: int, total: int) -> str:
    """Say which part of the network the picture shows; nothing where it shows all."""
    if drawn == total:
        return ""
    return str(
        _(
            "The picture shows %(drawn)s of %(total)s: those with most ties. The table holds all.",
            drawn=drawn,
            total=total,
        )
    )


def strength_of_tie(strength: TieStrength) -> str:
    """Name a tie by its strength."""
    return str(_("%(strength)s tie", strength=STRENGTHS[strength]))


def tie_words(kind: TieKind, strength: TieStrength) -> str:
    """Write what a tie is in a few small letters."""
    return f"{TIE_WORDS[kind]}, {str(STRENGTHS[strength]).lower()}"
