"""The research plan of a community: its questions, what is still to do and who has not been heard."""

import uuid

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.labels import PEOPLE_GROUPS
from pilot.community.methods import actions, forms, labels, pages, queries
from pilot.community.methods.models import PlannedMethod
from pilot.community.methods.views import bp
from pilot.community.queries import may
from pilot.community.views import community_at, unchanged
from pilot.web.submissions import saved


def planned_at(planned_id: uuid.UUID) -> PlannedMethod:
    """Fetch a method of a plan that the viewer may change."""
    planned = queries.get_planned(planned_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    g.pilot_id = planned.community.pilot_id
    return planned


def page_of(planned: PlannedMethod) -> str:
    """Return the address of the plan."""
    return url_for("methods.plan", community_id=planned.community_id)


@bp.get("/communities/<uuid:community_id>/plan")
@requires(Permission.NEED_READ)
def plan(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    return render_template(
        "methods/plan.html",
        community=found,
        plan=queries.plan_of(found),
        lines=pages.planned_lines(queries.planned_of(found), today=clock.today()),
        unheard=queries.reach_of(found).unheard,
        may_write=may(viewer(), Permission.NEED_WRITE, found),
        groups=PEOPLE_GROUPS,
        words=labels,
    )


@bp.route("/communities/<uuid:community_id>/plan/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_plan(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    known = queries.plan_of(found)
    form = forms.PlanForm(obj=known)
    if form.validate_on_submit():
        actions.write_plan(
            found,
            known,
            questions=form.questions.data,
            ethics=form.ethics.data or "",
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
        )
        return saved(url_for(".plan", community_id=found.id), _("Plan saved"))
    return render_template("methods/edit_plan.html", form=form, community=found)


@bp.route("/communities/<uuid:community_id>/plan/methods/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def plan_method(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.PlanMethodForm()
    if form.validate_on_submit():
        planned = actions.plan_method(found, form.entry(), actor=viewer(), now=clock.now())
        return saved(page_of(planned), _("Put into the plan"))
    return render_template("methods/plan_method.html", form=form, community=found)


@bp.route("/planned-methods/<uuid:planned_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def change_planned(planned_id: uuid.UUID) -> ResponseReturnValue:
    found = planned_at(planned_id)
    form = forms.ChangePlannedForm(obj=found)
    if form.validate_on_submit():
        actions.change_planned(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(page_of(found), _("Plan saved"))
    return render_template("methods/change_planned.html", form=form, planned=found, community=found.community)


@bp.post("/planned-methods/<uuid:planned_id>/remove")
@requires(Permission.NEED_WRITE)
def remove_planned(planned_id: uuid.UUID) -> ResponseReturnValue:
    found = planned_at(planned_id)
    url = page_of(found)
    try:
        actions.remove_planned(found, actor=viewer(), now=clock.now())
    except actions.MethodRefusedError as refused:
        return unchanged(url, labels.words_of(refused.refusal))
    return saved(url, _("Taken out of the plan"))
