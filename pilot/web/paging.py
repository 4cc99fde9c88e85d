"""Pages of a list: a page costs its rows, not the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from pilot.extensions import db

T = TypeVar("T")
ROWS = 50
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, with the way to the next."""

    items: Sequence[T]
    number: int
    pages: int
    total: int

    @property
    def prev_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self._url(self.number + 1) if self.number < self.pages else None

    def _url(self, number: int) -> str:
        arguments: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint or "", **arguments)


def page_number() -> int:
    """Read the page asked for; anything that is not a sensible number is the first."""
    typed = request.args.get("page", "1")
    return min(int(typed), LAST_PAGE) if typed.isascii() and typed.isdecimal() and int(typed[:9]) > 0 else 1


def part_of(items: Sequence[T], *, number: int, rows: int = ROWS) -> Page[T]:
    """Return one page of rows that were counted as a whole."""
    pages = max(1, -(-len(items) // rows))
    number = min(number, pages)
    return Page(items[(number - 1) * rows : number * rows], number, pages, len(items))


def rows_of(
    statement: Select[*tuple[Any, ...]],
    *,
    number: int,
    rows: int = ROWS,
    counted: Select[Any] | None = None,
) -> Page[Any]:
    """Fetch one page of an ordered statement of columns; `counted` are the same rows without joins."""
    return _page(statement, number=number, rows=rows, fetch=db.session.execute, counted=counted)


def page_of(
    statement: Select[Any], *, number: int, rows: int = ROWS, counted: Select[Any] | None = None
) -> Page[Any]:
    """Fetch one page of an ordered statement of entities; `counted` are the same rows without joins."""
    return _page(statement, number=number, rows=rows, fetch=db.session.scalars, counted=counted)


def _page(
    statement: Select[*tuple[Any, ...]],
    *,
    number: int,
    rows: int,
    fetch: Callable[[Select[*tuple[Any, ...]]], Any],
    counted: Select[Any] | None,
) -> Page[Any]:
    counting = select(func.count()).select_from(statement.order_by(None).subquery())
    if counted is not None:
        counting = counted.with_only_columns(func.count())
    total = db.session.scalar(counting) or 0
    pages = max(1, -(-total // rows))
    number = min(number, pages)
    items = fetch(statement.limit(rows).offset((number - 1) * rows)).all()
    return Page(items, number, pages, total)
