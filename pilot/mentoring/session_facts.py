"""What a session is judged against: the pairs of its people and the other sessions around it."""

import datetime as dt
import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.rules import Span
from pilot.extensions import db
from pilot.mentoring import rules
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee

LONGEST = dt.timedelta(days=1)


def pair_spans(pilot: Pilot, entry: rules.SessionEntry) -> dict[uuid.UUID, list[Span]]:
    """Return when the mentor of a session is paired with each of its people."""
    spans: dict[uuid.UUID, list[Span]] = {}
    for participation_id, starts_on, ends_on in db.session.execute(
        select(MentoringPair.participation_id, MentoringPair.starts_on, MentoringPair.ends_on)
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.mentor_id == entry.mentor_id,
            MentoringPair.participation_id.in_(entry.participation_ids),
        )
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    ):
        spans.setdefault(participation_id, []).append(Span(starts_on, ends_on))
    return spans


def timed_sessions(entry: rules.SessionEntry) -> list[rules.TimedSession]:
    """Return the sessions around the day that the same people have; what took place outweighs a plan."""
    states = (SessionState.PLANNED, SessionState.HELD) if entry.planned else (SessionState.HELD,)
    sessions = db.session.scalars(
        select(MentorSession)
        .where(
            or_(
                MentorSession.mentor_id == entry.mentor_id,
                MentorSession.attendees.any(SessionAttendee.participation_id.in_(entry.participation_ids)),
            ),
            MentorSession.starts_at.is_not(None),
            MentorSession.state.in_(states),
            MentorSession.held_on.between(entry.held_on - LONGEST, entry.held_on + LONGEST),
        )
        .options(selectinload(MentorSession.attendees))
        .order_by(MentorSession.id)
    )
    return [
        rules.TimedSession(
            session_id=session.id,
            mentor_id=session.mentor_id,
            participation_ids=frozenset(attendee.participation_id for attendee in session.attendees),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            kind=session.kind,
        )
        for session in sessions
        if session.starts_at is not None and session.ends_at is not None
    ]
