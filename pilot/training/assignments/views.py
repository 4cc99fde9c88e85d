"""Independent work: tasks of the modules, handing in, and the lecturer's assessment."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.training import forms as training_forms
from pilot.training.assignments import actions, labels, pages, queries, rules
from pilot.training.assignments.forms import AssessForm, ChangeForm, SetForm, WorkForm
from pilot.training.assignments.models import AssignedWork, Assignment
from pilot.training.views import remember
from pilot.web.locale import language
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("assignments", __name__)
HAND_IN = "hand_in"


@bp.get("/pilots/<code:code>/training/assignments")
@requires(Permission.ASSIGNMENT_READ)
def overview(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ASSIGNMENT_READ)
    seen, today = viewer(), clock.today()
    reaches = {scope.reach for scope in seen.scopes_in(pilot.id, Permission.ASSIGNMENT_READ)}
    is_own = reaches == {Reach.OWN}
    assesses = seen.may_in(pilot.id, Permission.WORK_ASSESS)
    waiting = queries.waiting_for(pilot, viewer=seen) if assesses else []
    own = queries.own_tasks(pilot, user_id=seen.user_id) if Reach.OWN in reaches else []
    lines = pages.own_lines(own, today=today)
    table = None if is_own else queries.work_table(pilot, viewer=seen, number=page_number())
    return render_template(
        "assignments/overview.html",
        pilot=pilot,
        is_own=is_own,
        own=lines,
        lede=pages.lede(lines, waiting, assesses=assesses, is_own=is_own),
        table=table,
        cells=pages.cells_of(table, today=today) if table else [],
        codes=pages.codes_of(table.assignments) if table else {},
        waiting=waiting,
        assessed_count=queries.assessed_count(pilot, viewer=seen),
        editable_ids={module.id for module in queries.modules_in(pilot, viewer=seen)},
        unattended=queries.modules_without_lecturer(table.assignments) if table else [],
        may_plan=seen.may_in(pilot.id, Permission.TRAINING_MANAGE),
        words=labels,
        looks=pages.LOOKS,
        module_title=pages.module_title,
        today=today,
        is_late=rules.is_late,
    )


@bp.route("/pilots/<code:code>/training/assignments/new", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENT_SET)
def set_assignment(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ASSIGNMENT_SET)
    modules = {module.id: module for module in queries.modules_in(pilot, viewer=viewer())}
    form = SetForm(mandatory=True, module_id=request.args.get("module", ""))
    form.module_id.offer([(each.id, pages.module_title(each)) for each in modules.values()])
    if form.validate_on_submit():
        entry = form.entry()
        actions.set_assignment(modules[entry.module_id], entry.assignment, actor=viewer(), now=clock.now())
        return saved(url_for(".overview", code=code), _("Task set"))
    return render_template("assignments/set_assignment.html", form=form, pilot=pilot, modules=modules)


def _assignment(assigned_id: uuid.UUID, permission: Permission) -> Assignment:
    found = queries.get_assignment(assigned_id, viewer=viewer(), permission=permission)
    remember(found.module.pilot)
    return found


@bp.route("/assignments/<uuid:assigned_id>/edit", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENT_SET)
def change_assignment(assigned_id: uuid.UUID) -> ResponseReturnValue:
    assignment = _assignment(assigned_id, Permission.ASSIGNMENT_SET)
    form = ChangeForm(obj=assignment)
    code = assignment.module.pilot.code
    if form.validate_on_submit():
        actions.change_assignment(
            assignment, form.task_entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
        )
        return saved(url_for(".overview", code=code), _("Task saved"))
    return _change_page(assignment, form)


@bp.post("/assignments/<uuid:assigned_id>/remove")
@requires(Permission.ASSIGNMENT_SET)
def remove_assignment(assigned_id: uuid.UUID) -> ResponseReturnValue:
    assignment = _assignment(assigned_id, Permission.ASSIGNMENT_SET)
    code = assignment.module.pilot.code
    try:
        actions.remove_assignment(assignment, actor=viewer(), now=clock.now())
    except actions.WorkRefusedError as refusal:
        form = ChangeForm(formdata=None, obj=assignment)
        form.refuse(refusal.problem)
        return _change_page(assignment, form)
    return saved(url_for(".overview", code=code), _("Task removed"))


def _change_page(assignment: Assignment, form: ChangeForm) -> ResponseReturnValue:
    return render_template(
        "assignments/change_assignment.html",
        form=form,
        assignment=assignment,
        pilot=assignment.module.pilot,
        module_title=training_forms.title_of(assignment.module, language=language()),
    )


@bp.route("/assignments/<uuid:assigned_id>/work", methods=["GET", "POST"])
@requires(Permission.WORK_HAND_IN)
def hand_in(assigned_id: uuid.UUID) -> ResponseReturnValue:
    assignment = _assignment(assigned_id, Permission.WORK_HAND_IN)
    participation = queries.own_participation(assignment.module.pilot_id, viewer=viewer())
    work = queries.work_on(assignment, participation)
    if work is not None and not rules.may_write(work.state) and request.method == "GET":
        return redirect(url_for(".work", work_id=work.id))
    form = WorkForm(obj=work).for_task(assignment.tool)
    if form.validate_on_submit():
        try:
            return _keep(form, assignment, participation)
        except actions.WorkRefusedError as refusal:
            form.refuse(refusal.problem)
    return render_template(
        "assignments/hand_in.html",
        form=form,
        assignment=assignment,
        work=work,
        pilot=assignment.module.pilot,
        tool_url=pages.tool_url(assignment.tool, assignment.module.pilot),
        words=labels,
        module_title=pages.module_title(assignment.module),
        today=clock.today(),
    )


def _keep(form: WorkForm, assignment: Assignment, participation: Participation) -> ResponseReturnValue:
    """Keep the draft, or hand it in where that button was pressed."""
    seen, now = form.version_seen(), clock.now()
    if request.form.get("deed") != HAND_IN:
        actions.save_draft(assignment, participation, form.entry(), seen=seen, actor=viewer(), now=now)
        return saved(url_for(".hand_in", assigned_id=assignment.id), _("Draft saved. Only you can read it."))
    version = actions.hand_in(
        assignment, participation, form.entry(), seen=seen, actor=viewer(), now=now, today=clock.today()
    )
    return saved(url_for(".work", work_id=version.work_id), _("Work submitted"))


@bp.get("/assigned-work/<uuid:work_id>")
@requires(Permission.ASSIGNMENT_READ)
def work(work_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_work(work_id, viewer=viewer())
    pilot = remember(found.assignment.module.pilot)
    is_own = found.participation.user_id == viewer().user_id
    return render_template(
        "assignments/work.html",
        work=found,
        pilot=pilot,
        is_own=is_own,
        may_write=is_own and rules.may_write(found.state),
        may_assess=not is_own and pages.is_waiting(found) and queries.is_assessor(found, viewer=viewer()),
        tool_url=pages.tool_url(found.assignment.tool, pilot),
        words=labels,
        module_title=pages.module_title(found.assignment.module),
        is_late=pages.is_late(found, today=clock.today()),
    )


@bp.route("/assigned-work/<uuid:work_id>/assess", methods=["GET", "POST"])
@requires(Permission.WORK_ASSESS)
def assess(work_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_work(work_id, viewer=viewer(), permission=Permission.WORK_ASSESS)
    pilot = remember(found.assignment.module.pilot)
    form = AssessForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.assess(
                found,
                form.assessment(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.WorkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_next_after(pilot), _("Assessment saved"))
    return _assess_page(found, form, pilot)


def _next_after(pilot: Pilot) -> str:
    """Return where the lecturer goes on: to the next work that waits, or to the list."""
    waiting = queries.waiting_for(pilot, viewer=viewer())
    if waiting:
        return url_for(".assess", work_id=waiting[0].id)
    return url_for(".overview", code=pilot.code)


def _assess_page(found: AssignedWork, form: AssessForm, pilot: Pilot) -> ResponseReturnValue:
    waiting = queries.waiting_for(pilot, viewer=viewer())
    assessed = queries.assessed_count(pilot, viewer=viewer())
    return render_template(
        "assignments/assess.html",
        work=found,
        pilot=pilot,
        form=form,
        is_own=found.participation.user_id == viewer().user_id,
        is_waiting=pages.is_waiting(found),
        waiting_count=len(waiting),
        assessed_count=assessed,
        next_work=pages.next_after(found, waiting),
        tool_url=pages.tool_url(found.assignment.tool, pilot),
        words=labels,
        module_title=pages.module_title(found.assignment.module),
        is_late=pages.is_late(found, today=clock.today()),
    )
