"""Evaluations: the own ones, those handed in for the coordinator, and means that name nobody."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState, PhaseKind
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import PhaseDates, Span, phase_of
from pilot.cohort.small_counts import hide_small
from pilot.community.evaluations import rules
from pilot.community.evaluations.enums import EvaluationKind, Obstacle, Question, Rating
from pilot.community.evaluations.models import Evaluation, EvaluationAnswer
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.municipalities.models import Municipality


@dataclass(frozen=True)
class Subject:
    """Of what somebody gives an evaluation: a participation, or a municipality's service."""

    kind: EvaluationKind
    pilot: Pilot
    participation: Participation | None = None
    municipality: Municipality | None = None

    @property
    def about_id(self) -> uuid.UUID | None:
        about = self.participation or self.municipality
        return about.id if about else None


@dataclass(frozen=True)
class OutcomeMean:
    """How participants rate an outcome: how many handed in, and their mean where it betrays nobody."""

    question: Question
    count: int
    mean: Decimal | None


def practice_of(pilot: Pilot) -> Span | None:
    """Return the days of a pilot's practice, or None without such a phase."""
    phases = [PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in cohort.phases_of(pilot)]
    return phase_of(PhaseKind.PRACTICE, phases)


def find_own(pilot: Pilot, *, viewer: Viewer) -> Participation | None:
    """Return the viewer's participation in a pilot that was not given up, or None."""
    return db.session.scalar(
        select(Participation)
        .where(
            Participation.pilot_id == pilot.id,
            Participation.user_id == viewer.user_id,
            Participation.state != ParticipationState.WITHDRAWN,
        )
        .options(joinedload(Participation.user))
    )


def own_participation(pilot: Pilot, *, viewer: Viewer) -> Participation:
    """Return the viewer's participation in a pilot.

    :raises NotVisibleError: the viewer does not take part in it, or has left it.
    """
    found = find_own(pilot, viewer=viewer)
    if found is None:
        raise NotVisibleError
    return found


def find_municipality(pilot: Pilot, *, viewer: Viewer) -> Municipality | None:
    """Return the municipality whose social service the viewer heads in a pilot, or None."""
    ids = [
        grant.municipality_id
        for grant in viewer.grants
        if grant.pilot_id == pilot.id and grant.role is Role.MANAGER and grant.municipality_id is not None
    ]
    return db.session.get(Municipality, ids[0]) if ids else None


def own_municipality(pilot: Pilot, *, viewer: Viewer) -> Municipality:
    """Return the municipality whose social service the viewer heads in a pilot.

    :raises NotVisibleError: the viewer heads none there.
    """
    found = find_municipality(pilot, viewer=viewer)
    if found is None:
        raise NotVisibleError
    return found


def find(subject: Subject, *, author_id: uuid.UUID) -> Evaluation | None:
    """Return what an author has written of a subject, with its answers, or None."""
    return db.session.scalar(
        select(Evaluation)
        .where(
            Evaluation.pilot_id == subject.pilot.id,
            Evaluation.author_id == author_id,
            Evaluation.kind == subject.kind,
            Evaluation.participation_id == (subject.participation.id if subject.participation else None),
            Evaluation.municipality_id == (subject.municipality.id if subject.municipality else None),
        )
        .options(selectinload(Evaluation.answers))
    )


def answers_of(evaluation: Evaluation | None) -> dict[Question, rules.Answer]:
    """Return the answers of an evaluation, loaded with it, by their question."""
    if evaluation is None:
        return {}
    return {
        answer.question: rules.Answer(Rating(str(answer.rating)) if answer.rating else None, answer.text)
        for answer in evaluation.answers
    }


def readable(viewer: Viewer) -> Select[Evaluation]:
    """Return the statement of what a viewer reads: the own ones, and what was handed in to a coordinator."""
    pilots = [grant.pilot_id for grant in viewer.grants if grant.role is Role.COORDINATOR]
    return select(Evaluation).where(
        or_(
            Evaluation.author_id == viewer.user_id,
            Evaluation.pilot_id.in_(pilots) & Evaluation.handed_in_at.is_not(None),
        )
    )


def get(evaluation_id: uuid.UUID, *, viewer: Viewer) -> Evaluation:
    """Return an evaluation with its answers and whom it is about.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        readable(viewer)
        .where(Evaluation.id == evaluation_id)
        .options(*_with_people(), selectinload(Evaluation.answers))
    )
    if found is None or not viewer.may_in(found.pilot_id, Permission.EVALUATION_READ):
        raise NotVisibleError
    return found


def _with_people() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Evaluation.author),
        joinedload(Evaluation.participation).joinedload(Participation.user),
        joinedload(Evaluation.municipality),
    )


def handed_in(pilot: Pilot, *, viewer: Viewer) -> list[Evaluation]:
    """Return what the viewer reads of a pilot's evaluations that were handed in, the newest first."""
    return list(
        db.session.scalars(
            readable(viewer)
            .where(Evaluation.pilot_id == pilot.id, Evaluation.handed_in_at.is_not(None))
            .options(*_with_people())
            .order_by(Evaluation.handed_in_at.desc(), Evaluation.id)
        )
    )


