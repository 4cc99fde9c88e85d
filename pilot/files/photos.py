"""Write a picture anew, so that nothing stays of where, when and with what it was taken (C14, S19)."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from pilot.files.enums import FileKind

LONGEST_SIDE = 4_000
LONGEST_OF_PHOTO = 2_000
FORMATS = {FileKind.JPG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}
MODES = {
    FileKind.JPG: ("L", "RGB"),
    FileKind.PNG: ("1", "L", "LA", "P", "RGB", "RGBA"),
    FileKind.WEBP: ("RGB", "RGBA"),
}
QUALITY = 88


def anew(kind: FileKind, content: bytes) -> bytes | None:
    """Return a picture turned upright, at most 4 000 pixels long and without any data beside its pixels.

    None where the bytes cannot be drawn. Only the first picture of a moving one is kept.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as found:
            found.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = upright if upright.mode in MODES[kind] else upright.convert("RGB")
            drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
            written = io.BytesIO()
            drawn.save(written, FORMATS[kind], quality=QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return written.getvalue()


def as_photo(content: bytes) -> bytes:
    """Return a picture that was written anew as a JPEG of at most 2 000 pixels, on white paper."""
    with Image.open(io.BytesIO(content), formats=list(FORMATS.values())) as found:
        seen = found.convert("RGBA")
    seen.thumbnail((LONGEST_OF_PHOTO, LONGEST_OF_PHOTO))
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    written = io.BytesIO()
    paper.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
