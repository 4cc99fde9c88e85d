"""Tell a whole picture of a sensible size from something that only begins like one."""

import struct
import zlib
from collections.abc import Iterator

from pilot.files.enums import FileKind

MAX_PIXELS = 40_000_000
PNG_START = b"\x89PNG\r\n\x1a\n"
JPG_START, JPG_END = b"\xff\xd8\xff", b"\xff\xd9"
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
START_OF_SCAN = 0xDA
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
END_OF_ARCHIVE = b"PK\x05\x06"


def is_whole(kind: FileKind, content: bytes) -> bool:
    """Say whether bytes are one picture of a kind from its first byte to its last."""
    size = size_of(kind, content)
    return size is not None and 0 < size[0] * size[1] <= MAX_PIXELS


def size_of(kind: FileKind, content: bytes) -> tuple[int, int] | None:
    """Return width and height of a whole picture of a kind, or None."""
    return {FileKind.PNG: png_size, FileKind.JPG: jpg_size, FileKind.WEBP: webp_size}[kind](content)


def png_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG whose chunks are whole and end with the file, or None."""
    if not content.startswith(PNG_START):
        return None
    size, place = None, len(PNG_START)
    while place + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, place)
        name, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content) or zlib.crc32(content[place + 4 : end - 4]) != int.from_bytes(
            content[end - 4 : end], "big"
        ):
            return None
        if name == b"IHDR" and size is None and length == 13:  # noqa: PLR2004 - the length that the format gives
            size = struct.unpack_from(">II", content, place + 8)
        if name == b"IEND":
            return size if end == len(content) else None
        place = end
    return None


def jpg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG that ends as one and hides no archive, or None."""
    ends = JPG_END in content[-65_536:] and END_OF_ARCHIVE not in content[-66_000:]
    if not content.startswith(JPG_START) or not ends:
        return None
    for marker, place, length in _jpg_segments(content):
        if marker in FRAMES and length >= 7:  # noqa: PLR2004 - two of length, one of depth, four of size
            height, width = struct.unpack_from(">HH", content, place + 3)
            return width, height
    return None


def _jpg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, place and length of each segment before the picture itself."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        marker = content[place + 1]
        if marker == START_OF_SCAN:
            return
        if marker in WITHOUT_LENGTH:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        if length < 2 or place + 2 + length > len(content):  # noqa: PLR2004 - the length counts its own two bytes
            return
        yield marker, place + 2, length
        place += 2 + length


def webp_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a WebP whose own length is that of the file, or None."""
    is_riff = content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30  # noqa: PLR2004
    if not is_riff or int.from_bytes(content[4:8], "little") != len(content) - 8:
        return None
    name, data = content[12:16], content[20:]
    if name == b"VP8X":
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if name == b"VP8L" and data[0] == 0x2F:  # noqa: PLR2004 - the signature of a lossless picture
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 6)
        return width & 0x3FFF, height & 0x3FFF
    return None
