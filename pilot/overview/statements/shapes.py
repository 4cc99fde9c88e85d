"""A statement as tables of plain values, from which the page, the PDF and the spreadsheet are made alike."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.documents.sheets import Value
from pilot.overview.ledger.pages import clock_hours
from pilot.overview.statements import labels
from pilot.overview.statements.enums import Subject
from pilot.overview.statements.queries import Edition
from pilot.web import locale


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers stand to the right, the wide ones take what is left."""

    label: str
    is_number: bool = False
    is_wide: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of one kind with their own sum, where they have one; sums of two tables are never added."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: str = ""
    total_values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A person's month: what stands at its head, its tables, and who signs it."""

    subject: Subject
    person_id: uuid.UUID
    pilot: Pilot
    month: Month
    edition: Edition
    person: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    signatories: tuple[str, str]

    @property
    def title(self) -> str:
        return str(labels.TITLES[self.subject])

    @property
    def mark(self) -> str:
        return labels.edition(self.edition)

    def made_on(self, today: dt.date) -> dt.date:
        """Return the day that its documents bear: of a closed month always the same (e-signing)."""
        return self.edition.closed_on or today


def words(value: Value) -> str:
    """Write a value of a table in the language in force."""
    match value:
        case None | "":
            return "–"
        case dt.date():
            return locale.day(value)
        case dt.time():
            return locale.clock_time(value)
        case dt.timedelta():
            return clock_hours(int(value.total_seconds()) // 60)
        case int() | Decimal():
            return locale.number(value)
        case _:
            return value
