"""What a group adopts of a strategy: the plan as plain values, without how far it has come."""

import json
from decimal import Decimal
from typing import Any

from pilot.cohort import canonical
from pilot.community.strategies.models import ActionItem, Indicator, StrategyVersion
from pilot.community.strategies.queries import Plan


def content_of(plan: Plan) -> dict[str, Any]:
    """Return vision, goals, indicators and actions as plain values; states and results are no part of it."""
    strategy = plan.strategy
    return {
        "vision": strategy.vision if strategy else "",
        "approach": strategy.approach.value if strategy else "",
        "objectives": [
            {
                "text": objective.text,
                "priorities": [item.need.title for item in objective.items],
                "indicators": [_indicator(each) for each in plan.indicators_of(objective)],
            }
            for objective in plan.objectives
        ],
        "actions": [_action(action) for action in plan.actions],
    }


def _indicator(indicator: Indicator) -> dict[str, str]:
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "baseline": _number(indicator.baseline),
        "target": _number(indicator.target),
        "measured_by": indicator.measured_by,
    }


def _action(action: ActionItem) -> dict[str, Any]:
    return {
        "what": action.what,
        "objective": action.objective.text if action.objective else "",
        "side": action.side.value,
        "lead": action.lead,
        "helpers": action.helpers,
        "needs": [need.title for need in action.needs],
        "resources": [resource.name for resource in action.resources],
        "resources_needed": action.resources_needed,
        "cost": "" if action.cost is None else _number(action.cost),
        "funding": action.funding,
        "starts_on": action.starts_on.isoformat() if action.starts_on else "",
        "due_on": action.due_on.isoformat(),
        "risk": action.risk,
    }


def _number(value: Decimal) -> str:
    """Write a number in the one way in which it has a hash, however many zeros it was typed with."""
    return f"{value:.2f}"


def hash_of(plan: Plan) -> str:
    """Return the hash of what would be adopted now."""
    return canonical.hash_of(canonical.text_of(content_of(plan)))


def content_in(version: StrategyVersion) -> dict[str, Any]:
    """Return what stands in an adopted version."""
    content: dict[str, Any] = json.loads(version.content)
    return content
