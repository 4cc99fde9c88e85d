"""The plan of the training: its check, its modules and its days."""

import datetime as dt
import uuid
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import holidays
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.training import (
    actions,
    attendance_queries,
    check_list,
    date_check,
    forms,
    labels,
    module_actions,
    queries,
    rules,
)
from pilot.training.date_check import Wish
from pilot.training.models import Module, TrainingDay
from pilot.training.publishing import labels as publishing_labels
from pilot.training.publishing import queries as publishing
from pilot.training.venues import queries as venues
from pilot.training.venues.labels import room_choice
from pilot.web.fields import read_day, read_time
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("training", __name__)
SHOWN = ("months", "list")


def remember(pilot: Pilot) -> Pilot:
    """Tell the menu which pilot a page without a code in its address is about."""
    g.pilot_id = pilot.id
    return pilot


@bp.get("/pilots/<code:code>/training")
@requires(Permission.TRAINING_READ)
def schedule(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_READ)
    shown = request.args.get("view", "")
    return render_template(
        "training/schedule.html",
        **_schedule_of(pilot),
        shown=shown if shown in SHOWN else "",
        own_dates=_own_dates(pilot),
        may_subscribe=viewer().may_in(pilot.id, Permission.CALENDAR_SUBSCRIBE),
    )


@bp.get("/pilots/<code:code>/training/print")
@requires(Permission.TRAINING_READ)
def print_schedule(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_READ)
    return render_template("training/print_schedule.html", **_schedule_of(pilot))


def _schedule_of(pilot: Pilot) -> dict[str, Any]:
    """Return what the schedule shows on screen and paper; who does not plan sees the published days."""
    plan = queries.plan_of(pilot)
    manages = viewer().may_in(pilot.id, Permission.TRAINING_MANAGE)
    standing = publishing.standing_of(pilot, plan.days)
    if standing.version is not None and not manages:
        plan = replace(plan, days=publishing.as_published(standing.version, plan.days))
    span = (pilot.implementation_from, pilot.implementation_to)
    return {
        "pilot": pilot,
        "plan": plan,
        "manages": manages,
        "standing": standing,
        "publishing_words": publishing_labels,
        "answer": check_list.answer(plan, pilot=pilot, manages=manages),
        "checks": check_list.check_list(plan, pilot=pilot) if manages else None,
        "holidays": {**holidays.holidays_between(*span, language=language()), **plan.days_off},
        "today": clock.today(),
        "words": labels,
        "title_of": partial(forms.title_of, language=language()),
    }


def _own_dates(pilot: Pilot) -> list[tuple[str, str]]:
    """Return the pages on which the viewer states own dates, as a lecturer or as a participant."""
    seen, ways = viewer(), []
    if seen.is_in(pilot.id, Role.LECTURER):
        ways.append((_("My dates"), url_for("availability.mine", code=pilot.code)))
    if seen.is_in(pilot.id, Role.PARTICIPANT):
        own = [
            each
            for each in cohort.participations_in(pilot, viewer=seen, permission=Permission.ABSENCE_STATE)
            if each.user_id == seen.user_id
        ]
        ways += [
            (_("My absences"), url_for("availability.absences", participation_id=each.id)) for each in own
        ]
    return ways


