"""The shape of what is entered about pilots, phases, states and people."""

import dataclasses
import re
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Regexp

from pilot.accounts.enums import Locale
from pilot.accounts.labels import LOCALES
from pilot.accounts.roles import Role
from pilot.cohort import labels
from pilot.cohort.entries import InvitationEntry, PhaseEntry, PilotEntry, ReplacementEntry
from pilot.cohort.enums import EligibilityCriterion, FunderSet, Preset, WithdrawalReason
from pilot.cohort.rules import ParameterProblem, Parameters, Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    EmailField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form, SearchForm

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,31}", re.ASCII)
A_DAY = _l("Enter the day as in 05.09.2022")
A_NUMBER = _l("Enter a whole number")
MOST_MINUTES = 60_000


def _number(label: Any, *, description: Any = "", optional: bool = False) -> WholeNumberField:
    """Return a field that leaves the range to the rules, which know it."""
    return WholeNumberField(
        label,
        [] if optional else required(A_NUMBER),
        least=-MOST_MINUTES,
        most=1_000_000,
        description=description,
    )


class ChoosePresetForm(SearchForm):
    """The first step of a new pilot: what to begin from, and in which year."""

    preset = RadioChoiceField(
        _l("What should the pilot begin from?"), required(_l("Choose one")), labels=labels.PRESETS
    )
    year = WholeNumberField(
        _l("Year in which implementation begins"), required(_l("Enter the year")), least=2000, most=2100
    )

    def chosen(self) -> tuple[Preset, int]:
        return Preset(self.preset.data), int(self.year.data or 0)


class _PilotFields:
    """Every field of a pilot; names are those of the columns."""

    title_lv = LineField(_l("Title in Latvian"), required(_l("Enter the title in Latvian")))
    title_en = LineField(_l("Title in English"), required(_l("Enter the title in English")))
    retention_until = DayField(
        _l("Keep the records until"),
        required(_l("Enter the day until which records are kept")),
        description=_l("After this day the records of people are listed for erasure"),
    )
    project_no = LineField(_l("Project number"))
    activity_no = LineField(_l("Activity number"))
    funder_set = ChoiceField(
        _l("Funder"),
        required(_l("Choose the funder")),
        labels=labels.FUNDER_SETS,
        default=FunderSet.NONE,
    )
    implementing_org = LineField(_l("Organisation that carries out the pilot"))
    client_org = LineField(_l("Organisation that ordered the pilot"))
    contact_email = EmailField(_l("Contact e-mail"))
    description = NoteField(_l("About the pilot"))
    target_participants = _number(_l("Participants, target"))
    target_municipalities = _number(_l("Municipalities, target"))
    target_per_municipality = _number(_l("Participants from one municipality, target"))
    recruitment_from = DayField(_l("Recruitment from"), required(A_DAY))
    recruitment_to = DayField(_l("Recruitment to"), required(A_DAY))
    implementation_from = DayField(_l("Implementation from"), required(A_DAY))
    implementation_to = DayField(_l("Implementation to"), required(A_DAY))
    eligibility_mode = RadioChoiceField(
        _l("When is a participant eligible?"), required(_l("Choose one")), labels=labels.ELIGIBILITY_MODES
    )
    eligibility_criteria = ManyChoiceField(_l("Eligibility criteria"), labels=labels.ELIGIBILITY_CRITERIA)
    training_min_minutes = _number(
        _l("Training, least minutes"), description=_l("4320 min are 96 academic hours")
    )
    training_max_minutes = _number(_l("Training, most minutes"))
    academic_hour_minutes = _number(_l("Minutes of an academic hour"))
    training_days = _number(_l("Number of training days"))
    academic_hours_per_day = _number(_l("Academic hours in a training day"))
    training_days_per_month = _number(_l("Training days in a month"), description=_l("0 means any number"))
    volume_tolerance_pct = _number(_l("Tolerance of the training volume, per cent"))
    certificate_min_attendance_pct = _number(
        _l("Attendance needed for a certificate, per cent"),
        description=_l("Leave empty where nothing is demanded"),
        optional=True,
    )
    attendance_tolerance_minutes = _number(
        _l("Minutes of a training day that may be missed and still count as the whole day"),
        description=_l("Counts for attendance saved from now on"),
    )
    make_up_counts = BooleanField(_l("Made up work counts towards the certificate"))
    make_up_cap_minutes = _number(
        _l("Most minutes that one participant may make up"),
        description=_l("Leave empty to set no limit"),
        optional=True,
    )
    mentor_quota_minutes = _number(
        _l("Mentor minutes promised to each participant in a month"),
        description=_l("0 means that nothing is promised"),
    )
    quota_phase = ChoiceField(
        _l("Phase in which mentor minutes are promised"),
        required(_l("Choose one")),
        labels=labels.PHASE_KINDS,
    )
    partial_month_policy = RadioChoiceField(
        _l("What is promised in a month that the phase covers only partly?"),
        required(_l("Choose one")),
        labels=labels.PARTIAL_MONTH_POLICIES,
    )
    partial_month_days = _number(_l("Days of a month below which nothing is promised"))
    carry_over = RadioChoiceField(
        _l("What happens to surplus minutes?"), required(_l("Choose one")), labels=labels.CARRY_OVERS
    )
    group_cap_minutes = _number(
        _l("Most minutes of a group session that count for one participant"),
        description=_l("Leave empty to count all of them"),
        optional=True,
    )
    session_max_minutes = _number(_l("Longest session, minutes"))
    session_warning_minutes = _number(_l("Ask once more from so many minutes"))
    confirmation_required = BooleanField(_l("Participants confirm each session"))
    month_close_working_day = _number(_l("Working day of the next month on which a month is closed"))
    small_cell_threshold = _number(
        _l("Smallest number of people that may be shown outside a municipality"),
    )


