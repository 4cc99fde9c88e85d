"""Make, replace and revoke the address of a calendar."""

import datetime as dt
import secrets
import uuid

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.overview.calendars import queries, rules
from pilot.overview.calendars.models import CalendarFeed


def make_feed(pilot: Pilot | None, *, actor: Viewer, now: dt.datetime) -> str:
    """Give a person the address of a pilot's or the own calendar instead of an earlier one; return its token.

    :raises EditedMeanwhileError: the same person made it at the same moment in another window.
    """
    pilot_id = pilot.id if pilot else None
    secret = secrets.token_urlsafe(32)
    feed = queries.feeds_of(actor).get(pilot_id)
    if feed is None:
        feed = CalendarFeed(id=uuid.uuid4(), user_id=actor.user_id, pilot_id=pilot_id)
    feed.token_hash, feed.made_at = rules.hash_of(secret), now
    try:
        with db.session.begin_nested():
            db.session.add(feed)
    except IntegrityError:
        raise EditedMeanwhileError from None
    audit.record("calendars.feed-made", feed, actor=actor, at=now, pilot_id=pilot_id)
    return rules.token_of(feed.id, secret)


def revoke_feed(feed: CalendarFeed, *, actor: Viewer, now: dt.datetime) -> None:
    """Take an address back: from now on it opens nothing."""
    audit.record("calendars.feed-revoked", feed, actor=actor, at=now, pilot_id=feed.pilot_id)
    db.session.delete(feed)
    db.session.flush()