@bp.route("/pilots/<code:code>/training/accept", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def accept_finding(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    finding = queries.get_finding(pilot, request.args.get("rule", ""))
    form = forms.AcceptForm()
    if form.validate_on_submit():
        try:
            actions.accept_finding(pilot, finding, reason=form.reason.data, actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".schedule", code=code), _("Accepted with the reason"))
    finding_words = labels.describe(finding, pilot=pilot)
    return render_template(
        "training/accept_finding.html", form=form, pilot=pilot, finding_words=finding_words
    )


@bp.route("/pilots/<code:code>/training/modules/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def add_module(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    form = forms.ModuleForm.counting(pilot.academic_hour_minutes)()
    if form.validate_on_submit():
        try:
            module_actions.add_module(pilot, form.entry(), actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".schedule", code=code), _("Module added"))
    return render_template("training/add_module.html", form=form, pilot=pilot)


@bp.route("/modules/<uuid:module_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def change_module(module_id: uuid.UUID) -> ResponseReturnValue:
    module = _module(module_id)
    form = forms.ModuleForm.counting(module.pilot.academic_hour_minutes)(obj=module)
    if form.validate_on_submit():
        try:
            module_actions.change_module(
                module, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".schedule", code=module.pilot.code), _("Module saved"))
    return render_template("training/change_module.html", form=form, module=module)


@bp.post("/modules/<uuid:module_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def remove_module(module_id: uuid.UUID) -> ResponseReturnValue:
    module = _module(module_id)
    code = module.pilot.code
    form = forms.ModuleForm.counting(module.pilot.academic_hour_minutes)(formdata=None, obj=module)
    try:
        module_actions.remove_module(module, actor=viewer(), now=clock.now())
    except actions.TrainingRefusedError as refusal:
        form.refuse(refusal.problem)
        return render_template("training/change_module.html", form=form, module=module)
    return saved(url_for(".schedule", code=code), _("Module removed"))


def _module(module_id: uuid.UUID) -> Module:
    module = queries.get_module(module_id, viewer=viewer())
    remember(module.pilot)
    return module


def _managed_day(day_id: uuid.UUID) -> TrainingDay:
    day = queries.get_day(day_id, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    remember(day.pilot)
    return day


@bp.route("/pilots/<code:code>/training/days/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def plan_day(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    form = forms.PlanDayForm.counting(pilot.academic_hour_minutes)(
        number=queries.next_number(pilot), planned_minutes=forms.usual_minutes(pilot)
    )
    form.offer(_rooms_of(pilot))
    _look_ahead(form, pilot)
    if form.validate_on_submit():
        try:
            day = actions.plan_day(pilot, form.entry(), form.when(), actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        except actions.DateWarnedError as warned:
            form.warn(warned.findings)
        else:
            return saved(url_for(".day", day_id=day.id), _("Training day planned"))
    return render_template("training/plan_day.html", form=form, pilot=pilot, words=labels)


@bp.get("/training-days/<uuid:day_id>")
@requires(Permission.TRAINING_READ)
def day(day_id: uuid.UUID) -> ResponseReturnValue:
    day = queries.get_day(day_id, viewer=viewer())
    pilot = remember(day.pilot)
    corrects = queries.may_reach(day, viewer=viewer(), permission=Permission.ATTENDANCE_CORRECT)
    return render_template(
        "training/day.html",
        day=day,
        pilot=pilot,
        words=labels,
        moved_to=queries.day_after_move(day),
        unpublished=publishing.change_of(day),
        publishing_words=publishing_labels,
        takes_place=queries.takes_place(day),
        title_of=partial(forms.title_of, language=language()),
        manages=queries.may_reach(day, viewer=viewer(), permission=Permission.TRAINING_MANAGE),
        edits_agenda=queries.may_reach(day, viewer=viewer(), permission=Permission.AGENDA_EDIT),
        records=queries.may_reach(day, viewer=viewer(), permission=Permission.ATTENDANCE_RECORD),
        has_come=day.held_on <= clock.today(),
        reads_feedback=queries.may_reach(day, viewer=viewer(), permission=Permission.FEEDBACK_READ)
        and day.held_on <= clock.today(),
        gives_feedback=viewer().may_in(pilot.id, Permission.FEEDBACK_GIVE)
        and rules.takes_feedback(day.held_on, today=clock.today()),
        checks_in=day.held_on == clock.today() and viewer().is_in(pilot.id, Role.PARTICIPANT),
        corrections=attendance_queries.corrections_of(day) if corrects else [],
    )


@bp.route("/training-days/<uuid:day_id>/edit", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def change_day(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _managed_day(day_id)
    form = forms.DayForm.counting(day.pilot.academic_hour_minutes)(obj=day)
    form.offer(_rooms_of(day.pilot))
    if form.validate_on_submit():
        try:
            actions.change_day(day, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".day", day_id=day_id), _("Training day saved"))
    return render_template("training/change_day.html", form=form, day=day, words=labels)


def _rooms_of(pilot: Pilot) -> list[tuple[uuid.UUID, str]]:
    return [(room.id, room_choice(room)) for room in venues.rooms_of(pilot)]


def _look_ahead(
    form: forms.PlanDayForm | forms.MoveDayForm, pilot: Pilot, *, moved: TrainingDay | None = None
) -> None:
    """Fill in the date that the address names, and say what speaks against it before anything is saved."""
    to, starts, ends = (request.args.get(name, "") for name in ("to", "starts_at", "ends_at"))
    form.suggest(held_on=read_day(to), starts_at=read_time(starts), ends_at=read_time(ends))
    if request.method == "POST" or form.held_on.data is None:
        return
    if moved is not None and form.held_on.data == moved.held_on:
        return
    wish = Wish(
        form.held_on.data,
        form.starts_at.data or dt.time.min,
        form.ends_at.data or dt.time.max,
        moved.room_id if moved else None,
        moved,
    )
    form.look_at(date_check.against(wish, actions.calendar_of(pilot)))


@bp.route("/training-days/<uuid:day_id>/move", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def move_day(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _managed_day(day_id)
    form = forms.MoveDayForm(obj=day)
    _look_ahead(form, day.pilot, moved=day)
    if form.validate_on_submit():
        try:
            new = _move(day, form)
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        except actions.DateWarnedError as warned:
            form.warn(warned.findings)
        else:
            return saved(url_for(".day", day_id=new.id), _("Training day moved"))
    return render_template("training/move_day.html", form=form, day=day, words=labels)


def _move(day: TrainingDay, form: forms.MoveDayForm) -> TrainingDay:
    return actions.move_day(
        day,
        form.when(),
        reason=form.change_reason.data,
        seen=form.version_seen(),
        actor=viewer(),
        now=clock.now(),
        today=clock.today(),
    )


@bp.route("/training-days/<uuid:day_id>/cancel", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def cancel_day(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _managed_day(day_id)
    form = forms.CancelDayForm(obj=day)
    if form.validate_on_submit():
        reason, seen = form.change_reason.data, form.version_seen()
        try:
            actions.cancel_day(
                day, reason=reason, seen=seen, actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".schedule", code=day.pilot.code), _("Training day cancelled"))
    return render_template("training/cancel_day.html", form=form, day=day, words=labels)


@bp.post("/training-days/<uuid:day_id>/plan-again")
@requires(Permission.TRAINING_MANAGE)
def plan_again(day_id: uuid.UUID) -> ResponseReturnValue:
    try:
        new = actions.plan_again(_managed_day(day_id), actor=viewer(), now=clock.now())
    except actions.TrainingRefusedError as refusal:
        return _refused(day_id, refusal)
    return saved(url_for(".day", day_id=new.id), _("Training day planned again"))


@bp.post("/training-days/<uuid:day_id>/confirm")
@requires(Permission.TRAINING_MANAGE)
def confirm_day(day_id: uuid.UUID) -> ResponseReturnValue:
    try:
        actions.confirm_day(_managed_day(day_id), actor=viewer(), now=clock.now())
    except actions.TrainingRefusedError as refusal:
        return _refused(day_id, refusal)
    return saved(url_for(".day", day_id=day_id), _("Training day confirmed"))


def _refused(day_id: uuid.UUID, refusal: actions.TrainingRefusedError) -> ResponseReturnValue:
    """Say beside the day why a button of it did nothing."""
    day = _managed_day(day_id)
    return render_template(
        "training/refused.html", day=day, words=labels, why=labels.PROBLEMS[refusal.problem]
    )
