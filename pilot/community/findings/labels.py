"""Words for findings: what is said of needs and resources, SVID, suggestions and refusals."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.enums import Frequency, Level, NeedView, Trend
from pilot.community.findings.enums import SwotBox, SwotOrigin, SwotPair
from pilot.community.findings.rules import Problem

LEVELS = {
    Level.PERSON: lazy_pgettext("level", "Person"),
    Level.FAMILY: lazy_pgettext("level", "Family"),
    Level.GROUP: lazy_pgettext("level", "Group"),
    Level.COMMUNITY: lazy_pgettext("level", "Community"),
    Level.MUNICIPALITY: lazy_pgettext("level", "Municipality"),
    Level.STATE: lazy_pgettext("level", "State"),
}
FREQUENCIES = {
    Frequency.ALWAYS: lazy_pgettext("frequency", "All the time"),
    Frequency.WEEKLY: lazy_pgettext("frequency", "Every week"),
    Frequency.MONTHLY: lazy_pgettext("frequency", "Every month"),
    Frequency.SEASONAL: lazy_pgettext("frequency", "At some time of the year"),
    Frequency.RARE: lazy_pgettext("frequency", "Now and then"),
}
TRENDS = {
    Trend.RISING: lazy_pgettext("trend", "Grows"),
    Trend.UNCHANGED: lazy_pgettext("trend", "Does not change"),
    Trend.FALLING: lazy_pgettext("trend", "Lessens"),
    Trend.UNKNOWN: lazy_pgettext("trend", "We do not know"),
}
VIEWS = {
    NeedView.FELT: lazy_pgettext("need", "Felt: people say they want it"),
    NeedView.EXPRESSED: lazy_pgettext("need", "Expressed: people ask for it or try to get it"),
    NeedView.NORMATIVE: lazy_pgettext("need", "Normative: specialists or rules set it"),
    NeedView.COMPARATIVE: lazy_pgettext("need", "Comparative: others in the same situation have it"),
}
BOXES = {
    SwotBox.STRENGTH: lazy_pgettext("swot", "Strengths"),
    SwotBox.WEAKNESS: lazy_pgettext("swot", "Weaknesses"),
    SwotBox.OPPORTUNITY: lazy_pgettext("swot", "Opportunities"),
    SwotBox.THREAT: lazy_pgettext("swot", "Threats"),
}
BOX_HINTS = {
    SwotBox.STRENGTH: lazy_pgettext("swot", "What is good inside the community"),
    SwotBox.WEAKNESS: lazy_pgettext("swot", "What the community lacks inside"),
    SwotBox.OPPORTUNITY: lazy_pgettext("swot", "What around the community can help"),
    SwotBox.THREAT: lazy_pgettext("swot", "What around the community can hinder"),
}
ORIGINS = {
    SwotOrigin.COMMUNITY: lazy_pgettext("swot", "The community"),
    SwotOrigin.SERVICE: lazy_pgettext("swot", "The service"),
    SwotOrigin.GROUP: lazy_pgettext("swot", "The cooperation group"),
    SwotOrigin.EXPERT: lazy_pgettext("swot", "An expert"),
}
PAIRS = {
    SwotPair.STRENGTHS_OPPORTUNITIES: lazy_pgettext("swot", "S–O: strengths use opportunities"),
    SwotPair.STRENGTHS_THREATS: lazy_pgettext("swot", "S–T: strengths lessen threats"),
    SwotPair.WEAKNESSES_OPPORTUNITIES: lazy_pgettext("swot", "W–O: opportunities help with weaknesses"),
    SwotPair.WEAKNESSES_THREATS: lazy_pgettext("swot", "W–T: lessen weaknesses and avoid threats"),
}
PROBLEMS = {
    Problem.TOLD_AHEAD: _l("This day has not come yet"),
    Problem.THEME_OF_OTHER_DOMAIN: _l(
        "This theme belongs to another domain. Choose the other domain, or leave the domain empty"
    ),
    Problem.CONSENT_MISSING: _l(
        "Enter the day on which the person agreed, or write the contact of an organisation"
    ),
    Problem.CONSENT_AHEAD: _l("This day has not come yet. Ask the person first"),
    Problem.CHECKED_AHEAD: _l("This day has not come yet"),
    Problem.IS_MERGED: _l("This finding was merged into another one. Change that one, or take it out first"),
    Problem.NOT_MERGED: _l("This finding is not merged with another one"),
    Problem.CANNOT_MERGE: _l("Choose another finding of this community that stands by itself"),
    Problem.IN_USE: _l(
        "Something stands on this finding: a match, a line of the SWOT, priorities or actions. "
        "Remove it there first, or merge the finding with another one"
    ),
    Problem.MATCHED_ALREADY: _l("This resource is matched with the need already"),
    Problem.NOT_OF_COMMUNITY: _l("Choose from the findings of this community"),
}
