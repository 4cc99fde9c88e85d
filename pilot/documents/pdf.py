"""Turn a template of ours and plain values into a tagged PDF: text stays text, nothing is fetched."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).resolve().parent / "templates"
STANDARD: "typst.PDFStandard" = "ua-1"
MIMETYPE = "application/pdf"


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts of the library, the same on every machine; those of the system are not looked at."""
    import typst  # noqa: PLC0415 - only those who make documents pay for it

    return typst.Fonts(include_system_fonts=False)


def render(template: str, data: Mapping[str, Any], *, made_on: dt.date) -> bytes:
    """Return the PDF/UA-1 of a template; the same values of the same day give the same bytes.

    Values reach the template as JSON that it reads as data, so no text in them is ever run, and no file
    outside of our templates can be read. `made_on` is the day that the document says it was made on.
    """
    import typst  # noqa: PLC0415 - only those who make documents pay for it

    compiler = typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        package_path=str(TEMPLATES),
        package_cache_path=str(TEMPLATES),
    )
    made_at = dt.datetime.combine(made_on, dt.time(), dt.UTC)
    written = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=made_at)
    if not isinstance(written, bytes):
        message = "a document came out in several files"
        raise TypeError(message)
    return written
