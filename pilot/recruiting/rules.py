"""Judge the recruiting of municipalities: moves between states, eligibility, covered profiles."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pilot.cohort.enums import EligibilityCriterion, EligibilityMode
from pilot.municipalities.enums import SizeClass
from pilot.recruiting.enums import (
    Assessment,
    ContactChannel,
    Eligibility,
    EvidenceKind,
    RecruitingState,
    StateGroup,
)

STEPS_FORWARD = MappingProxyType(
    {
        RecruitingState.IDENTIFIED: frozenset(
            {RecruitingState.CONTACTED, RecruitingState.INTERESTED, RecruitingState.APPLIED}
        ),
        RecruitingState.CONTACTED: frozenset({RecruitingState.INTERESTED, RecruitingState.APPLIED}),
        RecruitingState.INTERESTED: frozenset({RecruitingState.APPLIED}),
        RecruitingState.APPLIED: frozenset({RecruitingState.UNDER_REVIEW}),
        RecruitingState.UNDER_REVIEW: frozenset(
            {RecruitingState.SELECTED, RecruitingState.RESERVE, RecruitingState.NOT_SELECTED}
        ),
        RecruitingState.RESERVE: frozenset({RecruitingState.SELECTED, RecruitingState.NOT_SELECTED}),
        RecruitingState.SELECTED: frozenset({RecruitingState.AGREEMENT_SIGNED}),
        RecruitingState.AGREEMENT_SIGNED: frozenset({RecruitingState.TAKING_PART}),
        RecruitingState.TAKING_PART: frozenset({RecruitingState.COMPLETED}),
    }
)
LEAVING = frozenset({RecruitingState.DECLINED, RecruitingState.WITHDRAWN})
FINAL = frozenset({RecruitingState.NOT_SELECTED, RecruitingState.COMPLETED, *LEAVING})
TRANSITIONS = MappingProxyType(
    {
        state: frozenset[RecruitingState]() if state in FINAL else STEPS_FORWARD[state] | LEAVING
        for state in RecruitingState
    }
)


GROUPS = MappingProxyType(
    {
        StateGroup.TO_CONTACT: frozenset({RecruitingState.IDENTIFIED}),
        StateGroup.CONTACTED: frozenset({RecruitingState.CONTACTED}),
        StateGroup.INTERESTED: frozenset({RecruitingState.INTERESTED}),
        StateGroup.APPLIED: frozenset({RecruitingState.APPLIED, RecruitingState.UNDER_REVIEW}),
        StateGroup.SELECTED: frozenset(
            {
                RecruitingState.SELECTED,
                RecruitingState.AGREEMENT_SIGNED,
                RecruitingState.TAKING_PART,
                RecruitingState.COMPLETED,
            }
        ),
        StateGroup.RESERVE: frozenset({RecruitingState.RESERVE}),
        StateGroup.NOT_TAKING_PART: frozenset({RecruitingState.NOT_SELECTED, *LEAVING}),
    }
)
WAITING = GROUPS[StateGroup.APPLIED] | GROUPS[StateGroup.RESERVE]
OPEN_TO_APPLICANT = frozenset(
    {
        RecruitingState.IDENTIFIED,
        RecruitingState.CONTACTED,
        RecruitingState.INTERESTED,
        RecruitingState.APPLIED,
    }
)


class Problem(StrEnum):
    """Why what somebody enters or decides in recruiting is refused."""

    MOVE_NOT_ALLOWED = "move_not_allowed"
    REASON_MISSING = "reason_missing"
    ALREADY_ADDED = "already_added"
    MADE_IN_FUTURE = "made_in_future"
    STEP_WITHOUT_DAY = "step_without_day"
    DAY_WITHOUT_STEP = "day_without_step"
    STEP_BEFORE_CONTACT = "step_before_contact"
    NO_OPEN_STEP = "no_open_step"
    AGREED_IN_FUTURE = "agreed_in_future"
    SUBMITTED_IN_FUTURE = "submitted_in_future"
    ALREADY_APPLIED = "already_applied"
    REVIEW_BEGUN = "review_begun"
    RECRUITING_OVER = "recruiting_over"
    EMAIL_TAKEN = "email_taken"
    CRITERION_NOT_ASKED = "criterion_not_asked"
    NOT_SELECTED = "not_selected"
    ALREADY_ENROLLED = "already_enrolled"
    ACCOUNT_CLOSED = "account_closed"


@dataclass(frozen=True)
class MoveEntry:
    """Where a municipality goes next and why; the priority is its place in the reserve."""

    state: RecruitingState
    reason: str = ""
    reserve_priority: int | None = None


@dataclass(frozen=True)
class CandidacyEntry:
    """Whom to talk to in a municipality, how many places it plans, what was agreed."""

    contact_name: str = ""
    contact_email: str = ""
    planned_places: int | None = None
    agreement_no: str = ""
    agreement_on: dt.date | None = None


@dataclass(frozen=True)
class ContactEntry:
    """One contact with a municipality and what comes next."""

    made_on: dt.date
    channel: ContactChannel
    with_whom: str
    summary: str
    next_step: str = ""
    next_step_on: dt.date | None = None


@dataclass(frozen=True)
class ApplicationEntry:
    """What a municipality applies with; the work share is in per cent of the working time."""

    motivation: str
    submitted_on: dt.date
    intended_communities: str = ""
    experience: str = ""
    leadership_support: str = ""
    work_share_pct: int | None = None
    workload_relief: bool = False
    publicity_consent: bool = False


@dataclass(frozen=True)
class NomineeEntry:
    """A social worker whom a municipality nominates."""

    given_name: str
    family_name: str
    email: str
    job_title: str = ""


@dataclass(frozen=True)
class EvidenceEntry:
    """What speaks for one criterion and how it is assessed."""

    criterion: EligibilityCriterion
    kind: EvidenceKind
    reference: str
    assessment: Assessment = Assessment.PENDING
    note: str = ""


def group_of(state: RecruitingState) -> StateGroup:
    """Return under which heading of the board a state stands."""
    return next(group for group, states in GROUPS.items() if state in states)


def contact_problem(entry: ContactEntry, *, today: dt.date) -> Problem | None:
    """Return why a contact cannot be logged, or None; a next step has its day and comes after the contact."""
    if entry.made_on > today:
        return Problem.MADE_IN_FUTURE
    if bool(entry.next_step) != (entry.next_step_on is not None):
        return Problem.STEP_WITHOUT_DAY if entry.next_step else Problem.DAY_WITHOUT_STEP
    if entry.next_step_on is not None and entry.next_step_on < entry.made_on:
        return Problem.STEP_BEFORE_CONTACT
    return None


def application_problem(
    entry: ApplicationEntry, *, state: RecruitingState, decides: bool, today: dt.date
) -> Problem | None:
    """Return why an application cannot be saved, or None.

    The municipality itself may write until the review begins; who decides may correct until the end.
    """
    if entry.submitted_on > today:
        return Problem.SUBMITTED_IN_FUTURE
    return writing_problem(state, decides=decides)


def writing_problem(state: RecruitingState, *, decides: bool) -> Problem | None:
    """Return why nothing in an application may change any more, or None."""
    if state in FINAL:
        return Problem.RECRUITING_OVER
    return None if decides or state in OPEN_TO_APPLICANT else Problem.REVIEW_BEGUN


def may_move(state: RecruitingState, new: RecruitingState) -> bool:
    """Say whether a municipality may go from one state to another (domain a.3)."""
    return new in TRANSITIONS[state]


def needs_reason(new: RecruitingState) -> bool:
    """Say whether entering the state has to be explained (domain a.3)."""
    return new in LEAVING or new == RecruitingState.NOT_SELECTED


def move_problem(state: RecruitingState, new: RecruitingState, *, reason: str) -> Problem | None:
    """Return why a municipality may not go to the new state, or None (domain a.3)."""
    if not may_move(state, new):
        return Problem.MOVE_NOT_ALLOWED
    return Problem.REASON_MISSING if needs_reason(new) and not reason.strip() else None


def verdict_of(assessments: Collection[Assessment]) -> Assessment:
    """Sum up all evidence of one criterion: one that meets is enough, open evidence keeps it open (R3)."""
    for decisive in (Assessment.MEETS, Assessment.NEEDS_MORE, Assessment.PENDING):
        if decisive in assessments:
            return decisive
    return Assessment.DOES_NOT_MEET if assessments else Assessment.PENDING


def eligibility(mode: EligibilityMode, verdicts: Mapping[EligibilityCriterion, Assessment]) -> Eligibility:
    """Judge a nominee by the verdict on each criterion of the pilot (R3, RM4).

    What is pending or needs more is not yet known; without any criterion nothing is known.
    """
    meets = [verdict == Assessment.MEETS for verdict in verdicts.values()]
    fails = [verdict == Assessment.DOES_NOT_MEET for verdict in verdicts.values()]
    if not verdicts:
        return Eligibility.UNDECIDED
    if mode == EligibilityMode.ANY:
        is_eligible, is_ineligible = any(meets), all(fails)
    else:
        is_eligible, is_ineligible = all(meets), any(fails)
    if is_eligible:
        return Eligibility.ELIGIBLE
    return Eligibility.INELIGIBLE if is_ineligible else Eligibility.UNDECIDED


def override_problem(judged: Eligibility, *, reason: str) -> Problem | None:
    """Ask for a reason when a nominee is confirmed who is not eligible (R3)."""
    return Problem.REASON_MISSING if judged != Eligibility.ELIGIBLE and not reason.strip() else None


@dataclass(frozen=True)
class Profile:
    """What makes municipalities different for the selection: region and size."""

    region: str
    size: SizeClass


@dataclass(frozen=True)
class UncoveredProfiles:
    """Regions and sizes that nobody selected has, though somebody who waits does (R2)."""

    regions: tuple[str, ...]
    sizes: tuple[SizeClass, ...]

    def __bool__(self) -> bool:
        return bool(self.regions or self.sizes)


def uncovered_profiles(selected: Iterable[Profile], waiting: Iterable[Profile]) -> UncoveredProfiles:
    """Name the regions and sizes that could still be covered by those who wait (R2)."""
    chosen, others = set(selected), set(waiting)
    regions = {profile.region for profile in others} - {profile.region for profile in chosen}
    sizes = {profile.size for profile in others} - {profile.size for profile in chosen}
    return UncoveredProfiles(tuple(sorted(regions)), tuple(size for size in SizeClass if size in sizes))
