"""Words for the remarks on the methodology."""

from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.accounts.roles import Role
from pilot.mentoring.remarks.enums import Decision, LineKind, PointState, RemarkKind
from pilot.mentoring.remarks.rules import Problem, Shown
from pilot.web.locale import LANGUAGES, language

KINDS = {
    RemarkKind.UNCLEAR: lazy_pgettext("remark", "Not clear"),
    RemarkKind.MISSING: lazy_pgettext("remark", "Something is missing"),
    RemarkKind.UNUSABLE: lazy_pgettext("remark", "Does not work in practice"),
    RemarkKind.GOOD: lazy_pgettext("remark", "Works well"),
    RemarkKind.MISTAKE: lazy_pgettext("remark", "Mistake"),
}
DECISIONS = {
    Decision.ACCEPTED: lazy_pgettext("remark", "Accepted"),
    Decision.PARTLY: lazy_pgettext("remark", "Partly accepted"),
    Decision.DECLINED: lazy_pgettext("remark", "Declined"),
}
STATES = {
    PointState.NEW: lazy_pgettext("remark", "New"),
    PointState.ACCEPTED: DECISIONS[Decision.ACCEPTED],
    PointState.PARTLY: DECISIONS[Decision.PARTLY],
    PointState.DECLINED: DECISIONS[Decision.DECLINED],
    PointState.IMPLEMENTED: lazy_pgettext("remark", "Implemented"),
}
STATE_SIGNS = {
    PointState.NEW: ("plain", "plan"),
    PointState.ACCEPTED: ("info", "half"),
    PointState.PARTLY: ("info", "half"),
    PointState.DECLINED: ("plain", "none"),
    PointState.IMPLEMENTED: ("ok", "ok"),
}
LINES = {
    LineKind.SAME: "",
    LineKind.REMOVED: _l("Taken out:"),
    LineKind.ADDED: _l("Added:"),
}
PROBLEMS = {
    Problem.NUMBER_TAKEN: _l("Another section has this number. Choose a number that is free"),
    Problem.NO_SECTIONS: _l("There are no sections to publish. Add a section first"),
    Problem.NOTHING_NEW: _l("Nothing has changed since the last version, so there is nothing to publish"),
    Problem.NOT_IN_VERSION: _l("This version does not have this section. Choose another section or version"),
    Problem.ANSWERED: _l("The remark has been answered and can no longer be changed. Write a new one"),
    Problem.NOT_ANSWERED: _l("The remark has not been answered yet"),
    Problem.REASON_MISSING: _l("Write the reason: the authors read it"),
    Problem.ALREADY_IMPLEMENTED: _l("The remark is implemented already; its answer stands"),
    Problem.NOT_ACCEPTED: _l("Only an accepted remark can be implemented. Answer it first"),
    Problem.NOT_LATER: _l("Choose a version that was published after the one that the remark speaks about"),
    Problem.SAME_TEXT: _l("The section did not change in this version. Choose the version in which it did"),
    Problem.NOTHING_TO_MERGE: _l("Choose at least one remark that says the same"),
    Problem.ONLY_ONE: _l("A remark that stands alone cannot be taken out"),
}


class Titled(Protocol):
    """A section as it is now, or as it stands in a version."""

    @property
    def number(self) -> int: ...
    @property
    def title_lv(self) -> str: ...
    @property
    def title_en(self) -> str: ...


def title_of(section: Titled) -> str:
    """Return a section's number and title in the language of the page."""
    title = section.title_lv if language() == LANGUAGES[0] else section.title_en
    return f"{section.number}. {title}"


def pseudonym(role: Role, number: int, *, is_named: bool) -> str:
    """Return what an author is called: the role where it may be told, and the number."""
    words = {
        Role.PARTICIPANT: _("Participant %(number)d", number=number),
        Role.MENTOR: _("Mentor %(number)d", number=number),
        Role.LECTURER: _("Lecturer %(number)d", number=number),
    }
    return str(words[role] if is_named else _("Author %(number)d", number=number))


def count(shown: Shown, *, threshold: int) -> str:
    """Return a count as it may be told: the number, below the threshold, or a sign that it is hidden."""
    if shown.number is not None:
        return str(shown.number)
    return f"<{threshold}" if shown.is_below else str(_("hidden"))


def hidden_note(threshold: int) -> str:
    """Say what the signs in place of small numbers mean."""
    words = _(
        "Counts from 1 to %(most)d are shown as “<%(count)d”; “hidden” stands where one could be worked out.",
        most=threshold - 1,
        count=threshold,
    )
    return str(words)
