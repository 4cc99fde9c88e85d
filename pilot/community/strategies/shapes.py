"""What words read of rows, whatever table they come from."""

from typing import Any, Protocol


class Decision(Protocol):
    """A decision of a group with its meeting."""

    number: Any
    year: Any
    text: Any
    meeting: Any


class Indicator(Protocol):
    """What is counted, and towards which goal."""

    name: Any
    objective: Any
