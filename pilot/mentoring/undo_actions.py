"""Take back the last deed on a session, for a few seconds: everything is again exactly as it was."""

import datetime as dt
from typing import Any

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import actions, month_sums, refusals, snapshots, undo_queries
from pilot.mentoring.enums import ConfirmationState, Refusal, SessionState
from pilot.mentoring.models import MentorSession


class UndoRefusedError(DomainError):
    """A deed that can no longer be taken back."""

    def __init__(self, problem: Refusal) -> None:
        super().__init__(problem)
        self.problem = problem


def undo(pilot: Pilot, session: MentorSession, *, actor: Viewer, now: dt.datetime) -> MentorSession:
    """Bring back a session as it was before its last deed: a plan is a plan again, a new record is gone.

    :raises EditedMeanwhileError: the session was changed since.
    :raises SessionRefusedError: a month of it was closed since (R12).
    :raises UndoRefusedError: too much time has passed, or a participant has answered.
    """
    kept = undo_queries.undo_of(session)
    if kept is None or kept.made_at < now - snapshots.TAKEN:
        raise UndoRefusedError(Refusal.UNDO_TOO_LATE)
    people = actions.take(pilot, session, session.attendees, seen=kept.version)
    if any(attendee.confirmation is not ConfirmationState.WAITING for attendee in session.attendees):
        raise UndoRefusedError(Refusal.UNDO_ANSWERED)
    refusals.refuse_closed(pilot, session, now=now)
    touched = refusals.days_of(session.attendees)
    if kept.before:
        _bring_back(session, kept.before)
    else:
        actions.empty(session)
    db.session.delete(kept)
    db.session.flush()
    months = refusals.months_of([*touched, *refusals.days_of(session.attendees)])
    month_sums.recount(pilot, people, months)
    actions.note("mentoring.session-undone", session, actor, now)
    return session


def _bring_back(session: MentorSession, before: dict[str, Any]) -> None:
    session.state, session.not_held_reason = SessionState.PLANNED, None
    session.minutes, session.settled_at = before["minutes"], None
    for attendee in session.attendees:
        shares = before["shares"][str(attendee.id)]
        days = {dt.date.fromisoformat(day): minutes for day, minutes in shares.items()}
        actions.share_out(attendee, days)
