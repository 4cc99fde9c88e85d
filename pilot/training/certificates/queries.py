"""The register of a pilot's documents, and what decides who gets which, as far as the viewer may see."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training import threshold_queries
from pilot.training.assignments import queries as assignments
from pilot.training.certificates import rules
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.models import Certificate, CertificateExport, CertificateSetting
from pilot.training.certificates.rules import Judgement, Record
from pilot.training.models import Attendance, Module, TrainingDay
from pilot.web.paging import Page, page_of


def visible_certificates(viewer: Viewer, permission: Permission) -> Select[Certificate]:
    """Return the statement of the documents of the participants in the viewer's scope."""
    people = cohort.visible_participations(viewer, permission).with_only_columns(Participation.id)
    return select(Certificate).where(Certificate.participation_id.in_(people))


def register_of(pilot: Pilot, *, viewer: Viewer, number: int = 1) -> Page[Certificate]:
    """Return a page of a pilot's register by number, revoked documents too."""
    return page_of(
        visible_certificates(viewer, Permission.CERTIFICATE_READ)
        .where(Certificate.pilot_id == pilot.id)
        .order_by(Certificate.serial, Certificate.id),
        number=number,
    )


def own_documents(viewer: Viewer) -> list[Certificate]:
    """Return the documents of a person that hold, with their pilots, the newest first."""
    return list(
        db.session.scalars(
            visible_certificates(viewer, Permission.CERTIFICATE_READ)
            .join(Certificate.participation)
            .where(Participation.user_id == viewer.user_id, Certificate.state != CertificateState.REVOKED)
            .options(joinedload(Certificate.pilot))
            .order_by(Certificate.issued_on.desc(), Certificate.id)
        )
    )


def get_certificate(
    certificate_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.CERTIFICATE_READ
) -> Certificate:
    """Return a document with its pilot and person.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        visible_certificates(viewer, permission)
        .where(Certificate.id == certificate_id)
        .options(
            joinedload(Certificate.pilot),
            joinedload(Certificate.participation).joinedload(Participation.user),
            joinedload(Certificate.participation).joinedload(Participation.municipality),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def find_by_code(verify_code: str) -> Certificate | None:
    """Return the document that a verification address names; whoever has the code may ask."""
    return db.session.scalar(select(Certificate).where(Certificate.verify_code == verify_code))


def frozen(certificate: Certificate) -> dict[str, Any]:
    """Return the facts as they were frozen."""
    facts: dict[str, Any] = json.loads(certificate.facts)
    return facts


def setting_of(pilot: Pilot) -> CertificateSetting | None:
    """Return how a pilot's documents are numbered and signed, or None before it was said."""
    return db.session.scalar(select(CertificateSetting).where(CertificateSetting.pilot_id == pilot.id))


def is_confirmed(setting: CertificateSetting | None, pilot: Pilot) -> bool:
    """Tell whether the coordinator confirmed the threshold that the pilot has now (domain a.2)."""
    return (
        setting is not None
        and setting.confirmed_at is not None
        and setting.confirmed_pct == pilot.certificate_min_attendance_pct
    )


@dataclass(frozen=True)
class Course:
    """What all documents of a pilot share: the live days and the modules."""

    days: Sequence[TrainingDay]
    modules: Sequence[Module]

    @property
    def period(self) -> list[str]:
        dates = [day.held_on for day in self.days]
        return [min(dates).isoformat(), max(dates).isoformat()] if dates else []


def course_of(pilot: Pilot) -> Course:
    """Return a pilot's live days and modules."""
    days = [day for day in training.days_of(pilot) if training.takes_place(day)]
    return Course(days, training.modules_of(pilot))


@dataclass(frozen=True)
class Line:
    """A participant with what is known of them, what follows from it, and the document they have."""

    participation: Participation
    record: Record
    judgement: Judgement
    live: Certificate | None

    @property
    def is_ready(self) -> bool:
        return self.live is None and self.judgement.ready_for is not None


def facts_of(pilot: Pilot, people: Sequence[Participation], course: Course) -> Mapping[uuid.UUID, Record]:
    """Gather what decides about a document, by participation: the one place that knows its sources."""
    ids = [person.id for person in people]
    facts = threshold_queries.facts_for(pilot, course.days, ids)
    work = assignments.open_mandatory(pilot.id)
    return {person.id: Record(facts.totals(person), work.get(person.id, 0)) for person in people}


def lines_of(pilot: Pilot, *, viewer: Viewer, only: uuid.UUID | None = None) -> list[Line]:
    """Return everybody who started, by name, with what they are ready for (R13)."""
    statement = cohort.by_name(pilot, viewer=viewer, permission=Permission.CERTIFICATE_ISSUE)
    statement = statement.where(Participation.started_on.is_not(None))
    if only is not None:
        statement = statement.where(Participation.id == only)
    people = list(db.session.scalars(statement))
    course = course_of(pilot)
    facts = facts_of(pilot, people, course)
    live = {
        each.participation_id: each
        for each in db.session.scalars(
            select(Certificate)
            .where(Certificate.pilot_id == pilot.id, Certificate.state != CertificateState.REVOKED)
            .order_by(Certificate.serial, Certificate.id)
        )
    }
    threshold = pilot.certificate_min_attendance_pct
    return [
        Line(
            person,
            facts[person.id],
            rules.judge(facts[person.id], threshold_pct=threshold),
            live.get(person.id),
        )
        for person, record in ((person, facts[person.id]) for person in people)
    ]


