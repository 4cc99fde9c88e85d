"""What a community of a home has of priorities: rounds in every state, a sheet, a priority, a validation."""

import datetime as dt
import uuid

from pilot.community.models import Community, Need
from pilot.community.priorities.enums import (
    CriterionCode,
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)
from pilot.community.priorities.models import (
    Criterion,
    PriorityRound,
    RoundItem,
    Score,
    Scorer,
    Validation,
)
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def priorities_of(home: Home) -> Found:
    """Build a draft, a round that is scored, one with an open vote, and one that is closed."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    need_id = db.session.query(Need).filter_by(community_id=community.id, merged_into_id=None).all()[0].id
    draft, scoring, voting, closed = (_round(community, number) for number in range(4))
    for each in (scoring, voting, closed):
        each.state, each.opened_at = RoundState.SCORING, NOW
    voting.vote_opened_at, voting.token_hash = NOW, f"vote-{home.number}"
    closed.state, closed.closed_at = RoundState.CLOSED, NOW
    parts = [_fill(each, need_id) for each in (draft, scoring, voting, closed)]
    item, _criterion, _sheet = parts[3]
    item.chosen, item.rank, item.assumption_reason = True, 1, "Zinām paši"
    validation = keep(
        Validation(
            community_id=community.id,
            round_id=closed.id,
            held_on=dt.date(2023, 2, 14),
            way=ValidationWay.FORUM,
            people=12,
            groups=[],
            said="Ar secību ir mierā.",
            result=ValidationResult.CONFIRMED,
            recorded_at=NOW,
        )
    )
    return {
        "round_id": ({"round_id": closed.id}, {}),
        "draft_round_id": ({"round_id": draft.id}, {}),
        "scoring_round_id": ({"round_id": scoring.id}, {}),
        "voting_round_id": ({"round_id": voting.id}, {}),
        "criterion_id": ({"criterion_id": parts[0][1].id}, {}),
        "sheet_id": ({"sheet_id": parts[1][2].id}, {}),
        "item_id": ({"item_id": item.id}, {}),
        "validation_id": ({"validation_id": validation.id}, {}),
    }


def _round(community: Community, number: int) -> PriorityRound:
    round_: PriorityRound = keep(
        PriorityRound(community_id=community.id, title=f"Kārta {number}", recorded_at=NOW)
    )
    return round_


def _fill(round_: PriorityRound, need_id: uuid.UUID) -> tuple[RoundItem, Criterion, Scorer]:
    item: RoundItem = keep(RoundItem(round_id=round_.id, need_id=need_id, number=1))
    criterion: Criterion = keep(
        Criterion(
            round_id=round_.id,
            code=CriterionCode.SIZE,
            weight=3,
            name_lv="Mērogs",
            name_en="Size",
            low_lv="dažus",
            low_en="a few",
            high_lv="visus",
            high_en="everybody",
        )
    )
    sheet: Scorer = keep(Scorer(round_id=round_.id, kind=ScorerKind.RESIDENT, number=1))
    if round_.state is not RoundState.DRAFT:
        keep(Score(scorer_id=sheet.id, item_id=item.id, criterion_id=criterion.id, value=4))
    return item, criterion, sheet
