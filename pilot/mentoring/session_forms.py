"""Forms of a session: the quick log, what is added after it, its correction, and the buttons on it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from pilot.mentoring import duration_rules, labels, rules
from pilot.mentoring.enums import NotHeldReason, SessionForm, SessionState
from pilot.mentoring.rules import Problem
from pilot.web import locale
from pilot.web.fields import (
    DayField,
    DurationField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickManyField,
    RadioChoiceField,
    TimeField,
    read_day,
    required,
)
from pilot.web.forms import EditForm, Form

OTHER = "other"
MEETINGS = {form: words for form, words in labels.SESSION_FORMS.items() if rules.is_received(form)}
"""How people can meet at a time that is agreed beforehand: not in writing."""


class LengthField(DurationField):
    """How long something took, in any way people write it; knows whether it was a number alone."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, parse=duration_rules.parse_duration, **kwargs)
        self.is_bare = False

    def read(self, typed: str) -> int | None:
        found = duration_rules.read_duration(typed)
        if isinstance(found, duration_rules.Unclear):
            self.problem = labels.unclear(found, typed)
            return None
        self.is_bare = found.is_bare
        return found.minutes

    def written(self, value: int) -> str:
        return locale.minutes(value).replace(locale.NBSP, " ") if value else ""


class _TimeFields(Form):
    """When a session was and how long: with both times the length comes from them."""

    starts = TimeField(_l("Start time"), description=_l("For example 9.30"))
    ends = TimeField(_l("End time"), description=_l("With both times the length may stay empty"))
    planned = BooleanField(_l("This is a plan: the session is still to come"))
    long_enough = BooleanField(_l("Yes, it was that long"))
    bare_minutes = BooleanField(_l("Yes, a number alone means minutes; do not ask again"))

    warning_minutes: int | None = None
    knows_minutes: bool = False

    @property
    def length_field(self) -> LengthField | None:
        """The field in which a length was typed, where one was."""
        raise NotImplementedError

    @property
    def day_typed(self) -> dt.date | None:
        raise NotImplementedError

    def length(self) -> int | None:
        """Return the minutes as they were chosen or typed, else those between both times."""
        field = self.length_field
        return self._between() if field is not None and field.data is None else self._chosen()

    def _chosen(self) -> int | None:
        field = self.length_field
        found: int | None = field.data if field is not None else None
        return found

    def _between(self) -> int | None:
        day, starts, ends = self.day_typed, self.starts.data, self.ends.data
        if day is None or starts is None or ends is None:
            return None
        return rules.elapsed_minutes(*rules.moments_of(day, starts, ends))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        for field, message in self.needed():
            if field.data is None and not field.errors:
                self.refuse_field(field.short_name, message)
                is_valid = False
        return is_valid

    def needed(self) -> list[tuple[Any, str]]:
        """Return the fields that what was typed elsewhere makes necessary, with what to type there."""
        found: list[tuple[Any, str]] = []
        if self.ends.data is not None:
            found.append((self.starts, _("Enter the start time too, as in 9.30")))
        if self.length_field is not None and self._between() is None:
            found.append((self.length_field, _("Enter the length, for example 90, 1:30 or 1,5")))
        return found

    def validate_long_enough(self, field: Any) -> None:
        length = self.length()
        if self.warning_minutes is None or length is None or field.data:
            return
        if rules.is_unusually_long(length, session_warning_minutes=self.warning_minutes):
            raise ValidationError(
                _(
                    "The session is longer than %(minutes)d minutes: tick the box if it truly was",
                    minutes=self.warning_minutes,
                )
            )

    def validate_bare_minutes(self, field: Any) -> None:
        length = self.length_field
        if length is None or not length.data or not length.is_bare or self.knows_minutes or field.data:
            return
        raise ValidationError(
            _(
                "Are these minutes? That would be %(length)s. Tick the box, or type it as 1:30 or 1,5",
                length=labels.length(length.data),
            )
        )

    def says_minutes(self) -> bool:
        """Tell whether somebody confirmed just now what a bare number means."""
        return bool(self.bare_minutes.data) and not self.knows_minutes

    def refuse(self, problem: Problem, words: str) -> None:
        """Put a rule's answer beside the field to change."""
        self.refuse_field(self.place_of(problem), words)

    def place_of(self, problem: Problem) -> str:
        match problem:
            case Problem.NO_PARTICIPANT:
                return "people"
            case Problem.NOT_POSITIVE | Problem.TOO_LONG:
                return self.place_of_length()
            case Problem.TIMES_DISAGREE if self.ends.data is not None:
                return "ends"
            case (
                Problem.TIMES_DISAGREE
                | Problem.MENTOR_BUSY
                | Problem.PARTICIPANT_BUSY
                | Problem.CLAIMED_ELSEWHERE
            ):
                return "starts"
            case _:
                return self.place_of_day()

    def place_of_length(self) -> str:
        raise NotImplementedError

    def place_of_day(self) -> str:
        raise NotImplementedError


class _DetailFields(Form):
    """What is told of a session after it is saved; all of it may stay empty."""

    place = LineField(_l("Place"))
    topics = ManyChoiceField(_l("Topics"), labels=labels.TOPICS)
    summary = NoteField(
        _l("Shared summary"), description=_l("Only you and the participant read it"), render_kw={"rows": 4}
    )
    next_on = DayField(_l("Next session"), description=_l("As in 05.09.2022"))

    def details(self) -> dict[str, Any]:
        """Return the values as a record takes them."""
        return {
            "place": self.place.data or "",
            "topics": tuple(str(topic) for topic in self.topics.data or []),
            "summary": self.summary.data or "",
            "next_on": self.next_on.data,
        }


