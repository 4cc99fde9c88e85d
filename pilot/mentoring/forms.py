"""Forms of mentoring: text into records, a rule's answer beside its field."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from pilot.cohort.enums import PairRole
from pilot.mentoring import labels, rules
from pilot.mentoring.enums import ConfirmationState, Refusal, SessionForm, SessionState
from pilot.mentoring.rules import Problem
from pilot.web.fields import (
    DayField,
    DurationField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    PickManyField,
    RadioChoiceField,
    TimeField,
    read_day,
    required,
)
from pilot.web.forms import EditForm, Form, SearchForm

OTHER = "other"


class _SessionFields(Form):
    """What both the quick log and the correction ask."""

    starts = TimeField(_l("Start time"), description=_l("For example 9.30"))
    place = LineField(_l("Place"))
    topics = ManyChoiceField(_l("Topics"), labels=labels.TOPICS)
    summary = NoteField(
        _l("Shared summary"), description=_l("Only you and the participant read it"), render_kw={"rows": 4}
    )
    agreed_steps = NoteField(
        _l("Agreed next steps"), description=_l("Who does what and by when"), render_kw={"rows": 3}
    )
    next_on = DayField(_l("Next session"), description=_l("As in 05.09.2022"))
    planned = BooleanField(_l("This is a plan: the session is still to come"))
    long_enough = BooleanField(_l("Yes, it was that long"))

    warning_minutes: int | None = None

    def _length(self) -> int | None:
        raise NotImplementedError

    def validate_long_enough(self, field: Any) -> None:
        length = self._length()
        if self.warning_minutes is None or length is None or field.data:
            return
        if rules.is_unusually_long(length, session_warning_minutes=self.warning_minutes):
            raise ValidationError(
                _(
                    "The session is longer than %(minutes)d minutes: tick the box if it truly was",
                    minutes=self.warning_minutes,
                )
            )

    def refuse(self, problem: Problem, words: str) -> None:
        """Put a rule's answer beside the field to change."""
        self.refuse_field(self.place_of(problem), words)

    def place_of(self, problem: Problem) -> str:
        raise NotImplementedError

    def _record(
        self, people: Iterable[uuid.UUID], held_on: dt.date, minutes: int, form: SessionForm
    ) -> rules.Record:
        return rules.Record(
            participation_ids=frozenset(people),
            held_on=held_on,
            minutes=minutes,
            form=form,
            planned=bool(self.planned.data),
            starts=self.starts.data,
            place=self.place.data or "",
            topics=tuple(str(topic) for topic in self.topics.data or []),
            summary=self.summary.data or "",
            agreed_steps=self.agreed_steps.data or "",
            next_on=self.next_on.data,
        )


class LogForm(_SessionFields):
    """The quick log of a session: whom, how long, when, how; the rest folds away."""

    people = PickManyField(_l("With whom?"), required(_l("Choose at least one participant")))
    minutes = RadioField(_l("How long?"), required(_l("Choose how long the session was")), default="60")
    minutes_other = DurationField(
        _l("Length"), parse=rules.parse_duration, description=_l("For example 45, 1:30 or 2,5")
    )
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
    ) -> None:
        """Set what may be chosen; the days are written out, so that a page left open means the same."""
        self.warning_minutes = warning_minutes
        self.people.offer(people)
        self.minutes.choices = [
            *(SelectChoice(str(length), words) for length, words in lengths),
            SelectChoice(OTHER, _("Another length")),
        ]
        yesterday = today - dt.timedelta(days=1)
        self.day.choices = [
            SelectChoice(str(today), _("Today")),
            SelectChoice(str(yesterday), _("Yesterday")),
            SelectChoice(OTHER, _("Another day")),
        ]

    def validate_day(self, field: Any) -> None:
        if field.data != OTHER and read_day(str(field.data)) is None:
            raise ValidationError(_("Choose the day of the session"))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        for chosen, field, message in (
            (self.minutes.data, self.minutes_other, _("Enter the length, for example 90, 1:30 or 1,5")),
            (self.day.data, self.day_other, _("Enter the day as in 05.09.2022")),
        ):
            if chosen == OTHER and field.data is None and not field.errors:
                self.refuse_field(field.short_name, message)
                is_valid = False
        return is_valid

    def _length(self) -> int | None:
        if self.minutes.data == OTHER:
            length: int | None = self.minutes_other.data
            return length
        typed = str(self.minutes.data or "")
        return int(typed) if typed in {choice.value for choice in self.minutes.choices} else None

    def asks_more(self) -> bool:
        """Tell whether something below the fold was typed or refused."""
        folded = (
            self.planned,
            self.starts,
            self.place,
            self.topics,
            self.summary,
            self.agreed_steps,
            self.next_on,
        )
        return any(field.data or field.errors for field in folded)

    def entry(self) -> rules.Record:
        held_on: Any = self.day_other.data if self.day.data == OTHER else read_day(str(self.day.data))
        people = [uuid.UUID(chosen) for chosen in self.people.data]
        return self._record(people, held_on, self._length() or 0, self.form.data)

    def place_of(self, problem: Problem) -> str:
        match problem:
            case Problem.NO_PARTICIPANT:
                return "people"
            case Problem.NOT_POSITIVE | Problem.TOO_LONG:
                return "minutes_other" if self.minutes.data == OTHER else "minutes"
            case Problem.TIMES_DISAGREE | Problem.MENTOR_BUSY | Problem.PARTICIPANT_BUSY:
                return "starts"
            case _:
                return "day_other" if self.day.data == OTHER else "day"


