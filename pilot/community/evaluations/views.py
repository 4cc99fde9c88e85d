"""The final evaluation: what a person is asked, writing it, and what was handed in."""

import uuid
from functools import partial

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.community.evaluations import actions, forms, labels, queries, rules
from pilot.community.evaluations.enums import EvaluationKind
from pilot.community.evaluations.queries import Subject
from pilot.community.labels import people_count
from pilot.web.submissions import saved

bp = Blueprint("evaluations", __name__)


@bp.get("/pilots/<code:code>/evaluation")
@requires(Permission.EVALUATION_READ)
def evaluations(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.EVALUATION_READ)
    sums = queries.reads_sums(pilot, viewer=viewer())
    threshold = queries.threshold_for(pilot, viewer=viewer())
    return render_template(
        "evaluations/evaluations.html",
        pilot=pilot,
        subjects=queries.subjects_of(pilot, viewer=viewer()),
        begun=queries.own_in(pilot, viewer=viewer()),
        hand_in_from=rules.hand_in_from(queries.practice_of(pilot)),
        rows=queries.handed_in(pilot, viewer=viewer()) if sums else [],
        sums=sums,
        counts=queries.counts_in(pilot) if sums else {},
        outcomes=queries.outcomes_in(pilot) if sums else [],
        obstacles=queries.obstacles_in(pilot, threshold=threshold) if sums else {},
        people=partial(people_count, threshold=threshold),
        least=max(1, pilot.small_cell_threshold),
        words=labels,
    )


@bp.get("/evaluations/<uuid:evaluation_id>")
@requires(Permission.EVALUATION_READ)
def evaluation(evaluation_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get(evaluation_id, viewer=viewer())
    g.pilot_id = found.pilot_id
    return render_template(
        "evaluations/evaluation.html",
        evaluation=found,
        answers=queries.answers_of(found),
        asked=rules.ASKED[found.kind],
        words=labels,
    )


@bp.route("/pilots/<code:code>/evaluation/mine", methods=["GET", "POST"])
@requires(Permission.EVALUATION_GIVE)
def mine(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.EVALUATION_GIVE)
    own = queries.own_participation(pilot, viewer=viewer())
    return _written(Subject(EvaluationKind.PARTICIPANT, pilot, own), "evaluations/mine.html")


@bp.route("/participations/<uuid:participation_id>/evaluation", methods=["GET", "POST"])
@requires(Permission.EVALUATION_OF_MENTEE)
def mentee(participation_id: uuid.UUID) -> ResponseReturnValue:
    found = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.EVALUATION_OF_MENTEE
    )
    g.pilot_id = found.pilot_id
    return _written(Subject(EvaluationKind.MENTOR, found.pilot, found), "evaluations/mentee.html")


@bp.route("/pilots/<code:code>/evaluation/service", methods=["GET", "POST"])
@requires(Permission.EVALUATION_OF_SERVICE)
def service(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.EVALUATION_OF_SERVICE)
    own = queries.own_municipality(pilot, viewer=viewer())
    return _written(Subject(EvaluationKind.SERVICE, pilot, municipality=own), "evaluations/service.html")


def _written(subject: Subject, template: str) -> ResponseReturnValue:
    row = queries.find(subject, author_id=viewer().user_id)
    form = forms.EvaluationForm.asking(subject.kind)(obj=row, data=forms.values_of(queries.answers_of(row)))
    practice = queries.practice_of(subject.pilot)
    if form.validate_on_submit():
        try:
            actions.save(
                subject,
                form.entry(),
                practice=practice,
                hand_in=form.hand_in.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.EvaluationRefusedError as refusal:
            form.refuse(refusal.problem)
        except actions.EvaluationIncompleteError as refusal:
            form.refuse_lacking(refusal.lacking)
        else:
            words = _("Thank you, your evaluation is handed in") if form.hand_in.data else _("Draft saved")
            return saved(url_for(".evaluations", code=subject.pilot.code), words)
    return render_template(
        template,
        form=form,
        subject=subject,
        row=row,
        hand_in_from=rules.hand_in_from(practice),
        scale=labels.SCALE,
    )