def line_of(participation: Participation, *, viewer: Viewer) -> Line:
    """Return one participant's line.

    :raises NotVisibleError: the participant never started.
    """
    found = lines_of(participation.pilot, viewer=viewer, only=participation.id)
    if not found:
        raise NotVisibleError
    return found[0]


def personal_facts(pilot: Pilot, person: Participation, record: Record, course: Course) -> dict[str, Any]:
    """Return what a document would state of a participant now, as far as it can change later."""
    setting = setting_of(pilot)
    return {
        "name": person.user.name,
        "minutes": record.totals.attended,
        "made_up_minutes": record.totals.made_up,
        "planned_minutes": record.totals.planned,
        "programme_lv": setting.programme_lv if setting else pilot.title_lv,
        "programme_en": setting.programme_en if setting else pilot.title_en,
        "period": course.period,
        "modules": [
            {
                "number": module.number,
                "title_lv": module.title_lv,
                "title_en": module.title_en,
                "academic_hours": rules.hours_text(module.minutes, pilot.academic_hour_minutes),
            }
            for module in course.modules
        ],
    }


def changes_since(certificate: Certificate) -> tuple[list[str], dict[str, Any]]:
    """Name the facts that changed since a document was issued, and give those of now."""
    pilot, person = certificate.pilot, certificate.participation
    course = course_of(pilot)
    record = facts_of(pilot, [person], course)[person.id]
    current = personal_facts(pilot, person, record, course)
    return rules.changed_since(frozen(certificate), current), current


def next_serial(pilot_id: uuid.UUID) -> int:
    """Return the number after the highest of a register; revoked documents keep theirs."""
    highest = db.session.scalar(select(func.max(Certificate.serial)).where(Certificate.pilot_id == pilot_id))
    return (highest or 0) + 1


def without_document(pilot: Pilot, *, today: dt.date) -> int:
    """Count those who attended a course that is over and hold neither certificate nor statement."""
    holds = exists().where(
        Certificate.participation_id == Participation.id, Certificate.state != CertificateState.REVOKED
    )
    attended = exists().where(Attendance.participation_id == Participation.id, Attendance.minutes > 0)
    is_open = or_(TrainingDay.held_on > today, ~exists().where(Attendance.day_id == TrainingDay.id))
    waiting = exists().where(TrainingDay.pilot_id == pilot.id, training.is_live(), is_open)
    counted = select(func.count()).where(Participation.pilot_id == pilot.id, attended, ~holds, ~waiting)
    return db.session.scalar(counted) or 0


def exports_of(pilot: Pilot) -> list[CertificateExport]:
    """Return the exports of a pilot, the newest first, at most five."""
    return list(
        db.session.scalars(
            select(CertificateExport)
            .where(CertificateExport.pilot_id == pilot.id)
            .order_by(CertificateExport.requested_at.desc(), CertificateExport.id)
            .limit(5)
        )
    )


def get_export(export_id: uuid.UUID, *, viewer: Viewer) -> CertificateExport:
    """Return an export with its pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.CERTIFICATE_ISSUE).with_only_columns(Pilot.id)
    found = db.session.scalar(
        select(CertificateExport)
        .where(CertificateExport.id == export_id, CertificateExport.pilot_id.in_(pilots))
        .options(joinedload(CertificateExport.pilot))
    )
    if found is None:
        raise NotVisibleError
    return found


def content_of(export: CertificateExport) -> bytes | None:
    """Return the PDF of an export, None while it is being made."""
    return db.session.scalar(select(CertificateExport.content).where(CertificateExport.id == export.id))


def live_certificates(pilot_id: uuid.UUID, *, after: int = 0, most: int) -> list[Certificate]:
    """Return the next documents of a pilot that hold, by number, after the one of a serial number."""
    return list(
        db.session.scalars(
            select(Certificate)
            .where(
                Certificate.pilot_id == pilot_id,
                Certificate.state != CertificateState.REVOKED,
                Certificate.serial > after,
            )
            .order_by(Certificate.serial, Certificate.id)
            .limit(most)
        )
    )


def count_live(pilot_id: uuid.UUID) -> int:
    """Count the documents of a pilot that hold."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Certificate.pilot_id == pilot_id, Certificate.state != CertificateState.REVOKED
            )
        )
        or 0
    )


def issuer_of(certificate: Certificate) -> User:
    """Return who issued a document."""
    return db.session.get_one(User, certificate.issued_by_id)


def kinds_counted(lines: Sequence[Line]) -> dict[CertificateKind, int]:
    """Count the lines that are ready, by kind of document."""
    return {
        kind: sum(1 for line in lines if line.is_ready and line.judgement.ready_for is kind)
        for kind in CertificateKind
    }
