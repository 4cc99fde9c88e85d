"""Agreed steps for the pair: of another mentor's time only what was open when the pair began."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.enums import StepOwner
from pilot.mentoring.models import AgreedStep, MentorSession
from pilot.mentoring.steps import rules


@dataclass(frozen=True)
class StepLine:
    """A step as the pages show it: who, what, by when, where it was agreed, when and where it was closed."""

    step_id: uuid.UUID
    version: int
    participation_id: uuid.UUID
    participant: str
    session_id: uuid.UUID
    is_own_session: bool
    owner: StepOwner
    what: str
    due_on: dt.date | None
    agreed_on: dt.date
    closed_on: dt.date | None
    closed_in: dt.date | None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def is_late(self, today: dt.date) -> bool:
        """Tell whether the step should have been done by today."""
        return rules.is_late(due_on=self.due_on, closed_on=self.closed_on, today=today)


@dataclass(frozen=True)
class SessionSteps:
    """What the page of a session shows: steps agreed in it, open ones from before, and those closed in it."""

    agreed: tuple[StepLine, ...]
    before: tuple[StepLine, ...]
    closed: tuple[StepLine, ...]


def visible_steps(viewer: Viewer) -> Select[AgreedStep]:
    """Return the statement every list of steps begins with: what the pair reads (M19, M20).

    A mentor reads the steps of own sessions and those that were open when the pair began, or are now.
    """
    people = cohort.visible_participations(viewer, Permission.SESSION_CONTENT_READ)
    is_from_own_time = exists().where(
        MentoringPair.participation_id == AgreedStep.participation_id,
        MentoringPair.mentor_id == viewer.user_id,
        MentoringPair.starts_on <= AgreedStep.closed_on,
    )
    return (
        select(AgreedStep)
        .join(AgreedStep.session)
        .join(AgreedStep.participation)
        .where(
            AgreedStep.participation_id.in_(people.with_only_columns(Participation.id)),
            or_(
                Participation.user_id == viewer.user_id,
                MentorSession.mentor_id == viewer.user_id,
                AgreedStep.closed_on.is_(None),
                is_from_own_time,
            ),
        )
    )


def _with_all(statement: Select[AgreedStep]) -> Select[AgreedStep]:
    return statement.options(
        joinedload(AgreedStep.session),
        joinedload(AgreedStep.closed_in),
        joinedload(AgreedStep.participation).joinedload(Participation.user),
    ).order_by(MentorSession.held_on, AgreedStep.session_id, AgreedStep.number, AgreedStep.id)


def steps_of(participation: Participation, *, viewer: Viewer) -> list[StepLine]:
    """Return the steps of a participation that the viewer may read: open ones, then the last closed first."""
    rows = db.session.scalars(
        _with_all(visible_steps(viewer).where(AgreedStep.participation_id == participation.id))
    )
    lines = [_line(step, viewer) for step in rows]
    is_open = [line for line in lines if line.is_open]
    closed = [line for line in lines if line.closed_on is not None]
    return [*is_open, *sorted(closed, key=lambda line: line.closed_on or dt.date.min, reverse=True)]


def open_steps(
    participation_ids: Collection[uuid.UUID], *, viewer: Viewer
) -> Mapping[uuid.UUID, list[StepLine]]:
    """Return the open steps of some participations, the oldest first, by participation."""
    found: defaultdict[uuid.UUID, list[StepLine]] = defaultdict(list)
    rows = db.session.scalars(
        _with_all(
            visible_steps(viewer).where(
                AgreedStep.participation_id.in_(participation_ids), AgreedStep.closed_on.is_(None)
            )
        )
    )
    for step in rows:
        found[step.participation_id].append(_line(step, viewer))
    return found


def of_session(session: MentorSession, *, viewer: Viewer) -> SessionSteps:
    """Return the steps that the page of an own session shows."""
    people = {attendee.participation_id for attendee in session.attendees}
    own = select(AgreedStep).join(AgreedStep.session).join(AgreedStep.participation)
    agreed = _lines(own.where(AgreedStep.session_id == session.id), viewer)
    closed = _lines(own.where(AgreedStep.closed_in_id == session.id), viewer)
    before = [
        line
        for lines in open_steps(people, viewer=viewer).values()
        for line in lines
        if line.session_id != session.id and line.agreed_on <= session.held_on
    ]
    return SessionSteps(agreed, tuple(before), closed)


def _lines(statement: Select[AgreedStep], viewer: Viewer) -> tuple[StepLine, ...]:
    return tuple(_line(step, viewer) for step in db.session.scalars(_with_all(statement)))


def get_step(step_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> AgreedStep:
    """Return a step of a pilot that the viewer reads as one of the pair.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _found(_with_all(visible_steps(viewer)).where(_is(step_id, pilot)))


def get_own_step(step_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> AgreedStep:
    """Return a step that was agreed in a session of the viewer.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    if not viewer.may_in(pilot.id, Permission.SESSION_UPDATE):
        raise NotVisibleError
    own = select(AgreedStep).join(AgreedStep.session).where(MentorSession.mentor_id == viewer.user_id)
    return _found(_with_all(own).where(_is(step_id, pilot)))


def _is(step_id: uuid.UUID, pilot: Pilot) -> ColumnElement[bool]:
    return (AgreedStep.id == step_id) & (MentorSession.pilot_id == pilot.id)


def _found(statement: Select[AgreedStep]) -> AgreedStep:
    step = db.session.scalar(statement)
    if step is None:
        raise NotVisibleError
    return step


def line_of(step: AgreedStep, *, viewer: Viewer) -> StepLine:
    """Return a step that was fetched in scope as the pages show it."""
    return _line(step, viewer)


def names_of(lines: Iterable[StepLine]) -> frozenset[str]:
    """Return whose steps some are."""
    return frozenset(line.participant for line in lines)


def _line(step: AgreedStep, viewer: Viewer) -> StepLine:
    return StepLine(
        step_id=step.id,
        version=step.version,
        participation_id=step.participation_id,
        participant=step.participation.user.name,
        session_id=step.session_id,
        is_own_session=step.session.mentor_id == viewer.user_id,
        owner=step.owner,
        what=step.what,
        due_on=step.due_on,
        agreed_on=step.session.held_on,
        closed_on=step.closed_on,
        closed_in=step.closed_in.held_on if step.closed_in else None,
    )
