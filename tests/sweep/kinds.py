"""The kinds of id that an address can name."""

from enum import StrEnum


class Kind(StrEnum):
    """The six kinds of id that a person may put into an address."""

    OWN = "own"
    COLLEAGUE = "colleague in the same municipality"
    FOREIGN_MUNICIPALITY = "foreign municipality"
    FOREIGN_PILOT = "foreign pilot"
    ENDED = "ended"
    NEVER = "never existed"
