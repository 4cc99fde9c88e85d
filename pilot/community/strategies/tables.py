"""The action plan as lines of a spreadsheet."""

from flask_babel import gettext as _

from pilot.community import labels as community_labels
from pilot.community.diary.labels import CHANGE_CODES
from pilot.community.models import Community
from pilot.community.strategies import labels
from pilot.community.strategies.models import ActionItem
from pilot.community.strategies.queries import Plan
from pilot.documents.sheets import Line, Value


def lines_of(community: Community, plan: Plan, *, is_insider: bool) -> list[Line]:
    """Return the vision, the goals and a line for each action; decisions of groups are for insiders."""
    lines = [Line([community.name], strong=True)]
    if plan.strategy:
        lines += [
            Line([_("Vision"), plan.strategy.vision]),
            Line([_("Approach"), str(labels.APPROACHES[plan.strategy.approach])]),
        ]
    lines += [Line([_("Goal"), each.text]) for each in plan.objectives]
    return [
        *lines,
        Line([]),
        Line(_heads(is_insider=is_insider), strong=True),
        *(_line(action, is_insider=is_insider) for action in plan.actions),
    ]


def _heads(*, is_insider: bool) -> list[Value]:
    heads: list[Value] = [
        _("What will be done?"),
        _("Goal"),
        _("Who does it?"),
        _("Who leads it?"),
        _("Who helps?"),
        _("Needs"),
        _("Resources of the community"),
        _("What is still needed?"),
        _("Cost, EUR"),
        _("Where does the money come from?"),
        _("Grant application"),
        _("Amount asked for, EUR"),
        _("Amount received, EUR"),
        _("Begins on"),
        _("Until when?"),
        _("By which indicator is it seen?"),
        _("What is it for?"),
        _("What could go wrong?"),
        _("How does it stand?"),
        _("Result"),
        _("Changes"),
    ]
    return [*heads, _("Decision")] if is_insider else heads


def _line(action: ActionItem, *, is_insider: bool) -> Line:
    values: list[Value] = [
        action.what,
        action.objective.text if action.objective else None,
        str(labels.SIDES[action.side]),
        action.lead,
        action.helpers,
        "; ".join(need.title for need in action.needs),
        "; ".join(resource.name for resource in action.resources),
        action.resources_needed,
        action.cost,
        action.funding,
        action.grant_name,
        action.grant_asked,
        action.grant_received,
        action.starts_on,
        action.due_on,
        action.indicator.name if action.indicator else None,
        str(CHANGE_CODES[action.change_code]) if action.change_code else None,
        action.risk,
        str(labels.ACTION_STATES[action.state]),
        action.result,
        "; ".join(change.text for change in action.changes),
    ]
    if not is_insider:
        return Line(values)
    decision = action.decision
    return Line(
        [*values, community_labels.decision_name(decision.number, decision.year) if decision else None]
    )
