"""Forms of closing months: reasons beside each person, the tick, the note, corrections after the close."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from pilot.mentoring import duration_rules
from pilot.mentoring import labels as mentoring
from pilot.mentoring.closing import labels
from pilot.mentoring.closing.enums import Refusal
from pilot.mentoring.closing.rules import Reason, Wish
from pilot.web.fields import (
    ChoiceField,
    DayField,
    DurationField,
    LineField,
    NoteField,
    PickManyField,
    required,
)
from pilot.web.forms import EditForm, Form

FIELDS = {Refusal.STILL_OPEN: "accepts_open", Refusal.NOTE_MISSING: "note"}


class BoardForm(Form):
    """A reason and a note for each participant whose month ended short, and what is closed over (R11)."""

    people: ClassVar[tuple[uuid.UUID, ...]] = ()
    form_errors: list[str]
    accepts_open = BooleanField(_l("Close the month although something is still open"))
    note = NoteField(
        _l("Why do your own records count?"),
        description=_l("You are the only coordinator, so nobody else can approve them. The note is kept."),
        render_kw={"rows": 3},
    )

    def wish(self) -> Wish:
        """Return what was chosen; who was left empty keeps what was saved before."""
        reasons = {
            person: Reason(self[f"reason_{person.hex}"].data, self[f"note_{person.hex}"].data or "")
            for person in self.people
            if self[f"reason_{person.hex}"].data is not None
        }
        return Wish(reasons, accepts_open=bool(self.accepts_open.data), note=self.note.data or "")

    def refuse(self, problem: Refusal, people: Sequence[uuid.UUID]) -> None:
        """Put a refusal beside the field to change; what has no field here stands above."""
        words = str(labels.REFUSALS[problem])
        names = [f"reason_{person.hex}" for person in people] or [FIELDS.get(problem, "")]
        shown = [name for name in names if name in self]
        for name in shown:
            self.refuse_field(name, words)
        if not shown:
            self.form_errors = [*self.form_errors, words]


def board_form(people: Mapping[uuid.UUID, str], known: Mapping[uuid.UUID, Reason]) -> BoardForm:
    """Build the form of a month for those whose month ended short, with the reasons saved before."""
    asked: dict[str, Any] = {"people": tuple(people)}
    for person, name in people.items():
        given = known.get(person)
        asked[f"reason_{person.hex}"] = ChoiceField(
            _("Reason – %(name)s", name=name),
            [Optional()],
            labels=mentoring.MISSED_REASONS,
            blank=_l("Choose the reason"),
            default=given.reason if given else None,
        )
        asked[f"note_{person.hex}"] = LineField(
            _("Note – %(name)s", name=name), [Optional()], default=given.note if given else ""
        )
    kind: type[BoardForm] = type("BoardForm", (BoardForm,), asked)
    return kind()


class _UntilForm(Form):
    """Until when mentors may write, and why."""

    until_on = DayField(
        _l("Until which day may mentors write?"),
        required(_l("Enter the last day for entries")),
        description=_l("As in 05.09.2022"),
    )

    def last_day(self) -> dt.date:
        typed: Any = self.until_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field(
            "until_on" if problem is Refusal.NOT_LATER else "reason", str(labels.REFUSALS[problem])
        )


class ReopenForm(_UntilForm):
    reason = NoteField(
        _l("Why is the month opened again?"),
        required(_l("Write why the month is opened again")),
        render_kw={"rows": 3},
    )


class ExtendForm(_UntilForm):
    reason = NoteField(
        _l("Why are later entries needed?"),
        required(_l("Write why later entries are needed")),
        render_kw={"rows": 3},
    )


class ConfirmAllForm(Form):
    """The records that a participant saw, each with the version that was seen."""

    records = PickManyField(_l("Sessions"), required(_l("Choose the sessions to confirm")))


class AskCorrectionForm(Form):
    minutes = DurationField(
        _l("Right length"),
        required(_l("Enter the length in minutes")),
        parse=duration_rules.parse_duration,
        description=_l("Minutes, or hours such as 1:30 or 2,5"),
    )
    reason = NoteField(
        _l("Why is the record wrong?"),
        required(_l("Write why the record is wrong")),
        description=_l("The coordinator reads it; write nothing of what you talked about"),
        render_kw={"rows": 3},
    )

    def length(self) -> int:
        typed: Any = self.minutes.data
        minutes: int = typed
        return minutes

    def refuse(self, words: str) -> None:
        self.refuse_field("minutes", words)


class AnswerCorrectionForm(EditForm):
    answer = NoteField(
        _l("Answer to the mentor"),
        description=_l("Needed only when you decline the request"),
        render_kw={"rows": 3},
    )

    def refuse(self, words: str) -> None:
        self.refuse_field("answer", words)