class CorrectForm(_SessionFields, EditForm):
    """A session as it was written down, to be put right; its people stay."""

    held_on = DayField(
        _l("Date"), required(_l("Enter the day of the session")), description=_l("As in 05.09.2022")
    )
    minutes = DurationField(
        _l("Length"),
        required(_l("Enter the length in minutes")),
        parse=rules.parse_duration,
        description=_l("Minutes, or hours such as 1:30 or 2,5"),
    )
    form = RadioChoiceField(
        _l("How did you meet?"), required(_l("Choose how you met")), labels=labels.SESSION_FORMS
    )

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        starts_at = obj.starts_at if obj is not None else None
        if starts_at is not None:
            kwargs.setdefault("starts", starts_at.astimezone(rules.RIGA).time())
        if obj is not None:
            kwargs.setdefault("planned", obj.state is SessionState.PLANNED)
        super().__init__(*args, obj=obj, **kwargs)

    def _length(self) -> int | None:
        length: int | None = self.minutes.data
        return length

    def entry(self) -> rules.Record:
        held_on: Any = self.held_on.data
        minutes: Any = self.minutes.data
        return self._record((), held_on, minutes, self.form.data)

    def place_of(self, problem: Problem) -> str:
        match problem:
            case Problem.NOT_POSITIVE | Problem.TOO_LONG:
                return "minutes"
            case Problem.TIMES_DISAGREE | Problem.MENTOR_BUSY | Problem.PARTICIPANT_BUSY:
                return "starts"
            case _:
                return "held_on"


class SessionDeedForm(EditForm):
    """One button on a session: it took place, or delete it."""


class AnswerForm(EditForm):
    """A participant's word on a session that the mentor wrote down."""

    answer = HiddenField()
    comment = NoteField(
        _l("Comment to the mentor"),
        description=_l("Needed when you return the session. Its minutes count again after the correction."),
        render_kw={"rows": 3},
    )

    def entry(self) -> ConfirmationState:
        """Return what the participant pressed; "waiting" is a comment without a verdict."""
        known = {str(state): state for state in ConfirmationState}
        return known.get(str(self.answer.data), ConfirmationState.RETURNED)

    def refuse(self, words: str) -> None:
        self.refuse_field("comment", words)


class PairForm(Form):
    participation = PickField(
        _l("Participant"), required(_l("Choose the participant")), blank=_l("Choose a participant")
    )
    mentor = PickField(_l("Mentor"), required(_l("Choose the mentor")), blank=_l("Choose a mentor"))
    role = RadioChoiceField(
        _l("Role"),
        required(_l("Choose the role of the mentor")),
        labels=labels.PAIR_ROLES,
        default=PairRole.PRIMARY,
    )
    starts_on = DayField(
        _l("First day"), required(_l("Enter the first day")), description=_l("As in 05.09.2022")
    )

    def first_day(self) -> dt.date:
        typed: Any = self.starts_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("mentor", str(labels.REFUSALS[problem]))


class ChangeMentorForm(EditForm):
    new_mentor = PickField(_l("New mentor"), required(_l("Choose the mentor")), blank=_l("Choose a mentor"))
    from_on = DayField(
        _l("First day of the new mentor"),
        required(_l("Enter the first day")),
        description=_l("The pair until now ends the day before"),
    )
    end_reason = LineField(_l("Reason of the change"))

    def first_day(self) -> dt.date:
        typed: Any = self.from_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        about_person = {Refusal.OWN_PERSON, Refusal.SAME_MENTOR, Refusal.PAIR_OVERLAPS}
        self.refuse_field(
            "new_mentor" if problem in about_person else "from_on", str(labels.REFUSALS[problem])
        )


class EndPairForm(EditForm):
    ends_on = DayField(_l("Last day"), required(_l("Enter the last day")), description=_l("As in 05.09.2022"))
    end_reason = LineField(_l("Reason of the end"))

    def last_day(self) -> dt.date:
        typed: Any = self.ends_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("ends_on", str(labels.REFUSALS[problem]))


class MatrixForm(SearchForm):
    """The filters of the matrix, kept in the address."""

    municipality = PickField(_l("Municipality"), blank=_l("All municipalities"))
    mentor = PickField(_l("Mentor"), blank=_l("All mentors"))
    short = BooleanField(_l("Only those who miss minutes"))
