"""Community profiles of the demonstration: one nearly whole, one just begun."""

from decimal import Decimal

from pilot.community.models import Community
from pilot.community.profiles.enums import AgeGroup, Block, PlaceKind, Quality
from pilot.community.profiles.models import AgeCount, IndicatorValue, MapPoint, ProfileBlock
from pilot.community.queries import resources_of
from pilot.demo.stage import Stage, day, keep

WRITTEN = day("2023-01-20")
PRIEKULI, VAIVE = 0, 1
BLOCKS: tuple[tuple[int, Block, str, str, str], ...] = (
    (
        PRIEKULI,
        Block.PLACE,
        (
            "Ciems starp dzelzceļu un veco muižas parku, pusotrs kilometrs garumā. Par savējiem sevi"
            " sauc arī trīs viensētas aiz sliedēm."
        ),
        "Izpētes pastaiga",
        "10.01.2023.",
    ),
    (
        PRIEKULI,
        Block.RESIDENTS,
        "Daudz ģimeņu ar bērniem jaunajās mājās, vecajā daļā – galvenokārt seniori.",
        "Centrālā statistikas pārvalde",
        "2022",
    ),
    (
        PRIEKULI,
        Block.HISTORY,
        "Ciems izaudzis ap selekcijas staciju. Visi atceras zaļumballes parkā un slēpošanas sacensības.",
        "Stāstu vakars bibliotēkā",
        "2023",
    ),
    (
        PRIEKULI,
        Block.MATERIAL,
        "Darbs ir Cēsīs un Valmierā; ciemā strādā skola, dārzeņu noliktava un divi veikali.",
        "Novada attīstības programma",
        "2021",
    ),
    (
        PRIEKULI,
        Block.INFRASTRUCTURE,
        (
            "Pēdējais autobuss no Cēsīm ir plkst. 20.10. Ietves ir tikai lielajā ielā; saieta nama durvīs ir"
            " trīs pakāpieni."
        ),
        "Izpētes pastaiga",
        "10.01.2023.",
    ),
    (
        PRIEKULI,
        Block.NON_MATERIAL,
        "Kaimiņi viens otram palīdz, bet jaunās un vecās mājas satiekas reti.",
        "14 ielas sarunas",
        "12.01.2023.",
    ),
    (
        PRIEKULI,
        Block.SERVICES,
        (
            "Vidusskola, bērnudārzs, bibliotēka (darba dienās 10–18), ārsta prakse divas dienas nedēļā;"
            " sociālais dienests Cēsīs, 7 km."
        ),
        "Iestāžu mājaslapas",
        "2023",
    ),
    (
        PRIEKULI,
        Block.ASSOCIATIONS,
        "Sporta biedrība, senioru koris, vecāku grupa bez nosaukuma. Visu uzzina pie bibliotekāres.",
        "Sarunas bibliotēkā",
        "2023",
    ),
    (VAIVE, Block.PLACE, "Četras mazas apdzīvotas vietas bez kopīga centra.", "Novada karte", "2021"),
    (VAIVE, Block.SERVICES, "Veikals slēgts 2021. gadā; pasts atbrauc otrdienās.", "", ""),
)
FIGURES = (
    (Block.RESIDENTS, "Iedzīvotāji", "2412", "56300", "1875757", "cilv.", 2022, "CSP", Quality.OFFICIAL),
    (Block.MATERIAL, "Reģistrētais bezdarbs", "5.4", "4.9", "6.5", "%", 2022, "NVA", Quality.OFFICIAL),
    (
        Block.INFRASTRUCTURE,
        "Autobusu reisi darba dienā",
        "14",
        None,
        None,
        "",
        2023,
        "Autobusu saraksts",
        Quality.OFFICIAL,
    ),
    (
        Block.NON_MATERIAL,
        "Pazīst kaimiņus vārdā",
        "70",
        None,
        None,
        "%",
        2023,
        "Ielas sarunas",
        Quality.RESIDENTS,
    ),
)
AGES = {
    AgeGroup.UNDER_7: 168,
    AgeGroup.FROM_7: 301,
    AgeGroup.FROM_18: 142,
    AgeGroup.FROM_25: 1271,
    AgeGroup.FROM_65: 398,
    AgeGroup.FROM_80: 129,
    AgeGroup.NOT_STATED: 3,
}
PLACES = (
    ("Saieta nams", PlaceKind.MEETING_PLACE, "57.3152", "25.3605", True),
    ("Bibliotēka", PlaceKind.INSTITUTION, "57.3131", "25.3571", True),
    ("Dzelzceļa pārbrauktuve bez apgaismojuma", PlaceKind.PROBLEM_PLACE, "57.32", "25.37", False),
    ("Muižas parks", PlaceKind.OTHER, "57.31", "25.35", False),
)

RESOURCES = {"Bibliotēka": "Priekuļu bibliotēka"}
"""Which resource of the community a place is."""


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Add the profiles once their day has come."""
    if not stage.happened(WRITTEN):
        return
    for number, block, text, source, as_of in BLOCKS:
        if number in communities:
            of = communities[number].id
            keep(ProfileBlock(community_id=of, block=block, text=text, source=source, as_of=as_of))
    if PRIEKULI in communities:
        _numbers(communities[PRIEKULI])


def _numbers(community: Community) -> None:
    for block, name, value, here, country, unit, year, source, quality in FIGURES:
        keep(
            IndicatorValue(
                community_id=community.id,
                block=block,
                name=name,
                value=Decimal(value),
                of_municipality=Decimal(here) if here else None,
                of_latvia=Decimal(country) if country else None,
                unit=unit,
                counts_people=unit == "cilv.",
                year=year,
                source=source,
                quality=quality,
            )
        )
    for group, people in AGES.items():
        keep(AgeCount(community_id=community.id, age_group=group, people=people, year=2022, source="CSP"))
    resources = {each.name: each.id for each in resources_of(community)}
    for name, kind, latitude, longitude, exact in PLACES:
        keep(
            MapPoint(
                community_id=community.id,
                name=name,
                kind=kind,
                latitude=Decimal(latitude),
                longitude=Decimal(longitude),
                exact=exact,
                resource_id=resources.get(RESOURCES.get(name, "")),
            )
        )
