"""Forms of the time sheet and of the supervision log."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.cohort.claim_rules import Clash
from pilot.cohort.enums import ClaimProblem
from pilot.cohort.labels import clash_words
from pilot.mentoring import duration_rules
from pilot.mentoring.rules import RIGA
from pilot.mentoring.timesheets import labels
from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind
from pilot.mentoring.timesheets.rules import Problem, SupervisionEntry, WorkEntry
from pilot.web.fields import (
    DayField,
    DurationField,
    LineField,
    PickField,
    RadioChoiceField,
    TimeField,
    required,
)
from pilot.web.forms import EditForm

BY_FIELD = {
    Problem.NOT_POSITIVE: "minutes",
    Problem.TOO_LONG: "minutes",
    Problem.TIMES_DISAGREE: "minutes",
    Problem.START_MISSING: "starts",
    Problem.ENDS_BEFORE_START: "ends",
}


class WorkLineForm(EditForm):
    """A line of the time sheet: from when to when, or how long."""

    worked_on = DayField(_l("Date"), required(_l("Enter the day")), description=_l("As in 05.09.2022"))
    starts = TimeField(lazy_pgettext("time of day", "From"), description=_l("For example 9.30"))
    ends = TimeField(lazy_pgettext("time of day", "To"), description=_l("For example 11"))
    minutes = DurationField(
        _l("Length"),
        parse=duration_rules.parse_duration,
        description=_l("Only where there are no times: 45, 1:30 or 2,5"),
    )
    kind = RadioChoiceField(
        _l("Kind of work"), required(_l("Choose the kind of work")), labels=labels.WORK_KINDS
    )
    capacity = RadioChoiceField(
        _l("As whom did you work?"), required(_l("Choose as whom you worked")), labels=labels.CAPACITIES
    )
    note = LineField(_l("What was done"), description=_l("Without names of residents and clients"))
    session_id = PickField(_l("Session that it belongs to"), blank=_l("No session"))

    asks_capacity = True

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        if obj is not None and obj.starts_at is not None:
            for name, moment in (("starts", obj.starts_at), ("ends", obj.ends_at)):
                kwargs.setdefault(name, moment.astimezone(RIGA).time())
        super().__init__(*args, obj=obj, **kwargs)
        if obj is not None and obj.starts_at is not None and not self.is_submitted():
            self.minutes.data = None

    def offer(self, capacities: Sequence[Capacity], sessions: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Set as whom the person may have worked (no question for one role) and for which session."""
        self.session_id.offer(sessions)
        self.asks_capacity = len(capacities) > 1
        if not self.asks_capacity:
            self.capacity.data = capacities[0]
            self.capacity.raw_data = [str(capacities[0])]

    def entry(self) -> WorkEntry:
        day: Any = self.worked_on.data
        chosen = self.session_id.data
        return WorkEntry(
            worked_on=day,
            kind=WorkKind(self.kind.data),
            capacity=Capacity(self.capacity.data),
            note=self.note.data or "",
            starts=self.starts.data,
            ends=self.ends.data,
            typed_minutes=self.minutes.data,
            session_id=uuid.UUID(chosen) if chosen else None,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field(BY_FIELD.get(problem, "worked_on"), str(labels.PROBLEMS[problem]))

    def refuse_clash(self, clash: Clash) -> None:
        """Say beside the time what it clashes with, or beside the day that it is full."""
        self.refuse_field(
            "starts" if clash.problem is ClaimProblem.TAKEN else "worked_on", clash_words(clash)
        )


class SupervisionForm(EditForm):
    """Supervision: day, kind and length; there is no field for what was said."""

    held_on = DayField(_l("Date"), required(_l("Enter the day")), description=_l("As in 05.09.2022"))
    kind = RadioChoiceField(
        _l("Kind of supervision"), required(_l("Choose the kind")), labels=labels.SUPERVISION_KINDS
    )
    minutes = DurationField(
        _l("Length"),
        required(_l("Enter the length")),
        parse=duration_rules.parse_duration,
        description=_l("Minutes, or hours such as 1:30 or 2,5"),
    )

    def entry(self) -> SupervisionEntry:
        day: Any = self.held_on.data
        return SupervisionEntry(day, SupervisionKind(self.kind.data), self.minutes.data or 0)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field(BY_FIELD.get(problem, "held_on"), str(labels.PROBLEMS[problem]))

    def refuse_clash(self, clash: Clash) -> None:
        self.refuse_field("held_on", clash_words(clash))


class RemoveForm(EditForm):
    """One button: remove a line."""

    form_errors: list[str]

    def refuse(self, problem: Problem) -> None:
        self.form_errors = [*self.form_errors, str(labels.PROBLEMS[problem])]
