"""Materials of the modules: slides kept here, and links, one of which does not answer any more."""

import datetime as dt

from pilot.demo.stage import Stage, at, day, keep
from pilot.files import actions as files
from pilot.files.enums import FileKind
from pilot.files.rules import Upload
from pilot.training.materials.models import Material
from pilot.training.models import Module

SLIDES = (1, "Prezentācija: sociālā darba kopienā pamati", "2022-09-08", "1. modulis. Pamati.pdf")
LINKS = (
    (2, "Kopienas profila paraugs", "2022-09-22", "profila-paraugs"),
    (2, "Jautājumi sarunai ar iedzīvotājiem", "2022-09-23", "jautajumi"),
    (3, "Video: kā sasaukt sadarbības grupu", "2022-10-06", "video-grupa"),
    (4, "Rīcības plāna veidlapa", "2022-10-20", "ricibas-plans"),
    (5, "Stāsts par vienu ciemu", "2022-11-03", "ciema-stasts"),
    (6, "Noslēguma darba vērtēšanas kritēriji", "2023-03-01", "kriteriji"),
)
BROKEN = ("video-grupa", dt.timedelta(days=8))
PAGES = ("Kopienas profils", "Vajadzibu izpete", "Sadarbibas grupa")


def fill(stage: Stage, modules: list[Module]) -> None:
    """Add the materials; each is shown from the first day of its module, links were looked at yesterday."""
    by_number = {module.number: module for module in modules}
    number, title, visible_from, name = SLIDES
    file = files.keep(
        Upload(name, FileKind.PDF, slides(PAGES)), owner_id=stage.coordinator.id, now=at(day(visible_from), 8)
    )
    keep(
        Material(
            module_id=by_number[number].id,
            title=title,
            link="",
            file_id=file.id,
            visible_from=day(visible_from),
        )
    )
    looked_at = at(stage.today - dt.timedelta(days=1), 5, 40)
    for number, title, visible_from, name in LINKS:
        keep(
            Material(
                module_id=by_number[number].id,
                title=title,
                link=f"https://materiali.demo.example/{stage.pilot.code}/{name}",
                visible_from=day(visible_from),
                link_checked_at=looked_at,
                link_broken_since=looked_at - BROKEN[1] if name == BROKEN[0] else None,
            )
        )


def slides(pages: tuple[str, ...]) -> bytes:
    """Write a small PDF with a line of plain letters on each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, words in enumerate(pages):
        drawn = f"BT /F 36 Tf 60 250 Td ({words}) Tj ET"
        look = f"/MediaBox[0 0 720 405]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * number} 0 R"
        parts += [f"<</Type/Page/Parent 2 0 R{look}>>", f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"]
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")
