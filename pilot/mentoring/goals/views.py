"""Goals of a participant's practice, written by either of the pair."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.mentoring.goals import actions, labels, queries
from pilot.mentoring.goals.forms import ChangeGoalForm, GoalForm
from pilot.mentoring.labels import TOPICS
from pilot.mentoring.people_queries import get_person
from pilot.web.submissions import saved

bp = Blueprint("goals", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("/participants/<uuid:participation_id>/goals")
@requires(Permission.SESSION_CONTENT_READ)
def goals(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    person = get_person(participation_id, pilot=pilot, viewer=viewer())
    found = queries.goals_of([person.id], viewer=viewer())[person.id]
    return render_template(
        "goals/goals.html", pilot=pilot, person=person, goals=found, words=labels, topics=TOPICS
    )


@bp.route("/participants/<uuid:participation_id>/goals/new", methods=["GET", "POST"])
@requires(Permission.SESSION_CONTENT_READ)
def add_goal(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    person = get_person(participation_id, pilot=pilot, viewer=viewer())
    form, url = GoalForm(), _url(code, participation_id)
    if form.validate_on_submit():
        actions.add_goal(pilot, person, form.entry(), actor=viewer(), now=clock.now())
        return saved(url, _("Goal written down"))
    return render_template("goals/add_goal.html", pilot=pilot, person=person, form=form, cancel_url=url)


@bp.route("/goals/<uuid:goal_id>/change", methods=["GET", "POST"])
@requires(Permission.SESSION_CONTENT_READ)
def change_goal(code: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    goal = queries.get_goal(goal_id, pilot=pilot, viewer=viewer())
    form, url = ChangeGoalForm(obj=goal), _url(code, goal.participation_id)
    if form.validate_on_submit():
        try:
            actions.change_goal(
                pilot,
                goal,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.GoalRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Goal changed"))
    return render_template("goals/change_goal.html", pilot=pilot, goal=goal, form=form, cancel_url=url)


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONTENT_READ)


def _url(code: str, participation_id: uuid.UUID) -> str:
    return url_for(".goals", code=code, participation_id=participation_id)
