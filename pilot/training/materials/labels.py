"""Words for the refusals of materials."""

from flask_babel import lazy_gettext as _l

from pilot.training.materials.rules import Problem

PROBLEMS = {
    Problem.NOT_A_LINK: _l("Enter a link that begins with https://"),
}
