"""Uploaded files: what is taken, and sixty hostile ones that are not (S19)."""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from PIL import ExifTags, Image

from pilot.files import containers, labels, pictures
from pilot.files.enums import FileKind
from pilot.files.rules import MAX_BYTES, SLIDES, FileProblem, Upload, clean_name, judge
from pilot.training.materials.rules import MAX_BYTES as MATERIAL_BYTES

EVERY = frozenset(FileKind)
PICTURES = {FileKind.JPG, FileKind.PNG, FileKind.WEBP}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 200 + b"PE\x00\x00"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
ODT = b"application/vnd.oasis.opendocument.text"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ODP = b"application/vnd.oasis.opendocument.presentation"
ASICE = b"application/vnd.etsi.asic-e+zip"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00\x00\x00" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpg(width: int = 8, height: int = 8) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
        + b"\xff\xda\xff\xd9"
    )


def webp(width: int = 4, height: int = 4) -> bytes:
    data = b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive(members: dict[str, bytes], *, alter: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if alter:
                alter(info)
            written.writestr(info, content)
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def xlsx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>", **more})


def declared(mimetype: bytes, **more: bytes) -> bytes:
    return archive({"mimetype": mimetype, "content.xml": b"<c/>", **more})


def signed() -> bytes:
    return archive({"mimetype": ASICE, "lapa.pdf": PDF, "META-INF/signatures0.xml": b"<s/>"})


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def drawn(format_: str, size: tuple[int, int] = (8, 6), **more: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, format_, **more)
    return file.getvalue()


GOOD = {
    "lapa.pdf": PDF,
    "LAPA.PDF": PDF + b"\r\n\x00",
    "lapa.png": png(),
    "lapa.jpg": drawn("JPEG"),
    "lapa.jpeg": drawn("JPEG"),
    "lapa.webp": drawn("WEBP"),
    "lapa.docx": docx(),
    "lapa.xlsx": xlsx(),
    "lapa.odt": declared(ODT),
    "lapa.ods": declared(ODS),
    "lapa.pptx": archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}),
    "lapa.odp": declared(ODP),
    "lapa.asice": signed(),
    "lapa.edoc": signed(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_whole_file_of_each_kind_is_taken(name: str) -> None:
    judged = judge(name, GOOD[name], kinds=EVERY)

    assert isinstance(judged, Upload)
    assert judged.kind in PICTURES or judged.content == GOOD[name]
    assert judged.media_type


def located(orientation: int = 6) -> Image.Exif:
    """Return what a phone writes into a photograph: where it was taken, with what, and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kamera"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (57.0, 18.0, 42.0), 3: "E", 4: (25.0, 16.0, 30.0)})
    return exif


@pytest.mark.parametrize(
    ("name", "format_"), [("lapa.jpg", "JPEG"), ("lapa.png", "PNG"), ("lapa.webp", "WEBP")]
)
def test_a_photograph_keeps_its_pixels_and_not_its_place(name: str, format_: str) -> None:
    sent = drawn(format_, exif=located())
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    judged = judge(name, sent, kinds=EVERY)

    assert isinstance(judged, Upload)
    kept = Image.open(io.BytesIO(judged.content))
    assert not kept.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & kept.info.keys()
    assert b"Kamera" not in judged.content
    assert kept.size == (6, 8), "turned upright"


def test_a_photograph_of_twelve_megapixels_is_taken_and_a_longer_one_made_smaller() -> None:
    for sent, kept in (((4_000, 3_000), (4_000, 3_000)), ((6_000, 3_000), (4_000, 2_000))):
        judged = judge("foto.jpg", drawn("JPEG", sent), kinds=EVERY)
        assert isinstance(judged, Upload)
        assert Image.open(io.BytesIO(judged.content)).size == kept


def test_a_picture_that_cannot_be_drawn_is_refused() -> None:
    assert judge("foto.jpg", jpg(), kinds=EVERY) is FileProblem.CONTENT_DIFFERS
    assert judge("foto.webp", webp(), kinds=EVERY) is FileProblem.CONTENT_DIFFERS


def lying(size: int) -> bytes:
    """Return a container that says its member is small and unpacks to far more."""
    honest = archive({"mimetype": ODT, "content.xml": b"0" * size})
    return honest.replace(struct.pack("<I", size), struct.pack("<I", 10))


def hostile() -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of files that must not be taken."""
    for name in GOOD:  # every kind: nothing, something else under its name, cut off, with a page behind it
        yield name, b""
        yield name, EXE
        yield name, HTML if not name.lower().endswith("pdf") else SVG
        yield name, GOOD[name][: len(GOOD[name]) // 2]
    for name in (
        "virus.exe",
        "lapa.svg",
        "lapa.html",
        "lapa.pdf.exe",
        "lapa",
        ".pdf",
        "lapa.pdf\u202e",
        "lapa.gif",
    ):
        yield name, EXE if name != "lapa.pdf\u202e" else HTML
    yield "exe.pdf", EXE
    yield "lapa.pdf", b"\n" + PDF
    yield "lapa.pdf", PDF + HTML
    yield "lapa.pdf", PDF + docx()
    yield "lapa.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>")
    yield "lapa.pdf", PDF.replace(b"/Catalog", b"/Catalog/AA<</S/Launch>>")
    yield "lapa.pdf", PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles 9 0 R>>")
    yield "lapa.pdf", PDF + b" " * MAX_BYTES
    yield "lapa.png", png(20_000, 20_000)
    yield "lapa.png", png(0, 5)
    yield "lapa.png", png() + HTML
    yield "lapa.png", png().replace(b"IHDR", b"IHDX")
    yield "lapa.jpg", jpg(65_000, 65_000)
    yield "lapa.jpg", jpg() + docx()
    yield "lapa.jpg", png()
    yield "lapa.webp", webp(16_000, 16_000)
    yield "lapa.webp", webp() + b"xx"
    yield "lapa.docx", xlsx()
    yield "lapa.docx", docx(**{"word/vbaProject.bin": b"x"})
    yield "lapa.xlsx", xlsx(**{"xl/vbaProject.bin": b"x"})
    yield "lapa.odt", declared(ODT, **{"Basic/Standard/Module1.xml": b"x"})
    yield "lapa.odt", declared(ODS)
    yield "lapa.pptx", docx()
    yield (
        "lapa.pptx",
        archive({"[Content_Types].xml": b"", "ppt/presentation.xml": b"", "ppt/vbaProject.bin": b"x"}),
    )
    yield "lapa.asice", declared(ASICE)
    yield "lapa.docx", docx(**{"../../etc/passwd": b"x"})
    yield "lapa.docx", docx(**{"/etc/passwd": b"x"})
    yield "lapa.docx", docx(**{"C:/windows/x": b"x"})
    yield "lapa.docx", docx(**{"word\\..\\x": b"x"})
    yield "lapa.docx", archive({"[Content_Types].xml": b"x", "word/document.xml": b"/etc/passwd"}, alter=link)
    yield "lapa.docx", docx(**{f"word/{number}": b"" for number in range(containers.MAX_MEMBERS)})
    yield "lapa.docx", docx(**{"word/bomb": b"0" * (containers.MAX_UNPACKED + 1)})
    yield "lapa.odt", lying(300_000)
    yield "lapa.odt", b"PK\x03\x04" + b"\x00" * 100


@pytest.mark.parametrize(
    ("name", "content"), [pytest.param(*case, id=f"{n}-{case[0]!a}") for n, case in enumerate(hostile())]
)
def test_a_hostile_file_is_refused(name: str, content: bytes) -> None:
    assert isinstance(judge(name, content, kinds=EVERY), FileProblem)


def test_a_member_that_is_there_twice_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name in ("mimetype", "META-INF/a"):
            written.writestr(name, ASICE)
        with pytest.warns(UserWarning, match="Duplicate"):
            written.writestr("mimetype", ASICE)

    assert judge("lapa.edoc", file.getvalue(), kinds=EVERY) is FileProblem.UNSAFE_CONTAINER


def test_a_field_for_slides_takes_twenty_megabytes_and_says_so(app: Flask) -> None:
    whole = PDF.ljust(MATERIAL_BYTES)[: -len(b"%%EOF\n")] + b"%%EOF\n"

    taken, refused = (
        judge("slaidi.pdf", content, kinds=SLIDES, most=MATERIAL_BYTES) for content in (whole, whole + b"\n")
    )

    assert isinstance(taken, Upload)
    assert refused is FileProblem.TOO_LARGE
    with app.test_request_context(), force_locale("lv"):
        assert "20 MB" in str(labels.problem(FileProblem.TOO_LARGE, most=MATERIAL_BYTES))


def test_a_field_takes_only_its_own_kinds() -> None:
    assert judge("lapa.docx", docx(), kinds=frozenset({FileKind.PDF})) is FileProblem.KIND_NOT_TAKEN


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (unicodedata.normalize("NFD", "Sarakstā Šķēle.pdf"), "Sarakstā Šķēle.pdf"),
        ("C:\\Users\\Elīna\\lapa.pdf", "lapa.pdf"),
        ("../../../etc/lapa.pdf", "lapa.pdf"),
        ("lapa\x00\u202efdp.pdf", "lapafdp.pdf"),
        ('la"pa\r\nX: y.pdf', "la pa X y.pdf"),
        ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
        ("...", ""),
    ],
)
def test_a_name_is_cleaned_and_keeps_its_ending(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@pytest.mark.parametrize(
    ("chunk_name", "data", "size"),
    [
        (b"VP8L", b"\x2f" + struct.pack("<I", 6 | 4 << 14) + b"\x00" * 20, True),
        (b"VP8 ", b"\x00" * 3 + b"\x9d\x01\x2a" + struct.pack("<HH", 7, 5) + b"\x00" * 20, True),
        (b"VP9 ", b"\x00" * 20, False),
    ],
)
def test_the_other_two_forms_of_webp_are_known(chunk_name: bytes, data: bytes, *, size: bool) -> None:
    body = b"WEBP" + chunk_name + struct.pack("<I", len(data)) + data

    whole = b"RIFF" + struct.pack("<I", len(body)) + body

    assert pictures.is_whole(FileKind.WEBP, whole) is size
