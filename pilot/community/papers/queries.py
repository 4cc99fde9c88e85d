"""Papers of a community: versions that were sent, who may answer, what groups bring to them."""

import json
import uuid
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.community import queries as communities
from pilot.community.models import Community, CooperationGroup, Decision, Meeting
from pilot.community.papers.enums import PaperKind, ReviewState
from pilot.community.papers.models import PaperComment, PaperVersion
from pilot.errors import NotVisibleError
from pilot.extensions import db


def may_review(viewer: Viewer, community: Community) -> bool:
    """Tell whether a viewer answers to papers: the lead's mentor or the head, never the lead (C18)."""
    is_reviewer = communities.may(viewer, Permission.PAPER_REVIEW, community)
    return is_reviewer and viewer.user_id != community.lead.user_id


def versions_of(community: Community, kind: PaperKind | None = None) -> list[PaperVersion]:
    """Return the versions of a community's papers with all that is said of them, the newest first."""
    statement = select(PaperVersion).where(PaperVersion.community_id == community.id)
    if kind is not None:
        statement = statement.where(PaperVersion.kind == kind)
    return list(
        db.session.scalars(
            statement.options(
                joinedload(PaperVersion.sent_by),
                joinedload(PaperVersion.judged_by),
                selectinload(PaperVersion.comments).joinedload(PaperComment.author),
            ).order_by(PaperVersion.kind, PaperVersion.number.desc())
        )
    )


def get_version(version_id: uuid.UUID, *, viewer: Viewer) -> PaperVersion:
    """Return a version for who reads its community as one of its own; with it stand all its counts (R18).

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    version = db.session.scalar(
        select(PaperVersion)
        .where(PaperVersion.id == version_id)
        .options(
            joinedload(PaperVersion.community).options(
                joinedload(Community.lead).options(
                    joinedload(Participation.user), joinedload(Participation.pilot)
                ),
                joinedload(Community.municipality),
            ),
            joinedload(PaperVersion.sent_by),
            joinedload(PaperVersion.judged_by),
            selectinload(PaperVersion.comments).joinedload(PaperComment.author),
        )
    )
    if version is None or not communities.is_insider(viewer, version.community):
        raise NotVisibleError
    return version


def last_of(community: Community, kind: PaperKind) -> PaperVersion | None:
    """Return the last version of a paper that was sent."""
    return next(iter(versions_of(community, kind)), None)


def content_in(version: PaperVersion) -> dict[str, Any]:
    """Return what stands in a version."""
    content: dict[str, Any] = json.loads(version.content)
    return content


def groups_of(community: Community) -> list[CooperationGroup]:
    """Return the cooperation groups that work for a community, by name."""
    return list(
        db.session.scalars(
            select(CooperationGroup)
            .where(CooperationGroup.community_id == community.id)
            .order_by(CooperationGroup.name, CooperationGroup.id)
        )
    )


def decisions_of(groups: list[CooperationGroup]) -> list[Decision]:
    """Return what groups decided with their meetings, in the order of the days."""
    return list(
        db.session.scalars(
            select(Decision)
            .join(Meeting, Meeting.id == Decision.meeting_id)
            .where(Decision.group_id.in_([group.id for group in groups]))
            .options(joinedload(Decision.meeting))
            .order_by(Meeting.held_on, Decision.year, Decision.number, Decision.id)
        )
    )


def _last_versions(pilot: Pilot) -> Select[PaperVersion]:
    """Return the statement of the last version of every paper of a pilot, with its community."""
    newer = aliased(PaperVersion)
    return (
        select(PaperVersion)
        .join(PaperVersion.community)
        .where(
            Community.pilot_id == pilot.id,
            ~exists().where(
                newer.community_id == PaperVersion.community_id,
                newer.kind == PaperVersion.kind,
                newer.number > PaperVersion.number,
            ),
        )
        .options(contains_eager(PaperVersion.community))
        .order_by(PaperVersion.sent_at, PaperVersion.id)
    )


def waiting_for(viewer: Viewer, pilot: Pilot) -> list[PaperVersion]:
    """Return the versions in a pilot that wait for the answer of a viewer, the oldest first."""
    read = communities.visible_communities(viewer, Permission.PAPER_REVIEW).with_only_columns(Community.id)
    own = select(Participation.id).where(Participation.user_id == viewer.user_id)
    return list(
        db.session.scalars(
            _last_versions(pilot).where(
                PaperVersion.state == ReviewState.RECEIVED,
                Community.id.in_(read),
                Community.lead_id.not_in(own),
            )
        )
    )


def returned_to(viewer: Viewer, pilot: Pilot) -> list[PaperVersion]:
    """Return the versions that a viewer sent and in which reviewers found fault, the oldest first."""
    return list(
        db.session.scalars(
            _last_versions(pilot).where(
                PaperVersion.state.in_((ReviewState.HAS_ISSUES, ReviewState.REJECTED)),
                PaperVersion.sent_by_id == viewer.user_id,
            )
        )
    )
