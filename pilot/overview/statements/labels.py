"""Words for statements: their titles, who signs, and in which edition a month stands."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from pilot.overview.statements.enums import Subject
from pilot.overview.statements.queries import Edition

TITLES = {
    Subject.MENTOR: _l("Time sheet of a mentor"),
    Subject.LECTURER: _l("Time sheet of a lecturer"),
    Subject.PARTICIPANT: _l("Statement of mentor time received"),
}
WHO = {
    Subject.MENTOR: _l("Mentor"),
    Subject.LECTURER: _l("Lecturer"),
    Subject.PARTICIPANT: _l("Participant"),
}


def edition(found: Edition) -> str:
    """Say how far a month is fixed (R12)."""
    if not found.number:
        return str(_("draft"))
    if not found.is_closed:
        return str(_("draft of corrected edition %(number)d", number=found.number))
    if found.number == 1:
        return str(_("closed month, edition 1"))
    return str(_("closed month, corrected edition %(number)d", number=found.number))


def signs(subject: Subject, name: str) -> str:
    """Write what stands under a line to sign on."""
    return str(_("%(role)s: %(name)s (signature, date)", role=WHO[subject], name=name))
