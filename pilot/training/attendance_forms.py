"""Forms of attendance: the roll of a day, its lock, a correction."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField

from pilot.training import labels
from pilot.training.entries import Mark
from pilot.training.enums import AttendanceStatus
from pilot.training.rules import Problem
from pilot.web.fields import NoteField, RadioChoiceField, WholeNumberField, required
from pilot.web.forms import EditForm, Form, SearchForm

MOST_MINUTES = 720


class MarkForm(SearchForm):
    """One participant's line of the roll; the roll around it carries token and key."""

    status = RadioChoiceField(
        _l("Attendance"), required(_l("Choose the attendance")), labels=labels.SHORT_STATUSES
    )
    minutes = WholeNumberField(_l("Minutes attended"), least=0, most=MOST_MINUTES)
    remote = BooleanField(_l("Took part remotely"))

    planned_minutes = MOST_MINUTES

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask those who were there partly for minutes, which the others may leave empty."""
        is_fine = super().validate(extra_validators)
        typed = self.minutes.data
        is_partly = self.status.data is AttendanceStatus.PARTLY
        if is_partly and not self.minutes.errors and (typed is None or not 0 < typed < self.planned_minutes):
            words = _l("Enter minutes between 1 and %(most)d", most=self.planned_minutes - 1)
            self.minutes.errors = [*self.minutes.errors, words]
        return bool(is_fine) and not self.minutes.errors

    def mark(self, participation_id: uuid.UUID, *, is_remote: bool) -> Mark:
        return Mark(
            participation_id,
            AttendanceStatus(self.status.data),
            self.minutes.data,
            is_remote=is_remote or self.remote.data,
        )


class RollForm(Form):
    """The roll of a day: one line for each participant, and a mark of the state that was seen."""

    seal = HiddenField()
    participation_ids: tuple[uuid.UUID, ...] = ()

    @classmethod
    def listing(cls, participation_ids: Sequence[uuid.UUID], *, planned_minutes: int) -> type["RollForm"]:
        """Return this form with a line for each participant of a day."""
        line = type("MarkForm", (MarkForm,), {"planned_minutes": planned_minutes})
        fields = {_name(each): FormField(line) for each in participation_ids}
        return type(cls.__name__, (cls,), {**fields, "participation_ids": tuple(participation_ids)})

    def line(self, participation_id: uuid.UUID) -> MarkForm:
        """Return the line of one participant."""
        form: MarkForm = self[_name(participation_id)].form
        return form

    def marks(self, *, all_remote: bool) -> list[Mark]:
        return [self.line(each).mark(each, is_remote=all_remote) for each in self.participation_ids]


def _name(participation_id: uuid.UUID) -> str:
    return f"p{participation_id.hex}"


class LockForm(EditForm):
    """The number of signatures, compared with what is recorded."""

    signed_count = WholeNumberField(
        _l("Signatures on the attendance sheet"),
        required(_l("Enter the number of signatures")),
        least=0,
        most=1000,
    )
    confirmed = BooleanField(_l("Lock the day all the same"))

    def refuse(self, problem: Problem, *, recorded: int) -> None:
        words = str(labels.PROBLEMS[problem])
        self.refuse_field(
            "signed_count", f"{words}: {recorded}" if problem is Problem.SHEET_DISAGREES else words
        )

    @property
    def asks_to_confirm(self) -> bool:
        """Tell whether the box to tick belongs on the page."""
        return bool(self.confirmed.data or (self.signed_count.data is not None and self.signed_count.errors))


class CorrectionForm(EditForm):
    """What a locked day should say of a participant, and why."""

    status = RadioChoiceField(_l("Attendance"), required(_l("Choose the attendance")), labels=labels.STATUSES)
    minutes = WholeNumberField(
        _l("Minutes attended"),
        least=0,
        most=MOST_MINUTES,
        description=_l("Only for those who attended partly"),
    )
    reason = NoteField(_l("Why is it corrected?"), required(_l("Enter the reason")), most=2000)

    def mark(self, participation_id: uuid.UUID, *, is_remote: bool) -> Mark:
        return Mark(
            participation_id, AttendanceStatus(self.status.data), self.minutes.data, is_remote=is_remote
        )

    def refuse(self, problem: Problem) -> None:
        by_minutes = {Problem.STATUS_DISAGREES, Problem.MORE_THAN_PLANNED, Problem.MINUTES_OUT_OF_RANGE}
        self.refuse_field("minutes" if problem in by_minutes else "status", labels.PROBLEMS[problem])
