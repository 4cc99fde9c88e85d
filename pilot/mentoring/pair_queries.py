"""Pairs as their pages show them: which run now, who has no main mentor, what the two answered."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairAnswer, PairRole, ParticipationState
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import session_queries

TAKING_PART = (ParticipationState.CONFIRMED, ParticipationState.ACTIVE, ParticipationState.PAUSED)


@dataclass(frozen=True)
class PairLine:
    """A pair in the list, with who has not answered yet and who asked the coordinator to talk.

    Whoever asked to talk is shown to others as somebody who has not answered yet.
    """

    pair: MentoringPair
    unanswered: tuple[str, ...]
    asking: tuple[str, ...]
    own_answer: PairAnswer | None
    is_over: bool
    is_own_mentor: bool

    @property
    def waits_for_reader(self) -> bool:
        """Tell whether the reader is one of the two and has not accepted yet."""
        return not self.is_over and self.own_answer not in {None, PairAnswer.ACCEPTED}


def lines_of(pairs: Sequence[MentoringPair], *, viewer: Viewer, told: bool, today: dt.date) -> list[PairLine]:
    """Return pairs as lines; only whoever is `told` learns who asked to talk."""
    return [_line(pair, viewer, told=told, today=today) for pair in pairs]


def _line(pair: MentoringPair, viewer: Viewer, *, told: bool, today: dt.date) -> PairLine:
    answers = {
        pair.mentor_id: (pair.mentor.name, pair.mentor_answer),
        pair.participation.user_id: (pair.participation.user.name, pair.participant_answer),
    }
    asking = tuple(name for name, answer in answers.values() if answer is PairAnswer.ASK_ME)
    open_answers = {PairAnswer.WAITING} if told else {PairAnswer.WAITING, PairAnswer.ASK_ME}
    return PairLine(
        pair=pair,
        unanswered=tuple(name for name, answer in answers.values() if answer in open_answers),
        asking=asking if told else (),
        own_answer=answers[viewer.user_id][1] if viewer.user_id in answers else None,
        is_over=pair.ends_on is not None and pair.ends_on < today,
        is_own_mentor=pair.participation.user_id == viewer.user_id,
    )


def without_mentor(pilot: Pilot, *, viewer: Viewer) -> list[Participation]:
    """Return the participants in scope who take part and have no main mentor, by name."""
    has_main = exists().where(
        MentoringPair.participation_id == Participation.id,
        MentoringPair.role == PairRole.PRIMARY,
        MentoringPair.ends_on.is_(None),
    )
    return list(
        db.session.scalars(
            cohort.by_name(pilot, viewer=viewer, permission=Permission.PAIR_MANAGE).where(
                Participation.state.in_(TAKING_PART), ~has_main
            )
        )
    )


def get_own_pair(pair_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer, today: dt.date) -> MentoringPair:
    """Return a pair of which the viewer is one and which is not over.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pair = session_queries.get_pair(pair_id, pilot=pilot, viewer=viewer)
    is_own = viewer.user_id in {pair.mentor_id, pair.participation.user_id}
    if not is_own or (pair.ends_on is not None and pair.ends_on < today):
        raise NotVisibleError
    return pair


def running_pairs(
    pilot: Pilot, *, mentor_id: uuid.UUID, first: dt.date, last: dt.date
) -> list[MentoringPair]:
    """Return the main pairs of a mentor that run on some of the days, by participant."""
    return list(
        db.session.scalars(
            select(MentoringPair)
            .join(MentoringPair.participation)
            .join(Participation.user)
            .where(
                MentoringPair.pilot_id == pilot.id,
                MentoringPair.mentor_id == mentor_id,
                MentoringPair.role == PairRole.PRIMARY,
                MentoringPair.starts_on <= last,
                or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= first),
            )
            .options(
                joinedload(MentoringPair.mentor),
                joinedload(MentoringPair.participation).joinedload(Participation.user),
                joinedload(MentoringPair.participation).joinedload(Participation.municipality),
            )
            .order_by(User.sort_key, Participation.id, MentoringPair.id)
        )
    )
