"""Judge what a month still needs before it is closed, and what speaks against the close (R10-R12, M14)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pilot.mentoring.closing.enums import Need, Refusal, RowState
from pilot.mentoring.enums import ConfirmationState, MissedReason, SessionState


@dataclass(frozen=True)
class Reason:
    """Why one participant did not get the promised minutes."""

    reason: MissedReason
    note: str = ""

    @property
    def is_told(self) -> bool:
        """Tell whether the reason stands for itself; "other" needs a note (R11)."""
        return self.reason is not MissedReason.OTHER or bool(self.note.strip())


def need_of(
    state: SessionState,
    confirmation: ConfirmationState,
    *,
    is_approved: bool,
    by_coordinator: bool,
    confirmation_required: bool,
) -> Need | None:
    """Say what a record of a month that is over still needs, the first thing only; None where it can count.

    A record that a coordinator of the pilot wrote is approved by another one, whatever its participant says.
    """
    if state is SessionState.PLANNED:
        return Need.UNANSWERED
    if confirmation is ConfirmationState.RETURNED:
        return Need.RETURNED
    if is_approved:
        return None
    if by_coordinator:
        return Need.APPROVAL
    if confirmation is ConfirmationState.WAITING and confirmation_required:
        return Need.UNCONFIRMED
    return None


def state_of(*, is_missed: bool, has_reason: bool, needs: Collection[Need]) -> RowState:
    """Say how a pair stands: what the coordinator decides comes before what somebody else has to do."""
    if is_missed and not has_reason:
        return RowState.DECISION
    return RowState.NEEDS if needs else RowState.READY


@dataclass(frozen=True)
class Facts:
    """What the close of a month is judged by."""

    is_over: bool
    is_closed: bool
    missed: Sequence[uuid.UUID]
    needs: Collection[Need]
    coordinators: int


@dataclass(frozen=True)
class Wish:
    """What a coordinator says at the close: reasons, to close over what is open, why own records count."""

    reasons: Mapping[uuid.UUID, Reason]
    accepts_open: bool = False
    note: str = ""


def undecided(wish: Wish, missed: Sequence[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Return those who missed the month without a reason."""
    return tuple(
        person for person in missed if (given := wish.reasons.get(person)) is None or not given.is_told
    )


def problem_with(wish: Wish, facts: Facts) -> Refusal | None:
    """Say the first thing that speaks against closing a month."""
    open_needs = {Need.UNCONFIRMED, Need.RETURNED, Need.UNANSWERED} & set(facts.needs)
    needs_approval = Need.APPROVAL in facts.needs
    found = (
        (not facts.is_over, Refusal.MONTH_NOT_OVER),
        (facts.is_closed, Refusal.ALREADY_CLOSED),
        (bool(undecided(wish, facts.missed)), Refusal.REASON_MISSING),
        (needs_approval and facts.coordinators > 1, Refusal.APPROVAL_MISSING),
        (needs_approval and not wish.note.strip(), Refusal.NOTE_MISSING),
        (bool(open_needs) and not wish.accepts_open, Refusal.STILL_OPEN),
    )
    return next((refusal for is_against, refusal in found if is_against), None)
