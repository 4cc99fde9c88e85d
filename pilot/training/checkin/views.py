"""The changing code on the lecturer's screen, and the page on which a participant types it."""

import uuid

import segno
from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts import throttle
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.training import labels as training_labels
from pilot.training import queries as training
from pilot.training.checkin import actions, labels, queries, rules
from pilot.training.checkin.forms import CheckInForm
from pilot.training.models import TrainingDay
from pilot.training.views import remember
from pilot.web import links
from pilot.web.submissions import saved

bp = Blueprint("checkin", __name__)


@bp.get("/training-days/<uuid:day_id>/code")
@requires(Permission.ATTENDANCE_RECORD)
def code(day_id: uuid.UUID) -> ResponseReturnValue:
    day = training.get_day(day_id, viewer=viewer(), permission=Permission.ATTENDANCE_RECORD)
    pilot, now = remember(day.pilot), clock.now()
    problem = rules.opening_problem(actions.opening_of(day), local=now.astimezone(clock.RIGA))
    shown = (
        None if problem or not training.takes_place(day) else rules.code_of(day.id, key=_key(), moment=now)
    )
    address = links.address_of("checkin.check_in", code=pilot.code)
    return render_template(
        "checkin/code.html",
        day=day,
        shown=shown,
        why_not=labels.PROBLEMS[problem or rules.Problem.NOT_OPEN],
        address=address,
        picture=segno.make(f"{address}?shown={shown}", micro=False).svg_data_uri(scale=8) if shown else "",
        seconds=rules.seconds_left(now),
        words=training_labels,
    )


def _key() -> bytes:
    key = current_app.secret_key or ""
    return key if isinstance(key, bytes) else key.encode()


@bp.route("/pilots/<code:code>/training/check-in", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_READ)
def check_in(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ATTENDANCE_READ)
    today = clock.today()
    person = queries.own_participation(pilot, viewer=viewer(), today=today)
    days = queries.days_today(pilot, today=today) if person else []
    form = CheckInForm(data={"code": request.args.get("shown", "")[:12]})
    if person and form.validate_on_submit():
        try:
            _check_in(person, days, form.code.data)
        except actions.CheckInRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".check_in", code=code), _("You are checked in"))
    done = queries.own_check_ins(person, days) if person else []
    return render_template(
        "checkin/check_in.html", pilot=pilot, person=person, days=days, done=done, form=form
    )


def _check_in(person: Participation, days: list[TrainingDay], typed: str) -> None:
    """Judge a code, counted like a sign-in by person: the whole group may type behind one address."""
    whose = f"check-in:{viewer().user_id}"
    secret = current_app.config["SETTINGS"].secret_key
    source, now = throttle.source_of(account=whose, address=whose, secret=secret), clock.now()
    reserved = throttle.reserve(source, now=now, limits=throttle.CODES)
    db.session.commit()
    if reserved is None:
        raise actions.CheckInRefusedError(rules.Problem.TOO_MANY_TRIES)
    local = now.astimezone(clock.RIGA)
    actions.check_in(person, days, typed, key=_key(), actor=viewer(), now=now, local=local)
    throttle.forgive(reserved)
