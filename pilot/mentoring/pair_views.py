"""Pairs of mentor and participant."""

import uuid

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.mentoring import labels, pages, pair_actions, session_queries
from pilot.mentoring.forms import ChangeMentorForm, EndPairForm, PairForm
from pilot.web.submissions import saved

bp = Blueprint("pairs", __name__, url_prefix="/pilots/<code:code>/mentoring/pairs")


@bp.get("")
@requires(Permission.PAIR_READ)
def pairs(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_READ)
    found = session_queries.pairs_in(pilot, viewer=viewer())
    may_manage = viewer().may_in(pilot.id, Permission.PAIR_MANAGE)
    paired = {pair.participation_id for pair in found if pair.ends_on is None}
    unpaired = [person for person in _participants(pilot) if person.id not in paired] if may_manage else []
    return render_template(
        "mentoring/pairs.html",
        pilot=pilot,
        live=[pair for pair in found if pair.ends_on is None],
        ended=[pair for pair in found if pair.ends_on is not None],
        unpaired=unpaired,
        conflicts=session_queries.conflicts_of(pilot, found) if may_manage else {},
        may_manage=may_manage,
        lede=pages.pairs_lede(found),
        labels=labels,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def pair_up(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    people = {str(person.id): person for person in _participants(pilot)}
    form = PairForm()
    form.participation.offer([(key, person.user.name) for key, person in people.items()])
    form.mentor.offer(_mentors(pilot))
    if form.validate_on_submit():
        try:
            pair = pair_actions.pair_up(
                pilot,
                people[form.participation.data],
                uuid.UUID(form.mentor.data),
                role=form.role.data,
                starts_on=form.first_day(),
                actor=viewer(),
                now=clock.now(),
            )
        except pair_actions.PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return _made(pilot, pair, _("Pair made"))
    return render_template("mentoring/pair_up.html", pilot=pilot, form=form)


@bp.route("/<uuid:pair_id>/change", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def change_mentor(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    pair = session_queries.get_pair(pair_id, pilot=pilot, viewer=viewer())
    form = ChangeMentorForm(obj=pair)
    form.new_mentor.offer(_mentors(pilot))
    if form.validate_on_submit():
        try:
            successor = pair_actions.change_mentor(
                pilot,
                pair,
                uuid.UUID(form.new_mentor.data),
                from_on=form.first_day(),
                reason=form.end_reason.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except pair_actions.PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return _made(pilot, successor, _("Mentor changed"))
    return render_template("mentoring/change_mentor.html", pilot=pilot, form=form, pair=pair)


@bp.route("/<uuid:pair_id>/end", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def end_pair(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    pair = session_queries.get_pair(pair_id, pilot=pilot, viewer=viewer())
    form = EndPairForm(obj=pair)
    if form.validate_on_submit():
        try:
            pair_actions.end_pair(
                pilot,
                pair,
                ends_on=form.last_day(),
                reason=form.end_reason.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except pair_actions.PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".pairs", code=code), _("Pair ended"))
    return render_template("mentoring/end_pair.html", pilot=pilot, form=form, pair=pair)


def _made(pilot: Pilot, pair: MentoringPair, message: str) -> ResponseReturnValue:
    """Save a new pair, and say what the coordinator should weigh about it."""
    pair = session_queries.get_pair(pair.id, pilot=pilot, viewer=viewer())
    for conflict in session_queries.conflicts_of(pilot, [pair])[pair.id]:
        flash(str(labels.CONFLICTS[conflict]), "warning")
    return saved(url_for(".pairs", code=pilot.code), message)


def _participants(pilot: Pilot) -> list[Participation]:
    return cohort.participations_in(pilot, viewer=viewer(), permission=Permission.ENROLMENT_MANAGE)


def _mentors(pilot: Pilot) -> list[tuple[uuid.UUID, str]]:
    return [(mentor.id, mentor.name) for mentor in cohort.people_with(Role.MENTOR, pilot)]
