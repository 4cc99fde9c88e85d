"""Take a bond of the chain away; the records that it joined stay."""

import datetime as dt

from sqlalchemy import delete, select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.chain.rules import Bond, Id
from pilot.community.findings.models import Match
from pilot.community.models import Community
from pilot.community.strategies.models import ActionChange, ActionItem, ActionNeed, ActionResource
from pilot.extensions import db


def unlink(community: Community, bond: Bond, left: Id, right: Id, *, actor: Viewer, now: dt.datetime) -> None:
    """Take away what joins two records of a community; nothing happens where nothing joins them any more."""
    match bond:
        case Bond.MATCH:
            _remove(Match, need_id=left, resource_id=right)
        case Bond.NEED_ACTION:
            _remove(ActionNeed, need_id=left, action_id=right)
        case Bond.RESOURCE_ACTION:
            _remove(ActionResource, resource_id=left, action_id=right)
        case Bond.DECISION_ACTION:
            _free_of_decision(left, right)
        case Bond.ACTION_CHANGE:
            _remove(ActionChange, action_id=left, change_id=right)
    db.session.flush()
    audit.record(
        "community.chain-unlinked",
        community,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        bond=bond,
        left=left,
        right=right,
    )


def _remove(table: type[Match | ActionNeed | ActionResource | ActionChange], **ends: Id) -> None:
    db.session.execute(delete(table).filter_by(**ends))


def _free_of_decision(decision: Id, action: Id) -> None:
    row = db.session.scalar(
        select(ActionItem).where(ActionItem.id == action, ActionItem.decision_id == decision)
    )
    if row is not None:
        row.decision_id = None