class _PilotForm(Form, _PilotFields):
    def pilot_entry(self) -> PilotEntry:
        """Return what was typed; numbers are judged by the rules."""
        values = {name: self[name].data for name in _names(Parameters)}
        values["eligibility_criteria"] = tuple(
            EligibilityCriterion(name) for name in self["eligibility_criteria"].data or ()
        )
        plain = {name: self[name].data for name in _names(PilotEntry) if name != "parameters"}
        return PilotEntry(**plain, parameters=Parameters(**values))

    def refuse_problems(self, problems: Sequence[ParameterProblem]) -> None:
        for found in problems:
            words = str(labels.PROBLEMS[found.problem])
            if found.problem is Problem.OUT_OF_RANGE:
                words %= {"lowest": found.lowest, "highest": found.highest}
            self.refuse_field(found.field, words)


class CreatePilotForm(_PilotForm):
    """The second step of a new pilot, filled with the numbers of the preset."""

    code = LineField(
        _l("Code"),
        [
            *required(_l("Enter a code, for example SDK-2027")),
            Regexp(CODE, message=_l("Use 2 to 32 capital letters, digits and hyphens, for example SDK-2027")),
        ],
        description=_l("Stands in every address; it cannot be changed later"),
    )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("code", str(labels.PROBLEMS[problem]))


class SettingsForm(_PilotForm, EditForm):
    """A pilot's titles and numbers."""


class PhaseForm(Form):
    """A phase and its days."""

    kind = ChoiceField(_l("Kind of phase"), required(_l("Choose one")), labels=labels.PHASE_KINDS)
    name_lv = LineField(_l("Name in Latvian"), required(_l("Enter the name in Latvian")))
    name_en = LineField(_l("Name in English"), required(_l("Enter the name in English")))
    starts_on = DayField(_l("First day"), required(A_DAY))
    ends_on = DayField(_l("Last day"), required(A_DAY))

    def entry(self) -> PhaseEntry:
        reason = self["reason"].data if "reason" in self else ""
        return PhaseEntry(
            self.kind.data,
            self.name_lv.data,
            self.name_en.data,
            self.starts_on.data,
            self.ends_on.data,
            reason,
        )

    def refuse(self, problem: Problem) -> None:
        field = "reason" if problem is Problem.REASON_MISSING else "ends_on"
        self.refuse_field(field, str(labels.PROBLEMS[problem]))


