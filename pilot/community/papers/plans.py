"""Sections of the paper of the strategy: vision, goals, indicators, and who does what until when."""

from flask_babel import gettext as _

from pilot.community.models import Community
from pilot.community.papers.shapes import Reader, Section, Table
from pilot.community.strategies import labels as words
from pilot.community.strategies import queries as strategies
from pilot.community.strategies import rules
from pilot.web import locale


def vision(community: Community, _reader: Reader) -> Section:
    """Write the vision and how the community is worked with."""
    strategy = strategies.strategy_of(community)
    if strategy is None:
        return Section(_("Vision"))
    approach = _("Approach: %(name)s", name=str(words.APPROACHES[strategy.approach]))
    return Section(_("Vision"), paragraphs=(strategy.vision, approach))


def goals(community: Community, _reader: Reader) -> Section:
    """Write the goals with the priorities from which they come."""
    strategy = strategies.strategy_of(community)
    rows = tuple(
        (f"{number}. {each.text}", "; ".join(item.need.title for item in each.items))
        for number, each in enumerate(strategies.objectives_of(strategy) if strategy else (), start=1)
    )
    tables = (Table(_("Goals"), (_("Goal"), _("Priorities")), rows),) if rows else ()
    return Section(_("Goals"), tables=tables)


def measures(community: Community, reader: Reader) -> Section:
    """Write by which numbers it is seen that a goal is reached; how far it is stands on the page."""
    rows = []
    for each in strategies.indicators_for(community):
        shown = rules.figures_for(
            each.baseline,
            each.target,
            None,
            counts_people=each.counts_people,
            threshold=reader.threshold,
        )
        start = words.amount(
            shown.baseline, each.unit, hides=shown.hides_baseline, threshold=reader.threshold
        )
        rows.append((each.name, start, words.amount(each.target, each.unit), each.measured_by))
    columns = (_("What is counted?"), _("At the start"), _("Target"), _("How is it measured?"))
    tables = (Table(_("Indicators"), columns, tuple(rows)),) if rows else ()
    return Section(_("Indicators"), tables=tables)


def actions(community: Community, _reader: Reader) -> Section:
    """Write who does what until when, a table for each column of the plan."""
    found = strategies.actions_of(community)
    columns = (_("What will be done?"), _("Who leads it?"), _("Until when?"), _("Cost, EUR"))
    tables = tuple(
        Table(
            str(question),
            columns,
            tuple(
                (
                    each.what,
                    each.lead,
                    locale.day(each.due_on),
                    "–" if each.cost is None else locale.plain_number(each.cost),
                )
                for each in found
                if each.side is side
            ),
        )
        for side, question in words.COLUMNS.items()
    )
    return Section(_("Action plan"), tables=tuple(table for table in tables if table.rows))
