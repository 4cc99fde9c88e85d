"""Look into a ZIP container without unpacking it to anywhere: members, size, names, macros."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass

from pilot.files.enums import FileKind

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100_000_000
PIECE = 1_000_000
START = b"PK\x03\x04"
ENCRYPTED = 0x1
MIMETYPES = {
    FileKind.ODT: b"application/vnd.oasis.opendocument.text",
    FileKind.ODS: b"application/vnd.oasis.opendocument.spreadsheet",
    FileKind.ODP: b"application/vnd.oasis.opendocument.presentation",
    FileKind.ASICE: b"application/vnd.etsi.asic-e+zip",
    FileKind.EDOC: b"application/vnd.etsi.asic-e+zip",
}
OFFICE = {
    FileKind.DOCX: "word/document.xml",
    FileKind.XLSX: "xl/workbook.xml",
    FileKind.PPTX: "ppt/presentation.xml",
}
MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|Basic/.*|Scripts/.*|macros?/.*)$", re.IGNORECASE)
ELSEWHERE = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|\x00")


class UnsafeContainerError(ValueError):
    """The container is a bomb, leads out of itself, is locked, or is broken."""


@dataclass(frozen=True)
class Container:
    """The names of a container's members and the kind that it declares."""

    names: frozenset[str]
    mimetype: bytes

    def is_a(self, kind: FileKind) -> bool:
        if kind in OFFICE:
            return {"[Content_Types].xml", OFFICE[kind]} <= self.names
        is_signed = kind not in {FileKind.ASICE, FileKind.EDOC} or any(
            name.startswith("META-INF/") for name in self.names
        )
        return self.mimetype == MIMETYPES[kind] and is_signed

    @property
    def has_macros(self) -> bool:
        return any(MACROS.search(name) for name in self.names)


def look_into(content: bytes) -> Container | None:
    """Return what a container holds, or None where the bytes are none.

    :raises UnsafeContainerError: too many or too large members, a name that leads elsewhere, a link, a lock.
    """
    if not content.startswith(START):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_into(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnsafeContainerError from error


def _looked_into(archive: zipfile.ZipFile) -> Container:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or len(set(names)) < len(names) or any(map(_is_unsafe, members)):
        raise UnsafeContainerError
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnsafeContainerError
    unpacked, mimetype = 0, b""
    for member in members:
        with archive.open(member) as inside:
            while piece := inside.read(PIECE):
                unpacked += len(piece)
                if member.filename == "mimetype":
                    mimetype += piece[:200]
                if unpacked > MAX_UNPACKED:
                    raise UnsafeContainerError
    return Container(frozenset(names), mimetype.strip())


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    mode = member.external_attr >> 16
    is_link = stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}
    return is_link or bool(member.flag_bits & ENCRYPTED) or ELSEWHERE.search(member.orig_filename) is not None
