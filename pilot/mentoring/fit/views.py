"""How pairs fit: a participant says it once a month, the coordinator reads it."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.mentoring import pair_queries
from pilot.mentoring.fit import actions, labels, queries
from pilot.mentoring.fit.enums import Fit
from pilot.mentoring.fit.forms import FitForm
from pilot.web.submissions import saved

bp = Blueprint("fit", __name__, url_prefix="/pilots/<code:code>/mentoring/fit")


@bp.route("/<uuid:pair_id>", methods=["GET", "POST"])
@requires(Permission.FIT_GIVE)
def give(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.FIT_GIVE)
    pair = _own_pair(pilot, pair_id)
    row = queries.own_answer(pair, Month.of(clock.today()))
    form = FitForm(obj=row)
    if form.validate_on_submit():
        actions.give(
            pilot,
            pair,
            form.fit.data,
            form.rating.data,
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
            today=clock.today(),
        )
        return saved(url_for("pairs.pairs", code=code), _("Thank you, the coordinator reads it"))
    return render_template("fit/give.html", pilot=pilot, form=form, pair=pair, today=clock.today())


def _own_pair(pilot: Pilot, pair_id: uuid.UUID) -> MentoringPair:
    """Return a running pair in which the viewer is the participant."""
    pair = pair_queries.get_own_pair(pair_id, pilot=pilot, viewer=viewer(), today=clock.today())
    if pair.participation.user_id != viewer().user_id:
        raise NotVisibleError
    return pair


@bp.get("")
@requires(Permission.PAIR_MANAGE)
def results(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    answers = queries.answers_in(pilot)
    latest = queries.latest(answers)
    return render_template(
        "fit/results.html",
        pilot=pilot,
        latest=sorted(latest, key=lambda each: list(Fit).index(each.fit), reverse=True),
        sums=queries.sums_of(answers),
        today=clock.today(),
        words=labels,
    )


@bp.post("/answers/<uuid:answer_id>/settle")
@requires(Permission.PAIR_MANAGE)
def settle(code: str, answer_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    actions.settle(pilot, queries.get_answer(answer_id, pilot=pilot), actor=viewer(), now=clock.now())
    return saved(url_for(".results", code=code), _("Noted as seen to"))
