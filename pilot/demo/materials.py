"""Links to the materials of the modules; the last one is not shown to participants yet."""

from pilot.demo.stage import Stage, day, keep
from pilot.training.materials.models import Material
from pilot.training.models import Module

MATERIALS = (
    (1, "Prezentācija: sociālā darba kopienā pamati", "2022-09-08", "modulis-1"),
    (2, "Kopienas profila paraugs", "2022-09-22", "profila-paraugs"),
    (2, "Jautājumi sarunai ar iedzīvotājiem", "2022-09-23", "jautajumi"),
    (3, "Video: kā sasaukt sadarbības grupu", "2022-10-06", "video-grupa"),
    (4, "Rīcības plāna veidlapa", "2022-10-20", "ricibas-plans"),
    (5, "Stāsts par vienu ciemu", "2022-11-03", "ciema-stasts"),
    (6, "Noslēguma darba vērtēšanas kritēriji", "2023-03-01", "kriteriji"),
)


def fill(stage: Stage, modules: list[Module]) -> None:
    """Add the links; each is shown from the first day of its module."""
    by_number = {module.number: module for module in modules}
    for number, title, visible_from, name in MATERIALS:
        keep(
            Material(
                module_id=by_number[number].id,
                title=title,
                link=f"https://materiali.demo.example/{stage.pilot.code}/{name}",
                visible_from=day(visible_from),
            )
        )
