"""Forms of make-up work: what is offered, who made it up, why it is revoked."""

import uuid

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from pilot.training.entries import MadeUpEntry, MakeUpEntry
from pilot.training.enums import MakeUpKind
from pilot.training.makeups import labels
from pilot.training.makeups.rules import Problem
from pilot.web.fields import (
    DayField,
    LineField,
    NoteField,
    PickField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form


class MakeUpForm(EditForm):
    """Work that may be made up for a module."""

    module_id = PickField(_l("Module"), required(_l("Choose the module")))
    kind = RadioChoiceField(_l("Kind of work"), required(_l("Choose the kind")), labels=labels.KINDS)
    title = LineField(_l("What is to be done?"), required(_l("Write what is to be done")))
    minutes = WholeNumberField(
        _l("Minutes that it makes up"),
        required(_l("Enter the minutes")),
        least=1,
        most=720,
        description=_l("45 min are an academic hour in most pilots"),
    )
    instructions = NoteField(_l("Instructions for participants"), most=2000)
    is_open = BooleanField(_l("Offered to participants now"), default=True)

    def entry(self) -> MakeUpEntry:
        return MakeUpEntry(
            MakeUpKind(self.kind.data),
            self.title.data,
            self.minutes.data,
            self.instructions.data or "",
            uuid.UUID(self.module_id.data),
            is_open=self.is_open.data,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("minutes", labels.PROBLEMS[problem])


class ApproveForm(Form):
    """Who made the work up, when, and what shows it."""

    participation_id = PickField(_l("Participant"), required(_l("Choose the participant")))
    done_on = DayField(_l("Day of the work"), required(_l("Enter the day as in 05.09.2022")))
    evidence = NoteField(
        _l("What shows that it was done?"),
        required(_l("Write what shows that it was done")),
        most=2000,
        description=_l(
            "For example: recording of the call, task of 14.11. marked in the folder of the module"
        ),
    )

    def entry(self) -> MadeUpEntry:
        return MadeUpEntry(uuid.UUID(self.participation_id.data), self.done_on.data, self.evidence.data)

    def refuse(self, problem: Problem) -> None:
        by_day = {Problem.IN_FUTURE, Problem.BEFORE_START, Problem.AFTER_END, Problem.MONTH_CLOSED}
        field = "done_on" if problem in by_day else "participation_id"
        self.refuse_field(field, labels.PROBLEMS[problem])


class RevokeForm(EditForm):
    """Why made up work is taken back."""

    reason = NoteField(_l("Why is it revoked?"), required(_l("Enter the reason")), most=2000)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", labels.PROBLEMS[problem])
