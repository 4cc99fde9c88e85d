"""Whose feed an address opens, and which feeds a person has."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.accounts import sessions
from pilot.accounts.enums import UserState
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.overview.calendars import rules
from pilot.overview.calendars.models import CalendarFeed


def open_feed(token: str) -> tuple[CalendarFeed, Viewer]:
    """Return the feed of an address and its owner with the roles that are live now (X10).

    :raises NotVisibleError: there is none, it was replaced, or its owner may not read it any more.
    """
    feed_id, secret = rules.parted(token) or (uuid.UUID(int=0), "")
    feed = db.session.scalar(
        select(CalendarFeed)
        .where(CalendarFeed.id == feed_id)
        .options(joinedload(CalendarFeed.user), joinedload(CalendarFeed.pilot))
    )
    if not rules.is_secret(secret, feed.token_hash if feed else None) or feed is None:
        raise NotVisibleError
    viewer = Viewer(feed.user_id, feed.user.name, sessions.live_grants(feed.user_id))
    if feed.user.state is not UserState.ACTIVE or not _may_read(feed, viewer):
        raise NotVisibleError
    return feed, viewer


def _may_read(feed: CalendarFeed, viewer: Viewer) -> bool:
    if feed.pilot_id is None:
        return viewer.may(Permission.CALENDAR_SUBSCRIBE)
    return viewer.may_in(feed.pilot_id, Permission.CALENDAR_SUBSCRIBE)


def feeds_of(viewer: Viewer) -> dict[uuid.UUID | None, CalendarFeed]:
    """Return a person's feeds by their pilot; the own one stands under None."""
    feeds = db.session.scalars(
        select(CalendarFeed).where(CalendarFeed.user_id == viewer.user_id).order_by(CalendarFeed.id)
    )
    return {feed.pilot_id: feed for feed in feeds}


def get_feed(feed_id: uuid.UUID, *, viewer: Viewer) -> CalendarFeed:
    """Return a feed of the viewer's own.

    :raises NotVisibleError: the viewer has none of this id.
    """
    feed = db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.id == feed_id, CalendarFeed.user_id == viewer.user_id)
    )
    if feed is None:
        raise NotVisibleError
    return feed
