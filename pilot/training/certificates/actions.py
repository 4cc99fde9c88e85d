"""Issue certificates and statements of hours, revoke them, make duplicates; nothing issued ever changes."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.certificates import queries, rules
from pilot.training.certificates.entries import IssueEntry, SettingEntry
from pilot.training.certificates.enums import CertificateState
from pilot.training.certificates.models import Certificate, CertificateExport, CertificateSetting
from pilot.training.certificates.queries import Course, Line
from pilot.training.certificates.rules import Problem

EXPORT_KEPT = dt.timedelta(days=7)
CODE_BYTES = 16


class CertificateRefusedError(DomainError):
    """A document is not issued, revoked or made again."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def save_setting(
    pilot: Pilot,
    setting: CertificateSetting | None,
    entry: SettingEntry,
    *,
    confirms: bool,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> CertificateSetting:
    """Say how documents are numbered and signed, and confirm the threshold of attendance (domain a.2).

    :raises EditedMeanwhileError: somebody else saved first.
    :raises CertificateRefusedError: the pattern gives no numbers.
    """
    if setting is not None:
        check_version(setting, seen)
    if problem := rules.pattern_problem(entry.number_pattern):
        raise CertificateRefusedError(problem)
    was_confirmed = queries.is_confirmed(setting, pilot)
    setting = setting or CertificateSetting(pilot_id=pilot.id)
    for name, value in asdict(entry).items():
        setattr(setting, name, value)
    if confirms and not was_confirmed:
        setting.confirmed_pct = pilot.certificate_min_attendance_pct
        setting.confirmed_at, setting.confirmed_by_id = now, actor.user_id
    elif not confirms:
        setting.confirmed_pct = setting.confirmed_at = setting.confirmed_by_id = None
    _keep(setting)
    audit.record(
        "training.certificate-settings-saved",
        setting,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        confirmed_pct=setting.confirmed_pct,
        confirmed=confirms,
    )
    return setting


