"""Write needs and resources, their sources, merges and matches."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.enums import ResourceState
from pilot.community.findings import queries, rules
from pilot.community.findings.models import Match
from pilot.community.findings.rules import NeedEntry, Problem, ResourceEntry, SourceEntry
from pilot.community.models import Community, Need, Resource, Source
from pilot.community.rules import is_ahead
from pilot.community.strategies.models import ActionNeed
from pilot.database import Editable, check_version
from pilot.errors import DomainError
from pilot.extensions import db


class FindingRefusedError(DomainError):
    """Something said of a finding was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def record_need(
    community: Community,
    entry: NeedEntry,
    *,
    source: SourceEntry,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Need:
    """Record a problem, need, topical issue or opportunity with its first source (R15).

    :raises FindingRefusedError: the source lies in the future, or the theme is of another domain.
    """
    _refuse(rules.need_problem(entry))
    _refuse_told_ahead(source, today=today)
    need = Need(community_id=community.id, recorded_at=now, **_of_need(entry))
    db.session.add(need)
    db.session.flush()
    db.session.add(Source(need_id=need.id, **vars(source)))
    db.session.flush()
    audit.record(
        "community.need-recorded",
        need,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        kind=entry.kind,
        source=source.kind,
    )
    return need


def change_need(need: Need, entry: NeedEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> Need:
    """Change the words of a need; its sources stay.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: the need was merged, or the theme is of another domain.
    """
    check_version(need, seen)
    if need.merged_into_id is not None:
        raise FindingRefusedError(Problem.IS_MERGED)
    _refuse(rules.need_problem(entry))
    changed = _overwrite(need, _of_need(entry))
    audit.record(
        "community.need-changed",
        need,
        actor=actor,
        at=now,
        pilot_id=need.community.pilot_id,
        fields=changed,
    )
    return need


def _of_need(entry: NeedEntry) -> dict[str, object]:
    """Return the columns of a need; a theme brings its domain with it."""
    return vars(entry) | {
        "domain": rules.domain_of(entry),
        "people_groups": [str(group) for group in entry.people_groups],
    }


def record_resource(
    community: Community,
    entry: ResourceEntry,
    *,
    source: SourceEntry,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Resource:
    """Record a resource of a community with its first source.

    :raises FindingRefusedError: a day lies in the future, or a private contact has no consent.
    """
    _refuse(rules.resource_problem(entry, today=today))
    _refuse_told_ahead(source, today=today)
    resource = Resource(community_id=community.id, recorded_at=now, **vars(entry))
    db.session.add(resource)
    db.session.flush()
    db.session.add(Source(resource_id=resource.id, **vars(source)))
    db.session.flush()
    audit.record(
        "community.resource-recorded",
        resource,
        actor=actor,
        at=now,
        pilot_id=community.pilot_id,
        kind=entry.kind,
        source=source.kind,
    )
    return resource


def change_resource(
    resource: Resource, entry: ResourceEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> Resource:
    """Change what is said of a resource.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: a day lies in the future, or a private contact has no consent.
    """
    check_version(resource, seen)
    _refuse(rules.resource_problem(entry, today=today))
    changed = _overwrite(resource, vars(entry))
    audit.record(
        "community.resource-changed",
        resource,
        actor=actor,
        at=now,
        pilot_id=resource.community.pilot_id,
        fields=changed,
        state=entry.state,
    )
    return resource


def move_resource(
    resource: Resource,
    state: ResourceState,
    *,
    checked_on: dt.date,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Resource:
    """Say how far a resource is won, forward or back, and when that was asked last (domain d.4).

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: the day has not come.
    """
    check_version(resource, seen)
    if is_ahead(checked_on, today=today):
        raise FindingRefusedError(Problem.CHECKED_AHEAD)
    before, resource.state, resource.checked_on = resource.state, state, checked_on
    db.session.flush()
    audit.record(
        "community.resource-moved",
        resource,
        actor=actor,
        at=now,
        pilot_id=resource.community.pilot_id,
        before=before,
        after=state,
    )
    return resource


def add_source(
    subject: Need | Resource, entry: SourceEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Source:
    """Add one more source to a need or a resource (R15).

    :raises FindingRefusedError: the source lies in the future, or the need was merged.
    """
    _refuse_told_ahead(entry, today=today)
    if isinstance(subject, Need) and subject.merged_into_id is not None:
        raise FindingRefusedError(Problem.IS_MERGED)
    owner = {"need_id": subject.id} if isinstance(subject, Need) else {"resource_id": subject.id}
    source = Source(**owner, **vars(entry))
    db.session.add(source)
    db.session.flush()
    audit.record(
        "community.source-added",
        source,
        actor=actor,
        at=now,
        pilot_id=subject.community.pilot_id,
        kind=entry.kind,
    )
    return source


def merge_needs(need: Need, into: Need, *, seen: int, actor: Viewer, now: dt.datetime) -> Need:
    """Merge a need into another of its community: that one gets its sources, matches and actions.

    What was merged into it before goes along. It stays to be read, but counts no more.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: one of the two was merged already, or both are the same.
    """
    check_version(need, seen)
    _refuse(
        rules.merge_problem(
            is_merged=need.merged_into_id is not None,
            kept_is_merged=into.merged_into_id is not None or into.community_id != need.community_id,
            is_same=into.id == need.id,
        )
    )
    own = Source.need_id == need.id
    db.session.execute(
        update(Source).where(own, Source.merged_from_id.is_(None)).values(merged_from_id=need.id)
    )
    db.session.execute(update(Source).where(own).values(need_id=into.id))
    db.session.execute(update(Need).where(Need.merged_into_id == need.id).values(merged_into_id=into.id))
    _hand_over(need, into, Match.resource_id)
    _hand_over(need, into, ActionNeed.action_id)
    need.merged_into_id = into.id
    _settle(need, into)
    audit.record(
        "community.needs-merged", need, actor=actor, at=now, pilot_id=need.community.pilot_id, into=into.id
    )
    return into


def _hand_over(need: Need, into: Need, joined: InstrumentedAttribute[uuid.UUID]) -> None:
    """Hand over what is joined with a need, by the column that names it; what both have stays once."""
    table = joined.class_
    known = select(joined).where(table.need_id == into.id).scalar_subquery()
    db.session.execute(
        delete(table)
        .where(table.need_id == need.id, joined.in_(known))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(update(table).where(table.need_id == need.id).values(need_id=into.id))


def split_need(need: Need, *, seen: int, actor: Viewer, now: dt.datetime) -> Need:
    """Take a merged need out again, with the sources it had; matches and actions stay where they are.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: it is not merged.
    """
    check_version(need, seen)
    if need.merged_into_id is None:
        raise FindingRefusedError(Problem.NOT_MERGED)
    db.session.execute(
        update(Source).where(Source.merged_from_id == need.id).values(need_id=need.id, merged_from_id=None)
    )
    need.merged_into_id = None
    _settle(need)
    audit.record("community.need-split", need, actor=actor, at=now, pilot_id=need.community.pilot_id)
    return need


def _settle(*needs: Need) -> None:
    """Write what changed and let the next reader fetch the sources anew."""
    db.session.flush()
    for need in needs:
        db.session.expire(need, ["sources"])


def delete_finding(subject: Need | Resource, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Delete a draft: a need or a resource that nothing points at, with its sources.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises FindingRefusedError: something points at it.
    """
    check_version(subject, seen)
    is_need = isinstance(subject, Need)
    if isinstance(subject, Need) and subject.merged_into_id is not None:
        raise FindingRefusedError(Problem.IS_MERGED)
    if queries.references_to(subject):
        raise FindingRefusedError(Problem.IN_USE)
    audit.record(
        "community.need-deleted" if is_need else "community.resource-deleted",
        subject,
        actor=actor,
        at=now,
        pilot_id=subject.community.pilot_id,
        kind=subject.kind,
    )
    owner = Source.need_id if is_need else Source.resource_id
    db.session.execute(delete(Source).where(owner == subject.id).execution_options(synchronize_session=False))
    db.session.expunge(subject)
    table = Need if is_need else Resource
    db.session.execute(delete(table).where(table.id == subject.id))


def match(need: Need, resource_id: uuid.UUID, note: str, *, actor: Viewer, now: dt.datetime) -> Match:
    """Say that a resource can help with a need, and how.

    :raises FindingRefusedError: the need was merged, the resource is of another community or matched already.
    """
    if need.merged_into_id is not None:
        raise FindingRefusedError(Problem.IS_MERGED)
    resource = db.session.scalar(
        select(Resource).where(Resource.id == resource_id, Resource.community_id == need.community_id)
    )
    if resource is None:
        raise FindingRefusedError(Problem.NOT_OF_COMMUNITY)
    known = select(Match.id).where(Match.need_id == need.id, Match.resource_id == resource_id)
    if db.session.scalar(known) is not None:
        raise FindingRefusedError(Problem.MATCHED_ALREADY)
    found = Match(need_id=need.id, resource_id=resource_id, note=note, matched_at=now)
    db.session.add(found)
    db.session.flush()
    audit.record(
        "community.need-matched",
        found,
        actor=actor,
        at=now,
        pilot_id=need.community.pilot_id,
        need=need.id,
        resource=resource_id,
    )
    return found


def change_match(found: Match, need: Need, note: str, *, seen: int, actor: Viewer, now: dt.datetime) -> Match:
    """Change how a resource can help.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(found, seen)
    found.note = note
    db.session.flush()
    audit.record("community.match-changed", found, actor=actor, at=now, pilot_id=need.community.pilot_id)
    return found


def _overwrite(row: Editable, values: Mapping[str, object]) -> list[str]:
    """Write values over a row and return the names of what became different."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    db.session.flush()
    return changed


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise FindingRefusedError(problem)


def _refuse_told_ahead(entry: SourceEntry, *, today: dt.date) -> None:
    if is_ahead(entry.told_on, today=today):
        raise FindingRefusedError(Problem.TOLD_AHEAD)
