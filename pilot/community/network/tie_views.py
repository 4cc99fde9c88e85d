"""Ties between the stakeholders of a community: recording, changing and taking them back."""

import uuid

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.network import actions, forms, queries
from pilot.community.network.models import Tie
from pilot.community.network.views import bp, page_of
from pilot.community.views import community_at
from pilot.web.submissions import saved

__all__ = ["bp"]


def tie_at(tie_id: uuid.UUID) -> Tie:
    """Fetch a tie that the viewer may write, and let the menu know its pilot."""
    found = queries.get_tie(tie_id, viewer=viewer(), permission=Permission.COMMUNITY_WRITE)
    g.pilot_id = found.community.pilot_id
    return found


@bp.route("/communities/<uuid:community_id>/ties/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def tie(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.RecordTieForm(from_id=request.args.get("actor", ""))
    actors = {str(each.id): each for each in queries.actors_of(community)}
    for field in (form.from_id, form.to_id):
        field.offer([(key, each.name) for key, each in actors.items()])
    if form.validate_on_submit():
        one, other = actors[form.from_id.data], uuid.UUID(form.to_id.data)
        try:
            actions.tie(one, other, form.entry(), actor=viewer(), now=clock.now())
        except actions.NetworkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(one), _("Tie recorded"))
    return render_template("network/tie.html", form=form, community=community, actors=actors)


@bp.route("/ties/<uuid:tie_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit_tie(tie_id: uuid.UUID) -> ResponseReturnValue:
    found = tie_at(tie_id)
    form = forms.EditTieForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change_tie(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.NetworkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found.from_actor), _("Changed"))
    return render_template("network/edit_tie.html", form=form, tie=found, community=found.community)


@bp.post("/ties/<uuid:tie_id>/delete")
@requires(Permission.COMMUNITY_WRITE)
def untie(tie_id: uuid.UUID) -> ResponseReturnValue:
    found = tie_at(tie_id)
    home = page_of(found.from_actor)
    actions.untie(found, actor=viewer(), now=clock.now())
    return saved(home, _("Tie taken back"))
