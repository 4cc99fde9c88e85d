"""The SVID of a community: four boxes that stand on its findings, and the strategies between them."""

import uuid

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as community_queries
from pilot.community.findings import forms, labels, queries, rules, swot_actions
from pilot.community.findings.enums import SwotBox, SwotPair
from pilot.community.findings.models import SwotItem
from pilot.community.models import Community
from pilot.community.views import community_at
from pilot.errors import NotVisibleError
from pilot.web.submissions import saved

bp = Blueprint("swot", __name__)


@bp.get("/communities/<uuid:community_id>/swot")
@requires(Permission.NEED_READ)
def swot(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    items = queries.swot_of(found)
    return render_template(
        "swot/swot.html",
        community=found,
        boxes={box: [item for item in items if item.box is box] for box in SwotBox},
        strategies={strategy.pair: strategy for strategy in queries.strategies_of(found)},
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found),
        labels=labels,
    )


@bp.route("/communities/<uuid:community_id>/swot/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_item(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.SwotItemForm(box=request.args.get("box", ""))
    _offer(form, found)
    if form.validate_on_submit():
        swot_actions.add_item(found, form.entry(), findings=form.chosen(), actor=viewer(), now=clock.now())
        return saved(_home(found.id), _("Line added"))
    return render_template("swot/add_item.html", form=form, community=found, labels=labels)


def _offer(form: forms.SwotItemForm, community: Community) -> None:
    needs = community_queries.needs_of(community)[: queries.LISTED]
    resources = community_queries.resources_of(community)[: queries.LISTED]
    form.findings.offer(
        [*((each.id, each.title) for each in needs), *((each.id, each.name) for each in resources)]
    )


def _home(community_id: uuid.UUID) -> str:
    return url_for("swot.swot", community_id=community_id)


def _item_at(item_id: uuid.UUID) -> SwotItem:
    item = queries.get_swot_item(item_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    g.pilot_id = item.community.pilot_id
    return item


@bp.route("/swot/<uuid:swot_item_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_item(swot_item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item_at(swot_item_id)
    form = forms.EditSwotItemForm(obj=item)
    _offer(form, item.community)
    if form.validate_on_submit():
        swot_actions.change_item(
            item,
            form.entry(),
            findings=form.chosen(),
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
        )
        return saved(_home(item.community_id), _("Changed"))
    return render_template("swot/edit_item.html", form=form, item=item, community=item.community)


@bp.post("/swot/<uuid:swot_item_id>/delete")
@requires(Permission.NEED_WRITE)
def delete_item(swot_item_id: uuid.UUID) -> ResponseReturnValue:
    item = _item_at(swot_item_id)
    home = _home(item.community_id)
    swot_actions.delete_item(item, actor=viewer(), now=clock.now())
    return saved(home, _("Line deleted"))


@bp.route("/communities/<uuid:community_id>/swot/<string:pair>", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def write_strategy(community_id: uuid.UUID, pair: str) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    if pair not in {str(each) for each in SwotPair}:
        raise NotVisibleError
    joined = SwotPair(pair)
    form = forms.StrategyForm(obj=queries.find_strategy(found, joined))
    if form.validate_on_submit():
        swot_actions.write_strategy(
            found,
            joined,
            form.text.data,
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
        )
        return saved(_home(found.id), _("Saved"))
    items = queries.swot_of(found)
    return render_template(
        "swot/write_strategy.html",
        form=form,
        community=found,
        heading=labels.PAIRS[joined],
        boxes={box: [item for item in items if item.box is box] for box in rules.BOXES_OF[joined]},
        labels=labels,
    )
