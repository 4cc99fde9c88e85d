"""The plain shape of a paper, the same for the page, the print and what is kept of a version."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pilot.community.papers.enums import PaperKind


@dataclass(frozen=True)
class Reader:
    """For whom a paper is written: below the threshold numbers are hidden, and groups are for insiders."""

    threshold: int
    is_insider: bool


@dataclass(frozen=True)
class Table:
    """Rows under their columns; a table may be wide only where its cells are short."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a paper: text, tables, and where it comes from."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.paragraphs or any(table.rows for table in self.tables))


@dataclass(frozen=True)
class Paper:
    """A paper of a community in the language in force."""

    kind: PaperKind
    sections: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        return all(section.is_empty for section in self.sections)


def content_of(sections: Sequence[Section]) -> dict[str, Any]:
    """Return sections as plain values, as they are kept and compared."""
    return {"sections": [_plain(section) for section in sections if not section.is_empty]}


def _plain(section: Section) -> dict[str, Any]:
    values = asdict(section)
    return {
        "title": values["title"],
        "paragraphs": list(values["paragraphs"]),
        "tables": [
            {
                "caption": table["caption"],
                "columns": list(table["columns"]),
                "rows": [list(row) for row in table["rows"]],
            }
            for table in values["tables"]
        ],
        "sources": list(values["sources"]),
    }
