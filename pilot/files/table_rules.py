"""Rules of tables in files: why one is refused, and what is made of its cells and headings."""

import re
from enum import StrEnum

from pilot import text

NEUTRALISED = re.compile(r"'(?=[=+\-@\t\r])")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NOT_LETTERS = re.compile(r"[^a-z0-9]")
MASK = "•••"


class Refusal(StrEnum):
    """Why a whole file is refused."""

    TOO_BIG = "too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    UNREADABLE = "unreadable"
    OLD_EXCEL = "old_excel"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_PEOPLE = "too_many_people"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MUCH_TEXT = "too_much_text"
    GARBLED = "garbled"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    STALE = "stale"
    CHANGED = "changed"


def masked(cell: str) -> str:
    """Return a cell, or a mask in place of one that holds an identity number: those are not kept (R17)."""
    return MASK if text.identity_number_in(cell) else cell


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: small letters and digits, nothing else."""
    return NOT_LETTERS.sub("", text.search_key(heading))


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def restored(cell: str) -> str:
    """Take back what `neutralised` put before a cell."""
    return NEUTRALISED.sub("", cell, count=1) if cell.startswith("'") else cell
