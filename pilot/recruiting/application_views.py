"""Applications, nominees, evidence and selection."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.enums import EligibilityCriterion
from pilot.recruiting import actions, application_actions, labels, queries, rules
from pilot.recruiting.actions import RecruitingRefusedError
from pilot.recruiting.enums import StateGroup
from pilot.recruiting.forms import ApplicationForm, EnrolForm, EvidenceForm, NomineeForm
from pilot.recruiting.models import Application, Candidacy, Nominee
from pilot.recruiting.views import overview_of
from pilot.web.submissions import saved

bp = Blueprint("applications", __name__)

DECIDED_ON = (StateGroup.SELECTED, StateGroup.RESERVE, StateGroup.APPLIED)
LAST_PLACE = 100


@bp.get("/applications")
@requires(Permission.APPLICATION_READ)
def applications() -> ResponseReturnValue:
    return render_template(
        "recruiting/applications.html",
        candidacies=queries.applications_for(viewer()),
        open_states=rules.OPEN_TO_APPLICANT,
        may_write=viewer().may(Permission.APPLICATION_CREATE),
        labels=labels,
    )


@bp.get("/applications/<uuid:application_id>")
@requires(Permission.APPLICATION_READ)
def application(application_id: uuid.UUID) -> ResponseReturnValue:
    found = _application(application_id, Permission.APPLICATION_READ)
    pilot = found.candidacy.pilot
    decides = viewer().may_in(pilot.id, Permission.APPLICATION_DECIDE)
    writes = viewer().may_in(pilot.id, Permission.APPLICATION_UPDATE)
    problem = rules.writing_problem(found.candidacy.state, decides=decides)
    return render_template(
        "recruiting/application.html",
        application=found,
        judged=[(nominee, queries.judge(nominee, pilot=pilot)) for nominee in found.nominees],
        may_write=writes and problem is None,
        may_assess=viewer().may_in(pilot.id, Permission.APPLICATION_ASSESS),
        decides=decides,
        may_enrol=viewer().may_in(pilot.id, Permission.ENROLMENT_MANAGE)
        and found.candidacy.state in rules.GROUPS[StateGroup.SELECTED],
        labels=labels,
    )


def _application(application_id: uuid.UUID, permission: Permission) -> Application:
    found = queries.get_application(application_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.candidacy.pilot_id
    return found


@bp.route("/candidacies/<uuid:candidacy_id>/application/new", methods=["GET", "POST"])
@requires(Permission.APPLICATION_CREATE)
def record_application(candidacy_id: uuid.UUID) -> ResponseReturnValue:
    candidacy = queries.get_candidacy(candidacy_id, viewer=viewer(), permission=Permission.APPLICATION_CREATE)
    g.pilot_id = candidacy.pilot_id
    form = ApplicationForm(submitted_on=clock.today())
    if form.validate_on_submit():
        try:
            recorded = application_actions.record_application(
                candidacy, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=recorded.id), _("Application recorded"))
    return _application_form(form, candidacy, application=candidacy.application)


def _application_form(form: ApplicationForm, candidacy: Candidacy, *, application: Application | None) -> str:
    return render_template(
        "recruiting/application_form.html",
        form=form,
        candidacy=candidacy,
        application=application,
        labels=labels,
    )


@bp.route("/applications/<uuid:application_id>/edit", methods=["GET", "POST"])
@requires(Permission.APPLICATION_UPDATE)
def change_application(application_id: uuid.UUID) -> ResponseReturnValue:
    found = _application(application_id, Permission.APPLICATION_UPDATE)
    form = ApplicationForm(obj=found)
    if form.validate_on_submit():
        try:
            application_actions.change_application(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=found.id), _("Saved"))
    return _application_form(form, found.candidacy, application=found)


@bp.route("/applications/<uuid:application_id>/nominees/new", methods=["GET", "POST"])
@requires(Permission.APPLICATION_UPDATE)
def add_nominee(application_id: uuid.UUID) -> ResponseReturnValue:
    found = _application(application_id, Permission.APPLICATION_UPDATE)
    form = NomineeForm()
    if form.validate_on_submit():
        try:
            application_actions.add_nominee(found, form.entry(), actor=viewer(), now=clock.now())
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=found.id), _("Nominee added"))
    return render_template("recruiting/nominee_form.html", form=form, application=found, nominee=None)


@bp.route("/nominees/<uuid:nominee_id>/edit", methods=["GET", "POST"])
@requires(Permission.APPLICATION_UPDATE)
def change_nominee(nominee_id: uuid.UUID) -> ResponseReturnValue:
    nominee = _nominee(nominee_id, Permission.APPLICATION_UPDATE)
    form = NomineeForm(obj=nominee)
    if form.validate_on_submit():
        try:
            application_actions.change_nominee(
                nominee, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=nominee.application_id), _("Saved"))
    return render_template(
        "recruiting/nominee_form.html", form=form, application=nominee.application, nominee=nominee
    )


def _nominee(nominee_id: uuid.UUID, permission: Permission) -> Nominee:
    found = queries.get_nominee(nominee_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.application.candidacy.pilot_id
    return found


@bp.route("/nominees/<uuid:nominee_id>/evidence/new", methods=["GET", "POST"])
@requires(Permission.APPLICATION_ASSESS)
def add_evidence(nominee_id: uuid.UUID) -> ResponseReturnValue:
    nominee = _nominee(nominee_id, Permission.APPLICATION_ASSESS)
    form = EvidenceForm()
    form.offer(_criteria(nominee))
    if form.validate_on_submit():
        try:
            application_actions.add_evidence(
                nominee, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=nominee.application_id), _("Evidence added"))
    return render_template("recruiting/evidence_form.html", form=form, nominee=nominee)


@bp.route("/evidence/<uuid:evidence_id>/edit", methods=["GET", "POST"])
@requires(Permission.APPLICATION_ASSESS)
def assess_evidence(evidence_id: uuid.UUID) -> ResponseReturnValue:
    evidence = queries.get_evidence(evidence_id, viewer=viewer(), permission=Permission.APPLICATION_ASSESS)
    nominee = evidence.nominee
    g.pilot_id = nominee.application.candidacy.pilot_id
    form = EvidenceForm(obj=evidence)
    form.offer(_criteria(nominee))
    if form.validate_on_submit():
        try:
            application_actions.assess_evidence(
                evidence,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".application", application_id=nominee.application_id), _("Saved"))
    return render_template("recruiting/evidence_form.html", form=form, nominee=nominee)


def _criteria(nominee: Nominee) -> list[EligibilityCriterion]:
    return [EligibilityCriterion(each) for each in nominee.application.candidacy.pilot.eligibility_criteria]


@bp.route("/nominees/<uuid:nominee_id>/enrol", methods=["GET", "POST"])
@requires(Permission.ENROLMENT_MANAGE)
def enrol(nominee_id: uuid.UUID) -> ResponseReturnValue:
    nominee = _nominee(nominee_id, Permission.APPLICATION_DECIDE)
    form = EnrolForm()
    if form.validate_on_submit():
        try:
            actions.enrol(
                nominee,
                override_reason=form.override_reason.data or "",
                actor=viewer(),
                now=clock.now(),
            )
        except RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(
                url_for(".application", application_id=nominee.application_id), _("Participant enrolled")
            )
    judgement = queries.judge(nominee, pilot=nominee.application.candidacy.pilot)
    return render_template(
        "recruiting/enrol.html", form=form, nominee=nominee, judgement=judgement, labels=labels
    )


@bp.get("/pilots/<code:code>/selection")
@requires(Permission.APPLICATION_DECIDE)
def selection(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    rows = queries.board(pilot, viewer=viewer())
    return render_template(
        "recruiting/selection.html",
        pilot=pilot,
        rows=sorted((row for row in rows if row.group in DECIDED_ON), key=_place),
        **overview_of(pilot, rows),
    )


def _place(row: queries.BoardRow) -> tuple[int, int]:
    """Order by what is decided: the selected, the reserve by its priority, then those still to decide."""
    return DECIDED_ON.index(row.group), row.candidacy.reserve_priority or LAST_PLACE
