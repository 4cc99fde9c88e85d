"""Changes of a community, and those whose lasting is to be asked about."""

import datetime as dt
import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.community.changes.models import ChangeRecord
from pilot.community.changes.rules import Check, check_due
from pilot.community.diary.queries import shared_entries
from pilot.community.models import Community, DiaryEntry
from pilot.community.queries import visible_communities
from pilot.errors import NotVisibleError
from pilot.extensions import db


def changes_of(community: Community) -> list[ChangeRecord]:
    """Return the changes of a community with the entries that prove them, the earliest first."""
    return list(
        db.session.scalars(
            select(ChangeRecord)
            .where(ChangeRecord.community_id == community.id)
            .options(joinedload(ChangeRecord.entry))
            .order_by(ChangeRecord.happened_on, ChangeRecord.recorded_at, ChangeRecord.id)
        )
    )


def get_change(change_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> ChangeRecord:
    """Return a change with its community and its entry.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    communities = visible_communities(viewer, permission).with_only_columns(Community.id)
    change = db.session.scalar(
        select(ChangeRecord)
        .where(ChangeRecord.id == change_id, ChangeRecord.community_id.in_(communities))
        .options(
            joinedload(ChangeRecord.community).joinedload(Community.lead).joinedload(Participation.pilot),
            joinedload(ChangeRecord.entry),
        )
    )
    if change is None:
        raise NotVisibleError
    return change


def readable_entries(changes: list[ChangeRecord], *, viewer: Viewer) -> frozenset[uuid.UUID]:
    """Return which of the entries that prove changes the viewer may open: own ones and shared ones."""
    ids = [change.entry_id for change in changes if change.entry_id]
    own = select(DiaryEntry.id).join(DiaryEntry.participation).where(Participation.user_id == viewer.user_id)
    shared = shared_entries(viewer).with_only_columns(DiaryEntry.id)
    return frozenset(
        db.session.scalars(
            select(DiaryEntry.id).where(
                DiaryEntry.id.in_(ids), or_(DiaryEntry.id.in_(own), DiaryEntry.id.in_(shared))
            )
        )
    )


def entries_to_choose(community: Community, *, viewer: Viewer) -> list[DiaryEntry]:
    """Return the viewer's own entries in a community, the newest first: each may prove a change."""
    return list(
        db.session.scalars(
            select(DiaryEntry)
            .join(DiaryEntry.participation)
            .where(DiaryEntry.community_id == community.id, Participation.user_id == viewer.user_id)
            .order_by(DiaryEntry.done_on.desc(), DiaryEntry.recorded_at.desc(), DiaryEntry.id)
            .limit(100)
        )
    )


def to_ask(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[tuple[ChangeRecord, Check]]:
    """Return the changes of the communities a participant leads of which it is time to ask if they last."""
    changes = db.session.scalars(
        select(ChangeRecord)
        .join(ChangeRecord.community)
        .join(Community.lead)
        .where(Community.pilot_id == pilot.id, Participation.user_id == viewer.user_id)
        .options(contains_eager(ChangeRecord.community))
        .order_by(ChangeRecord.happened_on, ChangeRecord.id)
    )
    checked = ((change, due_of(change, today=today)) for change in changes)
    return [(change, check) for change, check in checked if check]


def due_of(change: ChangeRecord, *, today: dt.date) -> Check | None:
    """Return what is to be asked of a change today."""
    return check_due(change.happened_on, change.after_3_months, change.after_6_months, today=today)
