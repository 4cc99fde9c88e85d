"""What needs the coordinator in recruiting."""

import datetime as dt

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task, due
from pilot.recruiting.enums import Assessment, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from pilot.web import locale

TO_ASSESS = (RecruitingState.APPLIED, RecruitingState.UNDER_REVIEW)


def next_steps_due(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each agreed next step of the contact log that is due and not done."""
    rows = db.session.execute(
        select(Candidacy.id, Municipality.name, ContactLogEntry.next_step, ContactLogEntry.next_step_on)
        .join(Candidacy, Candidacy.id == ContactLogEntry.candidacy_id)
        .join(Municipality, Municipality.id == Candidacy.municipality_id)
        .where(
            Candidacy.pilot_id == pilot.id,
            ContactLogEntry.next_step_on <= today,
            ContactLogEntry.next_step_done_on.is_(None),
        )
        .order_by(ContactLogEntry.next_step_on, ContactLogEntry.id)
    )
    return [
        Task(
            what=f"{name}: {step}",
            why=_("Agreed as the next step of recruiting."),
            action_url=links.candidacy(candidacy_id),
            action_label=_("Open the contacts"),
            due=due(step_on, today=today),
        )
        for candidacy_id, name, step, step_on in rows
        if step_on is not None
    ]


def applications_to_assess(pilot: Pilot) -> list[Task]:
    """Return a row for each application with a nominee of whom evidence is missing or not assessed (R3)."""
    pending = exists().where(Evidence.nominee_id == Nominee.id, Evidence.assessment == Assessment.PENDING)
    some = exists().where(Evidence.nominee_id == Nominee.id)
    waits = exists().where(Nominee.application_id == Application.id, or_(pending, ~some))
    rows = db.session.execute(
        select(Application.id, Municipality.name, Application.submitted_on)
        .join(Candidacy, Application.candidacy_id == Candidacy.id)
        .join(Municipality, Municipality.id == Candidacy.municipality_id)
        .where(Candidacy.pilot_id == pilot.id, Candidacy.state.in_(TO_ASSESS), waits)
        .order_by(Application.submitted_on, Application.id)
    )
    return [
        Task(
            what=_("Assess the application: %(municipality)s", municipality=name),
            why=_("Submitted: %(day)s", day=locale.day(submitted_on)),
            action_url=links.application(application_id),
            action_label=_("Assess"),
            due=Deadline(submitted_on),
        )
        for application_id, name, submitted_on in rows
    ]
