"""Diary entries: the own ones, and those that others have shared in the viewer's scope."""

import datetime as dt
import uuid

from sqlalchemy import ColumnElement, Select, and_, extract, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.queries import has_mentor, works_on
from pilot.cohort.rules import Month
from pilot.community.diary import rules
from pilot.community.enums import DiaryKind, WorkMode
from pilot.community.models import Community, DiaryEntry
from pilot.errors import NotVisibleError
from pilot.extensions import db


def shared_entries(viewer: Viewer) -> Select[DiaryEntry]:
    """Return the statement of the entries that others share with the viewer; observers read none (R19)."""
    conditions = [_in_scope(scope, viewer) for scope in viewer.scopes(Permission.ACTIVITY_READ)]
    return (
        select(DiaryEntry)
        .join(DiaryEntry.participation)
        .where(DiaryEntry.shared, Participation.user_id != viewer.user_id, or_(false(), *conditions))
    )


def _in_scope(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else Participation.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.MUNICIPALITY if scope.municipality_id is not None:
            return and_(in_pilot, Participation.municipality_id == scope.municipality_id)
        case Reach.MENTEES:
            return and_(in_pilot, has_mentor(viewer))
        case _:
            return false()


def reads_single_entries(viewer: Viewer, pilot: Pilot) -> bool:
    """Tell whether the viewer's right reaches single entries of a pilot, not only their sums."""
    scopes = viewer.scopes_in(pilot.id, Permission.ACTIVITY_READ)
    return any(scope.reach is not Reach.AGGREGATE for scope in scopes)


def shared_in(pilot: Pilot, *, viewer: Viewer) -> Select[DiaryEntry]:
    """Return the ordered statement of a pilot's shared entries with author and community, newest first."""
    return (
        shared_entries(viewer)
        .where(Participation.pilot_id == pilot.id)
        .options(
            contains_eager(DiaryEntry.participation).options(
                joinedload(Participation.user), joinedload(Participation.municipality)
            ),
            joinedload(DiaryEntry.community),
        )
        .order_by(DiaryEntry.done_on.desc(), DiaryEntry.recorded_at.desc(), DiaryEntry.id)
    )


def months_of(participation: Participation) -> dict[Month, int]:
    """Return the months in which a participant wrote, the newest first, with the number of entries."""
    year, month = extract("year", DiaryEntry.done_on), extract("month", DiaryEntry.done_on)
    found = db.session.execute(
        select(year, month, func.count())
        .where(DiaryEntry.participation_id == participation.id)
        .group_by(year, month)
        .order_by(year.desc(), month.desc())
    )
    return {Month(int(in_year), int(number)): entries for in_year, number, entries in found}


def entries_of(participation: Participation, *, month: Month) -> list[DiaryEntry]:
    """Return a participant's entries of a month with their communities, the newest first."""
    return list(
        db.session.scalars(
            select(DiaryEntry)
            .where(
                DiaryEntry.participation_id == participation.id,
                DiaryEntry.done_on.between(month.first_day, month.last_day),
            )
            .options(joinedload(DiaryEntry.community))
            .order_by(DiaryEntry.done_on.desc(), DiaryEntry.recorded_at.desc(), DiaryEntry.id)
        )
    )


def get_own_entry(entry_id: uuid.UUID, *, viewer: Viewer) -> DiaryEntry:
    """Return an entry of the viewer with its participation and pilot.

    :raises NotVisibleError: there is none of this id, or somebody else wrote it.
    """
    entry = db.session.scalar(
        select(DiaryEntry)
        .join(DiaryEntry.participation)
        .where(DiaryEntry.id == entry_id, Participation.user_id == viewer.user_id)
        .options(contains_eager(DiaryEntry.participation).joinedload(Participation.pilot))
    )
    if entry is None or not viewer.may_in(entry.participation.pilot_id, Permission.ACTIVITY_WRITE):
        raise NotVisibleError
    return entry


def communities_for(participation: Participation) -> list[Community]:
    """Return the communities of a participant's municipality: work may be done in any of them."""
    return list(
        db.session.scalars(
            select(Community)
            .where(
                Community.pilot_id == participation.pilot_id,
                Community.municipality_id == participation.municipality_id,
            )
            .order_by(Community.name, Community.id)
        )
    )


def get_entry(entry_id: uuid.UUID, *, viewer: Viewer) -> DiaryEntry:
    """Return an own entry, or one that is shared with the viewer, with author, pilot and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    own = select(Participation.id).where(Participation.user_id == viewer.user_id)
    entry = db.session.scalar(
        select(DiaryEntry)
        .where(
            DiaryEntry.id == entry_id,
            or_(
                DiaryEntry.participation_id.in_(own),
                DiaryEntry.id.in_(shared_entries(viewer).with_only_columns(DiaryEntry.id)),
            ),
        )
        .options(
            joinedload(DiaryEntry.participation).options(
                joinedload(Participation.user),
                joinedload(Participation.pilot),
                joinedload(Participation.municipality),
            ),
            joinedload(DiaryEntry.community),
        )
    )
    if entry is None:
        raise NotVisibleError
    return entry


def readers_of(participation: Participation, *, today: dt.date) -> rules.Readers:
    """Return who reads what a participant shares now, by role: just those whom `shared_entries` lets in."""

    def names(role: Role, *conditions: ColumnElement[bool]) -> tuple[str, ...]:
        found = db.session.scalars(
            select(User)
            .join(RoleAssignment, RoleAssignment.user_id == User.id)
            .where(
                RoleAssignment.pilot_id == participation.pilot_id,
                RoleAssignment.role == role,
                RoleAssignment.ended_at.is_(None),
                User.state == UserState.ACTIVE,
                User.id != participation.user_id,
                *conditions,
            )
            .order_by(User.sort_key, User.id)
        )
        return tuple(dict.fromkeys(user.name for user in found))

    in_municipality = RoleAssignment.municipality_id == participation.municipality_id
    mentors = select(MentoringPair.mentor_id).where(
        MentoringPair.participation_id == participation.id, works_on(today)
    )
    return rules.Readers(
        mentors=names(Role.MENTOR, User.id.in_(mentors)),
        heads=names(Role.MANAGER, in_municipality),
        colleagues=names(Role.PARTICIPANT, in_municipality),
        coordinators=names(Role.COORDINATOR),
    )


def recent_kinds(participation: Participation) -> list[DiaryKind]:
    """Return the kinds of entries, those written last first, then the others in their order."""
    used = db.session.scalars(
        select(DiaryEntry.kind)
        .where(DiaryEntry.participation_id == participation.id)
        .group_by(DiaryEntry.kind)
        .order_by(func.max(DiaryEntry.recorded_at).desc(), DiaryEntry.kind)
    )
    return list(dict.fromkeys([*used, *DiaryKind]))


def last_mode(participation: Participation) -> WorkMode:
    """Return who did what was written last; with the community where nothing says so yet."""
    found = db.session.scalar(
        select(DiaryEntry.mode)
        .where(DiaryEntry.participation_id == participation.id, DiaryEntry.mode.is_not(None))
        .order_by(DiaryEntry.recorded_at.desc(), DiaryEntry.id)
        .limit(1)
    )
    return found or WorkMode.WITH


def month_of(participation: Participation, month: Month) -> rules.Totals:
    """Return the figures of a participant's month."""
    return rules.totals(facts_of(entries_of(participation, month=month)))


def facts_of(entries: list[DiaryEntry]) -> list[rules.Facts]:
    """Return entries as the rule that adds them up reads them."""
    return [
        rules.Facts(
            entry.minutes,
            entry.place_class,
            entry.outside_hours,
            entry.people_reached,
            entry.outside_minutes,
        )
        for entry in entries
    ]


def totals_in(pilot: Pilot, *, until: dt.date) -> rules.Totals:
    """Return the sums of all entries of a pilot up to a day; they name nobody."""
    found = db.session.execute(
        select(
            DiaryEntry.minutes,
            DiaryEntry.place_class,
            DiaryEntry.outside_hours,
            DiaryEntry.people_reached,
            DiaryEntry.outside_minutes,
        )
        .join(DiaryEntry.participation)
        .where(Participation.pilot_id == pilot.id, DiaryEntry.done_on <= until)
    )
    return rules.totals(rules.Facts(*row) for row in found)
