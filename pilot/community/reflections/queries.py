"""Reflections: the own ones, and those that a participant has shared with the viewer as the mentor of now."""

import uuid

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.queries import has_mentor
from pilot.community.reflections.models import Reflection
from pilot.errors import NotVisibleError
from pilot.extensions import db


def is_shared_with(viewer: Viewer) -> ColumnElement[bool]:
    """Say of a reflection that it was shared with the viewer, who still is the mentor; nobody inherits it."""
    return and_(Reflection.shared_with_id == viewer.user_id, has_mentor(viewer))


def own_in(pilot: Pilot, *, viewer: Viewer) -> list[Reflection]:
    """Return the viewer's reflections in a pilot, the newest first."""
    return _found(Participation.pilot_id == pilot.id, Participation.user_id == viewer.user_id)


def shared_in(pilot: Pilot, *, viewer: Viewer) -> list[Reflection]:
    """Return what the viewer's mentees share with the viewer in a pilot, the newest first."""
    return _found(Participation.pilot_id == pilot.id, is_shared_with(viewer))


def _found(*conditions: ColumnElement[bool]) -> list[Reflection]:
    return list(
        db.session.scalars(
            select(Reflection)
            .join(Reflection.participation)
            .where(*conditions)
            .options(
                contains_eager(Reflection.participation).joinedload(Participation.user),
                joinedload(Reflection.shared_with),
            )
            .order_by(Reflection.reflected_on.desc(), Reflection.written_at.desc(), Reflection.id)
        )
    )


def get_reflection(reflection_id: uuid.UUID, *, viewer: Viewer) -> Reflection:
    """Return an own reflection, or one that is shared with the viewer.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(reflection_id, or_(Participation.user_id == viewer.user_id, is_shared_with(viewer)))


def get_own(reflection_id: uuid.UUID, *, viewer: Viewer) -> Reflection:
    """Return a reflection of the viewer.

    :raises NotVisibleError: there is none of this id, or somebody else wrote it.
    """
    return _one(reflection_id, Participation.user_id == viewer.user_id)


def _one(reflection_id: uuid.UUID, condition: ColumnElement[bool]) -> Reflection:
    found = db.session.scalar(
        select(Reflection)
        .join(Reflection.participation)
        .where(Reflection.id == reflection_id, condition)
        .options(
            contains_eager(Reflection.participation).options(
                joinedload(Participation.user), joinedload(Participation.pilot)
            ),
            joinedload(Reflection.shared_with),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def mentor_of(participation: Participation) -> User | None:
    """Return the mentor of a participant now, or None: not a consultant, not a substitute."""
    return db.session.scalar(
        select(User)
        .join(MentoringPair, MentoringPair.mentor_id == User.id)
        .where(
            MentoringPair.participation_id == participation.id,
            MentoringPair.role == PairRole.PRIMARY,
            MentoringPair.ends_on.is_(None),
        )
    )
