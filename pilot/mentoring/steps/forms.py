"""Forms of agreed steps: who does what, and by when."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.mentoring.enums import StepOwner
from pilot.mentoring.steps import labels
from pilot.mentoring.steps.enums import Problem
from pilot.mentoring.steps.rules import StepEntry
from pilot.web.fields import DayField, LineField, PickManyField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form

LONGEST = 500


class _StepFields(Form):
    owner = RadioChoiceField(
        _l("Who does it?"),
        required(_l("Choose who does it")),
        labels=labels.OWNERS,
        default=StepOwner.PARTICIPANT,
    )
    what = LineField(_l("What is done?"), required(_l("Write what is done")), most=LONGEST)
    due_on = DayField(_l("By when?"), description=_l("As in 05.09.2022"))

    def entry(self) -> StepEntry:
        owner: StepOwner = self.owner.data
        return StepEntry(owner, self.what.data or "", self.due_on.data)

    def refuse(self, problem: Problem) -> None:
        """Put a rule's answer beside the field to change."""
        place = {Problem.DUE_BEFORE_SESSION: "due_on", Problem.NOBODY: "people", Problem.NOT_THEIRS: "people"}
        name = place.get(problem, "what")
        self.refuse_field(name if name in self else "what", str(labels.PROBLEMS[problem]))


class AgreeForm(_StepFields):
    """A new step of a session; of a group session also for whom."""

    people = PickManyField(_l("For whom?"))

    def offer(self, attendees: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Set who was in the session; at first the step is for all of them."""
        self.people.offer(attendees)
        if self.people.raw_data is None:
            self.people.data = [str(person) for person, _name in attendees]

    @property
    def is_of_group(self) -> bool:
        return len(self.people.choices) > 1

    def chosen(self) -> list[uuid.UUID]:
        """Return for whom the step is; of a session with one person for that one."""
        typed: list[Any] = self.people.data or []
        if not self.is_of_group:
            typed = [choice.value for choice in self.people.choices]
        return [uuid.UUID(person) for person in typed]


class ChangeForm(_StepFields, EditForm):
    """A step as it was written, to be put right."""


class DeedForm(EditForm):
    """One button on a step: done, or open again."""

    closed_in = HiddenField()

    def session(self) -> uuid.UUID | None:
        """Return the session whose page the button stood on, or None for any other page."""
        try:
            return uuid.UUID(str(self.closed_in.data or ""))
        except ValueError:
            return None
