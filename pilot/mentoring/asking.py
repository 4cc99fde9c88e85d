"""Ask participants for their word on a session: from when the days count, and one mail a day (M11)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import select

from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionState
from pilot.mentoring.models import MentorSession
from pilot.mentoring.rules import RIGA
from pilot.outbox import actions as outbox

DIGEST_AT = dt.time(18)


def ask_participants(pilot: Pilot, session: MentorSession, *, now: dt.datetime) -> None:
    """Ask those who have not answered a held session: their days count from now, and a mail is queued."""
    if session.state is not SessionState.HELD or not pilot.confirmation_required:
        return
    asked = [
        attendee
        for attendee in session.attendees
        if attendee.confirmation is ConfirmationState.WAITING and attendee.asked_at is None
    ]
    for attendee in asked:
        attendee.asked_at = now
    db.session.flush()
    queue_digests(pilot, {attendee.participation_id for attendee in asked}, now=now)


def queue_digests(pilot: Pilot, participation_ids: Iterable[uuid.UUID], *, now: dt.datetime) -> None:
    """Queue the mail of the day for some participants; the entries of a day make one mail in the evening."""
    sent_at = digest_moment(now)
    for user_id in db.session.scalars(
        select(User.id)
        .join(Participation, Participation.user_id == User.id)
        .where(Participation.id.in_(list(participation_ids)), User.state == UserState.ACTIVE)
        .order_by(User.id)
    ).all():
        outbox.queue_once(
            outbox.Message(
                key=f"sessions-to-confirm:{pilot.id}:{user_id}:{sent_at.astimezone(RIGA).date()}",
                template="sessions_to_confirm",
                recipient_id=user_id,
                pilot_id=pilot.id,
                facts={"code": pilot.code},
            ),
            now=now,
            not_before_at=sent_at,
        )


def digest_moment(now: dt.datetime) -> dt.datetime:
    """Return when the mail of a day leaves: this evening in Riga, or the next one."""
    local = now.astimezone(RIGA)
    evening = dt.datetime.combine(local.date(), DIGEST_AT, tzinfo=RIGA)
    if local >= evening:
        evening = dt.datetime.combine(local.date() + dt.timedelta(days=1), DIGEST_AT, tzinfo=RIGA)
    return evening.astimezone(dt.UTC)
