"""People of a pilot: inviting, roles, participants."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts import invitations
from pilot.accounts.access import requires, viewer
from pilot.accounts.enums import UserState
from pilot.accounts.labels import ROLES, USER_STATES
from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import labels, people_actions, queries
from pilot.cohort.enums import ParticipationState
from pilot.cohort.forms import EndRoleForm, InviteForm, ReplaceForm, WithdrawForm
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import may_become
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("people", __name__)


@bp.get("/pilots/<code:code>/people")
@requires(Permission.ACCOUNT_LIST)
def people(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.ACCOUNT_LIST)
    return render_template(
        "cohort/people.html",
        pilot=pilot,
        people=queries.people_of(pilot, number=page_number()),
        roles=ROLES,
        states=USER_STATES,
        may_invite=viewer().may_in(pilot.id, Permission.ACCOUNT_INVITE),
        invitable=people_actions.INVITABLE,
        invited=UserState.INVITED,
    )


@bp.route("/pilots/<code:code>/people/invite", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_INVITE)
def invite(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.ACCOUNT_INVITE)
    form = InviteForm()
    form.municipality_id.offer(queries.municipality_choices())
    if form.validate_on_submit():
        try:
            user = people_actions.give_role(pilot, form.entry(), actor=viewer(), now=clock.now())
        except people_actions.PersonRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".people", code=code), _welcome(user, pilot.id))
    return render_template("cohort/invite.html", form=form, pilot=pilot)


def _welcome(user: User, pilot_id: uuid.UUID) -> str:
    """Invite who never signed in; who did finds the new role at the next page."""
    if user.state is not UserState.INVITED:
        return str(_("Role added: %(name)s", name=user.name))
    invitations.invite(user, actor=viewer(), pilot_id=pilot_id, now=clock.now())
    return str(_("Invitation sent: %(name)s", name=user.name))


@bp.route("/pilots/<code:code>/people/<uuid:assignment_id>/end", methods=["GET", "POST"])
@requires(Permission.ROLE_CHANGE)
def end_role(code: str, assignment_id: uuid.UUID) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.ROLE_CHANGE)
    assignment = queries.get_role(assignment_id, pilot=pilot)
    form, problem = EndRoleForm(), ""
    if form.validate_on_submit():
        try:
            people_actions.end_role(assignment, actor=viewer(), now=clock.now(), today=clock.today())
        except people_actions.PersonRefusedError as refusal:
            problem = str(labels.PROBLEMS[refusal.problem])
        else:
            return saved(url_for(".people", code=code), _("Role ended: %(name)s", name=assignment.user.name))
    return render_template(
        "cohort/end_role.html", form=form, problem=problem, pilot=pilot, assignment=assignment, roles=ROLES
    )


@bp.post("/pilots/<code:code>/people/<uuid:assignment_id>/resend")
@requires(Permission.ACCOUNT_INVITE)
def resend(code: str, assignment_id: uuid.UUID) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.ACCOUNT_INVITE)
    user = queries.get_role(assignment_id, pilot=pilot).user
    if user.state is not UserState.INVITED:
        return saved(url_for(".people", code=code), _("Already signed in: %(name)s", name=user.name))
    return saved(url_for(".people", code=code), _welcome(user, pilot.id))


@bp.get("/participations/<uuid:participation_id>")
@requires(Permission.ENROLMENT_READ)
def participant(participation_id: uuid.UUID) -> ResponseReturnValue:
    participation, pilot = _participation(participation_id, Permission.ENROLMENT_READ)
    seen = viewer()
    reaches = {scope.reach for scope in seen.scopes_in(pilot.id, Permission.ENROLMENT_READ)}
    names_only = reaches <= {Reach.TAUGHT, Reach.AGGREGATE}
    return render_template(
        "cohort/participant.html",
        participation=participation,
        pilot=pilot,
        pairs=queries.pairs_of(participation) if _may_see_pairs(pilot, participation) else [],
        replacement=queries.replacement_of(participation),
        names_only=names_only,
        state=labels.PARTICIPATION_STATES[participation.state],
        kind=labels.PARTICIPATION_KINDS[participation.state],
        pair_roles=labels.PAIR_ROLES,
        reason=_reason(participation, pilot),
        links=_links(participation, pilot),
        may_manage=_may_manage(pilot),
        may_withdraw=_may_manage(pilot) and may_become(participation.state, ParticipationState.WITHDRAWN),
        may_replace=_may_manage(pilot) and participation.state is ParticipationState.WITHDRAWN,
    )


def _links(participation: Participation, pilot: Pilot) -> list[tuple[str, str]]:
    """Return the way to the participant's hours, work and self-assessment, for who may read them."""
    seen = viewer()
    found = []
    if seen.may_in(pilot.id, Permission.ATTENDANCE_READ):
        found.append((_("Attendance"), url_for("attendance.matrix", code=pilot.code)))
    if seen.may_in(pilot.id, Permission.ASSIGNMENT_READ):
        found.append((_("Independent work"), url_for("assignments.overview", code=pilot.code)))
    competence = {scope.reach for scope in seen.scopes_in(pilot.id, Permission.COMPETENCE_READ)}
    if competence - {Reach.AGGREGATE}:
        found.append((_("Self-assessment"), url_for("competence.overview", code=pilot.code)))
    if seen.may_in(pilot.id, Permission.ABSENCE_STATE):
        url = url_for("availability.absences", participation_id=participation.id)
        found.append((_("Absences"), url))
    reaches = {scope.reach for scope in seen.scopes_in(pilot.id, Permission.SESSION_HOURS_READ)}
    if reaches - {Reach.MUNICIPALITY}:
        month = f"{clock.today():%Y-%m}"
        url = url_for("mentoring.month", code=pilot.code, participation_id=participation.id, month=month)
        found.append((_("Mentor hours"), url))
    elif reaches:
        found.append((_("Mentor hours"), url_for("mentoring.matrix", code=pilot.code)))
    if queries.may_see(participation, viewer=seen, permission=Permission.SESSION_CONTENT_READ):
        person = participation.id
        found.append((_("Goals"), url_for("goals.goals", code=pilot.code, participation_id=person)))
        found.append((_("Agreed steps"), url_for("steps.steps", code=pilot.code, participation_id=person)))
    return found