class LogForm(_TimeFields):
    """The quick log of a session: whom, how long, when, how; the rest is asked after it is saved."""

    people = PickManyField(_l("With whom?"), required(_l("Choose at least one participant")))
    minutes = RadioField(
        _l("How many minutes?"), required(_l("Choose how long the session was")), default="60"
    )
    minutes_other = LengthField(_l("Length"), description=_l("For example 45 min, 1:30 or 2,5"))
    day = RadioField(_l("When?"), required(_l("Choose the day of the session")), validate_choice=False)
    day_other = DayField(_l("Date"), description=_l("As in 05.09.2022"))
    form = RadioChoiceField(
        _l("How did you meet?"), required(_l("Choose how you met")), labels=labels.SESSION_FORMS
    )

    def offer(
        self,
        people: Sequence[tuple[uuid.UUID, str]],
        *,
        lengths: Sequence[tuple[int, str]],
        today: dt.date,
        warning_minutes: int,
        knows_minutes: bool,
    ) -> None:
        """Set what may be chosen; the days are written out, so that a page left open means the same."""
        self.warning_minutes, self.knows_minutes = warning_minutes, knows_minutes
        self.people.offer(people)
        self.minutes.choices = [
            *(SelectChoice(str(length), words) for length, words in lengths),
            SelectChoice(OTHER, pgettext("length", "Other")),
        ]
        yesterday = today - dt.timedelta(days=1)
        self.day.choices = [
            SelectChoice(str(today), _("Today")),
            SelectChoice(str(yesterday), _("Yesterday")),
            SelectChoice(OTHER, _("Another day")),
        ]

    @property
    def length_field(self) -> LengthField | None:
        return self.minutes_other if self.minutes.data == OTHER else None

    @property
    def day_typed(self) -> dt.date | None:
        other: dt.date | None = self.day_other.data
        return other if self.day.data == OTHER else read_day(str(self.day.data))

    def _chosen(self) -> int | None:
        if self.minutes.data == OTHER:
            return super()._chosen()
        typed = str(self.minutes.data or "")
        return int(typed) if typed in {choice.value for choice in self.minutes.choices} else None

    def validate_day(self, field: Any) -> None:
        if field.data != OTHER and read_day(str(field.data)) is None:
            raise ValidationError(_("Choose the day of the session"))

    def needed(self) -> list[tuple[Any, str]]:
        found = super().needed()
        if self.day.data == OTHER:
            found.append((self.day_other, _("Enter the day as in 05.09.2022")))
        return found

    def asks_more(self) -> bool:
        """Tell whether something below the fold was typed or refused."""
        return any(field.data or field.errors for field in (self.planned, self.starts, self.ends))

    def entry(self) -> rules.Record:
        held_on: Any = self.day_typed
        return rules.Record(
            participation_ids=frozenset(uuid.UUID(chosen) for chosen in self.people.data),
            held_on=held_on,
            minutes=self.length() or 0,
            form=self.form.data,
            planned=bool(self.planned.data),
            starts=self.starts.data,
            ends=self.ends.data,
        )

    def place_of_length(self) -> str:
        return "minutes_other" if self.minutes.data == OTHER else "minutes"

    def place_of_day(self) -> str:
        return "day_other" if self.day.data == OTHER else "day"


class CorrectForm(_TimeFields, _DetailFields, EditForm):
    """A session as it was written down, to be put right; its people stay."""

    held_on = DayField(
        _l("Date"), required(_l("Enter the day of the session")), description=_l("As in 05.09.2022")
    )
    minutes = LengthField(_l("Length"), description=_l("For example 45 min, 1:30 or 2,5"))
    form = RadioChoiceField(
        _l("How did you meet?"), required(_l("Choose how you met")), labels=labels.SESSION_FORMS
    )

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        if obj is not None and obj.starts_at is not None:
            kwargs.setdefault("starts", obj.starts_at.astimezone(rules.RIGA).time())
        if obj is not None:
            kwargs.setdefault("planned", obj.state is SessionState.PLANNED)
        super().__init__(*args, obj=obj, **kwargs)

    @property
    def length_field(self) -> LengthField | None:
        return self.minutes

    @property
    def day_typed(self) -> dt.date | None:
        found: dt.date | None = self.held_on.data
        return found

    def entry(self) -> rules.Record:
        held_on: Any = self.held_on.data
        return rules.Record(
            participation_ids=frozenset(),
            held_on=held_on,
            minutes=self.length() or 0,
            form=self.form.data,
            planned=bool(self.planned.data),
            starts=self.starts.data,
            ends=self.ends.data,
            **self.details(),
        )

    def place_of_length(self) -> str:
        return "minutes"

    def place_of_day(self) -> str:
        return "held_on"


class DetailsForm(_DetailFields, EditForm):
    """What is added to a session once it is saved."""

    form = RadioChoiceField(
        _l("How did you meet?"), required(_l("Choose how you met")), labels=labels.SESSION_FORMS
    )
    form_errors: list[str]

    def form_chosen(self) -> SessionForm:
        chosen: SessionForm = self.form.data
        return chosen

    def refuse(self, words: str) -> None:
        self.form_errors = [*self.form_errors, words]


class SessionDeedForm(EditForm):
    """One button on a session: it took place, or delete it."""


class NotHeldForm(EditForm):
    """Why a planned session did not take place, a button each."""

    reason = HiddenField()

    def entry(self) -> NotHeldReason:
        """Return the reason of the button; without one that is known the widest."""
        known = {str(reason): reason for reason in NotHeldReason}
        return known.get(str(self.reason.data), NotHeldReason.OTHER)
