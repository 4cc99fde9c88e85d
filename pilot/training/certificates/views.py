"""The register of certificates: settings, issue, revocation, duplicates, paper, verification by anybody."""

import re
import uuid

from flask import Blueprint, flash, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import open_to_all, requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import canonical
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.papers import in_language_asked
from pilot.documents.responses import as_download
from pilot.training import labels as training
from pilot.training.certificates import actions, forms, labels, papers, queries, rules
from pilot.training.certificates.queries import Line
from pilot.training.views import remember
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("certificates", __name__)
VERIFY_CODE = re.compile(r"[0-9a-f]{32}")
NOT_FOUND, FINE = 404, 200


@bp.get("/pilots/<code:code>/training/certificates")
@requires(Permission.CERTIFICATE_READ)
def register(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.CERTIFICATE_READ)
    issues = viewer().may_in(pilot.id, Permission.CERTIFICATE_ISSUE)
    found = queries.register_of(pilot, viewer=viewer(), number=page_number())
    return render_template(
        "certificates/register.html",
        pilot=pilot,
        page_of_register=found,
        documents=[(each, queries.frozen(each)) for each in found.items],
        issues=issues,
        waiting=queries.without_document(pilot, today=clock.today()) if issues else 0,
        is_confirmed=issues and queries.is_confirmed(queries.setting_of(pilot), pilot),
        exports=queries.exports_of(pilot) if issues else [],
        form=forms.ExportForm() if issues else None,
        now=clock.now(),
        words=labels,
        training=training,
    )


