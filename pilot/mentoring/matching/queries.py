"""What is known of mentors, participants and their wishes; the scope comes with the participants."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import pair_queries
from pilot.mentoring.matching import rules
from pilot.mentoring.matching.enums import RANKED, Language, WishKind
from pilot.mentoring.matching.models import MentorProfile, PairingWish
from pilot.mentoring.matching.rules import Mentor, Person, Wishes
from pilot.municipalities.models import Municipality


@dataclass(frozen=True)
class MentorRow:
    """A mentor of a pilot in the list: the person, what is said of them, and how many main pairs run."""

    user: User
    profile: MentorProfile | None
    facts: Mentor


@dataclass(frozen=True)
class WishRow:
    """The wishes of one person as the coordinator reads them: names in the order of the places."""

    author: str
    is_mentor: bool
    ranked: tuple[str, ...]
    avoided: tuple[str, ...]


def get_mentor(mentor_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> User:
    """Return a mentor of a pilot: the viewer, or anyone of whom the viewer may state everything.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    is_own = mentor_id == viewer.user_id and viewer.is_in(pilot.id, Role.MENTOR)
    if not is_own and not viewer.may_in(pilot.id, Permission.PAIR_MANAGE):
        raise NotVisibleError
    if cohort.live_role(mentor_id, Role.MENTOR, pilot) is None:
        raise NotVisibleError
    return db.session.get_one(User, mentor_id)


def profile_of(pilot: Pilot, user_id: uuid.UUID) -> MentorProfile | None:
    """Return what is said of a mentor in a pilot, or None."""
    return db.session.scalar(
        select(MentorProfile).where(MentorProfile.pilot_id == pilot.id, MentorProfile.user_id == user_id)
    )


def wish_of(pilot: Pilot, user_id: uuid.UUID) -> PairingWish | None:
    """Return the wishes of a person in a pilot with the people they name, or None."""
    return db.session.scalar(
        select(PairingWish)
        .where(PairingWish.pilot_id == pilot.id, PairingWish.user_id == user_id)
        .options(selectinload(PairingWish.lines))
    )


def mentors_in(pilot: Pilot, *, without: Collection[uuid.UUID] = ()) -> list[MentorRow]:
    """Return the mentors of a pilot with what is known of them, by name, leaving some out."""
    profiles = {
        profile.user_id: profile
        for profile in db.session.scalars(select(MentorProfile).where(MentorProfile.pilot_id == pilot.id))
    }
    loads, places = _loads(pilot), _places(pilot)
    return [
        MentorRow(user, profiles.get(user.id), _facts(user, profiles.get(user.id), loads, places))
        for user in cohort.people_with(Role.MENTOR, pilot)
        if user.id not in without
    ]


def _loads(pilot: Pilot) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(MentoringPair.mentor_id, func.count())
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.role == PairRole.PRIMARY,
            MentoringPair.ends_on.is_(None),
        )
        .group_by(MentoringPair.mentor_id)
    )
    return dict(rows.all())


Places = dict[tuple[uuid.UUID, bool], set[str]]


def _places(pilot: Pilot) -> Places:
    """Return by person, and whether they head the service, the municipalities for which they have a role."""
    found: Places = defaultdict(set)
    for user_id, role, municipality_id in db.session.execute(
        select(RoleAssignment.user_id, RoleAssignment.role, RoleAssignment.municipality_id).where(
            RoleAssignment.pilot_id == pilot.id,
            RoleAssignment.municipality_id.is_not(None),
            RoleAssignment.ended_at.is_(None),
        )
    ):
        found[user_id, role is Role.MANAGER].add(str(municipality_id))
    return found


def _facts(user: User, profile: MentorProfile | None, loads: dict[uuid.UUID, int], places: Places) -> Mentor:
    works_for, heads = frozenset(places[user.id, False]), frozenset(places[user.id, True])
    load = loads.get(user.id, 0)
    if profile is None:
        return Mentor(user.id, load, works_for=works_for, heads=heads)
    employer = {str(profile.works_for_id)} if profile.works_for_id else set()
    return Mentor(
        user_id=user.id,
        load=load,
        capacity=rules.USUAL_CAPACITY if profile.capacity is None else profile.capacity,
        languages=frozenset(map(Language, profile.languages)),
        topics=frozenset(profile.topics),
        municipalities=frozenset(profile.municipalities),
        regions=frozenset(profile.regions),
        works_for=works_for | employer,
        heads=heads,
    )


