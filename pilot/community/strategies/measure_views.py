"""Indicators of goals: keeping them, recording their values, and approving these."""

import uuid
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as communities
from pilot.community.models import Community
from pilot.community.papers.queries import may_review
from pilot.community.strategies import forms, labels, measure_actions, queries
from pilot.community.strategies.actions import StrategyRefusedError
from pilot.community.strategies.enums import UpdateState
from pilot.community.strategies.measure_actions import PartsRefusedError, community_of
from pilot.community.strategies.models import Indicator, IndicatorUpdate
from pilot.community.strategies.views import objective_at, page_of
from pilot.community.views import unchanged
from pilot.errors import NotVisibleError
from pilot.web.submissions import saved

bp = Blueprint("measures", __name__)


def measure_at(measure_id: uuid.UUID, permission: Permission = Permission.COMMUNITY_WRITE) -> Indicator:
    """Fetch an indicator in scope and let the menu know its pilot."""
    found = queries.get_indicator(measure_id, viewer=viewer(), permission=permission)
    g.pilot_id = community_of(found).pilot_id
    return found


def value_at(value_id: uuid.UUID, permission: Permission = Permission.COMMUNITY_WRITE) -> IndicatorUpdate:
    """Fetch a value in scope and let the menu know its pilot."""
    found = queries.get_value(value_id, viewer=viewer(), permission=permission)
    g.pilot_id = community_of(found.indicator).pilot_id
    return found


def _page(indicator: Indicator) -> str:
    return url_for("measures.measure", measure_id=indicator.id)


@bp.get("/strategy-indicators/<uuid:measure_id>")
@requires(Permission.COMMUNITY_READ)
def measure(measure_id: uuid.UUID) -> ResponseReturnValue:
    found = measure_at(measure_id, Permission.COMMUNITY_READ)
    community = community_of(found)
    threshold = communities.threshold_for(viewer(), community)
    is_insider = communities.is_insider(viewer(), community)
    return render_template(
        "measures/measure.html",
        measure=found,
        community=community,
        figures=queries.figures_of(found, threshold=threshold),
        threshold=threshold,
        values=list(reversed(found.updates)) if is_insider else [],
        is_insider=is_insider,
        may_write=communities.may(viewer(), Permission.COMMUNITY_WRITE, community),
        judged={each.id for each in found.updates if _may_judge(each, community)},
        words=labels,
    )


def _may_judge(value: IndicatorUpdate, community: Community) -> bool:
    """Tell whether the viewer answers to a value now: the mentor or the head, never its author (C13)."""
    waits = value.state is UpdateState.SENT and value.author_id != viewer().user_id
    return waits and may_review(viewer(), community)


def _offered() -> dict[str, Any]:
    """Return what the process indicator named in the address fills in."""
    for name, words, unit, counting, counts_people in labels.PROCESS_INDICATORS:
        if name == request.args.get("offer"):
            return {
                "name": str(words),
                "unit": str(unit),
                "counting": counting,
                "counts_people": counts_people,
            }
    return {}


@bp.route("/objectives/<uuid:objective_id>/indicators/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def add(objective_id: uuid.UUID) -> ResponseReturnValue:
    objective = objective_at(objective_id)
    community, form = objective.strategy.community, forms.IndicatorForm(**_offered())
    if form.validate_on_submit():
        try:
            measure_actions.add_indicator(objective, form.entry(), actor=viewer(), now=clock.now())
        except StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(community, "goals"), _("Indicator added"))
    return render_template(
        "measures/add.html", form=form, community=community, objective=objective, words=labels
    )


@bp.route("/strategy-indicators/<uuid:measure_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit(measure_id: uuid.UUID) -> ResponseReturnValue:
    found = measure_at(measure_id)
    form = forms.EditIndicatorForm(obj=found)
    if form.validate_on_submit():
        try:
            measure_actions.change_indicator(
                found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_page(found), _("Indicator changed"))
    return render_template("measures/edit.html", form=form, measure=found, community=community_of(found))


@bp.route("/strategy-indicators/<uuid:measure_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete(measure_id: uuid.UUID) -> ResponseReturnValue:
    found = measure_at(measure_id)
    community, form = community_of(found), forms.DeleteForm(obj=found)
    if form.validate_on_submit():
        try:
            measure_actions.delete_indicator(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except StrategyRefusedError as refusal:
            return unchanged(_page(found), labels.PROBLEMS[refusal.problem])
        return saved(page_of(community, "goals"), _("Indicator deleted"))
    return render_template("measures/delete.html", form=form, measure=found, community=community)


@bp.route("/strategy-indicators/<uuid:measure_id>/values/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def record(measure_id: uuid.UUID) -> ResponseReturnValue:
    found = measure_at(measure_id)
    kind = forms.PeopleValueForm if found.counts_people else forms.ValueForm
    form = kind(measured_on=clock.today())
    if form.validate_on_submit():
        try:
            measure_actions.record_value(
                found, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        except PartsRefusedError as refusal:
            form.refuse_parts(refusal.left_over)
        else:
            return saved(_page(found), _("Value recorded"))
    return render_template("measures/record.html", form=form, measure=found, community=community_of(found))


@bp.route("/indicator-values/<uuid:measured_value_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit_value(measured_value_id: uuid.UUID) -> ResponseReturnValue:
    found = value_at(measured_value_id)
    measure_, kind = found.indicator, forms.EditValueForm
    if measure_.counts_people:
        kind = forms.EditPeopleValueForm
    form = kind(obj=found, **{f"{forms.PART}{group}": people for group, people in found.parts.items()})
    if form.validate_on_submit():
        try:
            measure_actions.change_value(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        except PartsRefusedError as refusal:
            form.refuse_parts(refusal.left_over)
        else:
            return saved(_page(measure_), _("Value changed"))
    return render_template(
        "measures/edit_value.html", form=form, value=found, measure=measure_, community=community_of(measure_)
    )


@bp.route("/indicator-values/<uuid:measured_value_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete_value(measured_value_id: uuid.UUID) -> ResponseReturnValue:
    found = value_at(measured_value_id)
    measure_, form = found.indicator, forms.DeleteForm(obj=found)
    if form.validate_on_submit():
        try:
            measure_actions.delete_value(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except StrategyRefusedError as refusal:
            return unchanged(_page(measure_), labels.PROBLEMS[refusal.problem])
        return saved(_page(measure_), _("Value deleted"))
    return render_template(
        "measures/delete_value.html",
        form=form,
        value=found,
        measure=measure_,
        community=community_of(measure_),
        words=labels,
    )


@bp.route("/indicator-values/<uuid:measured_value_id>/answer", methods=["GET", "POST"])
@requires(Permission.PAPER_REVIEW)
def judge(measured_value_id: uuid.UUID) -> ResponseReturnValue:
    found = value_at(measured_value_id, Permission.PAPER_REVIEW)
    measure_, community = found.indicator, community_of(found.indicator)
    if not may_review(viewer(), community):
        raise NotVisibleError
    form = forms.JudgeForm(obj=found)
    if form.validate_on_submit():
        try:
            measure_actions.judge(
                found,
                form.answer.data,
                form.reason.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except StrategyRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_page(measure_), _("Answer saved"))
    return render_template(
        "measures/judge.html",
        form=form,
        value=found,
        measure=measure_,
        community=community,
        cancel_url=_page(measure_),
        words=labels,
    )
