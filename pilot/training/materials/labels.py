"""Words for the refusals of materials and for links that do not answer."""

from flask_babel import lazy_gettext as _l

from pilot.training import labels as training
from pilot.training.materials.rules import Problem
from pilot.training.rules import Problem as TrainingProblem

PROBLEMS = {
    Problem.NOT_A_LINK: _l("Enter a link that begins with https://"),
    Problem.NOTHING_GIVEN: _l("Enter a link or choose a file"),
    Problem.LINK_AND_FILE: _l("Choose a file or enter a link, not both"),
    Problem.FILES_FULL: training.PROBLEMS[TrainingProblem.FILES_FULL],
}
