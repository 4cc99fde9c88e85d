"""Reflections: private to their author, and shared with the own mentor on purpose (C20)."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.community.queries import own_participation
from pilot.community.reflections import actions, forms, labels, queries
from pilot.community.reflections.models import Reflection
from pilot.community.views import unchanged
from pilot.web.submissions import saved

bp = Blueprint("reflections", __name__)


def own_at(reflection_id: uuid.UUID) -> Reflection:
    """Fetch an own reflection and let the menu know its pilot."""
    found = queries.get_own(reflection_id, viewer=viewer())
    g.pilot_id = found.participation.pilot_id
    return found


@bp.get("/pilots/<code:code>/reflections")
@requires(Permission.SESSION_CONTENT_READ)
def reflections(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONTENT_READ)
    may_write = viewer().may_in(pilot.id, Permission.ACTIVITY_WRITE)
    return render_template(
        "reflections/reflections.html",
        pilot=pilot,
        own=queries.own_in(pilot, viewer=viewer()) if may_write else [],
        shared=queries.shared_in(pilot, viewer=viewer()),
        may_write=may_write,
        words=labels,
    )


@bp.route("/pilots/<code:code>/reflections/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def write(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    form = forms.WriteReflectionForm(reflected_on=clock.today())
    if form.validate_on_submit():
        try:
            row = actions.write(
                participation,
                form.answers(),
                reflected_on=form.reflected_on.data,
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ReflectionRefusedError as refused:
            form.refuse(refused.problem)
        else:
            return saved(url_for(".reflection", reflection_id=row.id), _("Saved; only you read it"))
    return render_template("reflections/write.html", form=form, pilot=pilot)


@bp.get("/reflections/<uuid:reflection_id>")
@requires(Permission.SESSION_CONTENT_READ)
def reflection(reflection_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_reflection(reflection_id, viewer=viewer())
    g.pilot_id = found.participation.pilot_id
    return render_template(
        "reflections/reflection.html",
        reflection=found,
        is_own=found.participation.user_id == viewer().user_id,
        words=labels,
    )


@bp.route("/reflections/<uuid:reflection_id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def edit(reflection_id: uuid.UUID) -> ResponseReturnValue:
    found = own_at(reflection_id)
    form = forms.EditReflectionForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change(
                found,
                form.answers(),
                reflected_on=form.reflected_on.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ReflectionRefusedError as refused:
            form.refuse(refused.problem)
        else:
            return saved(url_for(".reflection", reflection_id=found.id), _("Saved"))
    return render_template("reflections/edit.html", form=form, reflection=found)


@bp.route("/reflections/<uuid:reflection_id>/delete", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def delete(reflection_id: uuid.UUID) -> ResponseReturnValue:
    found = own_at(reflection_id)
    form = forms.DeleteReflectionForm()
    if form.validate_on_submit():
        location = url_for(".reflections", code=found.participation.pilot.code)
        actions.delete(found, actor=viewer(), now=clock.now())
        return saved(location, _("Reflection deleted"))
    return render_template("reflections/delete.html", form=form, reflection=found)


@bp.route("/reflections/<uuid:reflection_id>/share", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def share(reflection_id: uuid.UUID) -> ResponseReturnValue:
    found = own_at(reflection_id)
    mentor = queries.mentor_of(found.participation)
    form = forms.ShareReflectionForm(mentor=str(mentor.id) if mentor else "")
    if form.validate_on_submit():
        try:
            actions.share(found, mentor, named=form.named(), actor=viewer(), now=clock.now())
        except actions.ReflectionRefusedError as refused:
            here = url_for(".share", reflection_id=found.id)
            return unchanged(here, labels.PROBLEMS[refused.problem])
        return saved(url_for(".reflection", reflection_id=found.id), _("Shared with your mentor"))
    return render_template("reflections/share.html", form=form, reflection=found, mentor=mentor)


@bp.post("/reflections/<uuid:reflection_id>/withdraw")
@requires(Permission.ACTIVITY_WRITE)
def withdraw(reflection_id: uuid.UUID) -> ResponseReturnValue:
    found = own_at(reflection_id)
    actions.withdraw(found, actor=viewer(), now=clock.now())
    return saved(url_for(".reflection", reflection_id=found.id), _("Sharing ended; only you read it"))
