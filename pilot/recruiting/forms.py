"""The shape of what is typed into recruiting."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from pilot.cohort.enums import EligibilityCriterion
from pilot.recruiting import rules
from pilot.recruiting.enums import Assessment, RecruitingState
from pilot.recruiting.labels import ASSESSMENTS, CHANNELS, CRITERIA, EVIDENCE_KINDS, PROBLEMS, STATES
from pilot.recruiting.rules import Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    EmailField,
    LineField,
    NoteField,
    PickManyField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form

MOST_PLACES, LAST_PRIORITY = 50, 99


class AddMunicipalitiesForm(Form):
    municipalities = PickManyField(_l("Municipalities"), required(_l("Choose at least one municipality")))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("municipalities", str(PROBLEMS[problem]))


class MoveForm(EditForm):
    state = RadioChoiceField(_l("Next state"), required(_l("Choose the next state")), labels=STATES)
    decision_note = NoteField(
        _l("Reason"),
        description=_l("Required when the municipality declines, withdraws or is not selected"),
    )
    reserve_priority = WholeNumberField(
        _l("Place in the reserve"), least=1, most=LAST_PRIORITY, description=_l("1 is asked first")
    )

    def offer(self, allowed: Iterable[RecruitingState]) -> None:
        """Show only the states that can follow; the rule judges whatever is sent."""
        following = set(allowed)
        self.state.choices = [
            SelectChoice(str(state), words) for state, words in STATES.items() if state in following
        ]

    def entry(self) -> rules.MoveEntry:
        return rules.MoveEntry(
            state=RecruitingState(self.state.data),
            reason=self.decision_note.data or "",
            reserve_priority=self.reserve_priority.data,
        )

    def refuse(self, problem: Problem, *, allowed: Iterable[RecruitingState]) -> None:
        if problem is Problem.REASON_MISSING:
            self.refuse_field("decision_note", str(PROBLEMS[problem]))
            return
        following = set(allowed)
        names = ", ".join(str(words) for state, words in STATES.items() if state in following)
        possible = _("Possible now: %(states)s", states=names) if names else _("No state can follow any more")
        self.refuse_field("state", f"{PROBLEMS[problem]}. {possible}")


class CandidacyForm(EditForm):
    contact_name = LineField(_l("Contact person"))
    contact_email = EmailField(_l("E-mail of the contact person"))
    planned_places = WholeNumberField(_l("Planned places"), least=0, most=MOST_PLACES)
    agreement_no = LineField(_l("Number of the cooperation agreement"), most=60)
    agreement_on = DayField(_l("Day of the cooperation agreement"))

    def entry(self) -> rules.CandidacyEntry:
        return rules.CandidacyEntry(
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            planned_places=self.planned_places.data,
            agreement_no=self.agreement_no.data or "",
            agreement_on=self.agreement_on.data,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("agreement_on", str(PROBLEMS[problem]))


class ContactForm(Form):
    made_on = DayField(_l("Day of the contact"), required(_l("Enter the day of the contact")))
    channel = RadioChoiceField(_l("How?"), required(_l("Choose how you were in contact")), labels=CHANNELS)
    with_whom = LineField(
        _l("With whom?"),
        required(_l("Enter with whom you were in contact")),
        description=_l("The office is enough; a name where it helps"),
    )
    summary = NoteField(_l("What was said?"), required(_l("Write in a sentence what was said")))
    next_step = LineField(_l("Next step"))
    next_step_on = DayField(_l("Day of the next step"))

    def entry(self) -> rules.ContactEntry:
        return rules.ContactEntry(
            made_on=self.made_on.data,
            channel=self.channel.data,
            with_whom=self.with_whom.data or "",
            summary=self.summary.data or "",
            next_step=self.next_step.data or "",
            next_step_on=self.next_step_on.data,
        )

    def refuse(self, problem: Problem) -> None:
        names = {Problem.MADE_IN_FUTURE: "made_on", Problem.DAY_WITHOUT_STEP: "next_step"}
        self.refuse_field(names.get(problem, "next_step_on"), str(PROBLEMS[problem]))


class ApplicationForm(EditForm):
    submitted_on = DayField(
        _l("Submitted on"), required(_l("Enter the day on which the application was submitted"))
    )
    motivation = NoteField(_l("Motivation"), required(_l("Write why the municipality wants to take part")))
    intended_communities = NoteField(_l("Communities to work with"))
    experience = NoteField(_l("Experience in social work in the community"))
    leadership_support = NoteField(
        _l("Support of the social service's leadership"),
        description=_l("Post, working time, premises, budget, decisions"),
    )
    work_share_pct = WholeNumberField(
        _l("Share of the working time, per cent"),
        least=1,
        most=100,
        description=_l("How much of the working time is meant for social work in the community"),
    )
    workload_relief = BooleanField(_l("The workload is lightened on training days"))
    publicity_consent = BooleanField(_l("The municipality agrees to be named publicly"))

    def entry(self) -> rules.ApplicationEntry:
        return rules.ApplicationEntry(
            motivation=self.motivation.data or "",
            submitted_on=self.submitted_on.data,
            intended_communities=self.intended_communities.data or "",
            experience=self.experience.data or "",
            leadership_support=self.leadership_support.data or "",
            work_share_pct=self.work_share_pct.data,
            workload_relief=self.workload_relief.data,
            publicity_consent=self.publicity_consent.data,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("submitted_on", str(PROBLEMS[problem]))


class NomineeForm(EditForm):
    given_name = LineField(_l("Given name"), required(_l("Enter the given name")))
    family_name = LineField(_l("Family name"), required(_l("Enter the family name")))
    email = EmailField(_l("E-mail"), required(_l("Enter the e-mail address")))
    job_title = LineField(_l("Job title"))

    def entry(self) -> rules.NomineeEntry:
        return rules.NomineeEntry(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            email=self.email.data or "",
            job_title=self.job_title.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("email", str(PROBLEMS[problem]))


class EvidenceForm(EditForm):
    criterion = RadioChoiceField(_l("Criterion"), required(_l("Choose the criterion")), labels=CRITERIA)
    kind = ChoiceField(
        _l("Kind of evidence"), required(_l("Choose the kind of evidence")), labels=EVIDENCE_KINDS
    )
    reference = LineField(
        _l("Document"),
        required(_l("Enter which document it is")),
        description=_l("Number and day, or where it is kept"),
    )
    assessment = RadioChoiceField(
        _l("Assessment"),
        required(_l("Choose the assessment")),
        labels=ASSESSMENTS,
        default=Assessment.PENDING,
    )
    note = NoteField(_l("Note on the assessment"))

    def offer(self, criteria: Iterable[EligibilityCriterion]) -> None:
        """Show only the criteria of the pilot; the rule judges whatever is sent."""
        self.criterion.choices = [SelectChoice(str(each), CRITERIA[each]) for each in criteria]

    def entry(self) -> rules.EvidenceEntry:
        return rules.EvidenceEntry(
            criterion=self.criterion.data,
            kind=self.kind.data,
            reference=self.reference.data or "",
            assessment=self.assessment.data,
            note=self.note.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("criterion", str(PROBLEMS[problem]))


class EnrolForm(Form):
    override_reason = NoteField(
        _l("Reason for enrolling all the same"),
        description=_l("Required when the nominee is not eligible"),
    )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("override_reason", str(PROBLEMS[problem]))