def issue(
    pilot: Pilot, line: Line, entry: IssueEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Certificate:
    """Issue a document to one participant; a certificate against the rule needs a reason (R13).

    :raises CertificateRefusedError: nothing can be issued, or not of this kind on this day.
    """
    return _issue(pilot, line, entry, course=queries.course_of(pilot), actor=actor, now=now, today=today)


def issue_all(
    pilot: Pilot,
    lines: Sequence[Line],
    *,
    issued_on: dt.date,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> list[Certificate]:
    """Issue to everybody who is ready what they are ready for, by name.

    :raises CertificateRefusedError: nobody is ready, or nothing can be issued on this day.
    """
    ready = [line for line in lines if line.is_ready]
    if not ready:
        raise CertificateRefusedError(Problem.NOBODY_READY)
    course = queries.course_of(pilot)
    issued = []
    for line in ready:
        if (kind := line.judgement.ready_for) is not None:
            entry = IssueEntry(kind, issued_on)
            issued.append(_issue(pilot, line, entry, course=course, actor=actor, now=now, today=today))
    return issued


def _issue(
    pilot: Pilot,
    line: Line,
    entry: IssueEntry,
    *,
    course: Course,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Certificate:
    setting = queries.setting_of(pilot)
    if setting is None or not queries.is_confirmed(setting, pilot):
        raise CertificateRefusedError(Problem.THRESHOLD_NOT_CONFIRMED)
    if problem := _refusal(line, entry, course=course, today=today):
        raise CertificateRefusedError(problem)
    serial = queries.next_serial(pilot.id)
    number = rules.number_of(setting.number_pattern, code=pilot.code, serial=serial)
    text = canonical.text_of(_facts(pilot, line, entry, setting, course=course, number=number))
    certificate = Certificate(
        pilot_id=pilot.id,
        participation_id=line.participation.id,
        serial=serial,
        number=number,
        kind=entry.kind,
        facts=text,
        facts_hash=canonical.hash_of(text),
        verify_code=secrets.token_hex(CODE_BYTES),
        issued_on=entry.issued_on,
        issued_at=now,
        issued_by_id=actor.user_id,
        override_reason=entry.reason,
    )
    _keep(certificate)
    audit.record(
        "training.certificate-issued",
        certificate,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        number=number,
        kind=entry.kind,
        hash=certificate.facts_hash,
        override=line.judgement.ready_for is not entry.kind,
        gaps=[str(gap) for gap in line.judgement.gaps],
    )
    return certificate


def _keep(row: Certificate | CertificateSetting) -> None:
    """Add a row of which there may be one.

    :raises CertificateRefusedError: somebody else kept one first.
    """
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise CertificateRefusedError(Problem.CHANGED_MEANWHILE) from None


def _refusal(line: Line, entry: IssueEntry, *, course: Course, today: dt.date) -> Problem | None:
    if line.live is not None:
        return Problem.ISSUED_ALREADY
    if problem := rules.issue_problem(entry.kind, line.judgement, reason=entry.reason):
        return problem
    if entry.issued_on > today:
        return Problem.IN_FUTURE
    last_on = max(day.held_on for day in course.days)
    left_on = line.participation.ended_on
    bound = min(last_on, left_on) if left_on else last_on
    return Problem.BEFORE_END if entry.issued_on < bound else None


def _facts(
    pilot: Pilot,
    line: Line,
    entry: IssueEntry,
    setting: CertificateSetting,
    *,
    course: Course,
    number: str,
) -> dict[str, Any]:
    """Return all that a document states, to be frozen."""
    record, divisor = line.record, pilot.academic_hour_minutes
    signatories = [
        (setting.signatory_name, setting.signatory_position),
        (setting.second_signatory_name, setting.second_signatory_position),
    ]
    return {
        **queries.personal_facts(pilot, line.participation, record, course),
        "form": rules.FORM,
        "number": number,
        "kind": entry.kind,
        "pilot": pilot.code,
        "issued_on": entry.issued_on.isoformat(),
        "place": setting.place,
        "signatories": [[name, position] for name, position in signatories if name],
        "academic_hour_minutes": divisor,
        "academic_hours": rules.hours_text(record.totals.attended, divisor),
        "planned_academic_hours": rules.hours_text(record.totals.planned, divisor),
        "organisation": pilot.implementing_org,
        "project_no": pilot.project_no,
        "activity_no": pilot.activity_no,
        "funder_set": pilot.funder_set,
    }


def revoke(
    certificate: Certificate, *, reason: str, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Revoke a document; its number is never given out again.

    :raises EditedMeanwhileError: somebody else changed it first.
    :raises CertificateRefusedError: it is revoked already, or the reason is missing.
    """
    _check_live(certificate, reason=reason, seen=seen)
    certificate.state = CertificateState.REVOKED
    certificate.revoked_on, certificate.revoke_reason = today, reason
    db.session.flush()
    audit.record(
        "training.certificate-revoked",
        certificate,
        actor=actor,
        at=now,
        pilot_id=certificate.pilot_id,
        number=certificate.number,
    )


def make_duplicate(
    certificate: Certificate, *, reason: str, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Mark a document as a duplicate of a lost one: same number and facts, the paper says what it is.

    :raises EditedMeanwhileError: somebody else changed it first.
    :raises CertificateRefusedError: it is revoked, or the reason is missing.
    """
    _check_live(certificate, reason=reason, seen=seen)
    certificate.state = CertificateState.DUPLICATE
    certificate.duplicate_on, certificate.duplicate_reason = today, reason
    db.session.flush()
    audit.record(
        "training.certificate-duplicated",
        certificate,
        actor=actor,
        at=now,
        pilot_id=certificate.pilot_id,
        number=certificate.number,
    )


def _check_live(certificate: Certificate, *, reason: str, seen: int) -> None:
    check_version(certificate, seen)
    if certificate.state is CertificateState.REVOKED:
        raise CertificateRefusedError(Problem.NOT_LIVE)
    if not reason.strip():
        raise CertificateRefusedError(Problem.REASON_MISSING)


def request_export(pilot: Pilot, *, actor: Viewer, now: dt.datetime) -> CertificateExport:
    """Ask for all documents that hold as one PDF; a job makes it.

    :raises CertificateRefusedError: there is no document.
    """
    total = queries.count_live(pilot.id)
    if total == 0:
        raise CertificateRefusedError(Problem.NOBODY_READY)
    export = CertificateExport(
        pilot_id=pilot.id,
        requested_by_id=actor.user_id,
        requested_at=now,
        total=total,
        expires_at=now + EXPORT_KEPT,
    )
    db.session.add(export)
    db.session.flush()
    audit.record(
        "training.certificates-export-requested", export, actor=actor, at=now, pilot_id=pilot.id, total=total
    )
    return export
