"""Write communities, their stages and their sharing."""

import datetime as dt
import uuid

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.community import rules
from pilot.community.enums import CommunityStage
from pilot.community.models import Community, CommunityWorker
from pilot.community.queries import led_by, worker_rows
from pilot.community.rules import CommunityEntry, Problem
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class CommunityRefusedError(DomainError):
    """A community was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def define_community(
    lead: Participation,
    entry: CommunityEntry,
    *,
    workers: frozenset[uuid.UUID] = frozenset(),
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Community:
    """Define a community that a participant leads, and who else works with it (domain a.6).

    :raises CommunityRefusedError: the work would begin in the future, or the participant leads three already.
    """
    _refuse_start_ahead(entry, today=today)
    if led_by(lead) >= rules.MOST_LED:
        raise CommunityRefusedError(Problem.TOO_MANY_LED)
    community = Community(
        pilot_id=lead.pilot_id, municipality_id=lead.municipality_id, lead_id=lead.id, **vars(entry)
    )
    db.session.add(community)
    db.session.flush()
    _put_workers(community, workers)
    audit.record(
        "community.community-defined",
        community,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        kind=entry.kind,
    )
    return community


def change_community(
    community: Community,
    entry: CommunityEntry,
    *,
    workers: frozenset[uuid.UUID] = frozenset(),
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Community:
    """Change what is said of a community, and who works with it besides its lead.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises CommunityRefusedError: the work would begin in the future.
    """
    check_version(community, seen)
    _refuse_start_ahead(entry, today=today)
    changed = _overwrite(community, entry)
    if _put_workers(community, workers):
        changed.append("workers")
    audit.record(
        "community.community-changed",
        community,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        fields=changed,
    )
    return community


def change_stage(
    community: Community, stage: CommunityStage, *, seen: int, actor: Viewer, now: dt.datetime
) -> Community:
    """Move a community to another of its stages, forward or back (domain a.6, d).

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(community, seen)
    before, community.stage = community.stage, stage
    db.session.flush()
    audit.record(
        "community.stage-changed",
        community,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        before=before,
        after=stage,
    )
    return community


def propose_sharing(community: Community, *, actor: Viewer, now: dt.datetime) -> Community:
    """Propose to the head of the service and the coordinator to share a community with the pilot.

    :raises CommunityRefusedError: it is shared or proposed already.
    """
    if community.shared_at is not None or community.share_proposed_at is not None:
        raise CommunityRefusedError(Problem.ALREADY_SHARED)
    community.share_proposed_at = now
    db.session.flush()
    audit.record("community.sharing-proposed", community, actor=actor, at=now, pilot_id=community.pilot_id)
    return community


def share(community: Community, *, actor: Viewer, now: dt.datetime) -> Community:
    """Share a community with everybody of the pilot.

    :raises CommunityRefusedError: it is shared already.
    """
    if community.shared_at is not None:
        raise CommunityRefusedError(Problem.ALREADY_SHARED)
    community.shared_at = now
    db.session.flush()
    audit.record("community.community-shared", community, actor=actor, at=now, pilot_id=community.pilot_id)
    return community


def end_sharing(community: Community, *, actor: Viewer, now: dt.datetime) -> Community:
    """Take a community back into its municipality.

    :raises CommunityRefusedError: it is not shared.
    """
    if community.shared_at is None:
        raise CommunityRefusedError(Problem.NOT_SHARED)
    community.shared_at = None
    community.share_proposed_at = None
    db.session.flush()
    audit.record("community.sharing-ended", community, actor=actor, at=now, pilot_id=community.pilot_id)
    return community


def _overwrite(row: Community, entry: CommunityEntry) -> list[str]:
    """Write an entry over a row and return the names of what became different."""
    changed = [name for name, value in vars(entry).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(entry, name))
    db.session.flush()
    return changed


def _put_workers(community: Community, workers: frozenset[uuid.UUID]) -> bool:
    """Let these and no others work with a community; the lead is never among them. Tell what changed."""
    before = {row.participation_id for row in worker_rows(community)}
    after = workers - {community.lead_id}
    for row in worker_rows(community):
        if row.participation_id not in after:
            db.session.delete(row)
    for participation_id in sorted(after - before):
        db.session.add(CommunityWorker(community_id=community.id, participation_id=participation_id))
    db.session.flush()
    return before != after


def _refuse_start_ahead(entry: CommunityEntry, *, today: dt.date) -> None:
    if rules.is_ahead(entry.started_on, today=today):
        raise CommunityRefusedError(Problem.STARTED_AHEAD)
