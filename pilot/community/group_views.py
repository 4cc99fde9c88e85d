"""Cooperation groups and their members."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.community import labels, rules
from pilot.community.enums import MemberRole
from pilot.community.groups import actions, forms, queries
from pilot.community.groups.rules import voices
from pilot.community.meetings.queries import meetings_of, roll_call_of, shared_minutes
from pilot.community.models import CooperationGroup
from pilot.community.queries import may, own_participation
from pilot.web.submissions import saved

bp = Blueprint("groups", __name__)


def group_at(group_id: uuid.UUID, permission: Permission) -> CooperationGroup:
    """Fetch a group in scope and let the menu know its pilot."""
    group = queries.get_group(group_id, viewer=viewer(), permission=permission)
    g.pilot_id = group.pilot_id
    return group


def page_of(group: CooperationGroup) -> str:
    return url_for("groups.group", group_id=group.id)


@bp.get("/pilots/<code:code>/groups")
@requires(Permission.GROUP_READ)
def groups(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.GROUP_READ)
    singly = queries.reads_single_groups(viewer(), pilot)
    return render_template(
        "community/groups.html",
        pilot=pilot,
        lines=queries.groups_in(pilot, viewer=viewer(), today=clock.today()),
        sums=None if singly else queries.group_sums(pilot),
        minutes=[] if singly else shared_minutes(pilot, viewer=viewer()),
        may_found=viewer().may_in(pilot.id, Permission.GROUP_WRITE),
        labels=labels,
    )


@bp.route("/pilots/<code:code>/groups/new", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def found(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.GROUP_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    form = forms.FoundGroupForm(quorum_pct=50)
    offer_links(form, participation.municipality_id, pilot.id)
    if form.validate_on_submit():
        try:
            group = actions.found(participation, form.entry(), actor=viewer(), now=clock.now())
        except actions.GroupRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(group), _("Group founded"))
    return render_template("community/found.html", form=form, pilot=pilot)


def offer_links(
    form: forms.FoundGroupForm | forms.EditGroupForm,
    municipality_id: uuid.UUID,
    pilot_id: uuid.UUID,
    *,
    but: uuid.UUID | None = None,
) -> None:
    """Offer the communities and municipal groups of a municipality."""
    communities = queries.communities_for(municipality_id, pilot_id)
    form.community_id.offer([(row.id, row.name) for row in communities])
    parents = queries.possible_parents(municipality_id, pilot_id, but=but)
    form.parent_id.offer([(row.id, row.name) for row in parents])


@bp.get("/groups/<uuid:group_id>")
@requires(Permission.GROUP_READ)
def group(group_id: uuid.UUID) -> ResponseReturnValue:
    shown, today = group_at(group_id, Permission.GROUP_READ), clock.today()
    sectors = queries.sectors_of(shown, today=today)
    sees_people = queries.may(viewer(), Permission.MEMBER_READ, shown)
    return render_template(
        "community/group.html",
        group=shown,
        pilot=queries.pilot_of(shown),
        parent=queries.get_parent(shown),
        tasks=queries.tasks_of(shown, today=today),
        decisions=queries.decisions_of(shown),
        meetings=[(row, roll_call_of(row)) for row in meetings_of(shown, viewer=viewer())],
        members=queries.members_of(shown) if sees_people else None,
        sectors=sectors,
        voices=voices(sectors),
        missing=rules.missing_sectors(shown.level, sectors),
        may_write=queries.may(viewer(), Permission.GROUP_WRITE, shown),
        reads_map=shown.community is not None and may(viewer(), Permission.COMMUNITY_READ, shown.community),
        today=today,
        labels=labels,
    )


@bp.route("/groups/<uuid:group_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def edit_group(group_id: uuid.UUID) -> ResponseReturnValue:
    shown = group_at(group_id, Permission.GROUP_WRITE)
    form = forms.EditGroupForm(obj=shown)
    offer_links(form, shown.municipality_id, shown.pilot_id, but=shown.id)
    if form.validate_on_submit():
        try:
            actions.change_group(
                shown,
                form.entry_at(shown.level),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.GroupRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(shown), _("Group changed"))
    return render_template("community/edit_group.html", form=form, group=shown)


@bp.route("/groups/<uuid:group_id>/state", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def change_state(group_id: uuid.UUID) -> ResponseReturnValue:
    shown = group_at(group_id, Permission.GROUP_WRITE)
    form = forms.ChangeGroupStateForm(obj=shown)
    if form.validate_on_submit():
        try:
            actions.change_state(
                shown, form.state.data, seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.GroupRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(shown), _("State of the group changed"))
    return render_template("community/change_state.html", form=form, group=shown)


@bp.route("/groups/<uuid:group_id>/members/new", methods=["GET", "POST"])
@requires(Permission.MEMBER_WRITE)
def add_member(group_id: uuid.UUID) -> ResponseReturnValue:
    shown = group_at(group_id, Permission.MEMBER_WRITE)
    form = forms.AddMemberForm(role=MemberRole.MEMBER, joined_on=clock.today())
    if form.validate_on_submit():
        try:
            actions.add_member(shown, form.entry(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.GroupRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(shown), _("Member added"))
    return render_template("community/add_member.html", form=form, group=shown)


@bp.route("/members/<uuid:member_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEMBER_WRITE)
def edit_member(member_id: uuid.UUID) -> ResponseReturnValue:
    member = queries.get_member(member_id, viewer=viewer(), permission=Permission.MEMBER_WRITE)
    g.pilot_id = member.group.pilot_id
    form = forms.EditMemberForm(obj=member)
    if form.validate_on_submit():
        try:
            actions.change_member(
                member,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.GroupRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(member.group), _("Member changed"))
    return render_template("community/edit_member.html", form=form, group=member.group)
