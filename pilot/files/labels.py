"""Words for files: why one is not taken, which are, and how large they are."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from pilot.files.enums import FileKind
from pilot.files.rules import FileProblem
from pilot.files.table_rules import Refusal
from pilot.files.tables import FileRefusedError

PROBLEMS = {
    FileProblem.EMPTY: _l("The file is empty; choose another one"),
    FileProblem.TOO_LARGE: _l("The file is larger than %(most)d MB; choose a smaller one"),
    FileProblem.KIND_NOT_TAKEN: _l("Files of this kind are not taken; choose one of those named above"),
    FileProblem.CONTENT_DIFFERS: _l(
        "The file is damaged or not what its name says; open it, save it anew and choose it again"
    ),
    FileProblem.TOO_MANY_PIXELS: _l(
        "The picture has more than 40 million pixels; make it smaller and choose it again"
    ),
    FileProblem.ACTIVE_CONTENT: _l(
        "The file holds macros, scripts or other files; save it without them and choose it again"
    ),
    FileProblem.UNSAFE_CONTAINER: _l("The file is locked, damaged or too large inside; choose another one"),
}

REFUSALS = {
    Refusal.TOO_BIG: _l("The file is larger than 5 MB; split it into several files"),
    Refusal.UNPACKS_TOO_BIG: _l("The file unpacks to more than 50 MB; save only the table as a new file"),
    Refusal.UNREADABLE: _l("The file cannot be read as a table; save it as XLSX or CSV and try again"),
    Refusal.OLD_EXCEL: _l("This is a file of an old Excel (XLS); save it as XLSX and try again"),
    Refusal.NO_ROWS: _l("The file holds no rows below its headings; add rows and try again"),
    Refusal.TOO_MANY_ROWS: _l("The file holds more than 2000 rows; split it into several files"),
    Refusal.TOO_MANY_PEOPLE: _l(
        "The file brings more than 300 new people at once; split it into several files"
    ),
    Refusal.TOO_MANY_COLUMNS: _l(
        "Row %(row)s has more than %(word)s columns; keep only those that are needed"
    ),
    Refusal.TOO_MUCH_TEXT: _l("The file holds too much text; keep only the columns that are needed"),
    Refusal.GARBLED: _l("Row %(row)s cannot be read: “%(word)s”. Save the file as “CSV UTF-8” or XLSX."),
    Refusal.COLUMN_MISSING: _l("A column is missing: %(word)s. Take the headings from the template."),
    Refusal.COLUMN_TWICE: _l("A column stands in the file twice: %(word)s. Keep one of them."),
    Refusal.STALE: _l("The preview is too old or was changed on its way; choose the file again"),
    Refusal.CHANGED: _l(
        "The pilot has changed since the preview. This is how the rows stand now; check again."
    ),
}


def problem(found: FileProblem, *, most: int) -> str:
    """Say why a file is not taken by a field that takes at most so many bytes."""
    return str(PROBLEMS[found]) % {"most": megabytes(most)}


def megabytes(size: int) -> int:
    return size // 1_000_000


def endings(kinds: Collection[FileKind]) -> str:
    """Name the kinds of files that a field takes: pdf, png, jpg."""
    return ", ".join(kind.value for kind in FileKind if kind in kinds)


def refusal(refused: FileRefusedError) -> str:
    """Say why a file is refused and what to do."""
    return str(REFUSALS[refused.refusal]) % {"row": refused.row, "word": refused.word}
