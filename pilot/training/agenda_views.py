"""The agenda of a training day: its classes."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Role
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.training import actions, class_actions, forms, labels, queries
from pilot.training.models import ClassSession, TrainingDay
from pilot.training.views import remember
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("agenda", __name__)
STEP_MINUTES = 15


@bp.route("/training-days/<uuid:day_id>/classes/new", methods=["GET", "POST"])
@requires(Permission.AGENDA_EDIT)
def add_class(day_id: uuid.UUID) -> ResponseReturnValue:
    day = queries.get_day(day_id, viewer=viewer(), permission=Permission.AGENDA_EDIT)
    remember(day.pilot)
    form = forms.ClassForm()
    _offer(form, day)
    if form.validate_on_submit():
        try:
            class_actions.add_class(day, form.entry(), actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem, names=refusal.names)
        else:
            return saved(url_for("training.day", day_id=day_id), _("Class added"))
    return render_template("training/add_class.html", form=form, day=day, words=labels)


@bp.route("/classes/<uuid:class_id>/edit", methods=["GET", "POST"])
@requires(Permission.AGENDA_EDIT)
def change_class(class_id: uuid.UUID) -> ResponseReturnValue:
    held = _class(class_id)
    form = forms.ClassForm(obj=held)
    _offer(form, held.day, teaching=held.lecturers)
    if form.validate_on_submit():
        seen = form.version_seen()
        try:
            class_actions.change_class(held, form.entry(), seen=seen, actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem, names=refusal.names)
        else:
            return saved(url_for("training.day", day_id=held.day_id), _("Class saved"))
    return render_template("training/change_class.html", form=form, held=held, day=held.day, words=labels)


@bp.post("/classes/<uuid:class_id>/earlier")
@requires(Permission.AGENDA_EDIT)
def shift_earlier(class_id: uuid.UUID) -> ResponseReturnValue:
    return _shift(class_id, -STEP_MINUTES)


@bp.post("/classes/<uuid:class_id>/later")
@requires(Permission.AGENDA_EDIT)
def shift_later(class_id: uuid.UUID) -> ResponseReturnValue:
    return _shift(class_id, STEP_MINUTES)


def _shift(class_id: uuid.UUID, minutes: int) -> ResponseReturnValue:
    held = _class(class_id)
    day = held.day
    try:
        class_actions.shift_class(held, minutes=minutes, actor=viewer(), now=clock.now())
    except actions.TrainingRefusedError as refusal:
        return _refused(day, refusal)
    return saved(url_for("training.day", day_id=day.id), _("Class saved"))


def _refused(day: TrainingDay, refusal: actions.TrainingRefusedError) -> ResponseReturnValue:
    """Say beside the day why a button of it did nothing."""
    why = ": ".join(filter(None, (str(labels.PROBLEMS[refusal.problem]), ", ".join(refusal.names))))
    return render_template("training/refused.html", day=day, words=labels, why=why)


@bp.post("/classes/<uuid:class_id>/remove")
@requires(Permission.AGENDA_EDIT)
def remove_class(class_id: uuid.UUID) -> ResponseReturnValue:
    held = _class(class_id)
    day = held.day
    try:
        class_actions.remove_class(held, actor=viewer(), now=clock.now())
    except actions.TrainingRefusedError as refusal:
        return _refused(day, refusal)
    return saved(url_for("training.day", day_id=day.id), _("Class removed"))


def _class(class_id: uuid.UUID) -> ClassSession:
    held = queries.get_class(class_id, viewer=viewer())
    remember(held.day.pilot)
    return held


def _offer(form: forms.ClassForm, day: TrainingDay, *, teaching: list[User] | None = None) -> None:
    """Set what may be chosen: the pilot's modules and lecturers, and those who teach the class already."""
    lecturers = cohort.people_with(Role.LECTURER, day.pilot)
    former = [person for person in teaching or [] if person.id not in {each.id for each in lecturers}]
    away = absences.busy_dates(day.pilot_id, day.held_on, day.held_on)
    form.offer(queries.modules_of(day.pilot), [*lecturers, *former], away=away, language=language())
