"""How participants rated themselves: eleven at the start, nine at the end, some of them lower than before."""

import datetime as dt

from pilot.demo.stage import Stage, day, keep
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.models import Module

UNTIL = {Moment.START: day("2022-09-22"), Moment.END: day("2023-01-06")}
FIRST_ON = {Moment.START: day("2022-09-05"), Moment.END: day("2022-11-25")}
# participant, levels at the start and at the end, a digit a module; one withdrew, one did not answer again
LEVELS = (
    ("dalibniece", "323224", "434433"),
    ("liga.abele", "222113", "333323"),
    ("kristine.krumina", "334224", "445434"),
    ("ilze.ozolina", "212112", "433232"),
    ("peteris.kirsis", "333234", "444443"),
    ("sandra.purina", "222213", ""),
    ("evija.gailite", "423325", "534434"),
    ("marija.lukasa", "312213", "423323"),
    ("dainis.ronis", "233324", "344434"),
    ("jelena.sokola", "222112", ""),
    ("oskars.jansons", "121113", "232222"),
)
EXAMPLES = {
    ("dalibniece", Moment.START, 1): "Palīdzu cilvēkiem pa vienam, ar visu ciemu kopā neesmu strādājusi.",
    ("dalibniece", Moment.START, 6): "Katru gadu aizpildu pārskatu.",
    ("dalibniece", Moment.END, 2): "Kopienas profils ar četriem avotiem.",
    ("dalibniece", Moment.END, 6): "Tagad redzu, cik daudz pārmaiņu pārskatā nemaz nav.",
    ("kristine.krumina", Moment.END, 3): "Sasaucu pirmo grupu: skola, bibliotēka un biedrība.",
    ("peteris.kirsis", Moment.START, 5): "Runājos ar cilvēkiem pēc ciema svētkiem.",
}


def fill(stage: Stage, modules: list[Module]) -> None:
    """Keep the ratings that had been made by the day of the demonstration."""
    for place, (key, start, end) in enumerate(LEVELS):
        for moment, levels in ((Moment.START, start), (Moment.END, end)):
            rated_on = FIRST_ON[moment] + dt.timedelta(days=place)
            if levels and stage.happened(rated_on):
                lines = [
                    SelfRatingLine(
                        module_id=module.id,
                        level=int(level),
                        example=EXAMPLES.get((key, moment, module.number), ""),
                    )
                    for module, level in zip(modules, levels, strict=True)
                ]
                keep(
                    SelfRating(
                        participation_id=stage.participations[key].id,
                        moment=moment,
                        rated_on=rated_on,
                        open_until=UNTIL[moment],
                        lines=lines,
                    )
                )
