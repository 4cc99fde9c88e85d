"""What a pilot should have before its next state; only open months block, and only the archive (a.2)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState, PilotState
from pilot.cohort.models import MentoringPair, Participation, Phase, Pilot
from pilot.cohort.rules import Month, months_between
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.certificates import queries as certificates
from pilot.training.enums import DayState

LIVE = (ParticipationState.CONFIRMED, ParticipationState.ACTIVE, ParticipationState.PAUSED)


@dataclass(frozen=True)
class Conditions:
    """The sentences of what is not met, and the months that are still open."""

    unmet: tuple[str, ...]
    open_months: tuple[Month, ...]


def unmet(pilot: Pilot, new: PilotState, *, today: dt.date) -> Conditions:
    """Return what is not met yet for a pilot to enter a state."""
    months: tuple[Month, ...] = ()
    if new in {PilotState.CLOSING, PilotState.ARCHIVED}:
        months = open_months(pilot, cohort.phases_of(pilot), today=today)
    found: list[str] = []
    match new:
        case PilotState.RECRUITING:
            found = _before_recruiting(pilot)
        case PilotState.TRAINING:
            found = _before_training(pilot)
        case PilotState.PRACTICE:
            found = _before_practice(pilot)
        case PilotState.CLOSING | PilotState.ARCHIVED:
            found = [_("Months not closed: %(count)d", count=len(months))] if months else []
            if waiting := certificates.without_document(pilot, today=today):
                found.append(_("Participants without a certificate or statement: %(count)d", count=waiting))
        case _:
            pass
    return Conditions(tuple(found), months)


def open_months(pilot: Pilot, phases: Sequence[Phase], *, today: dt.date) -> tuple[Month, ...]:
    """Return the months up to now for which mentor minutes are promised and that are not closed."""
    span = cohort.quota_span(pilot, phases)
    if span is None or span.starts_on > today or pilot.mentor_quota_minutes == 0:
        return ()
    closed = cohort.closed_months(pilot.id)
    last = min(today, span.ends_on or today)
    return tuple(month for month in months_between(span.starts_on, last) if str(month) not in closed)


def _before_recruiting(pilot: Pilot) -> list[str]:
    found = []
    if pilot.target_participants == 0 or pilot.target_municipalities == 0:
        found.append(_("The targets for participants and municipalities are 0"))
    if not cohort.phases_of(pilot):
        found.append(_("There are no phases"))
    return found


def _before_training(pilot: Pilot) -> list[str]:
    found = []
    people = _live(pilot)
    if people < pilot.target_participants:
        found.append(
            _(
                "Participants confirmed: %(actual)d of %(target)d",
                actual=people,
                target=pilot.target_participants,
            )
        )
    if rules := training.unmet_rules(pilot):
        found.append(_("Rules of the training plan not met: %(count)d", count=len(rules)))
    return found


def _before_practice(pilot: Pilot) -> list[str]:
    found = []
    waiting = sum(day.state in {DayState.PLANNED, DayState.CONFIRMED} for day in training.days_of(pilot))
    if waiting:
        found.append(_("Training days not held: %(count)d", count=waiting))
    alone = _live(pilot) - _paired(pilot)
    if alone:
        found.append(_("Participants without a mentor: %(count)d", count=alone))
    return found


def _live(pilot: Pilot) -> int:
    return (
        db.session.scalar(
            select(func.count(Participation.id)).where(
                Participation.pilot_id == pilot.id, Participation.state.in_(LIVE)
            )
        )
        or 0
    )


def _paired(pilot: Pilot) -> int:
    return (
        db.session.scalar(
            select(func.count(func.distinct(MentoringPair.participation_id)))
            .join(Participation, Participation.id == MentoringPair.participation_id)
            .where(
                MentoringPair.pilot_id == pilot.id,
                MentoringPair.ends_on.is_(None),
                Participation.state.in_(LIVE),
            )
        )
        or 0
    )
