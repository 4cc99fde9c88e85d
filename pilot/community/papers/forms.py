"""Forms of the review: the answer of a reviewer, and a comment."""

from flask_babel import lazy_gettext as _l

from pilot.community.papers import labels
from pilot.community.papers.enums import ReviewState
from pilot.community.papers.rules import Problem
from pilot.web.fields import NoteField, RadioChoiceField, required
from pilot.web.forms import EditForm
from pilot.web.shared_text import ContactGuardForm

TEXT_LENGTH = 4000
ANSWERS = {state: words for state, words in labels.REVIEW_STATES.items() if state is not ReviewState.RECEIVED}
FIELDS = {Problem.SAY_WHY: "words"}


class JudgeForm(EditForm, ContactGuardForm):
    """What a reviewer says of a version."""

    answer = RadioChoiceField(_l("Your answer"), required(_l("Choose an answer")), labels=ANSWERS)
    words = NoteField(
        _l("What should change, and what is good?"),
        most=TEXT_LENGTH,
        description=_l("The author and the reviewers read this. Write no names of residents."),
        render_kw={"rows": 5},
    )

    def refuse(self, problem: Problem) -> None:
        """Put the reason beside the field to change."""
        self.refuse_field(FIELDS.get(problem, "answer"), str(labels.PROBLEMS[problem]))


class CommentForm(ContactGuardForm):
    """What the author or a reviewer says of a version."""

    words = NoteField(
        _l("Comment"),
        required(_l("Write the comment")),
        most=TEXT_LENGTH,
        description=_l("The author and the reviewers read this. Write no names of residents."),
        render_kw={"rows": 5},
    )
