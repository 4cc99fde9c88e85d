"""What forms and words read of a round's rows, whatever table they come from."""

from typing import Any, Protocol


class Criterion(Protocol):
    """The name of a criterion and both ends of its scale, in two languages."""

    id: Any
    code: Any
    name_lv: Any
    name_en: Any
    low_lv: Any
    low_en: Any
    high_lv: Any
    high_en: Any


class Item(Protocol):
    """A need in a round, and what was decided on it."""

    id: Any
    number: Any
    need: Any
    rank: Any
    order_reason: Any
    assumption_reason: Any


class Scorer(Protocol):
    """Of which kind a sheet is, and its number."""

    kind: Any
    number: Any
