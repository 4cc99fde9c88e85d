"""Judge an uploaded file by its bytes, never by what the browser says of it (S19)."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pilot import text
from pilot.files import containers, photos, pictures
from pilot.files.enums import FileKind

MAX_BYTES = 10_000_000
MAX_PHOTO_BYTES = 20_000_000
MAX_BYTES_OF_PERSON = 200_000_000
NAME_LENGTH = 100
OTHER_ENDINGS = MappingProxyType({"jpeg": FileKind.JPG})
MEDIA_TYPES = MappingProxyType(
    {
        FileKind.PDF: "application/pdf",
        FileKind.PNG: "image/png",
        FileKind.JPG: "image/jpeg",
        FileKind.WEBP: "image/webp",
        FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        FileKind.ODT: "application/vnd.oasis.opendocument.text",
        FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
        FileKind.ODP: "application/vnd.oasis.opendocument.presentation",
        FileKind.ASICE: "application/vnd.etsi.asic-e+zip",
        FileKind.EDOC: "application/vnd.etsi.asic-e+zip",
    }
)
SCANS = frozenset({FileKind.PDF, FileKind.PNG, FileKind.JPG, FileKind.WEBP, FileKind.ASICE, FileKind.EDOC})
PHOTOS = frozenset({FileKind.JPG, FileKind.PNG, FileKind.WEBP})
SLIDES = frozenset(FileKind) - {FileKind.ASICE, FileKind.EDOC}
PDF_END = b"%%EOF"
ACTIVE_IN_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


class FileProblem(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND_NOT_TAKEN = "kind_not_taken"
    CONTENT_DIFFERS = "content_differs"
    TOO_MANY_PIXELS = "too_many_pixels"
    ACTIVE_CONTENT = "active_content"
    UNSAFE_CONTAINER = "unsafe_container"


@dataclass(frozen=True)
class Upload:
    """A file that was judged: its clean name, its kind and its bytes."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]


def clean_name(name: str) -> str:
    """Return the last part of a name in NFC without signs that hide or lead elsewhere, its ending kept."""
    last = text.clean(name).replace("\\", "/").rpartition("/")[2]
    plain = " ".join("".join(" " if sign in '<>:"|?*%' else sign for sign in last).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1].strip()}{dot}{ending}" if dot else plain[:NAME_LENGTH]


def kind_of_name(name: str) -> FileKind | None:
    """Return the kind that the last ending of a name promises, or None."""
    stem, _, ending = name.rpartition(".")
    ending = ending.casefold()
    if not stem:
        return None
    return OTHER_ENDINGS.get(ending) or next((kind for kind in FileKind if kind == ending), None)


def judge(
    name: str, content: bytes, *, kinds: frozenset[FileKind], most: int = MAX_BYTES
) -> Upload | FileProblem:
    """Return the file as it may be kept, pictures written anew (C14), or why it is not taken."""
    if not content:
        return FileProblem.EMPTY
    if len(content) > most:
        return FileProblem.TOO_LARGE
    name = clean_name(name)
    kind = kind_of_name(name)
    if kind is None or kind not in kinds:
        return FileProblem.KIND_NOT_TAKEN
    problem = _content_problem(kind, content)
    if problem is None and kind in photos.FORMATS:
        drawn = photos.anew(kind, content)
        return FileProblem.CONTENT_DIFFERS if drawn is None else Upload(name, kind, drawn)
    return problem or Upload(name, kind, content)


def _content_problem(kind: FileKind, content: bytes) -> FileProblem | None:
    if kind is FileKind.PDF:
        return _pdf_problem(content)
    if kind in photos.FORMATS:
        return _picture_problem(kind, content)
    try:
        found = containers.look_into(content)
    except containers.UnsafeContainerError:
        return FileProblem.UNSAFE_CONTAINER
    if found is None or not found.is_a(kind):
        return FileProblem.CONTENT_DIFFERS
    return FileProblem.ACTIVE_CONTENT if found.has_macros else None


def _picture_problem(kind: FileKind, content: bytes) -> FileProblem | None:
    if pictures.is_whole(kind, content):
        return None
    size = pictures.size_of(kind, content)
    is_large = size is not None and size[0] * size[1] > pictures.MAX_PIXELS
    return FileProblem.TOO_MANY_PIXELS if is_large else FileProblem.CONTENT_DIFFERS


def _pdf_problem(content: bytes) -> FileProblem | None:
    """Refuse what only begins like a PDF, what goes on after its end, and what acts when it is opened."""
    is_whole = content.startswith(b"%PDF-") and content.rstrip(b"\x00\t\n\r ").endswith(PDF_END)
    if not is_whole:
        return FileProblem.CONTENT_DIFFERS
    return FileProblem.ACTIVE_CONTENT if any(sign in content for sign in ACTIVE_IN_PDF) else None
