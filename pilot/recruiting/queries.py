"""Candidacies and applications in the viewer's scope; the board, the targets and the covered profiles."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from pilot import text
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.enums import EligibilityCriterion, ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Target
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.municipalities.enums import SizeClass
from pilot.municipalities.models import Municipality
from pilot.municipalities.rules import size_class
from pilot.recruiting import rules
from pilot.recruiting.enums import Assessment, Eligibility, StateGroup
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee

ENROLLED = (
    ParticipationState.CONFIRMED,
    ParticipationState.ACTIVE,
    ParticipationState.PAUSED,
    ParticipationState.COMPLETED,
)


@dataclass(frozen=True)
class Judgement:
    """Whether a nominee fits the pilot, with the verdict on each criterion."""

    eligibility: Eligibility
    verdicts: Mapping[EligibilityCriterion, Assessment]


@dataclass(frozen=True)
class BoardRow:
    """A municipality on the board; the next step is the earliest one still open."""

    candidacy: Candidacy
    group: StateGroup
    profile: rules.Profile
    next_step: ContactLogEntry | None
    nominees: int
    eligible: int


@dataclass(frozen=True)
class Progress:
    """Plan and actual of a pilot's recruiting; places are what the selected municipalities plan."""

    municipalities: Target
    participants: Target
    planned_places: int


@dataclass(frozen=True)
class CoverageRow:
    """One region: how many are selected and how many wait, by size."""

    region: str
    selected: Mapping[SizeClass, int]
    waiting: Mapping[SizeClass, int]


@dataclass(frozen=True)
class Coverage:
    """Regions by sizes, and what those who wait could still cover (R2)."""

    rows: tuple[CoverageRow, ...]
    uncovered: rules.UncoveredProfiles


def visible_candidacies(viewer: Viewer, permission: Permission) -> Select[Candidacy]:
    """Return the statement every list of candidacies begins with; aggregate reach sees no single one."""
    conditions = [_in_scope(scope) for scope in viewer.scopes(permission)]
    return select(Candidacy).where(or_(false(), *conditions))


def _in_scope(scope: Scope) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else Candidacy.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.MUNICIPALITY if scope.municipality_id is not None:
            return and_(in_pilot, Candidacy.municipality_id == scope.municipality_id)
        case _:
            return false()


