"""Forms of pairs: a new one, what the two say to it, another mentor, the end."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l

from pilot.cohort.enums import PairAnswer, PairRole
from pilot.mentoring import labels
from pilot.mentoring.enums import Refusal
from pilot.web.fields import ChoiceField, DayField, PickField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form

OF_LAST_DAY = frozenset({Refusal.LAST_DAY_MISSING, Refusal.LAST_BEFORE_FIRST, Refusal.ONLY_SUBSTITUTE})
OF_PERSON = frozenset({Refusal.OWN_PERSON, Refusal.SAME_MENTOR, Refusal.PAIR_OVERLAPS})


def reason_field(label: Any) -> ChoiceField:
    """Return the field of a reason, which may stay empty and is told to nobody."""
    return ChoiceField(
        label,
        labels=labels.CHANGE_REASONS,
        blank=_l("No reason named"),
        description=_l("Only coordinators see it; nobody is told a reason."),
    )


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
    ends_on = DayField(_l("Last day"), description=_l("Only for a substitute"))

    def first_day(self) -> dt.date:
        typed: Any = self.starts_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        name = "mentor"
        if problem in OF_LAST_DAY:
            name = "ends_on"
        elif problem is Refusal.NO_MAIN_MENTOR:
            name = "starts_on"
        self.refuse_field(name, str(labels.REFUSALS[problem]))


class AnswerOfferForm(Form):
    """What a mentor or a participant says to a pair: accept it, or talk first."""

    answer = RadioChoiceField(
        _l("Do you agree to work together?"),
        required(_l("Choose an answer")),
        labels={
            PairAnswer.ACCEPTED: _l("Yes, I accept"),
            PairAnswer.ASK_ME: _l("I would like to talk to the coordinator first"),
        },
    )

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("answer", str(labels.REFUSALS[problem]))


class ChangeMentorForm(EditForm):
    new_mentor = PickField(_l("New mentor"), required(_l("Choose the mentor")), blank=_l("Choose a mentor"))
    from_on = DayField(
        _l("First day of the new mentor"),
        required(_l("Enter the first day")),
        description=_l("The pair until now ends the day before"),
    )
    end_reason = reason_field(_l("Reason of the change"))

    def first_day(self) -> dt.date:
        typed: Any = self.from_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("new_mentor" if problem in OF_PERSON else "from_on", str(labels.REFUSALS[problem]))


class EndPairForm(EditForm):
    ends_on = DayField(_l("Last day"), required(_l("Enter the last day")), description=_l("As in 05.09.2022"))
    end_reason = reason_field(_l("Reason of the end"))

    def last_day(self) -> dt.date:
        typed: Any = self.ends_on.data
        day: dt.date = typed
        return day

    def refuse(self, problem: Refusal) -> None:
        self.refuse_field("ends_on", str(labels.REFUSALS[problem]))


class PairDeedForm(EditForm):
    """One button on a pair: take it back, or ask again."""
