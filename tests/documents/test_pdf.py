"""Documents: text stays text, nothing is fetched, a screen reader finds its way, the same gives the same."""

import datetime as dt
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pilot.documents import codes, pdf
from pilot.documents.responses import as_download

DAY = dt.date(2022, 11, 25)
NASTY = '#read("/etc/passwd") $x$ *a* _b_ `c` @preview/x <label> \\u{1F600} = virsraksts „pēdiņas”'
LOGOS = {
    "plan": ["Nacionālais", "attīstības", "plāns 2020"],
    "flag": True,
    "union": ["Eiropas Savienība"],
    "slogan": "IEGULDĪJUMS TAVĀ NĀKOTNĒ",
    "names": ["Latvijas Lauku forums"],
}


def sheet(**given: Any) -> dict[str, Any]:
    return {
        "title": "Dalībnieku saraksts",
        "author": "Latvijas Lauku forums",
        "language": "lv",
        "logos": LOGOS,
        "words": {"page": "{page}. lapa no {pages}"},
        "event": "Sociālais darbs kopienā",
        "facts": [("Vieta", NASTY)],
        "columns": ["Nr.", "Vārds", "Pašvaldība", "Rīts", "Diena", "Ak. st."],
        "people": [
            [f"{number}.", "Līga Ābele-Ķirse – ožķi", "Cēsu novads", "", "", ""] for number in range(1, 31)
        ],
        "totals": [],
        "organiser": "Paraksts",
        **given,
    }


def parts(document: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF, unpacked, and what stands between them."""
    yield document
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            yield packed


def letters(document: bytes) -> set[str]:
    """Return the letters that the fonts of a PDF know how to say, from their maps to Unicode."""
    found: set[str] = set()
    for part in parts(document):
        for code in re.findall(rb"<[0-9a-fA-F]+> <([0-9a-fA-F]+)>", part):
            found |= set(bytes.fromhex(code.decode()).decode("utf-16-be", "replace"))
    return found


def test_a_document_is_tagged_in_its_language_and_has_our_letters() -> None:
    document = pdf.render("attendance_sheet", sheet(), made_on=DAY)

    every = b"\n".join(parts(document))
    assert document.startswith(b"%PDF-1.7")
    for mark in (
        b"/StructTreeRoot",
        b"/MarkInfo",
        b"/Lang(lv",
        b"/H1",
        b"/TH",
        b"pdfuaid:part",
        b"/FontFile",
    ):
        assert mark in every or mark.replace(b"(", b" (") in every, mark
    assert set("āēīķžĀ„”–") <= letters(document)


def test_text_of_people_is_printed_and_never_run() -> None:
    document = pdf.render("attendance_sheet", sheet(), made_on=DAY)
    plain = pdf.render("attendance_sheet", sheet(facts=[("Vieta", "x")]), made_on=DAY)

    assert set('#read("/etc/passwd")$x$*a*_b_`c`@\\{}') <= letters(document)
    assert "root:x:0:0" not in document.decode("latin-1")
    assert not set("#$*`\\") & letters(plain)


def test_a_sign_that_no_font_has_is_printed_as_a_question_mark_and_the_paper_is_made() -> None:
    facts = [("Vieta", "😀👩\u200d👧 中文 Līgas zāle „A”")]

    document = pdf.render("attendance_sheet", sheet(facts=facts), made_on=DAY)

    assert set("?Līgas„A”") <= letters(document)
    assert not set("😀👩中文") & letters(document)


def test_the_fonts_have_all_that_is_kept_beside_such_a_sign() -> None:
    every = [chr(code) for code in range(0x20, 0x2300)]
    kept = [sign for sign in every if not pdf.NOT_OURS.match(sign)]

    document = pdf.render("attendance_sheet", sheet(facts=[("Vieta", " ".join(["😀", *kept]))]), made_on=DAY)

    assert len(kept) > 700
    assert {"Ā", "Ж", "ω", "€", "→"} <= letters(document)


def test_addresses_in_text_become_no_links_and_are_not_visited() -> None:
    addresses = " ".join(f"https://example.lv/{number}" for number in range(50))

    document = pdf.render("attendance_sheet", sheet(facts=[("Vieta", addresses)]), made_on=DAY)

    assert b"/URI" not in b"\n".join(parts(document))


def test_the_same_values_give_the_same_bytes_and_another_day_others() -> None:
    first = pdf.render("attendance_sheet", sheet(), made_on=DAY)

    assert pdf.render("attendance_sheet", sheet(), made_on=DAY) == first
    assert pdf.render("attendance_sheet", sheet(), made_on=DAY + dt.timedelta(days=1)) != first


@pytest.mark.parametrize("path", sorted(pdf.TEMPLATES.glob("*.typ")), ids=lambda path: str(path.name))
def test_a_template_imports_nothing_from_outside_and_runs_no_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r'#?import "([^"]+)"', source) in ([], ["frame.typ"])
    assert re.search(r"\beval\(|\bread\(|@preview|plugin\(|https?:", source) is None


def test_a_code_is_a_picture_of_its_own() -> None:
    picture = codes.qr_code("https://kopdarbs.example/certificates/verify/0123456789abcdef0123456789abcdef")

    assert picture.startswith("<?xml")
    assert "</svg>" in picture


def test_a_saved_document_has_a_name_of_plain_letters() -> None:
    response = as_download(b"%PDF", name='Dalībnieku saraksts "Cēsis"/2022')

    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="dalibnieku-saraksts-cesis-2022.pdf"'
    )