class DayOffForm(Form):
    """A day without training that is no holiday of the calendar."""

    day = DayField(_l("Date"), required(A_DAY))
    name = LineField(_l("What is on that day?"), required(_l("Enter what is on that day")))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("day", str(labels.PROBLEMS[problem]))


class EditPhaseForm(PhaseForm, EditForm):
    """A phase whose days may move, with the reason."""

    reason = NoteField(_l("Why do the days change?"))


class StateForm(EditForm):
    """The step of a pilot into another state."""

    reason = NoteField(_l("Reason"), description=_l("Needed where a condition is not met"))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", str(labels.PROBLEMS[problem]))


class InviteForm(Form):
    """Who is invited, and as what."""

    given_name = LineField(_l("Given name"), required(_l("Enter the given name")))
    family_name = LineField(_l("Family name"), required(_l("Enter the family name")))
    email = EmailField(_l("E-mail"), required(_l("Enter the e-mail address")))
    role = RadioChoiceField(_l("Role"), required(_l("Choose the role")), labels=labels.INVITED_ROLES)
    municipality_id = PickField(
        _l("Municipality"),
        blank=_l("None"),
        description=_l("Only for the head of a social service and an applicant's contact"),
    )
    locale = RadioChoiceField(
        _l("Language"), required(_l("Choose the language")), labels=LOCALES, default=Locale.LV
    )

    def entry(self) -> InvitationEntry:
        chosen = self.municipality_id.data
        return InvitationEntry(
            self.given_name.data,
            self.family_name.data,
            self.email.data,
            Role(self.role.data),
            uuid.UUID(chosen) if chosen else None,
            self.locale.data,
        )

    def refuse(self, problem: Problem) -> None:
        field = {Problem.MUNICIPALITY_MISSING: "municipality_id", Problem.ROLE_NOT_OURS: "role"}.get(
            problem, "email"
        )
        self.refuse_field(field, str(labels.PROBLEMS[problem]))


class EndRoleForm(Form):
    """The confirmation that a role ends."""


class WithdrawForm(Form):
    """When and why a participant withdraws."""

    ended_on = DayField(_l("Last day of taking part"), required(A_DAY))
    reason = RadioChoiceField(
        _l("Reason"), required(_l("Choose the reason")), labels=labels.WITHDRAWAL_REASONS
    )

    def entry(self) -> tuple[Any, WithdrawalReason]:
        return self.ended_on.data, self.reason.data

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("ended_on", str(labels.PROBLEMS[problem]))


class ReplaceForm(Form):
    """Who takes the place of a participant."""

    given_name = LineField(_l("Given name"), required(_l("Enter the given name")))
    family_name = LineField(_l("Family name"), required(_l("Enter the family name")))
    email = EmailField(_l("E-mail"), required(_l("Enter the e-mail address")))
    job_title = LineField(_l("Job title"))
    started_on = DayField(_l("First day of taking part"), required(A_DAY))
    eligibility = NoteField(
        _l("How does this person meet the criteria?"), required(_l("Write how the criteria are met"))
    )
    locale = RadioChoiceField(
        _l("Language"), required(_l("Choose the language")), labels=LOCALES, default=Locale.LV
    )

    def entry(self) -> ReplacementEntry:
        return ReplacementEntry(**{name: self[name].data for name in _names(ReplacementEntry)})

    def refuse(self, problem: Problem) -> None:
        field = "started_on" if problem in {Problem.IN_FUTURE, Problem.BEFORE_START} else "email"
        self.refuse_field(field, str(labels.PROBLEMS[problem]))


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]
