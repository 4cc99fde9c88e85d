"""Step 8 of a community: its strategy, the goals, and what a group adopted of it."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import canonical
from pilot.community import queries as communities
from pilot.community.labels import decision_name
from pilot.community.models import Community
from pilot.community.strategies import actions, adopted, forms, labels, queries, rules, tables
from pilot.community.strategies.models import ActionItem, Objective, Strategy
from pilot.community.strategies.queries import Plan
from pilot.community.views import community_at, unchanged
from pilot.documents import sheets
from pilot.errors import NotVisibleError
from pilot.web.submissions import saved

bp = Blueprint("strategies", __name__)
NO_GOAL = "none"
SHOWN = 80


@dataclass(frozen=True)
class Board:
    """The actions that are shown, those that are late first, and all by which the plan is judged."""

    actions: list[ActionItem]
    late: dict[uuid.UUID, int]
    goal: str
    worker_does_most: bool


def page_of(community: Community, anchor: str | None = None) -> str:
    """Return the address of the strategy, at a place of it."""
    return url_for("strategies.strategy", community_id=community.id, _anchor=anchor)


def _board(plan: Plan) -> Board:
    """Choose the actions of the goal in the address; the warning speaks of the whole plan."""
    today = clock.today()
    late = {
        each.id: (today - each.due_on).days
        for each in plan.actions
        if rules.is_overdue(each.state, each.due_on, today=today)
    }
    known = {str(each.id) for each in plan.objectives} | {NO_GOAL}
    goal = request.args.get("goal", "")
    shown = [each for each in plan.actions if goal not in known or str(each.objective_id or NO_GOAL) == goal]
    return Board(
        actions=sorted(shown, key=lambda each: each.id not in late),
        late=late,
        goal=goal if goal in known else "",
        worker_does_most=rules.worker_does_most(each.side for each in plan.actions),
    )


@bp.get("/communities/<uuid:community_id>/strategy")
@requires(Permission.COMMUNITY_READ)
def strategy(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    plan = queries.plan_of(found)
    threshold = communities.threshold_for(viewer(), found)
    return render_template(
        "strategies/strategy.html",
        community=found,
        plan=plan,
        board=_board(plan),
        figures={each.id: queries.figures_of(each, threshold=threshold) for each in plan.indicators},
        threshold=threshold,
        has_priorities=queries.has_priorities(found),
        is_edited=bool(plan.versions) and adopted.hash_of(plan) != plan.versions[0].sha256,
        most_objectives=rules.MOST_OBJECTIVES,
        is_insider=communities.is_insider(viewer(), found),
        may_write=communities.may(viewer(), Permission.COMMUNITY_WRITE, found),
        decision_name=decision_name,
        words=labels,
    )


@bp.get("/communities/<uuid:community_id>/strategy/plan.xlsx")
@requires(Permission.COMMUNITY_READ)
def spreadsheet(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    is_insider = communities.is_insider(viewer(), found)
    lines = tables.lines_of(found, queries.plan_of(found), is_insider=is_insider)
    name = _("Action plan: %(community)s", community=found.name)
    return sheets.as_download(sheets.write(name, lines, made_on=clock.today()), name=name)


@bp.route("/communities/<uuid:community_id>/strategy/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def write(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.StrategyForm(obj=queries.strategy_of(found))
    if form.validate_on_submit():
        actions.write_strategy(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(page_of(found), _("Saved"))
    return render_template("strategies/write.html", form=form, community=found, words=labels)


def _begun(community: Community) -> Strategy:
    """Return the strategy of a community.

    :raises NotVisibleError: none has been begun.
    """
    found = queries.strategy_of(community)
    if found is None:
        raise NotVisibleError
    return found


def _offer_items(form: forms.ObjectiveForm, community: Community, objective: Objective | None = None) -> None:
    items = queries.items_for(community, objective.items if objective else ())
    form.item_ids.offer([(item.id, item.need.title) for item in items])


@bp.route("/communities/<uuid:community_id>/strategy/goals/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def add_objective(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    strategy_, form = _begun(found), forms.ObjectiveForm()
    _offer_items(form, found)
    if form.validate_on_submit():
        try:
            actions.add_objective(strategy_, found, form.entry(), actor=viewer(), now=clock.now())
        except actions.StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, "goals"), _("Goal added"))
    return render_template(
        "strategies/add_objective.html",
        form=form,
        community=found,
        has_priorities=queries.has_priorities(found),
    )


def objective_at(objective_id: uuid.UUID) -> Objective:
    """Fetch a goal that the viewer may change, and let the menu know its pilot."""
    found = queries.get_objective(objective_id, viewer=viewer())
    g.pilot_id = found.strategy.community.pilot_id
    return found


@bp.route("/objectives/<uuid:objective_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit_objective(objective_id: uuid.UUID) -> ResponseReturnValue:
    found = objective_at(objective_id)
    community = found.strategy.community
    form = forms.EditObjectiveForm(obj=found, item_ids=[str(item.id) for item in found.items])
    _offer_items(form, community, found)
    if form.validate_on_submit():
        actions.change_objective(
            found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
        )
        return saved(page_of(community, "goals"), _("Goal changed"))
    return render_template("strategies/edit_objective.html", form=form, community=community, objective=found)


@bp.route("/objectives/<uuid:objective_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete_objective(objective_id: uuid.UUID) -> ResponseReturnValue:
    found = objective_at(objective_id)
    community, form = found.strategy.community, forms.DeleteForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.delete_objective(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.StrategyRefusedError as refusal:
            return unchanged(page_of(community, "goals"), labels.PROBLEMS[refusal.problem])
        return saved(page_of(community, "goals"), _("Goal deleted"))
    return render_template(
        "strategies/delete_objective.html", form=form, community=community, objective=found
    )


@bp.route("/communities/<uuid:community_id>/strategy/adopt", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def adopt(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    strategy_, plan = _begun(found), queries.plan_of(found)
    form = forms.AdoptForm()
    decisions = {str(each.id): each for each in queries.decisions_for(found, approved_only=True)}
    form.decision_id.offer([(key, labels.decision_line(each)) for key, each in decisions.items()])
    if form.validate_on_submit():
        try:
            actions.adopt(
                strategy_,
                found,
                decisions[str(form.decision_id.data)],
                shown=str(form.shown.data),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, "versions"), _("Adopted. This version stands still from now on"))
    form.shown.data = adopted.hash_of(plan)
    content = adopted.content_of(plan)
    return render_template(
        "strategies/adopt.html",
        form=form,
        community=found,
        content=content,
        decisions=decisions,
        words=labels,
    )


@bp.get("/strategy-versions/<uuid:strategy_version_id>")
@requires(Permission.COMMUNITY_READ)
def version(strategy_version_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_version(strategy_version_id, viewer=viewer())
    community = found.strategy.community
    if not communities.is_insider(viewer(), community):
        raise NotVisibleError
    g.pilot_id = community.pilot_id
    return render_template(
        "strategies/version.html",
        version=found,
        community=community,
        content=adopted.content_in(found),
        is_intact=canonical.is_intact(found.content, found.sha256),
        is_current=adopted.hash_of(queries.plan_of(community)) == found.sha256,
        decision_name=decision_name,
        words=labels,
    )
