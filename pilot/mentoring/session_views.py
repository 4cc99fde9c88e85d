"""Logging, saying how a plan turned out, correcting and confirming mentor sessions."""

import uuid
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.errors import EditedMeanwhileError
from pilot.mentoring import (
    actions,
    duration_rules,
    labels,
    log_pages,
    month_locks,
    pages,
    queries,
    refusals,
    rules,
    session_queries,
    undo_actions,
    undo_queries,
)
from pilot.mentoring.drafts import actions as drafts
from pilot.mentoring.drafts import queries as draft_queries
from pilot.mentoring.enums import Refusal, SessionState
from pilot.mentoring.forms import AnswerForm
from pilot.mentoring.models import MentorSession
from pilot.mentoring.pair_pages import open_steps, own_pairs
from pilot.mentoring.session_forms import CorrectForm, DetailsForm, LogForm, NotHeldForm, SessionDeedForm
from pilot.mentoring.steps import pages as step_pages
from pilot.mentoring.steps.labels import OWNERS
from pilot.web.redirects import safe_next
from pilot.web.submissions import saved

bp = Blueprint("sessions", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.route("/log", methods=["GET", "POST"])
@requires(Permission.SESSION_CREATE)
def log(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    form = _log_form(pilot)
    if form.validate_on_submit():
        try:
            session = _log(pilot, form)
        except refusals.SessionRefusedError as refusal:
            form.refuse(refusal.problem, log_pages.refusal(refusal, form.entry()))
        else:
            return saved(url_for(".session", code=code, session_id=session.id))
    people = session_queries.mentees_recent_first(pilot, viewer=viewer())
    cells = queries.balances(pilot, viewer=viewer(), today=clock.today())
    return render_template(
        "mentoring/log.html",
        pilot=pilot,
        form=form,
        people=people,
        chips=log_pages.chips(people, cells, month=Month.of(clock.today())),
        due=session_queries.due_plans(pilot, viewer=viewer(), today=clock.today()),
        question=log_pages.question,
        draft=draft_queries.draft_of(pilot.id, viewer=viewer()),
        more_open=form.asks_more(),
        steps=open_steps(people, chosen=request.args.get("person", ""), viewer=viewer()),
        owners=OWNERS,
        today=clock.today(),
    )


def _log_form(pilot: Pilot) -> LogForm:
    """Return the quick log as it is first shown, sent, or taken up again from a draft."""
    people = session_queries.mentees_recent_first(pilot, viewer=viewer())
    person = request.args.get("person", "")
    first = {
        "day": str(clock.today()),
        "form": session_queries.last_form(pilot, viewer=viewer()),
        "people": [person] if person else [str(only.id) for only in people if len(people) == 1],
    }
    form = LogForm(**_resumed(pilot.id), **first)
    form.offer(
        [(person.id, person.user.name) for person in people],
        lengths=log_pages.lengths(),
        today=clock.today(),
        warning_minutes=pilot.session_warning_minutes,
        knows_minutes=session_queries.knows_bare_minutes(viewer()),
    )
    return form


def _resumed(subject_id: uuid.UUID) -> dict[str, Any]:
    """Return what a draft holds, where the address asks for it, as a form takes it."""
    if request.method != "GET" or "draft" not in request.args:
        return {}
    draft = draft_queries.draft_of(subject_id, viewer=viewer())
    return {"formdata": MultiDict(draft.fields)} if draft else {}


def _log(pilot: Pilot, form: LogForm) -> MentorSession:
    session = actions.log_session(pilot, form.entry(), actor=viewer(), now=clock.now(), today=clock.today())
    if form.says_minutes():
        actions.remember_bare_minutes(actor=viewer(), now=clock.now())
    drafts.forget(pilot.id, actor=viewer())
    return session


@bp.get("/length")
@requires(Permission.SESSION_CREATE)
def understood(code: str) -> ResponseReturnValue:
    """Say how a typed length is understood, for the script beside the field."""
    cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    typed = request.args.get("typed", "")[:40]
    found = duration_rules.read_duration(typed)
    if isinstance(found, duration_rules.Unclear):
        return jsonify(minutes=None, words=labels.unclear(found, typed))
    return jsonify(minutes=found.minutes, words=f"= {labels.length(found.minutes)}")


@bp.get("/sessions/<uuid:session_id>")
@requires(Permission.SESSION_UPDATE)
def session(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    cells = queries.balances(pilot, viewer=viewer(), today=clock.today())
    names = {attendee.participation_id: attendee.participation.user.name for attendee in found.attendees}
    months = {Month.of(day) for day in log_pages.days_of(found)}
    counts = found.state is SessionState.HELD and rules.is_received(found.form)
    is_locked = any(str(month) in cohort.closed_months(pilot.id) for month in months)
    return render_template(
        "mentoring/session.html",
        pilot=pilot,
        session=found,
        steps=step_pages.of_session(found, viewer=viewer(), is_locked=is_locked, today=clock.today()),
        owners=OWNERS,
        labels=labels,
        locked_words=pages.locked_words,
        topics=pages.topics(found.topics),
        outcomes=pages.outcomes(names, cells, months) if counts else [],
        notes=log_pages.notes_on(found),
        done=log_pages.done(undo_queries.undoable(viewer=viewer(), now=clock.now())),
        is_locked=is_locked,
        late_months=month_locks.locked_months(pilot, months, today=clock.today()),
        today=clock.today(),
    )


@bp.route("/sessions/<uuid:session_id>/details", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def details(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form = DetailsForm(obj=found, **_resumed(found.id))
    url = url_for(".session", code=code, session_id=found.id)
    if form.validate_on_submit():
        try:
            _correct(pilot, found, _told_in(form, found), seen=form.version_seen())
        except refusals.SessionRefusedError as refusal:
            form.refuse(pages.words_of(refusal))
        else:
            return saved(url, _("Saved"))
    offered = _offer_details(form, found)
    return render_template(
        "mentoring/details.html", pilot=pilot, form=form, session=found, cancel_url=url, offered=offered
    )


def _told_in(form: DetailsForm, session: MentorSession) -> rules.Record:
    """Return the record of a session as it stands, with what the form tells of it."""
    starts, ends = (
        moment.astimezone(rules.RIGA).time() if moment else None
        for moment in (session.starts_at, session.ends_at)
    )
    return rules.Record(
        participation_ids=frozenset(attendee.participation_id for attendee in session.attendees),
        held_on=session.held_on,
        minutes=session.minutes,
        form=form.form_chosen(),
        planned=session.state is SessionState.PLANNED,
        starts=starts,
        ends=ends,
        **form.details(),
    )


def _offer_details(form: DetailsForm, session: MentorSession) -> bool:
    """Fill the empty form of a session with place and topics of the last one; tell whether that was done."""
    if request.method != "GET" or "draft" in request.args or session.topics or session.place:
        return False
    last = session_queries.last_like(session)
    if last is None or not (last.topics or last.place):
        return False
    form.topics.data, form.place.data = list(last.topics), last.place
    return True


def _correct(pilot: Pilot, session: MentorSession, record: rules.Record, *, seen: int) -> None:
    actions.correct_session(
        pilot, session, record, seen=seen, actor=viewer(), now=clock.now(), today=clock.today()
    )
    drafts.forget(session.id, actor=viewer())


@bp.route("/sessions/<uuid:session_id>/correct", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def correct(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form = _correct_form(pilot, found)
    url = url_for(".session", code=code, session_id=found.id)
    if form.validate_on_submit():
        try:
            _correct(pilot, found, form.entry(), seen=form.version_seen())
        except refusals.SessionRefusedError as refusal:
            form.refuse(refusal.problem, log_pages.refusal(refusal, form.entry()))
        else:
            if form.says_minutes():
                actions.remember_bare_minutes(actor=viewer(), now=clock.now())
            return saved(url, _("Session corrected"))
    return render_template("mentoring/correct.html", pilot=pilot, form=form, session=found, cancel_url=url)


def _correct_form(pilot: Pilot, session: MentorSession) -> CorrectForm:
    """Return the correction; who says that a plan was at another time says that it took place."""
    another_time = {"planned": False} if "took_place" in request.args else {}
    form = CorrectForm(obj=session, **_resumed(session.id), **another_time)
    form.warning_minutes = pilot.session_warning_minutes
    form.knows_minutes = session_queries.knows_bare_minutes(viewer())
    return form


@bp.post("/sessions/<uuid:session_id>/hold")
@requires(Permission.SESSION_UPDATE)
def hold(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    seen = SessionDeedForm(obj=found).version_seen()
    url = _back_to(url_for(".session", code=code, session_id=session_id))
    try:
        actions.hold_session(pilot, found, seen=seen, actor=viewer(), now=clock.now(), today=clock.today())
    except refusals.SessionRefusedError as refusal:
        flash(pages.words_of(refusal), "error")
        return redirect(url, 303)
    return saved(url)


def _back_to(otherwise: str) -> str:
    """Return the page of ours from which a button was pressed, where it says so."""
    return safe_next(request.values.get("next", "")) or otherwise


@bp.route("/sessions/<uuid:session_id>/not-held", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def not_held(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form = NotHeldForm(obj=found)
    url = _back_to(url_for(".session", code=code, session_id=session_id))
    if form.validate_on_submit():
        try:
            _miss(pilot, found, form)
        except refusals.SessionRefusedError as refusal:
            flash(pages.words_of(refusal), "error")
            return redirect(url, 303)
        return saved(url)
    question = log_pages.question(found)
    return render_template(
        "mentoring/not_held.html",
        pilot=pilot,
        form=form,
        question=question,
        back=url,
        reasons=labels.NOT_HELD_REASONS,
    )


def _miss(pilot: Pilot, session: MentorSession, form: NotHeldForm) -> None:
    actions.miss_session(
        pilot,
        session,
        form.entry(),
        seen=form.version_seen(),
        actor=viewer(),
        now=clock.now(),
        today=clock.today(),
    )


@bp.post("/sessions/<uuid:session_id>/undo")
@requires(Permission.SESSION_UPDATE)
def undo(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    try:
        undo_actions.undo(pilot, found, actor=viewer(), now=clock.now())
    except undo_actions.UndoRefusedError as refusal:
        words = str(labels.REFUSALS[refusal.problem])
    except EditedMeanwhileError:
        words = str(labels.REFUSALS[Refusal.UNDO_TOO_LATE])
    except refusals.SessionRefusedError as refusal:
        words = pages.words_of(refusal)
    else:
        here = url_for(".session", code=code, session_id=session_id)
        is_gone, asked = found.state is SessionState.CANCELLED, _back_to(here)
        return saved(url_for(".log", code=code) if is_gone and asked == here else asked, _("Undone"))
    flash(words, "error")
    return redirect(url_for(".session", code=code, session_id=session_id), 303)


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
        except refusals.SessionRefusedError as refusal:
            flash(pages.words_of(refusal), "error")
            return redirect(url, 303)
        drafts.forget(found.id, actor=viewer())
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
        pairs=own_pairs(pilot, viewer=viewer(), today=clock.today()),
        owners=OWNERS,
        returned=pages.returned(lines),
        due=session_queries.due_plans(pilot, viewer=viewer(), today=clock.today()),
        question=log_pages.question,
        done=log_pages.done(undo_queries.undoable(viewer=viewer(), now=clock.now())),
        drafts=draft_queries.drafts_in(pilot, viewer=viewer(), now=clock.now()),
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
        pairs=own_pairs(pilot, viewer=viewer(), today=clock.today()),
        owners=OWNERS,
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
        except refusals.SessionRefusedError as refusal:
            form.refuse(pages.words_of(refusal))
        except actions.AnswerRefusedError as refusal:
            form.refuse(str(labels.REFUSALS[refusal.problem]))
        else:
            return saved(url_for(".my_sessions", code=code), str(labels.ANSWERED[form.entry()]))
    return render_template("mentoring/answer.html", pilot=pilot, form=form, attendee=attendee, labels=labels)
