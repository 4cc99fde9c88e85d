"""What is typed about a meeting: its record, roll call, decisions and tasks."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from pilot.community import labels
from pilot.community.enums import MeetingPresence, TaskState
from pilot.community.forms import NO_NAMES, SharedTextForm
from pilot.community.meetings.rules import DecisionEntry, MeetingEntry, Settlement, TaskEntry
from pilot.community.rules import Problem, Votes
from pilot.web.fields import (
    DayField,
    LineField,
    NoteField,
    PickField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form

ENDINGS = {state: labels.TASK_STATES[state] for state in (TaskState.DONE, TaskState.DROPPED)}
ROLL = "presence_"


class _MeetingForm(SharedTextForm):
    held_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))
    starts_at = TimeField(_l("From"))
    ends_at = TimeField(_l("Until"))
    place = LineField(_l("Place"), required(_l("Enter the place")))
    agenda = NoteField(_l("Agenda of the meeting"), required(_l("Enter the agenda, one item a line")))
    discussion = NoteField(_l("What was reported and discussed"), description=NO_NAMES)
    guests = LineField(_l("Guests"))
    places = (
        (Problem.MEETING_AHEAD, "held_on"),
        (Problem.MEETING_OF_OTHER_YEAR, "held_on"),
        (Problem.MINUTES_APPROVED, "held_on"),
        (Problem.ENDS_BEFORE_START, "ends_at"),
    )

    def entry(self) -> MeetingEntry:
        return MeetingEntry(
            held_on=self.held_on.data,
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            place=self.place.data,
            agenda=self.agenda.data,
            discussion=self.discussion.data or "",
            guests=self.guests.data or "",
        )


class RecordMeetingForm(_MeetingForm):
    """A meeting that was held; `with_roll` adds a question for each member."""


class EditMeetingForm(_MeetingForm, EditForm):
    """The record of a meeting; the roll call is corrected apart."""


class CallRollForm(Form):
    """Who was there; `with_roll` adds a question for each member."""


def with_roll(
    form: type[Form], members: Sequence[tuple[uuid.UUID, str]], presences: Any = None
) -> type[Form]:
    """Return a form that also asks of each member whether the member was there: present until changed."""
    known = presences or {}
    questions = {
        f"{ROLL}{member_id.hex}": RadioChoiceField(
            name,
            required(_l("Choose whether the member was there")),
            labels=labels.PRESENCES,
            default=known.get(member_id, MeetingPresence.PRESENT),
        )
        for member_id, name in members
    }
    return type(form.__name__, (form,), questions)


def roll_of(form: Form) -> list[Any]:
    """Return the questions of a roll call, one a member."""
    return [field for field in form if field.short_name.startswith(ROLL)]


def presences_in(form: Form) -> dict[uuid.UUID, MeetingPresence]:
    """Return the answers of a roll call by member."""
    return {uuid.UUID(field.short_name.removeprefix(ROLL)): field.data for field in roll_of(form)}


class _DecisionForm(SharedTextForm):
    text = NoteField(_l("The group decided"), required(_l("Write what was decided")), description=NO_NAMES)
    effect = RadioChoiceField(
        _l("What does the decision do?"),
        required(_l("Choose what the decision does")),
        labels=labels.EFFECTS,
    )
    unanimous = BooleanField(_l("Unanimous"))
    votes_for = WholeNumberField(_l("Votes for"), least=0, most=1000)
    votes_against = WholeNumberField(_l("Votes against"), least=0, most=1000)
    abstained = WholeNumberField(_l("Abstained"), least=0, most=1000)
    places = (
        (Problem.MINUTES_APPROVED, "text"),
        (Problem.NEGATIVE_VOTES, "votes_for"),
        (Problem.NO_VOTES, "votes_for"),
        (Problem.MORE_VOTES_THAN_PRESENT, "votes_for"),
        (Problem.NOT_UNANIMOUS, "unanimous"),
    )

    def entry(self) -> DecisionEntry:
        return DecisionEntry(
            text=self.text.data,
            effect=self.effect.data,
            votes=Votes(
                unanimous=self.unanimous.data,
                in_favour=self.votes_for.data or 0,
                against=self.votes_against.data or 0,
                abstained=self.abstained.data or 0,
            ),
        )


class DecideForm(_DecisionForm):
    """A new decision; its number is given when it is saved."""


class EditDecisionForm(_DecisionForm, EditForm):
    """A decision of minutes that are not approved yet."""


class SetTaskForm(SharedTextForm):
    text = NoteField(_l("What is to be done"), required(_l("Write what is to be done")), most=1000)
    member_id = PickField(_l("Who does it"), blank=_l("Nobody in particular"))
    due_on = DayField(_l("Due on"), required(_l("Enter the day by which it is to be done")))
    decision_id = PickField(_l("By which decision"), blank=_l("By none"))
    places = ((Problem.MINUTES_APPROVED, "text"), (Problem.DUE_BEFORE_MEETING, "due_on"))

    def entry(self) -> TaskEntry:
        return TaskEntry(
            text=self.text.data,
            member_id=uuid.UUID(self.member_id.data) if self.member_id.data else None,
            due_on=self.due_on.data,
            decision_id=uuid.UUID(self.decision_id.data) if self.decision_id.data else None,
        )


class SettleTaskForm(SharedTextForm, EditForm):
    state = RadioChoiceField(_l("How did it end?"), required(_l("Choose how it ended")), labels=ENDINGS)
    done_on = DayField(_l("Ended on"), required(_l("Enter the day as in 05.09.2022")))
    result = NoteField(_l("What came of it"), description=NO_NAMES)
    places = (
        (Problem.TASK_SETTLED, "state"),
        (Problem.DONE_BEFORE_MEETING, "done_on"),
        (Problem.DONE_AHEAD, "done_on"),
    )

    def suggest(self, *, today: dt.date) -> None:
        """Offer "done today" on the empty form."""
        if not self.is_submitted():
            self.state.data, self.done_on.data = TaskState.DONE, today

    def settlement(self) -> Settlement:
        return Settlement(state=self.state.data, done_on=self.done_on.data, result=self.result.data or "")


class ApproveForm(EditForm):
    by_chair = BooleanField(_l("The chair of the group has approved the minutes"))

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field("by_chair", str(labels.PROBLEMS[problem]))
