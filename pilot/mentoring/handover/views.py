"""The hand-over pack: what a new mentor takes over, and what the participant adds to it."""

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
from pilot.mentoring import labels, pages
from pilot.mentoring import queries as mentoring
from pilot.mentoring.goals import labels as goal_labels
from pilot.mentoring.goals import queries as goals
from pilot.mentoring.handover import actions, queries
from pilot.mentoring.handover.forms import SayForm
from pilot.mentoring.steps import labels as step_labels
from pilot.mentoring.steps import queries as steps
from pilot.web.submissions import saved

bp = Blueprint("handover", __name__, url_prefix="/pilots/<code:code>/mentoring/handover")


@bp.get("/<uuid:pair_id>")
@requires(Permission.SESSION_CONTENT_READ)
def pack(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _pair(code, pair_id)
    person, today = pair.participation, clock.today()
    word = queries.hand_over_of(pair)
    is_released = word is not None and word.released_at is not None
    cells = mentoring.balances(pilot, viewer=viewer(), today=today).get(person.id, ())
    return render_template(
        "handover/pack.html",
        pilot=pilot,
        pair=pair,
        word=word,
        is_released=is_released,
        is_participant=person.user_id == viewer().user_id,
        sessions=queries.past_sessions(pair, with_content=is_released),
        steps=steps.open_steps([person.id], viewer=viewer()).get(person.id, []),
        goals=goals.goals_of([person.id], viewer=viewer()).get(person.id, []),
        months=[(cell, pages.in_words(cell)) for cell in cells if cell.month <= Month.of(today)],
        labels=labels,
        goal_words=goal_labels,
        owners=step_labels.OWNERS,
        today=today,
    )


@bp.post("/<uuid:pair_id>")
@requires(Permission.SESSION_CONFIRM)
def say(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _pair(code, pair_id)
    if pair.participation.user_id != viewer().user_id:
        raise NotVisibleError
    form = SayForm()
    row = actions.say(
        pilot,
        pair,
        is_released=form.is_released(),
        seen=form.version_seen(),
        actor=viewer(),
        now=clock.now(),
    )
    message = _("Summaries handed over") if row.released_at else _("Summaries are no longer handed over")
    return saved(url_for(".pack", code=code, pair_id=pair_id), message)


def _pair(code: str, pair_id: uuid.UUID) -> tuple[Pilot, MentoringPair]:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONTENT_READ)
    return pilot, queries.get_pair(pair_id, pilot=pilot, viewer=viewer(), today=clock.today())
