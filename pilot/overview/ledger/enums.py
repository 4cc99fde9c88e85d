"""The four views of the ledger."""

from enum import StrEnum


class View(StrEnum):
    """What is counted, each in its own unit; nothing is ever added across them (item 14)."""

    RECEIVED = "received"
    WORKED = "worked"
    ACADEMIC = "academic"
    OTHER = "other"
