"""What a community of a home has of its strategy: a goal, an action, an indicator with a value, a version."""

import datetime as dt
from decimal import Decimal

from pilot.cohort import canonical
from pilot.community.enums import DecisionEffect, MeetingState
from pilot.community.models import Community, CooperationGroup, Decision, Meeting
from pilot.community.priorities.models import PriorityRound, RoundItem
from pilot.community.strategies import adopted, queries
from pilot.community.strategies.enums import Approach, Counting, Side, UpdateState
from pilot.community.strategies.models import (
    ActionItem,
    Indicator,
    IndicatorUpdate,
    Objective,
    Strategy,
    StrategyVersion,
)
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def strategies_of(home: Home) -> Found:
    """Build a strategy that was adopted, with one of each; the second goal and indicator carry nothing."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    item = (
        db.session.query(RoundItem)
        .join(PriorityRound)
        .filter(PriorityRound.community_id == community.id, RoundItem.chosen)
        .one()
    )
    strategy = keep(
        Strategy(
            community_id=community.id, vision="Ikvienam ir kur satikties.", approach=Approach.DEVELOPMENT
        )
    )
    goal, spare = (
        keep(Objective(strategy_id=strategy.id, text=text, recorded_at=NOW, items=[item]))
        for text in ("Vakaros ir kur satikties", "Seniori nav vieni")
    )
    measure, unused = (
        keep(
            Indicator(
                objective_id=goal.id,
                name=name,
                unit="cilv.",
                baseline=Decimal(0),
                target=Decimal(60),
                counting=Counting.SUM,
                counts_people=True,
                measured_by="Saraksti",
                recorded_at=NOW,
            )
        )
        for name in ("Iesaistītie", "Jauni līderi")
    )
    value = keep(
        IndicatorUpdate(
            indicator_id=measure.id,
            value=Decimal(12),
            measured_on=dt.date(2023, 2, 9),
            author_id=home.participation.user_id,
            recorded_at=NOW,
            state=UpdateState.SENT,
        )
    )
    action = keep(
        ActionItem(
            community_id=community.id,
            objective_id=goal.id,
            indicator_id=measure.id,
            what="Iekārtot telpu",
            side=Side.COMMUNITY,
            lead="Biedrība",
            due_on=dt.date(2023, 3, 1),
            recorded_at=NOW,
        )
    )
    version = keep(_version(home, strategy, _decision(community), community))
    return {
        "objective_id": ({"objective_id": goal.id}, {}),
        "spare_objective_id": ({"objective_id": spare.id}, {}),
        "measure_id": ({"measure_id": measure.id}, {}),
        "unused_measure_id": ({"measure_id": unused.id}, {}),
        "measured_value_id": ({"measured_value_id": value.id}, {}),
        "action_item_id": ({"action_item_id": action.id}, {}),
        "strategy_version_id": ({"strategy_version_id": version.id}, {}),
    }


def _decision(community: Community) -> Decision:
    """Let a group of the community's municipality decide once more, with minutes that are approved."""
    group = (
        db.session.query(CooperationGroup)
        .filter_by(pilot_id=community.pilot_id, municipality_id=community.municipality_id)
        .order_by(CooperationGroup.id)
        .first()
    )
    assert group is not None
    known = db.session.query(Meeting).filter_by(group_id=group.id).count()
    meeting = keep(
        Meeting(
            group_id=group.id,
            number=known + 1,
            held_on=dt.date(2023, 2, 9),
            place="Bibliotēka",
            agenda="Stratēģija",
            state=MeetingState.APPROVED,
            recorded_at=NOW,
            approved_at=NOW,
        )
    )
    decision: Decision = keep(
        Decision(
            group_id=group.id,
            meeting_id=meeting.id,
            year=2023,
            number=known + 1,
            text="Pieņemt stratēģiju.",
            effect=DecisionEffect.APPROVES,
            unanimous=True,
            votes_for=4,
            votes_against=0,
            abstained=0,
        )
    )
    return decision


def _version(home: Home, strategy: Strategy, decision: Decision, community: Community) -> StrategyVersion:
    text = canonical.text_of(
        {**adopted.content_of(queries.plan_of(community)), "vision": "Iepriekšējā vīzija."}
    )
    return StrategyVersion(
        strategy_id=strategy.id,
        decision_id=decision.id,
        number=1,
        content=text,
        sha256=canonical.hash_of(text),
        adopted_at=NOW,
        adopted_by_id=home.participation.user_id,
    )
