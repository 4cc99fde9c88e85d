"""Actions of a plan: adding and changing them, and saying how they stand and what came of them."""

import uuid

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as communities
from pilot.community.changes.queries import changes_of
from pilot.community.diary.labels import CHANGE_CODES
from pilot.community.models import Community
from pilot.community.strategies import actions, forms, labels, queries, rules
from pilot.community.strategies.models import ActionItem
from pilot.community.strategies.views import page_of
from pilot.community.views import community_at
from pilot.web.locale import day
from pilot.web.submissions import saved

bp = Blueprint("plan_actions", __name__)
SHOWN = 80


def action_at(action_id: uuid.UUID, permission: Permission = Permission.COMMUNITY_WRITE) -> ActionItem:
    """Fetch an action in scope and let the menu know its pilot."""
    found = queries.get_action(action_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.community.pilot_id
    return found


def _offer(form: forms.ActionForm, community: Community, kept: ActionItem | None = None) -> None:
    """Set what an action may be linked to; what it is linked to already stays."""
    begun = queries.strategy_of(community)
    form.objective_id.offer([(each.id, each.text) for each in queries.objectives_of(begun)] if begun else [])
    needs = communities.needs_of(community)
    needs += [each for each in kept.needs if each not in needs] if kept else []
    form.need_ids.offer([(each.id, each.title) for each in needs])
    form.resource_ids.offer([(each.id, each.name) for each in communities.resources_of(community)])
    form.indicator_id.offer(
        [(each.id, labels.indicator_line(each)) for each in queries.indicators_for(community)]
    )
    form.decision_id.offer(
        [(each.id, labels.decision_line(each)) for each in queries.decisions_for(community)]
    )


@bp.get("/actions/<uuid:action_item_id>")
@requires(Permission.COMMUNITY_READ)
def action(action_item_id: uuid.UUID) -> ResponseReturnValue:
    found = action_at(action_item_id, Permission.COMMUNITY_READ)
    today = clock.today()
    is_late = rules.is_overdue(found.state, found.due_on, today=today)
    return render_template(
        "plan_actions/action.html",
        action=found,
        community=found.community,
        days_late=(today - found.due_on).days if is_late else 0,
        is_insider=communities.is_insider(viewer(), found.community),
        may_write=communities.may(viewer(), Permission.COMMUNITY_WRITE, found.community),
        change_codes=CHANGE_CODES,
        words=labels,
    )


@bp.route("/communities/<uuid:community_id>/actions/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def add(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.ActionForm(objective_id=request.args.get("goal", ""), need_ids=request.args.getlist("need"))
    _offer(form, found)
    if form.validate_on_submit():
        try:
            actions.add_action(found, form.entry(), actor=viewer(), now=clock.now())
        except actions.StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, "plan"), _("Action added"))
    return render_template("plan_actions/add.html", form=form, community=found)


@bp.route("/actions/<uuid:action_item_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit(action_item_id: uuid.UUID) -> ResponseReturnValue:
    found = action_at(action_item_id)
    form = forms.EditActionForm(
        obj=found,
        need_ids=[str(each.id) for each in found.needs],
        resource_ids=[str(each.id) for each in found.resources],
    )
    _offer(form, found.community, found)
    if form.validate_on_submit():
        try:
            actions.change_action(
                found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_page(found), _("Action changed"))
    return render_template("plan_actions/edit.html", form=form, action=found, community=found.community)


def _page(found: ActionItem) -> str:
    return url_for("plan_actions.action", action_item_id=found.id)


@bp.route("/actions/<uuid:action_item_id>/report", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def report(action_item_id: uuid.UUID) -> ResponseReturnValue:
    found = action_at(action_item_id)
    form = forms.ReportForm(obj=found, change_ids=[str(each.id) for each in found.changes])
    changes = changes_of(found.community)
    form.change_ids.offer([(each.id, f"{day(each.happened_on)} {each.text[:SHOWN]}") for each in changes])
    if form.validate_on_submit():
        actions.report_action(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(_page(found), _("Saved"))
    return render_template(
        "plan_actions/report.html",
        form=form,
        action=found,
        community=found.community,
        has_changes=bool(changes),
    )


@bp.route("/actions/<uuid:action_item_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete(action_item_id: uuid.UUID) -> ResponseReturnValue:
    found = action_at(action_item_id)
    form = forms.DeleteForm()
    if form.validate_on_submit():
        home = page_of(found.community, "plan")
        actions.delete_action(found, actor=viewer(), now=clock.now())
        return saved(home, _("Action deleted"))
    return render_template("plan_actions/delete.html", form=form, action=found, community=found.community)
