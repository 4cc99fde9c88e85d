"""What is typed into the work diary."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Length, Optional

from pilot.community import labels
from pilot.community.diary.rules import MOST_MINUTES, MOST_ROLES, Entry
from pilot.community.forms import NO_NAMES, SharedTextForm
from pilot.community.rules import Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    ManyChoiceField,
    NoteField,
    PickField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm


class _EntryForm(SharedTextForm):
    done_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))
    kind = ChoiceField(
        _l("What was it?"),
        required(_l("Choose what it was")),
        labels=labels.DIARY_KINDS,
        blank=_l("Choose"),
    )
    text = NoteField(
        _l("What did you do or hear?"),
        required(_l("Write what you did or heard")),
        most=2000,
        description=NO_NAMES,
    )
    starts_at = TimeField(_l("Begun at"))
    minutes = WholeNumberField(_l("Length in minutes"), least=1, most=MOST_MINUTES)
    community_id = PickField(_l("Community"), blank=_l("None in particular"))
    place_class = RadioChoiceField(_l("Where?"), labels=labels.PLACE_CLASSES)
    task = ChoiceField(_l("Task"), labels=labels.WORK_TASKS, blank=_l("None in particular"))
    roles = ManyChoiceField(
        _l("Roles you took"),
        [Optional(), Length(max=MOST_ROLES, message=_l("Choose at most three roles"))],
        labels=labels.WORK_ROLES,
        description=_l("At most three"),
    )
    people_reached = WholeNumberField(_l("People reached"), least=0, most=100_000)
    shared = BooleanField(
        _l("Share the entry with my mentor, the head of my service, colleagues and the coordinator")
    )
    places = ((Problem.DONE_ON_AHEAD, "done_on"),)

    def entry(self) -> Entry:
        community_id: Any = self.community_id.data
        return Entry(
            done_on=self.done_on.data,
            kind=self.kind.data,
            text=self.text.data,
            starts_at=self.starts_at.data,
            minutes=self.minutes.data,
            community_id=uuid.UUID(community_id) if community_id else None,
            place_class=self.place_class.data,
            task=self.task.data,
            roles=tuple(self.roles.data or ()),
            people_reached=self.people_reached.data,
            shared=self.shared.data,
        )


class WriteEntryForm(_EntryForm):
    """A new entry: the day, the kind and the text are enough."""


class EditEntryForm(_EntryForm, EditForm):
    """An own entry that was written before."""
