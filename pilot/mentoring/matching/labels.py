"""Words for matching: languages, places of a wish, what speaks for and against a pair."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.mentoring.matching.enums import Language, WishKind
from pilot.mentoring.matching.rules import Point, Reason

LANGUAGES = {
    Language.LATVIAN: lazy_pgettext("working language", "Latvian"),
    Language.RUSSIAN: lazy_pgettext("working language", "Russian"),
    Language.ENGLISH: lazy_pgettext("working language", "English"),
}
WISHES = {
    WishKind.FIRST: _l("First wish"),
    WishKind.SECOND: _l("Second wish"),
    WishKind.THIRD: _l("Third wish"),
    WishKind.AVOIDED: _l("Rather not with"),
    WishKind.MANAGED: _l("Whose line manager are you?"),
}
REASONS = {
    Reason.PARTICIPANT_FIRST: _l("The participant's first wish"),
    Reason.PARTICIPANT_SECOND: _l("The participant's second wish"),
    Reason.PARTICIPANT_THIRD: _l("The participant's third wish"),
    Reason.PARTICIPANT_OTHERS: _l("The participant wished for others"),
    Reason.MENTOR_FIRST: _l("The mentor's first wish"),
    Reason.MENTOR_SECOND: _l("The mentor's second wish"),
    Reason.MENTOR_THIRD: _l("The mentor's third wish"),
    Reason.MENTOR_OTHERS: _l("The mentor wished for others"),
    Reason.LANGUAGE: _l("A language in common"),
    Reason.REGION: _l("A region that the mentor prefers"),
    Reason.TOPICS: _l("The mentor knows the topics"),
    Reason.OTHER_REGION: _l("Outside the preferred regions"),
    Reason.TOPICS_MISSING: _l("Some topics are not the mentor's"),
    Reason.AWAY: _l("Away on some of these days"),
    Reason.SAME_MUNICIPALITY: _l("The mentor works for the participant's municipality"),
    Reason.NO_LANGUAGE: _l("No language in common"),
    Reason.HEAD_OF_SERVICE: _l("The mentor heads the participant's social service"),
    Reason.LINE_MANAGER: _l("The mentor is the participant's line manager"),
    Reason.AVOIDED: _l("One of the two asked not to be paired"),
}
BEYOND_CAPACITY = _l("Choose another mentor: this one would get more pairs than said")
NOBODY_CHOSEN = _l("Choose a mentor for at least one participant")
TWICE = _l("Choose another person: this one stands in another place already")


def point(found: Point) -> str:
    """Write a point with its price, where it has one."""
    words = str(REASONS[found.reason])
    return str(_("%(reason)s (+%(price)d)", reason=words, price=found.price)) if found.price else words
