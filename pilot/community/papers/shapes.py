"""The plain shape of a paper, the same for the page, the print and what is kept of a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from pilot.community.papers.enums import PaperKind

OUTLINE = 1
"""The outline of the papers: it grows by one when sections are added, and these say since when they stand."""


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
class Picture:
    """A picture of what a table of its section says: drawn only where it is shown, and never kept."""

    words: str
    shown: Callable[[], Markup]
    printed: Callable[[], str]


@dataclass(frozen=True)
class Section:
    """A part of a paper: text, tables, where it comes from, and the outline that brought it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    sources: tuple[str, ...] = ()
    picture: Picture | None = None
    since: int = 0

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


def content_of(sections: Sequence[Section], *, outline: int = OUTLINE) -> dict[str, Any]:
    """Return sections as plain values, as they are kept and compared: those that an outline has.

    What was kept before the outline had a number says nothing of it.
    """
    content = [_plain(each) for each in sections if each.since <= outline and not each.is_empty]
    return {"sections": content, **({"outline": outline} if outline else {})}


def outline_of(content: Mapping[str, Any]) -> int:
    """Return the outline that a paper was kept with."""
    return int(content.get("outline", 0))


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
