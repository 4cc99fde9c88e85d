"""The change log of the methodology as a document and as a table for the ministry."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, ngettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from pilot.cohort import papers
from pilot.cohort.models import Pilot
from pilot.mentoring.remarks import labels
from pilot.mentoring.remarks.pages import Digest, LogLine
from pilot.web import locale

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (30, 60, 18, 60, 14, 24)
WRAPPED = Alignment(wrap_text=True, vertical="top")


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def change_log(pilot: Pilot, digest: Digest, *, on: dt.date) -> dict[str, Any]:
    """Return the values of the document, in the language in force."""
    frame = papers.frame_of(pilot, _("Change log of the methodology: %(pilot)s", pilot=pilot.code))
    return {
        **frame,
        "words": {**frame["words"], "figures": _("How many remarks")},
        "facts": [
            (_("Pilot"), papers.title_of(pilot)),
            papers.funding(pilot.funder_set),
            (_("As of"), locale.day(on)),
            (_("Decisions"), str(len(digest.log))),
        ],
        "columns": _columns(),
        "rows": [_row(line) for line in digest.log],
        "empty": _("No remark has been answered yet."),
        "figures": [[caption, rows] for caption, rows in _figures(digest)],
        "note": _note(digest),
    }


def workbook(pilot: Pilot, digest: Digest, *, on: dt.date) -> bytes:
    """Return the same as a workbook of two sheets; every text stays text, whatever it begins with."""
    book = Workbook(write_only=True)
    log = book.create_sheet(_("Changes"))
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        log.column_dimensions[column].width = width
    log.freeze_panes = "A2"
    log.append([_cell(log, text, bold=True) for text in _columns()])
    for line in digest.log:
        log.append([_cell(log, text) for text in _row(line)])
    figures = book.create_sheet(_("Numbers"))
    figures.column_dimensions["A"].width = 60
    figures.append([_cell(figures, f"{pilot.code}, {locale.day(on)}", bold=True)])
    for caption, rows in _figures(digest):
        figures.append([_cell(figures, caption, bold=True)])
        for row in rows:
            figures.append([_cell(figures, text) for text in row])
    figures.append([_cell(figures, _note(digest))])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.alignment = WRAPPED
    cell.font = Font(bold=bold)
    return cell


def _columns() -> list[str]:
    return [_("Section"), _("What was said"), _("Decision"), _("Reason"), _("Answered"), _("Version")]


def _row(line: LogLine) -> list[str]:
    point = line.point
    return [
        line.section,
        point.summary,
        line.decision,
        point.reason or "–",
        locale.day(point.decided_on),
        line.version or "–",
    ]


def _figures(digest: Digest) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    lists = ((_("By state"), digest.by_state), (_("By section"), digest.by_section))
    return [(caption, rows) for caption, rows in lists if rows is not None]


def _note(digest: Digest) -> str:
    if digest.total is None:
        return _(
            "Fewer than %(count)d remarks so far: numbers that small are not shown.", count=digest.threshold
        )
    all_of_them = str(ngettext("%(num)d remark in all.", "%(num)d remarks in all.", digest.total))
    return f"{all_of_them} {labels.hidden_note(digest.threshold)}"
