"""Write values of ours as a spreadsheet: days, times and numbers are real ones, text is never run."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Response

from pilot.documents.responses import plain_name

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | Decimal | dt.date | dt.time | dt.timedelta | None
FORMATS: dict[type, str] = {
    dt.date: r"dd\.mm\.yyyy\.",
    dt.time: "h:mm",
    dt.timedelta: "[h]:mm",
    int: "0",
    Decimal: "0.00",
}
CSV_MIMETYPE = "text/csv; charset=utf-8"
RUNS = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 9
STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


@dataclass(frozen=True)
class Line:
    """A row of a sheet; strong ones are headings and sums."""

    values: Sequence[Value]
    strong: bool = False


def write(title: str, lines: Sequence[Line], *, made_on: dt.date) -> bytes:
    """Return the XLSX of one sheet; the same values of the same day give the same bytes."""
    import openpyxl  # noqa: PLC0415 - only those who make sheets pay for it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    book.properties.title, book.properties.creator = title, "Kopdarbs"
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line.values, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, place)
            _put(cell, value)
            cell.font = Font(bold=line.strong)
            cell.alignment = Alignment(
                vertical="top", wrap_text=isinstance(value, str) and len(line.values) > 1
            )
    for place, width in enumerate(_widths(lines), start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    unstamped = io.BytesIO()
    book.save(unstamped)
    return _stamped(unstamped, made_on)


def _put(cell: Any, value: Value) -> None:
    """Write a value; a text that looks like a formula stays a text, also when it is edited."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.number_format = FORMATS[type(value)]


def _widths(lines: Sequence[Line]) -> list[int]:
    """Make each column as wide as its longest text; a line of one value runs over the others."""
    places = max((len(line.values) for line in lines), default=0)
    found = [NARROWEST] * places
    for line in lines:
        if len(line.values) > 1:
            for place, value in enumerate(line.values):
                found[place] = min(WIDEST, max(found[place], len(str(value or "")) + 2))
    return found


def _stamped(written: io.BytesIO, made_on: dt.date) -> bytes:
    """Pack a workbook again with one moment instead of that of the clock."""
    moment = dt.datetime.combine(made_on, dt.time())
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>", content)
            kept = zipfile.ZipInfo(part.filename, moment.timetuple()[:6])
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, content)
    return packed.getvalue()


def as_download(content: bytes, *, name: str) -> Response:
    """Return a spreadsheet that the browser saves under a name of plain letters."""
    response = Response(content, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain_name(name)}.xlsx"'
    return response


def write_csv(lines: Sequence[Line]) -> bytes:
    """Return lines as CSV that opens in a Latvian spreadsheet; a text that looks like a formula is quoted."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([_as_text(value) for value in line.values])
    return written.getvalue().encode("utf-8-sig")


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}."
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(RUNS) else text


def as_csv_download(content: bytes, *, name: str) -> Response:
    """Return a CSV file that the browser saves under a name of plain letters."""
    response = Response(content, mimetype=CSV_MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain_name(name)}.csv"'
    return response
