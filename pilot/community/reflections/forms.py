"""What is typed into a reflection."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.community.reflections.labels import PROBLEMS, PROMPTS
from pilot.community.reflections.rules import Answers, Problem
from pilot.web.fields import DayField, NoteField, required
from pilot.web.forms import EditForm, Form
from pilot.web.shared_text import ContactGuardForm

ROWS = {"rows": 3}


class _ReflectionFields(ContactGuardForm):
    reflected_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))
    happened = NoteField(PROMPTS["happened"], render_kw=ROWS)
    learned = NoteField(PROMPTS["learned"], render_kw=ROWS)
    practice = NoteField(PROMPTS["practice"], render_kw=ROWS)
    discussed = NoteField(
        PROMPTS["discussed"], description=_l("A role is enough, no name is needed"), render_kw=ROWS
    )
    methodology = NoteField(PROMPTS["methodology"], render_kw=ROWS)

    def answers(self) -> Answers:
        return Answers(**{name: self[name].data or "" for name in PROMPTS})

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field("reflected_on" if problem is Problem.AHEAD else "happened", str(PROBLEMS[problem]))


class WriteReflectionForm(_ReflectionFields):
    """A new reflection."""


class EditReflectionForm(_ReflectionFields, EditForm):
    """An own reflection that was written before."""


class DeleteReflectionForm(Form):
    """One button: delete a reflection."""


class ShareReflectionForm(Form):
    """One button: share with the mentor whom the page names."""

    mentor = HiddenField()

    def named(self) -> uuid.UUID | None:
        """Return the mentor whom the page named, or None where that is no id."""
        typed: Any = self.mentor.data
        try:
            return uuid.UUID(typed or "")
        except ValueError:
            return None
