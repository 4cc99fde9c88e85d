"""Self-assessment on the modules: rating oneself, the own table, a mentee's table, and the sums."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import queries as cohort
from pilot.training import queries as training
from pilot.training.competence import actions, labels, pages, queries, rules
from pilot.training.competence.forms import RateForm, values_of
from pilot.training.views import remember
from pilot.web.submissions import saved

bp = Blueprint("competence", __name__)


@bp.get("/pilots/<code:code>/training/competence")
@requires(Permission.COMPETENCE_READ)
def overview(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.COMPETENCE_READ)
    seen, today = viewer(), clock.today()
    modules, windows = training.modules_of(pilot), queries.windows_of(pilot, today=today)
    is_own = queries.has_reach(pilot, Reach.OWN, viewer=seen)
    own = queries.find_own(pilot, viewer=seen) if is_own else None
    rows = queries.ratings_of(own) if own else {}
    moment = rules.open_moment(windows, today=today) if own and modules else None
    sums = queries.has_reach(pilot, Reach.AGGREGATE, viewer=seen)
    moments = pages.moments_of(windows, rows)
    return render_template(
        "competence/overview.html",
        pilot=pilot,
        lede=pages.lede(windows, today=today),
        is_own=is_own,
        lines=pages.lines_of(rows, modules, moments),
        moments=moments,
        moment=moment,
        is_rated=moment in rows,
        is_mentor=queries.has_reach(pilot, Reach.MENTEES, viewer=seen),
        mentees=queries.mentees_in(pilot, viewer=seen),
        sums=sums,
        results=queries.results_in(pilot, modules=modules, windows=windows, today=today) if sums else [],
        legs=rules.legs_of(windows),
        way=rules.way_of(windows),
        last_on={each: window.last_on for each, window in windows.items()},
        least=rules.least_pairs(pilot.small_cell_threshold),
        words=labels,
        title_of=pages.module_title,
    )


@bp.route("/pilots/<code:code>/training/competence/rate", methods=["GET", "POST"])
@requires(Permission.COMPETENCE_RATE)
def rate(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.COMPETENCE_RATE)
    participation, today = queries.own_participation(pilot, viewer=viewer()), clock.today()
    modules, windows = training.modules_of(pilot), queries.windows_of(pilot, today=today)
    moment = rules.open_moment(windows, today=today) if modules else None
    rows = queries.ratings_of(participation)
    row = rows.get(moment) if moment else None
    listing = RateForm.listing({each.id: pages.module_title(each) for each in modules})
    form = listing(obj=row, moment=moment or "", data=values_of(pages.ratings_in(row)))
    if moment and form.validate_on_submit():
        try:
            actions.rate(
                pilot,
                participation,
                form.chosen_moment(),
                form.ratings(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=today,
            )
        except actions.RatingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".overview", code=code), _("Your rating is saved"))
    return render_template(
        "competence/rate.html",
        form=form,
        pilot=pilot,
        moment=moment,
        lede=pages.lede(windows, today=today),
        words=labels,
    )


@bp.get("/participations/<uuid:participation_id>/competence")
@requires(Permission.COMPETENCE_READ)
def person(participation_id: uuid.UUID) -> ResponseReturnValue:
    participation = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.COMPETENCE_READ
    )
    pilot = remember(participation.pilot)
    rows, windows = queries.ratings_of(participation), queries.windows_of(pilot, today=clock.today())
    moments = pages.moments_of(windows, rows)
    return render_template(
        "competence/person.html",
        participation=participation,
        pilot=pilot,
        lede=pages.lede(windows, today=clock.today()),
        lines=pages.lines_of(rows, training.modules_of(pilot), moments),
        moments=moments,
        words=labels,
    )
