"""Turn a template of ours and plain values into a tagged PDF: text stays text, nothing is fetched."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARD: "typst.PDFStandard" = "ua-1"
MIMETYPE = "application/pdf"
NO_GLYPH = "could not be displayed with font"
NOT_OURS = re.compile(  # all but Latin, Greek and Cyrillic letters and the signs of print
    "[^\t\n\x20-\x7e\xa0-\xac\xae-\u024f\u0386-\u038a\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122"
    "\u2190\u2192\u2212\u2264\u2265]"
)


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts of the library, the same on every machine; those of the system are not looked at."""
    import typst  # noqa: PLC0415 - only those who make documents pay for it

    return typst.Fonts(include_system_fonts=False)


def render(template: str, data: Mapping[str, Any], *, made_on: dt.date) -> bytes:
    """Return the PDF/UA-1 of a template; the same values of the same day give the same bytes.

    A paper is never missing for one sign: where no font has one, it is made with a question mark instead.

    Values reach the template as JSON that it reads as data, so no text in them is ever run, and no file
    outside of our templates can be read. `made_on` is the day that the document says it was made on.
    """
    import typst  # noqa: PLC0415 - only those who make documents pay for it

    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compiled(template, text, made_on=made_on)
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise
    return _compiled(template, NOT_OURS.sub("?", text), made_on=made_on)


def _compiled(template: str, text: str, *, made_on: dt.date) -> bytes:
    import typst  # noqa: PLC0415 - only those who make documents pay for it

    compiler = typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": text},
        package_path=str(TEMPLATES),
        package_cache_path=str(TEMPLATES),
    )
    made_at = dt.datetime.combine(made_on, dt.time(), dt.UTC)
    written = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=made_at)
    if not isinstance(written, bytes):
        message = "a document came out in several files"
        raise TypeError(message)
    return written
