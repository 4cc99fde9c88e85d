"""Forms of certificates: settings, issue, revocation, duplicate."""

import dataclasses
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from pilot.training.certificates import labels
from pilot.training.certificates.entries import IssueEntry, SettingEntry
from pilot.training.certificates.rules import Problem
from pilot.web.fields import DayField, LineField, NoteField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form

MOST_REASON = 2000


class SettingForm(EditForm):
    """How documents are numbered and signed, and the confirmation of the threshold."""

    programme_lv = LineField(
        _l("Title of the programme in Latvian"), required(_l("Enter the title in Latvian"))
    )
    programme_en = LineField(
        _l("Title of the programme in English"), required(_l("Enter the title in English"))
    )
    number_pattern = LineField(
        _l("Pattern of the numbers"),
        required(_l("Enter the pattern")),
        description=_l("{code} is the pilot's code, {number:03} the number with three digits: SDK-2022-007"),
    )
    place = LineField(_l("Place of issue"), required(_l("Enter the place")))
    signatory_name = LineField(_l("Who signs: name"), required(_l("Enter the name of who signs")))
    signatory_position = LineField(_l("Who signs: position"), required(_l("Enter the position of who signs")))
    second_signatory_name = LineField(_l("Second signature: name"))
    second_signatory_position = LineField(_l("Second signature: position"))
    confirmed = BooleanField(_l("I confirm the attendance that a certificate needs"))

    def entry(self) -> SettingEntry:
        names = [field.name for field in dataclasses.fields(SettingEntry)]
        return SettingEntry(**{name: self[name].data for name in names})

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("number_pattern", str(labels.PROBLEMS[problem]))


def _issued_on() -> DayField:
    return DayField(_l("Day of issue"), required(_l("Enter the day as in 05.09.2022")))


class IssueAllForm(Form):
    """The day of issue, and a mark of the list that was shown."""

    issued_on = _issued_on()
    seal = HiddenField()

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("issued_on", str(labels.PROBLEMS[problem]))


class IssueForm(Form):
    """One document for one participant, with a reason where the rule says otherwise."""

    kind = RadioChoiceField(
        _l("What should be issued?"), required(_l("Choose the document")), labels=labels.KINDS
    )
    issued_on = _issued_on()
    reason = NoteField(
        _l("Reason"), description=_l("Needed for a certificate that the rule does not give"), most=MOST_REASON
    )

    def entry(self) -> IssueEntry:
        return IssueEntry(self.kind.data, self.issued_on.data, self.reason.data or "")

    def refuse(self, problem: Problem) -> None:
        fields: dict[Problem, str] = {
            Problem.REASON_MISSING: "reason",
            Problem.IN_FUTURE: "issued_on",
            Problem.BEFORE_END: "issued_on",
        }
        self.refuse_field(fields.get(problem, "kind"), str(labels.PROBLEMS[problem]))


class _ReasonForm(EditForm):
    reason = NoteField(_l("Reason"), required(_l("Write the reason")), most=MOST_REASON)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", str(labels.PROBLEMS[problem]))


class RevokeForm(_ReasonForm):
    """Why a document is revoked."""


class DuplicateForm(_ReasonForm):
    """Why a duplicate is issued."""


class ExportForm(Form):
    """The wish for all documents as one PDF."""


def first_values(pattern: str, pilot: Any) -> dict[str, str]:
    """Return what the settings begin with before anything was saved."""
    return {"number_pattern": pattern, "programme_lv": pilot.title_lv, "programme_en": pilot.title_en}
