"""Logging, correcting and confirming mentor sessions."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.mentoring import actions, labels, month_locks, pages, queries, session_queries
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.forms import AnswerForm, CorrectForm, LogForm, SessionDeedForm
from pilot.mentoring.models import MentorSession
from pilot.web.submissions import saved

bp = Blueprint("sessions", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.route("/log", methods=["GET", "POST"])
@requires(Permission.SESSION_CREATE)
def log(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    people = session_queries.mentees(pilot, viewer=viewer())
    form = LogForm(**_first_choices(people, session_queries.last_form(pilot, viewer=viewer())))
    form.offer(
        [(person.id, person.user.name) for person in people],
        lengths=pages.lengths(),
        today=clock.today(),
        warning_minutes=pilot.session_warning_minutes,
    )
    if form.validate_on_submit():
        try:
            session = actions.log_session(
                pilot, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.SessionRefusedError as refusal:
            form.refuse(refusal.problem, pages.words_of(refusal.problem, refusal.months))
        else:
            return saved(url_for(".session", code=code, session_id=session.id), _said_of(session))
    cells = queries.balances(pilot, viewer=viewer(), today=clock.today())
    return render_template(
        "mentoring/log.html",
        pilot=pilot,
        form=form,
        people=people,
        chips=pages.chips(people, cells, month=Month.of(clock.today())),
        due=session_queries.due_plans(pilot, viewer=viewer(), today=clock.today()),
        more_open=form.asks_more(),
        labels=labels,
    )


def _first_choices(people: list[Participation], last_form: SessionForm) -> dict[str, object]:
    """Offer first: today, the way of the last time, whom the address names or the only participant."""
    person = request.args.get("person", "")
    chosen = [person] if person else [str(only.id) for only in people if len(people) == 1]
    return {"day": str(clock.today()), "form": last_form, "people": chosen}


def _said_of(session: MentorSession) -> str:
    return str(labels.SAVED[session.state])


@bp.get("/sessions/<uuid:session_id>")
@requires(Permission.SESSION_UPDATE)
def session(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    cells = queries.balances(pilot, viewer=viewer(), today=clock.today())
    names = {attendee.participation_id: attendee.participation.user.name for attendee in found.attendees}
    months = {Month.of(share.held_on) for attendee in found.attendees for share in attendee.shares}
    return render_template(
        "mentoring/session.html",
        pilot=pilot,
        session=found,
        labels=labels,
        locked_words=pages.locked_words,
        topics=pages.topics(found.topics),
        outcomes=pages.outcomes(names, cells, months),
        is_locked=any(str(month) in cohort.closed_months(pilot.id) for month in months),
        late_months=month_locks.locked_months(pilot, months, today=clock.today()),
        today=clock.today(),
    )


@bp.route("/sessions/<uuid:session_id>/correct", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def correct(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form = CorrectForm(obj=found)
    form.warning_minutes = pilot.session_warning_minutes
    url = url_for(".session", code=code, session_id=found.id)
    if form.validate_on_submit():
        try:
            actions.correct_session(
                pilot,
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.SessionRefusedError as refusal:
            form.refuse(refusal.problem, pages.words_of(refusal.problem, refusal.months))
        else:
            return saved(url, _("Session corrected"))
    return render_template("mentoring/correct.html", pilot=pilot, form=form, session=found, cancel_url=url)


@bp.post("/sessions/<uuid:session_id>/hold")
@requires(Permission.SESSION_UPDATE)
def hold(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    seen = SessionDeedForm(obj=found).version_seen()
    url = url_for(".session", code=code, session_id=session_id)
    try:
        actions.hold_session(pilot, found, seen=seen, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.SessionRefusedError as refusal:
        flash(pages.words_of(refusal.problem, refusal.months), "error")
        return redirect(url, 303)
    return saved(url, _("The session took place"))


@bp.route("/sessions/<uuid:session_id>/delete", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def delete(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form = SessionDeedForm(obj=found)
    url = url_for(".session", code=code, session_id=session_id)
    if form.validate_on_submit():
        try:
            actions.cancel_session(pilot, found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.SessionRefusedError as refusal:
            flash(pages.words_of(refusal.problem, refusal.months), "error")
            return redirect(url, 303)
        return saved(url_for(".mine", code=code), _("Session deleted"))
    return render_template("mentoring/delete.html", pilot=pilot, form=form, session=found, cancel_url=url)


@bp.get("/mine")
@requires(Permission.SESSION_CREATE)
def mine(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    lines = session_queries.sessions_by_mentor(pilot, viewer=viewer())
    mentees = pages.mentees(
        pilot,
        session_queries.mentees(pilot, viewer=viewer()),
        queries.balances(pilot, viewer=viewer(), today=clock.today()),
        lines,
        today=clock.today(),
    )
    return render_template(
        "mentoring/mine.html",
        pilot=pilot,
        mentees=mentees,
        returned=pages.returned(lines),
        due=session_queries.due_plans(pilot, viewer=viewer(), today=clock.today()),
        labels=labels,
        today=clock.today(),
    )


@bp.get("/my-sessions")
@requires(Permission.SESSION_CONFIRM)
def my_sessions(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    participation = session_queries.own_participation(pilot, viewer=viewer())
    lines = session_queries.sessions_of(participation, viewer=viewer())
    waiting = session_queries.waiting_of(participation, viewer=viewer())
    cells = queries.balances(pilot, viewer=viewer(), today=clock.today()).get(participation.id, ())
    return render_template(
        "mentoring/my_sessions.html",
        pilot=pilot,
        participation_id=participation.id,
        lines=lines,
        lede=pages.waiting_lede(waiting),
        waiting=waiting,
        months=[(cell, pages.in_words(cell)) for cell in cells if cell.month <= Month.of(clock.today())],
        labels=labels,
        today=clock.today(),
    )


@bp.route("/answers/<uuid:attendee_id>", methods=["GET", "POST"])
@requires(Permission.SESSION_CONFIRM)
def answer(code: str, attendee_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    attendee = session_queries.get_attendee(attendee_id, pilot=pilot, viewer=viewer())
    form = AnswerForm(obj=attendee.session)
    if form.validate_on_submit():
        try:
            actions.answer_session(
                pilot,
                attendee,
                form.entry(),
                comment=form.comment.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.SessionRefusedError as refusal:
            form.refuse(pages.words_of(refusal.problem, refusal.months))
        except actions.AnswerRefusedError as refusal:
            form.refuse(str(labels.REFUSALS[refusal.problem]))
        else:
            return saved(url_for(".my_sessions", code=code), str(labels.ANSWERED[form.entry()]))
    return render_template("mentoring/answer.html", pilot=pilot, form=form, attendee=attendee, labels=labels)