def reads_sums(pilot: Pilot, *, viewer: Viewer) -> bool:
    """Tell whether the viewer reads the means of a pilot: coordinators and observers do."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.EVALUATION_READ)}
    return bool(reaches & {Reach.PILOT, Reach.AGGREGATE})


def counts_in(pilot: Pilot) -> dict[EvaluationKind, int]:
    """Return how many evaluations of each kind were handed in."""
    rows = db.session.execute(
        select(Evaluation.kind, func.count())
        .where(Evaluation.pilot_id == pilot.id, Evaluation.handed_in_at.is_not(None))
        .group_by(Evaluation.kind)
    )
    return dict.fromkeys(EvaluationKind, 0) | dict(rows.all())


def outcomes_in(pilot: Pilot) -> list[OutcomeMean]:
    """Return the means of the five outcomes over who handed in, from the threshold up (R18)."""
    rows = db.session.execute(
        select(EvaluationAnswer.question, EvaluationAnswer.rating)
        .join(Evaluation, Evaluation.id == EvaluationAnswer.evaluation_id)
        .where(
            Evaluation.pilot_id == pilot.id,
            Evaluation.kind == EvaluationKind.PARTICIPANT,
            Evaluation.handed_in_at.is_not(None),
            EvaluationAnswer.question.in_(rules.OUTCOMES),
            EvaluationAnswer.rating.is_not(None),
        )
    )
    ratings: defaultdict[Question, list[int]] = defaultdict(list)
    for question, rating in rows:
        ratings[question].append(int(rating or 0))
    least = max(1, pilot.small_cell_threshold)
    return [
        OutcomeMean(question, len(ratings[question]), rules.mean(ratings[question], least=least))
        for question in rules.OUTCOMES
    ]


def threshold_for(pilot: Pilot, *, viewer: Viewer) -> int:
    """Return below which number the viewer reads no count: none for a coordinator (R18)."""
    scopes = viewer.scopes_in(pilot.id, Permission.EVALUATION_READ)
    return 0 if any(scope.reach is Reach.PILOT for scope in scopes) else pilot.small_cell_threshold


def obstacles_in(pilot: Pilot, *, threshold: int) -> dict[Obstacle, int | None]:
    """Return how many participants named each obstacle; None is a number that would betray somebody (R18)."""
    rows = db.session.scalars(
        select(Evaluation.obstacles).where(
            Evaluation.pilot_id == pilot.id,
            Evaluation.kind == EvaluationKind.PARTICIPANT,
            Evaluation.handed_in_at.is_not(None),
        )
    )
    named = [name for row in rows for name in row]
    return hide_small({obstacle: named.count(obstacle) for obstacle in Obstacle}, threshold=threshold)


def mentees_to_evaluate(pilot: Pilot, *, viewer: Viewer) -> list[Participation]:
    """Return whom the viewer mentors in a pilot, by name."""
    return list(
        db.session.scalars(
            cohort.by_name(pilot, viewer=viewer, permission=Permission.EVALUATION_OF_MENTEE).where(
                cohort.has_mentor(viewer), Participation.state != ParticipationState.WITHDRAWN
            )
        )
    )


def subjects_of(pilot: Pilot, *, viewer: Viewer) -> list[Subject]:
    """Return what the viewer is asked to evaluate in a pilot, role after role."""
    found: list[Subject] = []
    if viewer.is_in(pilot.id, Role.PARTICIPANT) and (own := find_own(pilot, viewer=viewer)):
        found.append(Subject(EvaluationKind.PARTICIPANT, pilot, own))
    if viewer.is_in(pilot.id, Role.MENTOR):
        mentees = mentees_to_evaluate(pilot, viewer=viewer)
        found += [Subject(EvaluationKind.MENTOR, pilot, mentee) for mentee in mentees]
    if viewer.is_in(pilot.id, Role.MANAGER) and (headed := find_municipality(pilot, viewer=viewer)):
        found.append(Subject(EvaluationKind.SERVICE, pilot, municipality=headed))
    return found


def not_handed_in(pilot: Pilot, *, viewer: Viewer) -> list[Subject]:
    """Return what the viewer is asked to evaluate and has not handed in."""
    begun = own_in(pilot, viewer=viewer)
    return [
        subject
        for subject in subjects_of(pilot, viewer=viewer)
        if begun.get((subject.kind, subject.about_id)) is None
    ]


def own_in(
    pilot: Pilot, *, viewer: Viewer
) -> dict[tuple[EvaluationKind, uuid.UUID | None], dt.datetime | None]:
    """Return of each evaluation the viewer has begun in a pilot when it was handed in, None for a draft."""
    rows = db.session.execute(
        select(
            Evaluation.kind,
            func.coalesce(Evaluation.participation_id, Evaluation.municipality_id),
            Evaluation.handed_in_at,
        ).where(Evaluation.pilot_id == pilot.id, Evaluation.author_id == viewer.user_id)
    )
    return {(kind, subject_id): moment for kind, subject_id, moment in rows}
