"""What is imported, and how each row of a file stands."""

from enum import StrEnum


class ImportKind(StrEnum):
    MODULES = "modules"
    LECTURERS = "lecturers"
    PARTICIPANTS = "participants"


class RowState(StrEnum):
    """What will become of a row: new ones and warned ones are imported, known and wrong ones are not."""

    NEW = "new"
    KNOWN = "known"
    WARNING = "warning"
    ERROR = "error"