def people_of(pilot: Pilot, participations: Sequence[Participation]) -> list[Person]:
    """Return participants, fetched in scope with person and municipality, as the rules weigh them."""
    needs = {
        wish.user_id: wish
        for wish in db.session.scalars(select(PairingWish).where(PairingWish.pilot_id == pilot.id))
    }
    return [
        Person(
            key=each.id,
            user_id=each.user_id,
            municipality=str(each.municipality_id),
            region=each.municipality.planning_region,
            languages=frozenset(map(Language, needs[each.user_id].languages))
            if each.user_id in needs
            else frozenset(),
            topics=frozenset(needs[each.user_id].topics) if each.user_id in needs else frozenset(),
        )
        for each in participations
    ]


def wishes_in(pilot: Pilot) -> Wishes:
    """Return what everybody in a pilot said about others; for the coordinator's pages alone."""
    said: dict[tuple[uuid.UUID, uuid.UUID], set[WishKind]] = defaultdict(set)
    for wish in _wishes(pilot):
        for line in wish.lines:
            said[wish.user_id, line.other_id].add(line.kind)
    return Wishes({pair: frozenset(kinds) for pair, kinds in said.items()})


def _wishes(pilot: Pilot) -> list[PairingWish]:
    return list(
        db.session.scalars(
            select(PairingWish)
            .join(User, User.id == PairingWish.user_id)
            .where(PairingWish.pilot_id == pilot.id)
            .options(selectinload(PairingWish.lines))
            .order_by(User.sort_key, PairingWish.id)
        )
    )


def wish_rows(pilot: Pilot) -> list[WishRow]:
    """Return the wishes of everybody in a pilot in names; for the coordinator's pages alone."""
    wishes = _wishes(pilot)
    ids = {wish.user_id for wish in wishes} | {line.other_id for wish in wishes for line in wish.lines}
    names = {
        user_id: f"{given} {family}"
        for user_id, given, family in db.session.execute(
            select(User.id, User.given_name, User.family_name).where(User.id.in_(ids))
        )
    }
    mentors = {user.id for user in cohort.people_with(Role.MENTOR, pilot)}
    return [
        WishRow(
            names[wish.user_id],
            wish.user_id in mentors,
            tuple(names[line.other_id] for kind in RANKED for line in wish.lines if line.kind is kind),
            tuple(sorted(names[line.other_id] for line in wish.lines if line.kind is WishKind.AVOIDED)),
        )
        for wish in wishes
        if wish.lines
    ]


def without_mentor(pilot: Pilot, *, viewer: Viewer) -> list[Participation]:
    """Return the first participants without a main mentor, as many as are matched at once, by name."""
    return pair_queries.without_mentor(pilot, viewer=viewer)[: rules.MOST_PEOPLE]


def others_for(pilot: Pilot, *, user_id: uuid.UUID, is_mentor: bool) -> list[tuple[uuid.UUID, str]]:
    """Return whom a mentor or a participant may name in a wish: the other side of the pilot, by name."""
    if not is_mentor:
        return [(user.id, user.name) for user in cohort.people_with(Role.MENTOR, pilot) if user.id != user_id]
    rows = db.session.execute(
        select(User.id, User.given_name, User.family_name, Municipality.name)
        .join(Participation, Participation.user_id == User.id)
        .join(Municipality, Municipality.id == Participation.municipality_id)
        .where(
            Participation.pilot_id == pilot.id,
            Participation.state.in_(pair_queries.TAKING_PART),
            User.id != user_id,
        )
        .order_by(User.sort_key, User.id)
    )
    return [(other, f"{given} {family}, {place}") for other, given, family, place in rows]


def municipalities_in(pilot: Pilot) -> list[tuple[uuid.UUID, str]]:
    """Return the municipalities of a pilot's participants, by name."""
    rows = db.session.execute(
        select(Municipality.id, Municipality.name)
        .where(
            Municipality.id.in_(
                select(Participation.municipality_id).where(Participation.pilot_id == pilot.id)
            )
        )
        .order_by(Municipality.sort_key, Municipality.id)
    )
    return [(found, name) for found, name in rows]
