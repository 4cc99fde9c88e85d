"""How participants rated themselves: eleven at the start, fewer later, some of them lower than before."""

import datetime as dt

from pilot.demo.stage import Stage, day, keep
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.models import Module

FIRST_ON = {
    Moment.START: day("2022-09-05"),
    Moment.END: day("2022-11-25"),
    Moment.PRACTICE_MIDDLE: day("2023-02-28"),
    Moment.PRACTICE_END: day("2023-05-02"),
}
UNTIL = {
    Moment.START: day("2022-09-22"),
    Moment.END: day("2023-01-06"),
    Moment.PRACTICE_MIDDLE: day("2023-03-28"),
    Moment.PRACTICE_END: day("2023-06-14"),
}
# participant and levels, moment after moment, a digit a module; one withdrew, one did not answer again
LEVELS = (
    ("dalibniece", "323224", "434433", "434434", "545444"),
    ("liga.abele", "222113", "333323", "333323", "434434"),
    ("kristine.krumina", "334224", "445434", "345434", "445445"),
    ("ilze.ozolina", "212112", "433232", "333232", "433343"),
    ("peteris.kirsis", "333234", "444443", "444444", "445454"),
    ("sandra.purina", "222213", "", "", ""),
    ("evija.gailite", "423325", "534434", "434434", "534445"),
    ("marija.lukasa", "312213", "423323", "423323", "433434"),
    ("dainis.ronis", "233324", "344434", "344434", "444444"),
    ("jelena.sokola", "222112", "", "", ""),
    ("oskars.jansons", "121113", "232222", "232222", "333333"),
)
EXAMPLES = {
    ("dalibniece", Moment.START, 1): "Palīdzu cilvēkiem pa vienam, ar visu ciemu kopā neesmu strādājusi.",
    ("dalibniece", Moment.START, 6): "Katru gadu aizpildu pārskatu.",
    ("dalibniece", Moment.END, 2): "Kopienas profils ar četriem avotiem.",
    ("dalibniece", Moment.END, 6): "Tagad redzu, cik daudz pārmaiņu pārskatā nemaz nav.",
    ("dalibniece", Moment.PRACTICE_END, 5): "Grupa bibliotēkā tagad tiekas bez manis.",
    ("kristine.krumina", Moment.END, 3): "Sasaucu pirmo grupu: skola, bibliotēka un biedrība.",
    ("peteris.kirsis", Moment.START, 5): "Runājos ar cilvēkiem pēc ciema svētkiem.",
}


def fill(stage: Stage, modules: list[Module]) -> None:
    """Keep the ratings that had been made by the day of the demonstration."""
    for place, (key, *ratings) in enumerate(LEVELS):
        for moment, levels in zip(Moment, ratings, strict=True):
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
