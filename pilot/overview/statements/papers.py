"""Statements as documents: one PDF of one or many, and one spreadsheet of each."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from pilot.cohort import papers
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.documents import pdf, sheets
from pilot.documents.sheets import Line
from pilot.overview.statements import labels
from pilot.overview.statements.queries import Edition
from pilot.overview.statements.shapes import Statement, Table, words
from pilot.web import locale


def one(statement: Statement, *, today: dt.date) -> bytes:
    """Return the PDF of a statement; of a closed month made again it is the same, to the byte."""
    frame = papers.frame_of(statement.pilot, name_of(statement))
    data = {**frame, "mark": statement.mark, "statements": [_values(statement)], "empty": ""}
    return pdf.render("statements", data, made_on=statement.made_on(today))


def many(
    pilot: Pilot, month: Month, edition: Edition, statements: Sequence[Statement], *, today: dt.date
) -> bytes:
    """Return one PDF with the statements of a month, each on pages of its own."""
    frame = papers.frame_of(
        pilot, _("Time sheets of mentors: %(month)s", month=locale.month(month.first_day))
    )
    data = {
        **frame,
        "mark": labels.edition(edition),
        "statements": [_values(statement) for statement in statements],
        "empty": _("There is nothing to show here."),
    }
    return pdf.render("statements", data, made_on=edition.closed_on or today)


def name_of(statement: Statement) -> str:
    """Name a statement by its title, the person and the month."""
    return f"{statement.title}: {statement.person}, {locale.month(statement.month.first_day)}"


def _facts(statement: Statement) -> list[tuple[str, str]]:
    pilot = statement.pilot
    return [
        (str(labels.WHO[statement.subject]), statement.person),
        (_("Month"), locale.month(statement.month.first_day)),
        (_("Edition"), statement.mark),
        (_("Pilot"), papers.title_of(pilot)),
        (_("Project"), papers.project_of(pilot.project_no, pilot.activity_no)),
        papers.funding(pilot.funder_set),
        *statement.facts,
    ]


def _values(statement: Statement) -> dict[str, Any]:
    return {
        "heading": statement.title,
        "facts": _facts(statement),
        "tables": [_table(table) for table in statement.tables],
        "signatories": list(statement.signatories),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [
            {"label": column.label, "number": column.is_number, "wide": column.is_wide}
            for column in table.columns
        ],
        "rows": [[words(value) for value in row] for row in table.rows],
        "total": _("Total: %(sum)s", sum=table.total) if table.total else "",
        "empty": _("There is nothing to show here."),
    }


def spreadsheet(statement: Statement, *, today: dt.date) -> bytes:
    """Return a statement as a spreadsheet with real days, times and numbers."""
    lines = [Line([name_of(statement)], strong=True)]
    lines += [Line([f"{label}: {text}"]) for label, text in _facts(statement) if text]
    for table in statement.tables:
        lines += [
            Line([]),
            Line([table.title], strong=True),
            Line([column.label for column in table.columns], strong=True),
            *(Line(row) for row in table.rows),
            *([Line(table.total_values, strong=True)] if table.total else []),
        ]
    lines += [Line([]), *(Line([f"{signatory}: ________________"]) for signatory in statement.signatories)]
    return sheets.write(statement.title, lines, made_on=statement.made_on(today))
