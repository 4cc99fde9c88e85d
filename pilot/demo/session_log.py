"""What the log of a mentor shows: a plan without an answer, attempts, letters, late entries, a draft."""

import datetime as dt

from sqlalchemy import select

from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.mentoring import month_sums, refusals
from pilot.mentoring.drafts.models import SessionDraft
from pilot.mentoring.enums import (
    ConfirmationState,
    NotHeldReason,
    SessionForm,
    SessionKind,
    SessionState,
    Topic,
)
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare

MENTOR, ANNA, KRISTINE, PETERIS = "mentore", "dalibniece", "kristine.krumina", "peteris.kirsis"
PRACTICE = (day("2022-11-28"), day("2023-05-31"))
NOT_HELD_ON, WRITTEN_ON, DRAFTED_ON = "2023-02-02", "2023-02-08", "2023-01-09"
LATE = dt.timedelta(days=12)
DRAFT = {
    "minutes": ["60 min"],
    "form": ["in_person"],
    "summary": ["Sākām pārrunāt, kā uzrunāt jauniešus; turpināsim, kad"],
}


def fill(stage: Stage) -> None:
    """Add to the sessions of a mentor what a log of real life holds."""
    yesterday = stage.today - dt.timedelta(days=1)
    if PRACTICE[0] <= yesterday <= PRACTICE[1]:
        _session(stage, ANNA, yesterday, 60, SessionState.PLANNED, starts=at(yesterday, 14))
    if stage.happened(day(NOT_HELD_ON)):
        _session(
            stage, KRISTINE, day(NOT_HELD_ON), 0, SessionState.NOT_HELD, reason=NotHeldReason.PARTICIPANT
        )
    if stage.happened(day(WRITTEN_ON)):
        letter = _session(stage, PETERIS, day(WRITTEN_ON), 20, SessionState.HELD, form=SessionForm.WRITTEN)
        letter.topics = [str(Topic.NEEDS_RESEARCH)]
        letter.summary = "Rakstiski izlaboju trīs anketas jautājumus."
    _log_late(stage)
    _draft(stage)
    months = refusals.months_of([yesterday, day(NOT_HELD_ON), day(WRITTEN_ON)])
    people = [stage.participations[key].id for key in (ANNA, KRISTINE, PETERIS)]
    month_sums.recount(stage.pilot, people, months)


def _session(
    stage: Stage,
    key: str,
    on: dt.date,
    minutes: int,
    state: SessionState,
    *,
    form: SessionForm = SessionForm.IN_PERSON,
    starts: dt.datetime | None = None,
    reason: NotHeldReason | None = None,
) -> MentorSession:
    session = keep(
        MentorSession(
            pilot_id=stage.pilot.id,
            mentor_id=stage.users[MENTOR].id,
            held_on=on,
            starts_at=starts,
            ends_at=starts + dt.timedelta(minutes=minutes) if starts else None,
            minutes=minutes,
            form=form,
            kind=SessionKind.INDIVIDUAL,
            state=state,
            not_held_reason=reason,
            topics=[],
            logged_at=at(on, 17),
        )
    )
    attendee = keep(
        SessionAttendee(
            session_id=session.id,
            participation_id=stage.participations[key].id,
            confirmation=ConfirmationState.WAITING,
        )
    )
    keep(SessionShare(attendee_id=attendee.id, held_on=on, minutes=minutes))
    return session


def _sessions_of(stage: Stage, key: str) -> list[MentorSession]:
    """Return what the mentor held alone with somebody so far, the oldest first."""
    return list(
        db.session.scalars(
            select(MentorSession)
            .join(MentorSession.attendees)
            .where(
                MentorSession.mentor_id == stage.users[MENTOR].id,
                MentorSession.state == SessionState.HELD,
                MentorSession.kind == SessionKind.INDIVIDUAL,
                SessionAttendee.participation_id == stage.participations[key].id,
            )
            .order_by(MentorSession.held_on, MentorSession.id)
        )
    )


def _log_late(stage: Stage) -> None:
    """Let the mentor have written down some sessions of Pēteris almost two weeks after them."""
    for session in _sessions_of(stage, PETERIS):
        if session.form is not SessionForm.WRITTEN and stage.happened(session.held_on + LATE):
            session.logged_at = at(session.held_on + LATE, 21)


def _draft(stage: Stage) -> None:
    """Leave a correction that was begun and forgotten."""
    sessions = _sessions_of(stage, ANNA)
    if sessions and stage.happened(day(DRAFTED_ON)):
        first = sessions[0]
        keep(
            SessionDraft(
                author_id=stage.users[MENTOR].id,
                pilot_id=stage.pilot.id,
                subject_id=first.id,
                fields={**DRAFT, "held_on": [f"{first.held_on:%d.%m.%Y}"]},
                saved_at=at(day(DRAFTED_ON), 20),
            )
        )
