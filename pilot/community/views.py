"""Communities: defining, reading, moving through the stages and sharing them."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.models import Participation
from pilot.cohort.queries import get_pilot
from pilot.community import actions, forms, labels, queries, rules, spine, spine_queries
from pilot.community.models import Community
from pilot.web.submissions import SEE_OTHER, saved

bp = Blueprint("community", __name__)


def community_at(community_id: uuid.UUID, permission: Permission) -> Community:
    """Fetch a community in scope and let the menu know its pilot."""
    community = queries.get_community(community_id, viewer=viewer(), permission=permission)
    g.pilot_id = community.pilot_id
    return community


def colleagues(lead: Participation, kept: Sequence[Participation] = ()) -> list[tuple[uuid.UUID, str]]:
    """Name who may work with a community besides its lead; who does already stays."""
    found = queries.colleagues_of(lead)
    return [(each.id, each.user.name) for each in [*found, *(each for each in kept if each not in found)]]


@bp.app_context_processor
def spine_words() -> dict[str, object]:
    """Give every page of a community the eight steps: their names, and the pages that are there."""
    return {"spine_names": labels.STEPS, "spine_pages": spine.PAGES}


def unchanged(location: str, reason: str) -> ResponseReturnValue:
    """Send the browser back with the reason why a button changed nothing."""
    flash(str(reason), "warning")
    return redirect(location, SEE_OTHER)


@bp.get("/pilots/<code:code>/communities")
@requires(Permission.COMMUNITY_READ)
def communities(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_READ)
    return render_template(
        "community/communities.html",
        pilot=pilot,
        lines=queries.communities_in(pilot, viewer=viewer()),
        may_define=viewer().may_in(pilot.id, Permission.COMMUNITY_WRITE),
        may_name_leads=queries.may_name_leads(viewer(), pilot.id),
        labels=labels,
    )


@bp.route("/pilots/<code:code>/communities/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def define(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_WRITE)
    lead = queries.own_participation(pilot, viewer=viewer())
    form = forms.DefineCommunityForm(started_on=clock.today())
    form.offer(colleagues(lead))
    if form.validate_on_submit():
        try:
            community = actions.define_community(
                lead,
                form.entry(),
                workers=form.workers(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CommunityRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".community", community_id=community.id), _("Community defined"))
    return render_template("community/define.html", form=form, pilot=pilot)


@bp.get("/communities/<uuid:community_id>")
@requires(Permission.COMMUNITY_READ)
def community(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    facts = queries.facts_of(found)
    return render_template(
        "community/community.html",
        community=found,
        facts=facts,
        groups=queries.groups_of(found, viewer=viewer()),
        workers=queries.workers_of(found),
        missing=rules.missing_in(facts),
        recorded=spine_queries.recorded_in(found),
        may_write=queries.may(viewer(), Permission.COMMUNITY_WRITE, found),
        may_publish=queries.may(viewer(), Permission.COMMUNITY_PUBLISH, found),
        may_name_lead=queries.may_name_leads(viewer(), found.pilot_id),
        labels=labels,
    )


@bp.route("/communities/<uuid:community_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    workers = queries.workers_of(found)
    form = forms.EditCommunityForm(obj=found, worker_ids=[str(each.id) for each in workers])
    form.offer(colleagues(found.lead, kept=workers))
    if form.validate_on_submit():
        try:
            actions.change_community(
                found,
                form.entry(),
                workers=form.workers(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CommunityRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".community", community_id=found.id), _("Community changed"))
    return render_template("community/edit.html", form=form, community=found)


@bp.route("/communities/<uuid:community_id>/stage", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def change_stage(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.ChangeStageForm(obj=found)
    if form.validate_on_submit():
        actions.change_stage(
            found, form.stage.data, seen=form.version_seen(), actor=viewer(), now=clock.now()
        )
        return saved(url_for(".community", community_id=found.id), _("Stage changed"))
    return render_template("community/change_stage.html", form=form, community=found)


@bp.post("/communities/<uuid:community_id>/propose-sharing")
@requires(Permission.COMMUNITY_WRITE)
def propose_sharing(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    try:
        actions.propose_sharing(found, actor=viewer(), now=clock.now())
    except actions.CommunityRefusedError as refusal:
        return unchanged(url_for(".community", community_id=found.id), labels.PROBLEMS[refusal.problem])
    return saved(url_for(".community", community_id=found.id), _("Sharing proposed"))


@bp.post("/communities/<uuid:community_id>/share")
@requires(Permission.COMMUNITY_PUBLISH)
def share(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_PUBLISH)
    try:
        actions.share(found, actor=viewer(), now=clock.now())
    except actions.CommunityRefusedError as refusal:
        return unchanged(url_for(".community", community_id=found.id), labels.PROBLEMS[refusal.problem])
    return saved(url_for(".community", community_id=found.id), _("Community shared with the pilot"))


@bp.post("/communities/<uuid:community_id>/end-sharing")
@requires(Permission.COMMUNITY_PUBLISH)
def end_sharing(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_PUBLISH)
    try:
        actions.end_sharing(found, actor=viewer(), now=clock.now())
    except actions.CommunityRefusedError as refusal:
        return unchanged(url_for(".community", community_id=found.id), labels.PROBLEMS[refusal.problem])
    return saved(url_for(".community", community_id=found.id), _("Sharing ended"))