def get_candidacy(candidacy_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Candidacy:
    """Return a candidacy with its pilot, municipality and application.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        visible_candidacies(viewer, permission)
        .where(Candidacy.id == candidacy_id)
        .options(
            joinedload(Candidacy.pilot),
            joinedload(Candidacy.municipality),
            joinedload(Candidacy.application)
            .selectinload(Application.nominees)
            .selectinload(Nominee.evidence),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_application(application_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Application:
    """Return an application with its candidacy, nominees and evidence.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _get(Application.id == application_id, viewer=viewer, permission=permission)


def get_nominee(nominee_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Nominee:
    """Return a nominee with everything of the application.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    mine = exists().where(Nominee.id == nominee_id, Nominee.application_id == Application.id)
    application = _get(mine, viewer=viewer, permission=permission)
    return next(nominee for nominee in application.nominees if nominee.id == nominee_id)


def get_evidence(evidence_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Evidence:
    """Return one piece of evidence with everything of the application.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    nominee_id = db.session.scalar(select(Evidence.nominee_id).where(Evidence.id == evidence_id))
    if nominee_id is None:
        raise NotVisibleError
    nominee = get_nominee(nominee_id, viewer=viewer, permission=permission)
    return next(evidence for evidence in nominee.evidence if evidence.id == evidence_id)


def _get(condition: ColumnElement[bool], *, viewer: Viewer, permission: Permission) -> Application:
    visible = visible_candidacies(viewer, permission).with_only_columns(Candidacy.id)
    found = db.session.scalar(
        select(Application)
        .where(condition, Application.candidacy_id.in_(visible))
        .options(
            joinedload(Application.candidacy).joinedload(Candidacy.pilot),
            joinedload(Application.candidacy).joinedload(Candidacy.municipality),
            joinedload(Application.candidacy).joinedload(Candidacy.application),
            selectinload(Application.nominees).joinedload(Nominee.application),
            selectinload(Application.nominees).selectinload(Nominee.evidence).joinedload(Evidence.nominee),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_contact(contact_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> ContactLogEntry:
    """Return an entry of the contact log with its candidacy.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    visible = visible_candidacies(viewer, permission).with_only_columns(Candidacy.id)
    found = db.session.scalar(
        select(ContactLogEntry)
        .where(ContactLogEntry.id == contact_id, ContactLogEntry.candidacy_id.in_(visible))
        .options(joinedload(ContactLogEntry.candidacy))
    )
    if found is None:
        raise NotVisibleError
    return found


def contacts_of(candidacy: Candidacy) -> list[ContactLogEntry]:
    """Return the contact log of a municipality, the newest entry first."""
    return list(
        db.session.scalars(
            select(ContactLogEntry)
            .where(ContactLogEntry.candidacy_id == candidacy.id)
            .options(joinedload(ContactLogEntry.author))
            .order_by(ContactLogEntry.made_on.desc(), ContactLogEntry.logged_at.desc(), ContactLogEntry.id)
        )
    )


def applications_for(viewer: Viewer) -> list[Candidacy]:
    """Return the candidacies whose application the viewer may read, by pilot and municipality."""
    return list(
        db.session.scalars(
            visible_candidacies(viewer, Permission.APPLICATION_READ)
            .join(Candidacy.municipality)
            .join(Candidacy.pilot)
            .options(
                contains_eager(Candidacy.pilot),
                contains_eager(Candidacy.municipality),
                joinedload(Candidacy.application),
            )
            .order_by(Pilot.code, Municipality.sort_key, Candidacy.id)
        )
    )


def board(pilot: Pilot, *, viewer: Viewer) -> list[BoardRow]:
    """Return the municipalities of a pilot's recruiting by name."""
    candidacies = db.session.scalars(
        visible_candidacies(viewer, Permission.APPLICATION_DECIDE)
        .where(Candidacy.pilot_id == pilot.id)
        .join(Candidacy.municipality)
        .options(
            contains_eager(Candidacy.municipality),
            joinedload(Candidacy.application)
            .selectinload(Application.nominees)
            .selectinload(Nominee.evidence),
        )
        .order_by(Municipality.sort_key, Candidacy.id)
    )
    steps = _next_steps(pilot)
    return [_board_row(candidacy, pilot=pilot, steps=steps) for candidacy in candidacies]


def _board_row(candidacy: Candidacy, *, pilot: Pilot, steps: Mapping[uuid.UUID, ContactLogEntry]) -> BoardRow:
    nominees = candidacy.application.nominees if candidacy.application else []
    judged = [judge(nominee, pilot=pilot).eligibility for nominee in nominees]
    return BoardRow(
        candidacy=candidacy,
        group=rules.group_of(candidacy.state),
        profile=profile_of(candidacy),
        next_step=steps.get(candidacy.id),
        nominees=len(nominees),
        eligible=judged.count(Eligibility.ELIGIBLE),
    )


def _next_steps(pilot: Pilot) -> dict[uuid.UUID, ContactLogEntry]:
    entries = db.session.scalars(
        select(ContactLogEntry)
        .join(ContactLogEntry.candidacy)
        .where(
            Candidacy.pilot_id == pilot.id,
            ContactLogEntry.next_step_on.is_not(None),
            ContactLogEntry.next_step_done_on.is_(None),
        )
        .order_by(ContactLogEntry.next_step_on.desc(), ContactLogEntry.id)
    )
    return {entry.candidacy_id: entry for entry in entries}


def profile_of(candidacy: Candidacy) -> rules.Profile:
    """Return region and size of a candidate; the size is that of the day it applied (RM2)."""
    municipality = candidacy.municipality
    application = candidacy.application
    population = application.population_at_submission if application else municipality.population
    return rules.Profile(municipality.planning_region, size_class(population))


def judge(nominee: Nominee, *, pilot: Pilot) -> Judgement:
    """Judge a nominee, loaded with the evidence, by the criteria of the pilot (R3)."""
    verdicts = {
        criterion: rules.verdict_of(
            [evidence.assessment for evidence in nominee.evidence if evidence.criterion is criterion]
        )
        for criterion in map(EligibilityCriterion, pilot.eligibility_criteria)
    }
    return Judgement(rules.eligibility(pilot.eligibility_mode, verdicts), verdicts)


def progress(pilot: Pilot, rows: Iterable[BoardRow]) -> Progress:
    """Return plan and actual of municipalities and participants; a target never blocks (R1, RM5)."""
    selected = [row.candidacy for row in rows if row.group is StateGroup.SELECTED]
    enrolled = db.session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(Participation.pilot_id == pilot.id, Participation.state.in_(ENROLLED))
    )
    return Progress(
        municipalities=Target(pilot.target_municipalities, len(selected)),
        participants=Target(pilot.target_participants, enrolled or 0),
        planned_places=sum(candidacy.planned_places or 0 for candidacy in selected),
    )


def coverage(rows: Sequence[BoardRow]) -> Coverage:
    """Return which regions and sizes the selected cover and what those who wait could add (R2)."""
    selected = [row.profile for row in rows if row.group is StateGroup.SELECTED]
    waiting = [row.profile for row in rows if row.candidacy.state in rules.WAITING]
    regions = sorted(set(db.session.scalars(select(Municipality.planning_region).distinct())))
    chosen, others = Counter(selected), Counter(waiting)
    return Coverage(
        rows=tuple(
            CoverageRow(
                region,
                {size: chosen[rules.Profile(region, size)] for size in SizeClass},
                {size: others[rules.Profile(region, size)] for size in SizeClass},
            )
            for region in regions
        ),
        uncovered=rules.uncovered_profiles(selected, waiting),
    )


def candidate_municipalities(pilot: Pilot) -> set[uuid.UUID]:
    """Return the ids of the municipalities that are in a pilot's recruiting already."""
    return set(db.session.scalars(select(Candidacy.municipality_id).where(Candidacy.pilot_id == pilot.id)))


def email_is_taken(email: str, *, pilot_id: uuid.UUID, besides: uuid.UUID | None = None) -> bool:
    """Tell whether another nominee of a pilot has this e-mail address, in whatever case."""
    others = db.session.execute(
        select(Nominee.id, Nominee.email)
        .join(Nominee.application)
        .join(Application.candidacy)
        .where(Candidacy.pilot_id == pilot_id)
    )
    key = text.fold(email)
    return any(text.fold(other) == key and nominee_id != besides for nominee_id, other in others)
