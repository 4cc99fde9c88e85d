"""Plan the days of a pilot, and plan them again after a change."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.training import labels as training_labels
from pilot.training.actions import TrainingRefusedError
from pilot.training.planning import actions, answers, forms, labels, moving, pages, queries
from pilot.training.planning.entries import ChangeEntry
from pilot.training.planning.enums import PlanProblemKind
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("planning", __name__)


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)


def _address() -> dict[str, Any]:
    """Return the answers that stand after the ? of the address."""
    return request.args.to_dict(flat=False)


@bp.route("/pilots/<code:code>/training/plan", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def prepare(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    form = answers.asked(pilot, data=answers.to_start_from(pilot, _address()))
    if form.validate_on_submit():
        actions.remember_lecturers(pilot, form.entry().lecturers, actor=viewer(), now=clock.now())
        return saved(url_for(".proposal", code=code, **form.query()))
    days = queries.live_days(pilot)
    return render_template(
        "planning/prepare.html",
        pilot=pilot,
        form=form,
        days=days,
        people=queries.lecturers_of(pilot),
        has_rooms=queries.has_rooms(pilot),
    )


@bp.route("/pilots/<code:code>/training/plan/proposal", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def proposal(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    answered = answers.in_address(pilot, _address())
    if not answered.modules or not answered.validate():
        return redirect(url_for(".prepare", code=code, **_address()))
    proposed = pages.proposed(answered.entry(), pilot, language=language())
    form = forms.UseForm()
    if form.validate_on_submit():
        refused = _use(pilot, form, proposed)
        if not refused:
            count = len(proposed.best.days)
            words = ngettext("%(num)d training day planned", "%(num)d training days planned", count)
            return saved(url_for("training.schedule", code=code), words)
        form.refuse_field("digest", refused)
    return render_template(
        "planning/proposal.html",
        pilot=pilot,
        form=form,
        proposed=proposed,
        days_exist=bool(queries.live_days(pilot)),
        words=training_labels,
        change_url=url_for(".prepare", code=code, **_address()),
    )


def _use(pilot: Pilot, form: forms.UseForm, proposed: pages.Proposed) -> str:
    """Use the plan that was chosen; return why not, in words."""
    chosen = proposed.by_choice.get(form.choice.data or "")
    if chosen is None or chosen.digest != form.digest.data:
        problem = PlanProblemKind.CHANGED if proposed.shown else PlanProblemKind.NO_PLAN
        return str(labels.PROBLEMS[problem])
    modules = {str(module.id): module for module in proposed.facts.modules}
    try:
        actions.use_plan(pilot, chosen.plan, proposed.entry, modules, actor=viewer(), now=clock.now())
    except actions.PlanRefusedError as refusal:
        return str(labels.PROBLEMS[refusal.problem])
    except TrainingRefusedError as refusal:
        return str(training_labels.PROBLEMS[refusal.problem])
    return ""


@bp.route("/pilots/<code:code>/training/plan/again", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def replan(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    days = queries.live_days(pilot)
    change = forms.ChangeForm(formdata=request.args or None)
    change.lecturer.offer([(person.id, person.name) for person in queries.people_of_days(days)])
    entry = change.entry() if request.args else ChangeEntry()
    moves = moving.moves_after(pilot, days, entry, today=clock.today(), language=language())
    form = forms.MoveForm().asking(moves_days=any(each.is_moved for each in moves.changes))
    if form.validate_on_submit():
        refused = _move(pilot, form, moves)
        if not refused:
            return saved(_told_url(code, moves), _("Training days changed"))
        form.refuse_field("digest", refused)
    return render_template(
        "planning/replan.html",
        pilot=pilot,
        days=days,
        change=change,
        form=form,
        moves=moves,
        words=training_labels,
        obstructions=pages.obstructions(moves.reasons, moves.facts),
    )


def _move(pilot: Pilot, form: forms.MoveForm, moves: moving.Moves) -> str:
    """Move the days that were shown; return why not, in words."""
    if form.digest.data != moves.digest:
        return str(labels.PROBLEMS[PlanProblemKind.CHANGED])
    now, today = clock.now(), clock.today()
    try:
        actions.move_days(pilot, moves.changes, reason=form.reason(), actor=viewer(), now=now, today=today)
    except actions.PlanRefusedError as refusal:
        return str(labels.PROBLEMS[refusal.problem])
    except TrainingRefusedError as refusal:
        return str(training_labels.PROBLEMS[refusal.problem])
    return ""


def _told_url(code: str, moves: moving.Moves) -> str:
    """Return the page that says whom to tell; a lecturer who no longer teaches a day is named in it."""
    return url_for(
        ".told",
        code=code,
        days=[str(change.day.id) for change in moves.changes],
        was=list(moves.relieved),
        group=int(moves.tells_group),
    )


@bp.get("/pilots/<code:code>/training/plan/told")
@requires(Permission.TRAINING_MANAGE)
def told(code: str) -> ResponseReturnValue:
    pilot = _pilot(code)
    days = answers.ids_in(request.args.getlist("days"))
    was = answers.ids_in(request.args.getlist("was"))
    tells_group = request.args.get("group") == "1"
    changed = queries.changes_to_tell(pilot, days, was=was, tells_group=tells_group, today=clock.today())
    return render_template("planning/told.html", pilot=pilot, changed=changed, words=training_labels)
