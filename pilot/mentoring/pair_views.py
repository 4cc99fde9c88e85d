"""Pairs of mentor and participant."""

import uuid

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairAnswer
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.mentoring import labels, pages, pair_actions, pair_queries, session_queries
from pilot.mentoring.pair_actions import PairRefusedError
from pilot.mentoring.pair_forms import AnswerOfferForm, ChangeMentorForm, EndPairForm, PairDeedForm, PairForm
from pilot.web.submissions import saved

bp = Blueprint("pairs", __name__, url_prefix="/pilots/<code:code>/mentoring/pairs")


@bp.get("")
@requires(Permission.PAIR_READ)
def pairs(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_READ)
    found = session_queries.pairs_in(pilot, viewer=viewer())
    may_manage = viewer().may_in(pilot.id, Permission.PAIR_MANAGE)
    lines = pair_queries.lines_of(found, viewer=viewer(), told=may_manage, today=clock.today())
    live = [line for line in lines if not line.is_over]
    return render_template(
        "mentoring/pairs.html",
        pilot=pilot,
        live=live,
        ended=[line for line in lines if line.is_over],
        unpaired=pair_queries.without_mentor(pilot, viewer=viewer()) if may_manage else [],
        conflicts=session_queries.conflicts_of(pilot, found) if may_manage else {},
        away=absences.stretches_from(pilot.id, clock.today()) if may_manage else {},
        may_manage=may_manage,
        has_actions=may_manage or any(line.waits_for_reader or line.is_own_mentor for line in lines),
        may_wish=viewer().may_in(pilot.id, Permission.WISH_STATE),
        own_mentor_id=viewer().user_id if viewer().is_in(pilot.id, Role.MENTOR) else None,
        lede=pages.pairs_lede(len(live)),
        today=clock.today(),
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
                ends_on=form.ends_on.data,
                actor=viewer(),
                now=clock.now(),
            )
        except PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return _made(pilot, pair, _("Pair offered; both are asked to accept it"))
    return render_template("mentoring/pair_up.html", pilot=pilot, form=form)


@bp.route("/<uuid:pair_id>/answer", methods=["GET", "POST"])
@requires(Permission.PAIR_ANSWER)
def answer_offer(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_ANSWER)
    pair = pair_queries.get_own_pair(pair_id, pilot=pilot, viewer=viewer(), today=clock.today())
    form = AnswerOfferForm()
    if form.validate_on_submit():
        try:
            pair_actions.answer_pair(
                pilot, pair, form.answer.data, actor=viewer(), now=clock.now(), today=clock.today()
            )
        except PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".pairs", code=code), _answered(form.answer.data))
    return render_template(
        "mentoring/answer_offer.html",
        pilot=pilot,
        form=form,
        pair=pair,
        is_mentor=pair.mentor_id == viewer().user_id,
        labels=labels,
    )


def _answered(answer: PairAnswer) -> str:
    if answer is PairAnswer.ACCEPTED:
        return str(_("Thank you, the pair is accepted"))
    return str(_("The coordinator will talk to you; nobody else is told"))


@bp.post("/<uuid:pair_id>/ask-again")
@requires(Permission.PAIR_MANAGE)
def ask_again(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _managed(code, pair_id)
    pair_actions.ask_again(pilot, pair, actor=viewer(), now=clock.now())
    return saved(url_for(".pairs", code=code), _("Asked again"))


@bp.route("/<uuid:pair_id>/change", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def change_mentor(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _managed(code, pair_id)
    form = ChangeMentorForm(obj=pair)
    form.new_mentor.offer(_mentors(pilot))
    if form.validate_on_submit():
        try:
            successor = pair_actions.change_mentor(
                pilot,
                pair,
                uuid.UUID(form.new_mentor.data),
                from_on=form.first_day(),
                reason=form.end_reason.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return _made(pilot, successor, _("Mentor changed; both are asked to accept the pair"))
    return render_template("mentoring/change_mentor.html", pilot=pilot, form=form, pair=pair)


@bp.route("/<uuid:pair_id>/end", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def end_pair(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _managed(code, pair_id)
    form = EndPairForm(obj=pair)
    if form.validate_on_submit():
        try:
            pair_actions.end_pair(
                pilot,
                pair,
                ends_on=form.last_day(),
                reason=form.end_reason.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except PairRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".pairs", code=code), _("Pair ended"))
    return render_template("mentoring/end_pair.html", pilot=pilot, form=form, pair=pair)


@bp.route("/<uuid:pair_id>/take-back", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def take_back(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot, pair = _managed(code, pair_id)
    form = PairDeedForm(obj=pair)
    if form.validate_on_submit():
        try:
            pair_actions.take_back(
                pilot, pair, seen=form.version_seen(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except PairRefusedError as refusal:
            form.form_errors = [str(labels.REFUSALS[refusal.problem])]
        else:
            return saved(url_for(".pairs", code=code), _("Pair taken back"))
    return render_template("mentoring/take_back.html", pilot=pilot, form=form, pair=pair)


def _managed(code: str, pair_id: uuid.UUID) -> tuple[Pilot, MentoringPair]:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    return pilot, session_queries.get_pair(pair_id, pilot=pilot, viewer=viewer())


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
