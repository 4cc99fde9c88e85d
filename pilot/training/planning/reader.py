"""Read parsed JSON with care: every value at its place, of its kind, and what is expected there when not."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


class PlanFileError(ValueError):
    """A file that is no planning problem; says where and what is expected there."""


class Reader:
    """A part of a file, which knows where it stands."""

    def __init__(self, given: Any, place: str) -> None:
        if not isinstance(given, dict):
            message = f"{place.rstrip('.') or 'the file'}: expected an object"
            raise PlanFileError(message)
        self.given, self.place = given, place

    def refuse(self, name: str, expected: str) -> NoReturn:
        message = f"{self.place}{name}: expected {expected}"
        raise PlanFileError(message)

    def value(self, name: str, default: Any = None) -> Any:
        found = self.given.get(name, default)
        if found is None:
            message = f"{self.place}{name}: is missing"
            raise PlanFileError(message)
        return found

    def part(self, name: str, default: Any = None) -> "Reader":
        return Reader(self.value(name, default), f"{self.place}{name}.")

    def parts(self, name: str) -> list["Reader"]:
        return [
            Reader(given, f"{self.place}{name}[{number}].")
            for number, given in enumerate(self._list(name, None))
        ]

    def word(self, name: str) -> str:
        return self._read(name, self.value(name), _word)

    def words(self, name: str) -> list[str]:
        return [self._read(name, each, _word) for each in self._list(name, None)]

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        return self._read(name, self.value(name, default), lambda given: _number(given, least, most))

    def numbers(self, name: str, least: int, most: int, default: list[int]) -> list[int]:
        return [
            self._read(name, each, lambda given: _number(given, least, most))
            for each in self._list(name, default)
        ]

    def date(self, name: str) -> dt.date:
        return self._read(name, self.value(name), _date)

    def dates(self, name: str, default: Any = None) -> frozenset[dt.date]:
        return frozenset(self._read(name, each, _date) for each in self._list(name, default))

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        found = self.given.get(name, options[0])
        if found not in options:
            self.refuse(name, " or ".join(options))
        return str(found)

    def has(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str) -> str:
        return self.word(name) if self.has(name) else ""

    def maybe_date(self, name: str) -> dt.date | None:
        return self.date(name) if self.has(name) else None

    def words_by_date(self, name: str) -> dict[dt.date, str]:
        found = self.part(name, {})
        return {self._read(name, date, _date): found.word(date) for date in found.given}

    def named(self, name: str) -> list[tuple[str, "Reader"]]:
        found = self.part(name, {})
        return [(each, found.part(each)) for each in found.given]

    def dates_by_name(self, name: str, field: str) -> dict[str, frozenset[dt.date]]:
        people = self.part(name, {})
        return {person: people.part(person).dates(field, []) for person in people.given}

    def _list(self, name: str, default: Any) -> list[Any]:
        found = self.value(name, default)
        if not isinstance(found, list):
            self.refuse(name, "a list")
        return found

    def _read(self, name: str, given: Any, read: Callable[[Any], T]) -> T:
        try:
            return read(given)
        except ValueError as error:
            self.refuse(name, str(error))


def _word(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        message = "a name"
        raise ValueError(message)
    return given


def _number(given: Any, least: int, most: int) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        message = f"a whole number from {least} to {most}"
        raise ValueError(message)
    return given


def _date(given: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        message = "a date as 2022-09-15"
        raise ValueError(message) from error
