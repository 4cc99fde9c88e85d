"""Open and close the vote with dots, and count ballots: one a sending, of nobody in particular."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts import throttle, tokens
from pilot.accounts.viewer import Viewer
from pilot.community.priorities import rules
from pilot.community.priorities.actions import RoundRefusedError
from pilot.community.priorities.enums import RoundState
from pilot.community.priorities.models import Ballot, BallotDots, PriorityRound
from pilot.community.priorities.rules import Problem
from pilot.extensions import db

BALLOTS = throttle.Limits(in_short=60, of_account_in_day=600)
"""A whole hall votes behind one address; a flood does not pass."""


def token_of(round_: PriorityRound, *, secret: str) -> str:
    """Return the token of a round's vote: 256 bits, made anew whenever it is shown."""
    return tokens.token_of("vote", round_.id, secret=secret)


def hash_of(token: str, *, secret: str) -> str:
    """Return what is kept of a token."""
    return tokens.token_of("kept-vote", token, secret=secret)


def open_vote(round_: PriorityRound, *, secret: str, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Open the vote of a round that is being scored, once: its outcome would sway a second one.

    :raises RoundRefusedError: scoring is not open, or the vote runs or has been held already.
    """
    _lock(round_)
    if round_.state is not RoundState.SCORING:
        raise RoundRefusedError(Problem.CLOSED if round_.state is RoundState.CLOSED else Problem.NOT_OPEN)
    if round_.vote_opened_at is not None:
        raise RoundRefusedError(Problem.VOTE_RUNS if round_.vote_is_open else Problem.VOTE_HELD)
    round_.token_hash = hash_of(token_of(round_, secret=secret), secret=secret)
    round_.vote_opened_at = now
    db.session.flush()
    pilot_id = round_.community.pilot_id
    audit.record("community.vote-opened", round_, actor=actor, at=now, pilot_id=pilot_id)
    return round_


def close_vote(round_: PriorityRound, *, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Close the vote for good; only now its outcome is shown.

    :raises RoundRefusedError: the vote is not open.
    """
    _lock(round_)
    if not round_.vote_is_open:
        raise RoundRefusedError(Problem.VOTE_CLOSED)
    round_.vote_closed_at = now
    db.session.flush()
    pilot_id = round_.community.pilot_id
    audit.record("community.vote-closed", round_, actor=actor, at=now, pilot_id=pilot_id)
    return round_


def cast(round_: PriorityRound, dots: Mapping[uuid.UUID, int], *, key: str, secret: str) -> bool:
    """Count a ballot; return whether it was new: the same key is counted once.

    Neither a person nor an address nor a moment is kept, and no event of the log tells of it.

    :raises RoundRefusedError: the vote is not open, or the dots are none or too many.
    """
    _lock(round_)
    if not round_.vote_is_open:
        raise RoundRefusedError(Problem.VOTE_CLOSED)
    own = {item.id: dots.get(item.id, 0) for item in round_.items}
    if problem := rules.ballot_problem(own.values(), allowed=round_.dots):
        raise RoundRefusedError(problem)
    ballot_id = uuid.uuid4()
    row = {
        "id": ballot_id,
        "round_id": round_.id,
        "token_hash": tokens.token_of("ballot", round_.id, key, secret=secret),
    }
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Ballot).values(row))
    except IntegrityError:
        return False
    given = [
        {"ballot_id": ballot_id, "item_id": item_id, "dots": number}
        for item_id, number in own.items()
        if number
    ]
    db.session.execute(insert(BallotDots), given)
    return True


def _lock(round_: PriorityRound) -> None:
    db.session.refresh(round_, ["version", "state", "vote_opened_at", "vote_closed_at"], with_for_update=True)
