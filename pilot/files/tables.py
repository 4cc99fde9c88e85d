"""Read a table from the bytes of a CSV or XLSX file, whatever program wrote it; nothing touches a disk."""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl

from pilot import text
from pilot.files.table_rules import Refusal, masked, restored

MOST_BYTES = 5_000_000
MOST_UNPACKED_BYTES = 50_000_000
MOST_PARTS = 1_000
MOST_ROWS = 2_000
MOST_COLUMNS = 30
MOST_LINES = 20_000
MOST_TEXT = 1_000_000
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = ";\t,"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
SYMBOLS = "¢£¤¦§©«¬®°±²³´µ¶·¹»¼½¾¿×÷¨¯¸"
GARBLED = re.compile(
    "[\ufffd\x80-\x9f]"  # no letter at all
    r"|[ÃÄÅÆ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¨¯¸ˇ˛´]"  # UTF-8 read as one byte a letter
    rf"|[^\W\d_][{SYMBOLS}][^\W\d_]"  # a sign inside a word
)


class FileRefusedError(Exception):
    """A file cannot be imported: why, in which row, and by which word one sees it."""

    def __init__(self, refusal: Refusal, *, row: int = 0, word: str = "") -> None:
        super().__init__(refusal)
        self.refusal = refusal
        self.row = row
        self.word = word


@dataclass(frozen=True)
class Table:
    """A heading and the lines below it with their numbers in the file; blank lines are left out."""

    heading: list[str]
    lines: list[tuple[int, list[str]]]


def read(data: bytes, *, most_columns: int = MOST_COLUMNS) -> Table:
    """Read the first table of a file.

    :raises FileRefusedError: the file is too big, is no table, holds no rows, or its letters are garbled.
    """
    if len(data) > MOST_BYTES:
        raise FileRefusedError(Refusal.TOO_BIG)
    if data.startswith(OLD_OFFICE):
        raise FileRefusedError(Refusal.OLD_EXCEL)
    lines = _from_xlsx(data) if data.startswith(ZIP) else _from_csv(data)
    return _table(lines, most_columns)


def _table(lines: Iterable[tuple[int, list[str]]], most_columns: int) -> Table:
    kept: list[tuple[int, list[str]]] = []
    length = 0
    for number, cells in lines:
        line = [restored(text.clean(cell).strip()) for cell in cells]
        while line and not line[-1]:
            line.pop()
        if not line:
            continue
        if len(line) > most_columns:
            raise FileRefusedError(Refusal.TOO_MANY_COLUMNS, row=number, word=str(most_columns))
        if len(kept) > MOST_ROWS:
            raise FileRefusedError(Refusal.TOO_MANY_ROWS)
        length += sum(map(len, line))
        if length > MOST_TEXT:
            raise FileRefusedError(Refusal.TOO_MUCH_TEXT)
        _refuse_garbled(line, number)
        kept.append((number, line))
    if len(kept) <= 1:
        raise FileRefusedError(Refusal.NO_ROWS)
    return Table(kept[0][1], kept[1:])


def _refuse_garbled(line: list[str], number: int) -> None:
    for cell in line:
        for word in cell.split():
            if GARBLED.search(word):
                raise FileRefusedError(Refusal.GARBLED, row=number, word=masked(word[:40]))


def _from_csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    written = decoded(data)
    delimiter = ""
    if found := SEPARATOR_LINE.match(written):
        delimiter, written = found[1], written[found.end() :]
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter or _delimiter(written))
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        raise FileRefusedError(Refusal.UNREADABLE) from None


def decoded(data: bytes) -> str:
    """Decode text by its byte order mark, as UTF-16 by its zeros, as UTF-8, else as Windows-1257."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:2_000].count(0) > len(data[:2_000]) // 5:
        little = data[1:2_000:2].count(0) >= data[0:2_000:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1257", "replace")


def _delimiter(written: str) -> str:
    """Return the sign that parts the headings most often, outside of quotes."""
    heading, quoted = [], False
    for character in written.lstrip("\r\n"):
        quoted ^= character == '"'
        if character in "\r\n" and not quoted:
            break
        if not quoted:
            heading.append(character)
    return max(DELIMITERS, key=heading.count)


def _from_xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    _refuse_bomb(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is nothing that is imported
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = islice(sheet.iter_rows(values_only=True), MOST_LINES)
            lines = [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1)]
    except BROKEN:
        raise FileRefusedError(Refusal.UNREADABLE) from None
    yield from lines


BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # what XML that cannot be parsed raises
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl and its readers raise on a file that is broken or made to hurt."""


def _refuse_bomb(data: bytes) -> None:
    """Refuse an archive by what it says it unpacks to; reading never takes more than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileRefusedError(Refusal.UNREADABLE) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise FileRefusedError(Refusal.UNPACKS_TOO_BIG)


def _cell(value: Any) -> str:
    """Write a value of a spreadsheet as a person in Latvia types it."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
