"""Recurring plans of a mentor for one participant."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.mentoring import labels as mentoring
from pilot.mentoring import pages
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.series import actions, labels, queries, rules
from pilot.mentoring.series.actions import SeriesRefusedError
from pilot.mentoring.series.forms import EndForm, PlanForm, RuleForm
from pilot.mentoring.series.rules import Occurrence
from pilot.web import locale
from pilot.web.submissions import saved

bp = Blueprint("series", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.route("/participants/<uuid:participation_id>/series", methods=["GET", "POST"])
@requires(Permission.SESSION_CREATE)
def plan(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    participation = queries.get_mentee(participation_id, pilot=pilot, viewer=viewer())
    asked = RuleForm(request.args)
    found = _looked_up(pilot, participation, asked) if request.args else None
    form = PlanForm()
    if found is not None:
        form.offer(found, _movable(found))
        was_seen = form.saw()
        if form.validate_on_submit():
            answer = _planned(pilot, participation, asked, form, found if was_seen else [])
            if answer is not None:
                return answer
    return render_template(
        "series/plan.html",
        pilot=pilot,
        participation=participation,
        asked=asked,
        form=form,
        found=found,
        series=queries.series_with(participation, pilot=pilot, viewer=viewer()),
        labels=labels,
    )


def _looked_up(pilot: Pilot, participation: Participation, asked: RuleForm) -> list[Occurrence] | None:
    """Return the days that were asked for; None where the question makes no sense."""
    if not asked.validate():
        return None
    problem = rules.rule_problem(asked.rule(), session_max_minutes=pilot.session_max_minutes)
    if problem is not None:
        asked.refuse(problem)
        return None
    mentor_id = viewer().user_id
    return queries.preview(pilot, participation, asked.rule(), mentor_id=mentor_id, now=clock.now())


def _movable(found: Sequence[Occurrence]) -> list[tuple[str, str]]:
    return [
        (
            str(each.due_on),
            str(
                _(
                    "%(day)s, %(weekday)s, instead of %(due)s",
                    day=locale.day(each.instead_on),
                    weekday=locale.weekday(each.instead_on),
                    due=locale.day(each.due_on),
                )
            ),
        )
        for each in found
        if each.instead_on is not None
    ]


def _planned(
    pilot: Pilot,
    participation: Participation,
    asked: RuleForm,
    form: PlanForm,
    seen: Sequence[Occurrence],
) -> ResponseReturnValue | None:
    """Save the plan and send the mentor on, or leave the reason beside the days."""
    try:
        series = actions.plan(
            pilot,
            participation,
            asked.rule(),
            form=asked.form.data,
            place=asked.place.data or "",
            moved=form.moved_days(),
            seen=seen,
            actor=viewer(),
            now=clock.now(),
            today=clock.today(),
        )
    except SeriesRefusedError as refusal:
        form.refuse(str(labels.PROBLEMS[refusal.problem]))
        return None
    except SessionRefusedError as refusal:
        form.refuse(pages.words_of(refusal))
        return None
    return saved(url_for(".series", code=pilot.code, series_id=series.id), _("Series planned"))


@bp.get("/series/<uuid:series_id>")
@requires(Permission.SESSION_UPDATE)
def series(code: str, series_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = queries.get_series(series_id, pilot=pilot, viewer=viewer())
    return render_template(
        "series/series.html", pilot=pilot, series=found, labels=labels, mentoring_labels=mentoring
    )


@bp.route("/series/<uuid:series_id>/end", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def end(code: str, series_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = queries.get_series(series_id, pilot=pilot, viewer=viewer())
    form = EndForm(obj=found)
    url = url_for(".series", code=code, series_id=series_id)
    if form.validate_on_submit():
        try:
            gone = actions.end(pilot, found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except SeriesRefusedError as refusal:
            flash(str(labels.PROBLEMS[refusal.problem]), "error")
            return redirect(url, 303)
        except SessionRefusedError as refusal:
            flash(pages.words_of(refusal), "error")
            return redirect(url, 303)
        words = ngettext(
            "The series is ended, %(num)s plan deleted", "The series is ended, %(num)s plans deleted", gone
        )
        return saved(url, words)
    coming = sum(actions.is_coming(each, now=clock.now()) for each in found.occurrences)
    return render_template(
        "series/end.html", pilot=pilot, form=form, series=found, coming=coming, cancel_url=url
    )
