"""The form of anonymous feedback."""

from flask_babel import lazy_gettext as _l

from pilot.training.feedback import labels
from pilot.training.feedback.enums import Aspect
from pilot.training.feedback.rules import Answer, Problem
from pilot.web.fields import NoteField, RadioChoiceField, required
from pilot.web.forms import Form


class FeedbackForm(Form):
    content = RadioChoiceField(
        labels.ASPECTS[Aspect.CONTENT], required(_l("Rate the content from 1 to 5")), labels=labels.RATINGS
    )
    lecturer = RadioChoiceField(
        labels.ASPECTS[Aspect.LECTURER], required(_l("Rate the lecturer from 1 to 5")), labels=labels.RATINGS
    )
    usefulness = RadioChoiceField(
        labels.ASPECTS[Aspect.USEFULNESS],
        required(_l("Rate from 1 to 5 how useful the day is in practice")),
        labels=labels.RATINGS,
    )
    to_keep = NoteField(_l("What should stay as it was?"), most=2000, render_kw={"rows": 3})
    to_change = NoteField(_l("What should be different?"), most=2000, render_kw={"rows": 3})

    def answer(self) -> Answer:
        return Answer(
            content=int(self.content.data),
            lecturer=int(self.lecturer.data),
            usefulness=int(self.usefulness.data),
            to_keep=self.to_keep.data or "",
            to_change=self.to_change.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("content", labels.PROBLEMS[problem])
