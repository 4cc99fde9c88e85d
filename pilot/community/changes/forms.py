"""What is typed about changes in a community."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from pilot.community.changes import labels
from pilot.community.changes.rules import Change, Problem
from pilot.community.forms import NO_NAMES
from pilot.web.fields import DayField, LineField, NoteField, PickField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form
from pilot.web.shared_text import ContactGuardForm


class ChangeForm(ContactGuardForm):
    """A change with its evidence."""

    text = NoteField(
        _l("What is new or different?"),
        required(_l("Write what is new or different")),
        description=NO_NAMES,
        render_kw={"rows": 3},
    )
    kind = RadioChoiceField(
        _l("What kind of change is it?"), required(_l("Choose the kind of change")), labels=labels.KINDS
    )
    happened_on = DayField(_l("Since when?"), required(_l("Enter the day as in 05.09.2022")))
    initiator = RadioChoiceField(
        _l("Who began it?"), required(_l("Choose who began it")), labels=labels.INITIATORS
    )
    evidence = NoteField(
        _l("By what can it be seen?"),
        description=_l("A decision, a notice, a number, what people say"),
        render_kw={"rows": 3},
    )
    entry_id = PickField(_l("Entry of my diary that shows it"), blank=_l("None"))
    goal = LineField(_l("Towards which goal?"), description=_l("A goal or a need of the community"))

    def offer(self, entries: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Set which entries of the own diary may be chosen."""
        self.entry_id.offer(entries)

    def change(self) -> Change:
        entry_id: Any = self.entry_id.data
        return Change(
            kind=self.kind.data,
            text=self.text.data,
            happened_on=self.happened_on.data,
            initiator=self.initiator.data,
            evidence=self.evidence.data or "",
            entry_id=uuid.UUID(entry_id) if entry_id else None,
            goal=self.goal.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        name = "evidence" if problem is Problem.EVIDENCE_MISSING else "happened_on"
        self.refuse_field(name, str(labels.PROBLEMS[problem]))


class RecordChangeForm(ChangeForm):
    """A change that was seen."""


class EditChangeForm(ChangeForm, EditForm):
    """A change that was recorded before."""


class CheckForm(EditForm):
    """Whether a change still holds."""

    sustained = RadioChoiceField(
        _l("Does the change still hold?"),
        required(_l("Choose whether it still holds")),
        labels=labels.SUSTAINED,
    )


class DeleteChangeForm(Form):
    """One button: delete a change."""
