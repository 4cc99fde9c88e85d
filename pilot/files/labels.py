"""Words for files: why one is not taken, which are, and how large they are."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from pilot.files.enums import FileKind
from pilot.files.rules import FileProblem

PROBLEMS = {
    FileProblem.EMPTY: _l("The file is empty; choose another one"),
    FileProblem.TOO_LARGE: _l("The file is larger than %(most)d MB; choose a smaller one"),
    FileProblem.KIND_NOT_TAKEN: _l("Files of this kind are not taken; choose one of those named above"),
    FileProblem.CONTENT_DIFFERS: _l(
        "The file is damaged or not what its name says; open it, save it anew and choose it again"
    ),
    FileProblem.ACTIVE_CONTENT: _l(
        "The file holds macros, scripts or other files; save it without them and choose it again"
    ),
    FileProblem.UNSAFE_CONTAINER: _l("The file is locked, damaged or too large inside; choose another one"),
}


def problem(found: FileProblem, *, most: int) -> str:
    """Say why a file is not taken by a field that takes at most so many bytes."""
    return str(PROBLEMS[found]) % {"most": megabytes(most)}


def megabytes(size: int) -> int:
    return size // 1_000_000


def endings(kinds: Collection[FileKind]) -> str:
    """Name the kinds of files that a field takes: pdf, png, jpg."""
    return ", ".join(kind.value for kind in FileKind if kind in kinds)
