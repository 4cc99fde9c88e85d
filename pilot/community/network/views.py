"""The map of a community's stakeholders, and recording, changing and deleting them."""

import uuid
from collections import Counter

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as community_queries
from pilot.community.models import Community
from pilot.community.network import actions, forms, labels, pictures, queries
from pilot.community.network.models import Actor
from pilot.community.network.rules import Problem, Wanted
from pilot.community.views import community_at
from pilot.web.submissions import saved

bp = Blueprint("network", __name__)
ActorForm = forms.RecordActorForm | forms.EditActorForm


def actor_at(actor_id: uuid.UUID, permission: Permission = Permission.COMMUNITY_WRITE) -> Actor:
    """Fetch an actor in scope and let the menu know its pilot."""
    found = queries.get_actor(actor_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.community.pilot_id
    return found


def page_of(row: Actor) -> str:
    """Return the address of an actor."""
    return url_for("network.actor", actor_id=row.id)


@bp.get("/communities/<uuid:community_id>/network")
@requires(Permission.COMMUNITY_READ)
def network(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_READ)
    form = forms.NetworkFilterForm(request.args)
    wanted = form.wanted()
    whole = queries.network_of(community)
    shown = whole.only(wanted)
    return render_template(
        "network/network.html",
        community=community,
        form=form,
        is_filtered=wanted != Wanted(),
        network=whole,
        shown=shown,
        drawn=shown.drawn(),
        counts=Counter(node.actor.circle for node in whole.nodes),
        quadrants=list(queries.by_quadrant(whole)),
        is_insider=community_queries.is_insider(viewer(), community),
        may_write=community_queries.may(viewer(), Permission.COMMUNITY_WRITE, community),
        pictures=pictures,
        labels=labels,
    )


@bp.get("/actors/<uuid:actor_id>")
@requires(Permission.COMMUNITY_READ)
def actor(actor_id: uuid.UUID) -> ResponseReturnValue:
    found = actor_at(actor_id, Permission.COMMUNITY_READ)
    return render_template(
        "network/actor.html",
        actor=found,
        community=found.community,
        ends=queries.ends_of(found),
        contact=queries.contact_for(viewer(), found),
        is_insider=community_queries.is_insider(viewer(), found.community),
        may_write=community_queries.may(viewer(), Permission.COMMUNITY_WRITE, found.community),
        labels=labels,
    )


def _offer(form: ActorForm, community: Community) -> None:
    form.resource_id.offer([(each.id, each.name) for each in queries.resources_at_hand(community)])


def _refuse(form: ActorForm, refusal: actions.NetworkRefusedError) -> None:
    """Put a refusal beside its field, with a link to the one that has the name already."""
    form.refuse(refusal.problem)
    if refusal.known is not None and refusal.problem is Problem.NAME_TAKEN:
        form.lead_to(_("Open: %(name)s", name=refusal.known.name), page_of(refusal.known))


@bp.route("/communities/<uuid:community_id>/actors/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def record(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_WRITE)
    asked = {name: request.args.get(name, "") for name in ("name", "resource_id")}
    form = forms.RecordActorForm(**asked)
    _offer(form, community)
    if form.validate_on_submit():
        try:
            row = actions.record_actor(
                community, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.NetworkRefusedError as refusal:
            _refuse(form, refusal)
        else:
            return saved(page_of(row), _("Recorded"))
    return render_template("network/record.html", form=form, community=community)


@bp.route("/actors/<uuid:actor_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit(actor_id: uuid.UUID) -> ResponseReturnValue:
    found = actor_at(actor_id)
    form = forms.EditActorForm(obj=found)
    _offer(form, found.community)
    if form.validate_on_submit():
        try:
            actions.change_actor(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.NetworkRefusedError as refusal:
            _refuse(form, refusal)
        else:
            return saved(page_of(found), _("Changed"))
    return render_template("network/edit.html", form=form, actor=found, community=found.community)


@bp.route("/actors/<uuid:actor_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete(actor_id: uuid.UUID) -> ResponseReturnValue:
    found = actor_at(actor_id)
    form = forms.DeleteActorForm(obj=found)
    if form.validate_on_submit():
        home = url_for(".network", community_id=found.community_id)
        ties = actions.delete_actor(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(home, ngettext("Deleted with %(num)d tie", "Deleted with %(num)d ties", ties))
    return render_template(
        "network/delete.html",
        form=form,
        actor=found,
        community=found.community,
        ends=queries.ends_of(found),
        labels=labels,
    )
