"""The moments of a pilot, a person's own ratings, and the sums that the coordinator may see."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState, PhaseKind
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import PhaseDates, phase_of
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.competence import rules
from pilot.training.competence.enums import Leg, Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.competence.rules import Course, Ratings, Summary, Way, Window
from pilot.training.models import Module, TrainingDay


def windows_of(pilot: Pilot, *, today: dt.date) -> dict[Moment, Window]:
    """Return when the moments of a pilot are open; none is planned before a training day is."""
    first_on, last_on, count = db.session.execute(
        select(func.min(TrainingDay.held_on), func.max(TrainingDay.held_on), func.count()).where(
            TrainingDay.pilot_id == pilot.id, training.is_live()
        )
    ).one()
    planned: Mapping[Moment, Window] = {}
    if count:
        phases = [PhaseDates(each.kind, each.starts_on, each.ends_on) for each in cohort.phases_of(pilot)]
        course = Course(
            first_on,
            last_on,
            count,
            pilot.training_days,
            phase_of(PhaseKind.TRAINING, phases),
            phase_of(PhaseKind.PRACTICE, phases),
        )
        planned = rules.windows(course)
    return rules.in_force(planned, _promised(pilot), today=today)


def _promised(pilot: Pilot) -> dict[Moment, dt.date]:
    """Return the last day that people who rated themselves were promised for each moment."""
    rows = db.session.execute(
        select(SelfRating.moment, func.max(SelfRating.open_until))
        .join(SelfRating.participation)
        .where(Participation.pilot_id == pilot.id)
        .group_by(SelfRating.moment)
    )
    return dict(rows.all())


def find_own(pilot: Pilot, *, viewer: Viewer) -> Participation | None:
    """Return the viewer's participation in a pilot, or None."""
    return db.session.scalar(
        select(Participation).where(
            Participation.pilot_id == pilot.id, Participation.user_id == viewer.user_id
        )
    )


def own_participation(pilot: Pilot, *, viewer: Viewer) -> Participation:
    """Return the viewer's participation in a pilot.

    :raises NotVisibleError: the viewer does not take part in it.
    """
    found = find_own(pilot, viewer=viewer)
    if found is None:
        raise NotVisibleError
    return found


def ratings_of(participation: Participation) -> dict[Moment, SelfRating]:
    """Return a participant's self-assessments with their lines."""
    rows = db.session.scalars(
        select(SelfRating)
        .where(SelfRating.participation_id == participation.id)
        .options(selectinload(SelfRating.lines))
        .order_by(SelfRating.moment, SelfRating.id)
    )
    return {row.moment: row for row in rows}


def moment_to_rate(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> tuple[Moment, Window] | None:
    """Return the open moment in which a person who takes part has not rated every module, or None."""
    found = windows_of(pilot, today=today)
    moment = rules.open_moment(found, today=today)
    if moment is None:
        return None
    rated = (
        select(SelfRatingLine.module_id)
        .join(SelfRating, SelfRating.id == SelfRatingLine.self_rating_id)
        .where(SelfRating.moment == moment, SelfRating.participation_id == Participation.id)
        .correlate(Participation)
    )
    is_missing = db.session.scalar(
        select(
            select(Participation.id)
            .join(Module, Module.pilot_id == Participation.pilot_id)
            .where(
                Participation.pilot_id == pilot.id,
                Participation.user_id == user_id,
                Participation.state != ParticipationState.WITHDRAWN,
                Module.id.not_in(rated),
            )
            .exists()
        )
    )
    return (moment, found[moment]) if is_missing else None


@dataclass(frozen=True)
class Mentee:
    """A participant of a mentor, and the moments in which they have rated themselves."""

    participation: Participation
    moments: frozenset[Moment]


def mentees_in(pilot: Pilot, *, viewer: Viewer) -> list[Mentee]:
    """Return the viewer's own mentees of a pilot, by name."""
    if not has_reach(pilot, Reach.MENTEES, viewer=viewer):
        return []
    people = db.session.scalars(
        cohort.by_name(pilot, viewer=viewer, permission=Permission.COMPETENCE_READ).where(
            cohort.has_mentor(viewer)
        )
    ).all()
    rows = db.session.execute(
        select(SelfRating.participation_id, SelfRating.moment)
        .where(SelfRating.participation_id.in_([person.id for person in people]))
        .order_by(SelfRating.participation_id, SelfRating.moment)
    )
    rated: defaultdict[uuid.UUID, set[Moment]] = defaultdict(set)
    for participation_id, moment in rows:
        rated[participation_id].add(moment)
    return [Mentee(person, frozenset(rated[person.id])) for person in people]


def has_reach(pilot: Pilot, reach: Reach, *, viewer: Viewer) -> bool:
    """Tell whether one of the viewer's roles reads self-assessments of a pilot so far."""
    return any(scope.reach is reach for scope in viewer.scopes_in(pilot.id, Permission.COMPETENCE_READ))


@dataclass(frozen=True)
class ModuleResult:
    """What may be shown of the ratings on a module: pair after pair, and the whole way of a longer one."""

    module: Module
    summaries: Mapping[Leg, Summary]
    way: Way | None


def results_in(
    pilot: Pilot, *, modules: Sequence[Module], windows: Mapping[Moment, Window], today: dt.date
) -> list[ModuleResult]:
    """Return the sums of a pilot's self-assessments, module by module; they name nobody."""
    ratings, least = _ratings_in(pilot), rules.least_pairs(pilot.small_cell_threshold)
    over = {moment for moment, window in windows.items() if window.is_over(today=today)}
    legs = rules.legs_of(windows)
    moments = rules.way_of(windows)
    return [
        ModuleResult(
            module,
            {
                leg: rules.summary(
                    ratings.get((before, module.id), {}),
                    ratings.get((after, module.id), {}),
                    before_is_over=before in over,
                    after_is_over=after in over,
                    least=least,
                )
                for leg, (before, after) in legs.items()
            },
            rules.way({each: ratings.get((each, module.id), {}) for each in moments}, over=over, least=least)
            if moments
            else None,
        )
        for module in modules
    ]


def _ratings_in(pilot: Pilot) -> dict[tuple[Moment, uuid.UUID], Ratings]:
    """Return the levels of a pilot by moment and module, each by its participation; also of who withdrew."""
    rows = db.session.execute(
        select(SelfRating.moment, SelfRatingLine.module_id, SelfRating.participation_id, SelfRatingLine.level)
        .join(SelfRatingLine, SelfRatingLine.self_rating_id == SelfRating.id)
        .join(SelfRating.participation)
        .where(Participation.pilot_id == pilot.id)
        .order_by(SelfRating.moment, SelfRatingLine.module_id, SelfRating.participation_id)
    )
    found: defaultdict[tuple[Moment, uuid.UUID], dict[uuid.UUID, int]] = defaultdict(dict)
    for moment, module_id, participation_id, level in rows:
        found[moment, module_id][participation_id] = level
    return dict(found)
