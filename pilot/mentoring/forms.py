"""Forms of answers, pairs and months: text into records, a rule's answer beside its field."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional

from pilot.mentoring import labels
from pilot.mentoring.enums import ConfirmationState, MissedReason, Refusal
from pilot.web.fields import (
    ChoiceField,
    LineField,
    NoteField,
    PickField,
    required,
)
from pilot.web.forms import EditForm, Form, SearchForm


class AnswerForm(EditForm):
    """A participant's word on a session that the mentor wrote down."""

    answer = HiddenField()
    comment = NoteField(
        _l("What should be corrected?"),
        description=_l("The mentor reads it. The minutes count again after the correction."),
        render_kw={"rows": 3},
    )

    def entry(self) -> ConfirmationState:
        is_confirmed = self.answer.data == ConfirmationState.CONFIRMED
        return ConfirmationState.CONFIRMED if is_confirmed else ConfirmationState.RETURNED

    def refuse(self, words: str) -> None:
        self.refuse_field("comment", words)


class MatrixForm(SearchForm):
    """The filters of the matrix, kept in the address."""

    municipality = PickField(_l("Municipality"), blank=_l("All municipalities"))
    mentor = PickField(_l("Mentor"), blank=_l("All mentors"))
    short = BooleanField(_l("Only those who miss minutes"))


class CloseMonthForm(Form):
    """A reason and a note for each participant whose month ended short (R11)."""

    people: ClassVar[tuple[uuid.UUID, ...]] = ()
    form_errors: list[str]

    def reasons(self) -> dict[uuid.UUID, tuple[MissedReason, str]]:
        """Return what was chosen, by participation."""
        return {
            person: (self[f"reason_{person.hex}"].data, self[f"note_{person.hex}"].data or "")
            for person in self.people
            if self[f"reason_{person.hex}"].data is not None
        }

    def refuse(self, problem: Refusal, people: Sequence[uuid.UUID]) -> None:
        if not people:
            self.form_errors = [*self.form_errors, str(labels.REFUSALS[problem])]
        for person in people:
            if f"reason_{person.hex}" in self:
                self.refuse_field(f"reason_{person.hex}", str(labels.REFUSALS[problem]))


def close_month_form(
    people: Mapping[uuid.UUID, str], known: Mapping[uuid.UUID, tuple[str, str]]
) -> CloseMonthForm:
    """Build the form of a month for those whose month ended short, with the reasons known before."""
    asked: dict[str, Any] = {"people": tuple(people)}
    for person, name in people.items():
        reason, note = known.get(person, (None, ""))
        asked[f"reason_{person.hex}"] = ChoiceField(
            _("Reason – %(name)s", name=name),
            required(_l("Choose the reason, and explain another reason in a note")),
            labels=labels.MISSED_REASONS,
            blank=_l("Choose the reason"),
            default=reason,
        )
        asked[f"note_{person.hex}"] = LineField(_("Note – %(name)s", name=name), [Optional()], default=note)
    kind: type[CloseMonthForm] = type("CloseMonthForm", (CloseMonthForm,), asked)
    return kind()


class ReopenMonthForm(Form):
    reason = NoteField(
        _l("Why is the month opened again?"),
        required(_l("Write why the month is opened again")),
        render_kw={"rows": 3},
    )

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("reason", str(labels.REFUSALS[problem]))
