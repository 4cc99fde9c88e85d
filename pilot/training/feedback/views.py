"""Anonymous feedback on a training day: giving it, and its results."""

import uuid
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.training import forms as training_forms
from pilot.training import labels as training_labels
from pilot.training import queries as training
from pilot.training.feedback import actions, labels, queries, rules
from pilot.training.feedback.forms import FeedbackForm
from pilot.training.views import remember
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("feedback", __name__)


@bp.route("/training-days/<uuid:day_id>/feedback", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_GIVE)
def give(day_id: uuid.UUID) -> ResponseReturnValue:
    day = training.get_day(day_id, viewer=viewer())
    pilot = remember(day.pilot)
    participation = queries.own_participation(day, viewer=viewer())
    form, today = FeedbackForm(), clock.today()
    if form.validate_on_submit():
        try:
            actions.give(day, participation, form.answer(), now=clock.now(), today=today)
        except actions.FeedbackRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(
                url_for("training.day", day_id=day_id), _("Thank you. Nobody can tell whose answer it is.")
            )
    problem = queries.give_problem(day, participation, today=today)
    return render_template(
        "feedback/give.html",
        form=form,
        day=day,
        pilot=pilot,
        why_not=labels.PROBLEMS[problem] if problem else None,
        last_day=rules.last_day(day.held_on),
        least=rules.LEAST_ANSWERS,
        day_name=training_labels.day_name(day),
    )


@bp.get("/pilots/<code:code>/training/feedback")
@requires(Permission.FEEDBACK_READ)
def results(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.FEEDBACK_READ)
    return render_template(
        "feedback/results.html",
        pilot=pilot,
        results=queries.results_in(pilot, viewer=viewer(), today=clock.today()),
        least=queries.least_answers(pilot, viewer=viewer()),
        last_day=rules.last_day,
        words=labels,
        training=training_labels,
        title_of=partial(training_forms.title_of, language=language()),
    )


@bp.get("/training-days/<uuid:day_id>/feedback/results")
@requires(Permission.FEEDBACK_READ)
def day_results(day_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.day_page(day_id, viewer=viewer(), today=clock.today())
    pilot = remember(found.day.pilot)
    return render_template(
        "feedback/day_results.html",
        found=found,
        pilot=pilot,
        least=queries.least_answers(pilot, viewer=viewer()),
        last_day=rules.last_day(found.day.held_on),
        words=labels,
        day_name=training_labels.day_name(found.day),
    )
