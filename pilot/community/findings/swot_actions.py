"""Write the SVID of a community: the lines of its boxes, and the strategies between the boxes."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.findings import queries
from pilot.community.findings.enums import SwotPair
from pilot.community.findings.models import SwotItem, SwotLink, SwotStrategy
from pilot.community.findings.rules import SwotEntry
from pilot.community.models import Community, Need, Resource
from pilot.database import check_version
from pilot.extensions import db


def add_item(
    community: Community,
    entry: SwotEntry,
    *,
    findings: Collection[uuid.UUID],
    actor: Viewer,
    now: dt.datetime,
) -> SwotItem:
    """Add a line to a box, with the findings of the community on which it stands."""
    item = SwotItem(community_id=community.id, recorded_at=now, **vars(entry))
    item.links = _links(community.id, findings)
    db.session.add(item)
    db.session.flush()
    audit.record(
        "community.swot-added", item, actor=actor, at=now, pilot_id=community.pilot_id, box=entry.box
    )
    return item


def change_item(
    item: SwotItem,
    entry: SwotEntry,
    *,
    findings: Collection[uuid.UUID],
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> SwotItem:
    """Change a line of a box and what it stands on.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(item, seen)
    for name, value in vars(entry).items():
        setattr(item, name, value)
    if {link.need_id or link.resource_id for link in item.links} != set(findings):
        item.links.clear()
        db.session.flush()
        item.links = _links(item.community_id, findings)
    db.session.flush()
    audit.record(
        "community.swot-changed", item, actor=actor, at=now, pilot_id=item.community.pilot_id, box=entry.box
    )
    return item


def _links(community_id: uuid.UUID, findings: Collection[uuid.UUID]) -> list[SwotLink]:
    """Return a link to each finding that is of the community."""
    needs = select(Need.id).where(Need.community_id == community_id, Need.id.in_(findings)).order_by(Need.id)
    resources = (
        select(Resource.id)
        .where(Resource.community_id == community_id, Resource.id.in_(findings))
        .order_by(Resource.id)
    )
    return [
        *(SwotLink(need_id=key) for key in db.session.scalars(needs)),
        *(SwotLink(resource_id=key) for key in db.session.scalars(resources)),
    ]


def delete_item(item: SwotItem, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete a line of a box; the findings stay."""
    audit.record(
        "community.swot-deleted", item, actor=actor, at=now, pilot_id=item.community.pilot_id, box=item.box
    )
    db.session.delete(item)
    db.session.flush()


def write_strategy(
    community: Community, pair: SwotPair, text: str, *, seen: int, actor: Viewer, now: dt.datetime
) -> SwotStrategy:
    """Write the one line that joins two boxes.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    strategy = queries.find_strategy(community, pair)
    if strategy is None:
        strategy = SwotStrategy(community_id=community.id, pair=pair, text=text)
        db.session.add(strategy)
    else:
        check_version(strategy, seen)
        strategy.text = text
    db.session.flush()
    audit.record(
        "community.swot-strategy-written",
        strategy,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        pair=pair,
    )
    return strategy
