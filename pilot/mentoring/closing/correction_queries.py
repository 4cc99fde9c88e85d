"""Requests to correct sessions of closed months, in the viewer's scope."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import session_queries
from pilot.mentoring.closing.enums import CorrectionState
from pilot.mentoring.closing.models import SessionCorrection
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee


def get_held_session(session_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MentorSession:
    """Return a session that the viewer wrote and that took place.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    session = session_queries.get_session(session_id, pilot=pilot, viewer=viewer)
    if session.state is not SessionState.HELD:
        raise NotVisibleError
    return session


def latest_of(session: MentorSession) -> SessionCorrection | None:
    """Return the latest request about a session, or None."""
    return db.session.scalar(
        select(SessionCorrection)
        .where(SessionCorrection.session_id == session.id)
        .order_by(SessionCorrection.asked_at.desc(), SessionCorrection.id)
        .limit(1)
    )


def waiting_in(pilot: Pilot) -> list[SessionCorrection]:
    """Return the requests of a pilot that wait for an answer, the oldest first, with day and mentor."""
    return list(
        db.session.scalars(
            select(SessionCorrection)
            .join(SessionCorrection.session)
            .where(MentorSession.pilot_id == pilot.id, SessionCorrection.state == CorrectionState.ASKED)
            .options(joinedload(SessionCorrection.session), joinedload(SessionCorrection.asked_by))
            .order_by(SessionCorrection.asked_at, SessionCorrection.id)
        )
    )


def get_correction(correction_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> SessionCorrection:
    """Return a request of a pilot whose months the viewer closes, with the session's hours and people.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    of_session = selectinload(SessionCorrection.session)
    correction = db.session.scalar(
        select(SessionCorrection)
        .join(SessionCorrection.session)
        .where(SessionCorrection.id == correction_id, MentorSession.pilot_id == pilot.id)
        .options(
            joinedload(SessionCorrection.asked_by),
            of_session.selectinload(MentorSession.attendees).selectinload(SessionAttendee.shares),
            of_session.selectinload(MentorSession.attendees)
            .joinedload(SessionAttendee.participation)
            .joinedload(Participation.user),
        )
    )
    if correction is None or not viewer.may_in(pilot.id, Permission.MONTH_CLOSE):
        raise NotVisibleError
    return correction
