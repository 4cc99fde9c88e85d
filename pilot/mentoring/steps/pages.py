"""What the page of a session shows of steps: those agreed in it, the open ones from before, and the form."""

import datetime as dt
from dataclasses import dataclass

from pilot.accounts.viewer import Viewer
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession
from pilot.mentoring.steps import queries
from pilot.mentoring.steps.forms import AgreeForm
from pilot.mentoring.steps.queries import SessionSteps


@dataclass(frozen=True)
class SessionPart:
    """The steps of a session's page; without a form where its month is closed or it is still planned."""

    steps: SessionSteps
    form: AgreeForm | None
    closes_here: bool
    with_names: bool
    today: dt.date


def of_session(session: MentorSession, *, viewer: Viewer, is_locked: bool, today: dt.date) -> SessionPart:
    """Return what an own session's page shows of steps."""
    is_held = session.state is SessionState.HELD
    return SessionPart(
        steps=queries.of_session(session, viewer=viewer),
        form=form_of(session) if is_held and not is_locked else None,
        closes_here=is_held,
        with_names=len(session.attendees) > 1,
        today=today,
    )


def form_of(session: MentorSession) -> AgreeForm:
    """Return the form of a new step of a session."""
    form = AgreeForm()
    form.offer(
        [(attendee.participation_id, attendee.participation.user.name) for attendee in session.attendees]
    )
    return form