@bp.route("/pilots/<code:code>/training/certificates/settings", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def settings(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    setting = queries.setting_of(pilot)
    first = {} if setting else forms.first_values(rules.DEFAULT_PATTERN, pilot)
    form = forms.SettingForm(obj=setting, confirmed=queries.is_confirmed(setting, pilot), **first)
    if form.validate_on_submit():
        try:
            actions.save_setting(
                pilot,
                setting,
                form.entry(),
                confirms=form.confirmed.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.CertificateRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".register", code=code), _("Certificate settings saved"))
    return render_template("certificates/settings.html", pilot=pilot, form=form)


@bp.route("/pilots/<code:code>/training/certificates/issue", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def issue_all(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    lines = queries.lines_of(pilot, viewer=viewer())
    form = forms.IssueAllForm(issued_on=clock.today())
    if form.validate_on_submit():
        try:
            _check_seen(lines, form.seal.data or "")
            issued = actions.issue_all(
                pilot,
                lines,
                issued_on=form.issued_on.data,
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CertificateRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            words = ngettext("%(num)d document issued", "%(num)d documents issued", len(issued))
            return saved(url_for(".register", code=code), words)
    form.seal.data = _seal(lines)
    return render_template(
        "certificates/issue_all.html",
        pilot=pilot,
        form=form,
        lines=lines,
        counts=queries.kinds_counted(lines),
        words=labels,
        training=training,
    )


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.CERTIFICATE_ISSUE)


def _seal(lines: list[Line]) -> str:
    return rules.preview_seal(
        (
            str(line.participation.id),
            str(line.judgement.ready_for),
            line.record.totals.attended,
            line.record.totals.made_up,
        )
        for line in lines
        if line.is_ready
    )


def _check_seen(lines: list[Line], seal: str) -> None:
    """Refuse to issue by a list that is not the one that was shown."""
    if seal != _seal(lines):
        raise actions.CertificateRefusedError(rules.Problem.CHANGED_MEANWHILE)


@bp.route("/participations/<uuid:participation_id>/certificate/issue", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def issue(participation_id: uuid.UUID) -> ResponseReturnValue:
    person = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.CERTIFICATE_ISSUE
    )
    pilot = remember(person.pilot)
    line = queries.line_of(person, viewer=viewer())
    form = forms.IssueForm(issued_on=clock.today(), kind=line.judgement.ready_for)
    if form.validate_on_submit():
        try:
            found = actions.issue(
                pilot, line, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.CertificateRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".certificate", certificate_id=found.id), _("Document issued"))
    return render_template(
        "certificates/issue.html", pilot=pilot, line=line, form=form, words=labels, training=training
    )


@bp.get("/certificates/<uuid:certificate_id>")
@requires(Permission.CERTIFICATE_READ)
def certificate(certificate_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_certificate(certificate_id, viewer=viewer())
    pilot = remember(found.pilot)
    issues = viewer().may_in(pilot.id, Permission.CERTIFICATE_ISSUE)
    changed, current = queries.changes_since(found)
    facts = queries.frozen(found)
    made_up = rules.made_up_minutes(facts)
    return render_template(
        "certificates/certificate.html",
        found=found,
        pilot=pilot,
        facts=facts,
        hours=training.academic(facts["minutes"], pilot=pilot),
        made_up=training.academic(made_up, pilot=pilot) if made_up else "",
        issues=issues,
        issuer=queries.issuer_of(found),
        changed=changed,
        current=current,
        is_intact=canonical.is_intact(found.facts, found.facts_hash),
        is_valid=rules.is_valid(found.state),
        address=papers.verification_address(found),
        words=labels,
        training=training,
    )


@bp.get("/certificates/<uuid:certificate_id>/paper")
@requires(Permission.CERTIFICATE_READ)
def paper(certificate_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_certificate(certificate_id, viewer=viewer())
    with in_language_asked() as language:
        return as_download(papers.one(found), name=f"{found.number} {language}")


@bp.route("/certificates/<uuid:certificate_id>/revoke", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def revoke(certificate_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_certificate(certificate_id, viewer=viewer(), permission=Permission.CERTIFICATE_ISSUE)
    form = forms.RevokeForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.revoke(
                found,
                reason=form.reason.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CertificateRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".certificate", certificate_id=certificate_id), _("Document revoked"))
    return render_template("certificates/revoke.html", found=found, pilot=remember(found.pilot), form=form)


@bp.route("/certificates/<uuid:certificate_id>/duplicate", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def duplicate(certificate_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_certificate(certificate_id, viewer=viewer(), permission=Permission.CERTIFICATE_ISSUE)
    form = forms.DuplicateForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.make_duplicate(
                found,
                reason=form.reason.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CertificateRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".certificate", certificate_id=certificate_id), _("Duplicate issued"))
    return render_template("certificates/duplicate.html", found=found, pilot=remember(found.pilot), form=form)


@bp.get("/certificates/verify/<string:verify_code>")
@open_to_all
def verify(verify_code: str) -> ResponseReturnValue:
    is_code = VERIFY_CODE.fullmatch(verify_code) is not None
    g.not_found = not is_code  # what was typed there is not repeated in the page
    found = queries.find_by_code(verify_code) if is_code else None
    page = render_template(
        "certificates/verify.html",
        found=found,
        initials=rules.initials(queries.frozen(found)["name"]) if found else "",
        is_valid=found is not None and rules.is_valid(found.state),
        words=labels,
    )
    return page, FINE if found else NOT_FOUND


@bp.post("/pilots/<code:code>/training/certificates/export")
@requires(Permission.CERTIFICATE_ISSUE)
def request_export(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    try:
        export = actions.request_export(pilot, actor=viewer(), now=clock.now())
    except actions.CertificateRefusedError as refusal:
        flash(str(labels.PROBLEMS[refusal.problem]), "warn")
        return saved(url_for(".register", code=code))
    return saved(url_for(".export", export_id=export.id))


@bp.get("/certificate-exports/<uuid:export_id>")
@requires(Permission.CERTIFICATE_ISSUE)
def export(export_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_export(export_id, viewer=viewer())
    return render_template("certificates/export.html", export=found, pilot=remember(found.pilot))


@bp.get("/certificate-exports/<uuid:export_id>/paper")
@requires(Permission.CERTIFICATE_ISSUE)
def export_paper(export_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_export(export_id, viewer=viewer())
    content = queries.content_of(found)
    if content is None:
        return render_template("certificates/export.html", export=found, pilot=remember(found.pilot))
    return as_download(content, name=" ".join((_("Certificates"), found.pilot.code)))
