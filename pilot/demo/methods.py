"""Research plans and uses of methods in two communities; some groups are not heard, one use is a draft."""

from dataclasses import dataclass, field

from pilot.community.enums import PeopleGroup
from pilot.community.methods.enums import Method
from pilot.community.methods.models import GroupReach, MethodUse, PlannedMethod, ResearchPlan
from pilot.community.models import Community
from pilot.demo.stage import Stage, at, day, keep

TOLD = "Sākumā pastāstījām, kāpēc jautājam un ka sarunu var pārtraukt"
LED = "Kopienas sociālā darbiniece"
QUESTIONS = "Kur cilvēki satiekas?\nKas traucē piedalīties?\nKas būtu gatavs kaut ko darīt?"
ETHICS = "Glabājam tikai apkopojumu. Rezultātus pastāstām bibliotēkā un pagasta lapā."
PLANNED = (
    (0, Method.STREET_TALK, "2023-01-16", [PeopleGroup.PARENTS, PeopleGroup.SENIORS], "Trīs jautājumi"),
    (0, Method.FOCUS_GROUP, "2023-02-10", [PeopleGroup.PARENTS], "Telpa bibliotēkā"),
    (0, Method.PHOTO_STORY, "2023-03-10", [PeopleGroup.YOUNG_PEOPLE], "Vienošanās par attēliem"),
    (1, Method.LATE_BREAKFAST, "2023-02-04", [PeopleGroup.SENIORS], "Tautas nams, tēja"),
    (1, Method.KEY_INFORMANT, "2023-02-08", [PeopleGroup.INSTITUTIONS], "Jautājumi pagasta pārvaldei"),
)


@dataclass(frozen=True)
class Used:
    """A use of the script: what, when, how many, what it means."""

    community: int
    method: Method
    on: str
    place: str
    invited: int | None
    parts: tuple[int, int | None, int | None, int | None]
    groups: dict[PeopleGroup, int | None]
    observations: str
    meaning: str = ""
    not_reached: str = ""
    limits: str = ""
    languages: str = "latviešu"
    consent: str = field(default=TOLD)


USED = (
    Used(
        0,
        Method.STREET_TALK,
        "2023-01-11",
        "Pie veikala un pieturā",
        None,
        (23, 14, 9, None),
        {PeopleGroup.PARENTS: 9, PeopleGroup.SENIORS: 8, PeopleGroup.WORKING_AGE: 6},
        "Visbiežāk minēja, ka vakaros nav kur satikties. Labi vērtē bibliotēku un kaimiņu palīdzību.",
        "Cilvēkiem pietrūkst vietas, nevis vēlmes. Vispirms jānoskaidro, vai bibliotēka var strādāt vakarā.",
        "Jaunieši: darba dienas pusdienlaikā viņi ir skolā.",
        "Vienas dienas sarunas; satikām tos, kas iet uz veikalu.",
        "latviešu, krievu",
    ),
    Used(
        0,
        Method.FOCUS_GROUP,
        "2023-02-02",
        "Bibliotēka",
        15,
        (12, 8, 3, 1),
        {PeopleGroup.PARENTS: 12, PeopleGroup.LARGE_FAMILIES: 3},
        "Vecāki vienisprātis par drošu ceļu uz pieturu. Par jauniešu telpu viedokļi dalās.",
        "Ceļš uz pieturu vieno; jauniešu telpa vispirms jāpārrunā ar pašiem jauniešiem.",
        "Vecāki, kas strādā vakaros.",
        "Runāja galvenokārt tie, kas jau nāk uz pasākumiem.",
    ),
    Used(
        0,
        Method.STATISTICS,
        "2022-12-14",
        "",
        None,
        (0, None, None, None),
        {},
        "Septītā daļa iedzīvotāju ir vecāki par 65 gadiem; autobuss vakarā vairs nekursē.",
        "Bez vakara autobusa uz pasākumiem novada centrā netiek tie, kam nav automašīnas.",
        consent="Tikai publiski dati",
    ),
    Used(
        1,
        Method.LATE_BREAKFAST,
        "2023-02-04",
        "Tautas nams",
        20,
        (14, 11, 3, None),
        {PeopleGroup.SENIORS: 13, PeopleGroup.LONELY_PEOPLE: 4, PeopleGroup.DISABLED_PEOPLE: None},
        "Seniori gribētu braukt uz veikalu kopā; trīs piedāvājās gatavot pusdienas citiem.",
        "",
        "Seniori, kuri paši nevar atnākt.",
    ),
)


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Add the plans of both communities and what has been done of them until today."""
    for number in (0, 1):
        if number in communities:
            keep(ResearchPlan(community_id=communities[number].id, questions=QUESTIONS, ethics=ETHICS))
    planned = {
        (number, method): keep(
            PlannedMethod(
                community_id=communities[number].id,
                method=method,
                groups=[str(group) for group in groups],
                due_on=day(due),
                led_by=LED,
                note=note,
            )
        )
        for number, method, due, groups, note in PLANNED
        if number in communities
    }
    for used in USED:
        if used.community in communities and stage.happened(day(used.on)):
            _use(communities[used.community], used, planned.get((used.community, used.method)))


def _use(community: Community, used: Used, planned: PlannedMethod | None) -> None:
    reached, women, men, not_stated = used.parts
    recorded = at(day(used.on), 17)
    use = keep(
        MethodUse(
            community_id=community.id,
            planned_id=planned.id if planned else None,
            method=used.method,
            held_on=day(used.on),
            place=used.place,
            led_by=LED,
            invited=used.invited,
            reached=reached,
            women=women,
            men=men,
            not_stated=not_stated,
            not_reached=used.not_reached,
            languages=used.languages,
            consent=used.consent,
            observations=used.observations,
            meaning=used.meaning,
            limits=used.limits,
            recorded_at=recorded,
            finished_at=recorded if used.meaning else None,
        )
    )
    for group, people in used.groups.items():
        keep(GroupReach(use_id=use.id, people_group=group, people=people))
