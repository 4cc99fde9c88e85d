"""The stages of practice: the own ones for a participant, each one's for mentor, head and coordinator."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.community.practice import labels, queries, rules

bp = Blueprint("practice", __name__)


@bp.get("/pilots/<code:code>/practice")
@requires(Permission.ACTIVITY_READ)
def practice(code: str) -> ResponseReturnValue:
    seen, today = viewer(), clock.today()
    pilot = cohort.get_pilot(code, viewer=seen, permission=Permission.ACTIVITY_READ)
    people = cohort.participations_in(pilot, viewer=seen, permission=Permission.ACTIVITY_READ)
    is_participant = seen.is_in(pilot.id, Role.PARTICIPANT)
    reached = queries.reached(pilot)
    among = cohort.visible_participations(seen, Permission.ACTIVITY_READ)
    return render_template(
        "practice/practice.html",
        pilot=pilot,
        people=[
            (person, reached[person.id])
            for person in people
            if person.state is ParticipationState.ACTIVE
            and (not is_participant or person.user_id == seen.user_id)
        ],
        silent={each.participation.id: each.days for each in queries.silences(pilot, among, today=today)},
        middle=rules.middle([len(stages) for stages in reached.values()]),
        is_participant=is_participant,
        words=labels,
    )
