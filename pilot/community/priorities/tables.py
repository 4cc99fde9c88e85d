"""The result of a round as lines of a spreadsheet, with the criteria it stands on."""

from flask_babel import gettext as _
from flask_babel import pgettext

from pilot.community.priorities import labels
from pilot.community.priorities.models import PriorityRound
from pilot.community.priorities.queries import ItemResult, Results, is_confirmed
from pilot.documents.sheets import Line, Value


def lines_of(round_: PriorityRound, results: Results) -> list[Line]:
    """Return the criteria with their weights, then the needs in the order of the ranking."""
    threshold = results.threshold
    voices = _("All sheets") if results.everybody else _("Residents and group members")
    lines = [
        Line([round_.title], strong=True),
        Line([round_.community.name]),
        Line([_("Whose sheets make the ranking"), voices]),
        Line([_("Sheets that make the ranking"), _number(results.counted, threshold)]),
    ]
    lines += [
        Line([_("Sheets: %(kind)s", kind=labels.SCORERS[kind]), _number(number, threshold)])
        for kind, number in results.sheets.items()
    ]
    if round_.vote_closed_at is not None:
        lines.append(Line([_("Ballots with dots"), _number(results.ballots, threshold)]))
    lines += [Line([]), Line([_("Criterion"), _("Weight"), "1", "5"], strong=True)]
    lines += [
        Line([f"{each.code.value} {labels.criterion_name(each)}", each.weight, *labels.ends(each)])
        for each in round_.criteria
    ]
    return [
        *lines,
        Line([]),
        Line(_heads(results), strong=True),
        *(_line(row, results) for row in results.rows),
    ]


def _number(number: int | None, threshold: int) -> Value:
    return labels.amount(None, threshold) if number is None else number


def _heads(results: Results) -> list[Value]:
    return [
        pgettext("ranking", "Place"),
        _("What was scored"),
        _("Sources"),
        _("Score"),
        _("Lowest sheet"),
        _("Highest sheet"),
        _("Standard deviation"),
        _("Opinions"),
        *(str(labels.SCORERS[kind]) for kind in results.sheets),
        _("Dots"),
        _("(A + 2B) × D"),
        _("Chosen as"),
    ]


def _line(row: ItemResult, results: Results) -> Line:
    found = row.opinion
    spread: list[Value] = [None] * 4
    if found and results.has_spread:
        divided = _("opinions differ") if found.is_divided else None
        spread = [found.least, found.most, found.deviation, divided]
    return Line(
        [
            labels.place(row.place),
            row.item.need.title,
            _("two or more") if is_confirmed(row.item) else _("one"),
            found.score if found else None,
            *spread,
            *(row.by_kind.get(kind) for kind in results.sheets),
            _dots(row, results),
            row.hanlon,
            row.item.rank,
        ]
    )


def _dots(row: ItemResult, results: Results) -> Value:
    if row.dots is not None or not results.vote_is_over:
        return row.dots
    return labels.amount(None, results.threshold)