def _may_manage(pilot: Pilot) -> bool:
    return viewer().may_in(pilot.id, Permission.ENROLMENT_MANAGE)


def _may_see_pairs(pilot: Pilot, participation: Participation) -> bool:
    """Tell whether mentors are shown: the matrix lets lecturers and observers see none."""
    scopes = viewer().scopes_in(pilot.id, Permission.PAIR_READ)
    return any(
        scope.reach in {Reach.PILOT, Reach.OWN}
        or (scope.reach is Reach.MUNICIPALITY and scope.municipality_id == participation.municipality_id)
        for scope in scopes
    )


def _reason(participation: Participation, pilot: Pilot) -> str:
    """Return why a participant withdrew, for the coordinator and the person alone."""
    is_own = participation.user_id == viewer().user_id
    if participation.withdrawal_reason is None or not (is_own or _may_manage(pilot)):
        return ""
    return str(labels.WITHDRAWAL_REASONS[participation.withdrawal_reason])


@bp.route("/participations/<uuid:participation_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.ENROLMENT_MANAGE)
def withdraw(participation_id: uuid.UUID) -> ResponseReturnValue:
    participation, pilot = _participation(participation_id, Permission.ENROLMENT_MANAGE)
    form = WithdrawForm()
    if form.validate_on_submit():
        on, reason = form.entry()
        try:
            people_actions.withdraw(
                participation, on=on, reason=reason, actor=viewer(), now=clock.now(), today=clock.today()
            )
        except people_actions.PersonRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_page_of(participation), _("Withdrawal recorded"))
    return render_template("cohort/withdraw.html", form=form, participation=participation, pilot=pilot)


@bp.route("/participations/<uuid:participation_id>/replace", methods=["GET", "POST"])
@requires(Permission.ENROLMENT_MANAGE)
def replace(participation_id: uuid.UUID) -> ResponseReturnValue:
    withdrawn, pilot = _participation(participation_id, Permission.ENROLMENT_MANAGE)
    form = ReplaceForm()
    if form.validate_on_submit():
        try:
            found = people_actions.replace_participant(
                withdrawn, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except people_actions.PersonRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_page_of(found), _welcome(queries.person_of(found), pilot.id))
    return render_template("cohort/replace.html", form=form, participation=withdrawn, pilot=pilot)


def _participation(participation_id: uuid.UUID, permission: Permission) -> tuple[Participation, Pilot]:
    participation = queries.get_participation(participation_id, viewer=viewer(), permission=permission)
    g.pilot_id = participation.pilot_id
    return participation, participation.pilot


def _page_of(participation: Participation) -> str:
    return url_for(".participant", participation_id=participation.id)
