"""Forms of answers, pairs and months: text into records, a rule's answer beside its field."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from pilot.mentoring.enums import ConfirmationState
from pilot.web.fields import (
    NoteField,
    PickField,
)
from pilot.web.forms import EditForm, SearchForm


class AnswerForm(EditForm):
    """A participant's word on a session that the mentor wrote down."""

    answer = HiddenField()
    comment = NoteField(
        _l("Comment to the mentor"),
        description=_l("Needed when you return the session. Its minutes count again after the correction."),
        render_kw={"rows": 3},
    )

    def entry(self) -> ConfirmationState:
        """Return what the participant pressed; "waiting" is a comment without a verdict."""
        known = {str(state): state for state in ConfirmationState}
        return known.get(str(self.answer.data), ConfirmationState.RETURNED)

    def refuse(self, words: str) -> None:
        self.refuse_field("comment", words)


class MatrixForm(SearchForm):
    """The filters of the matrix, kept in the address."""

    municipality = PickField(_l("Municipality"), blank=_l("All municipalities"))
    mentor = PickField(_l("Mentor"), blank=_l("All mentors"))
    short = BooleanField(_l("Only those who miss minutes"))
