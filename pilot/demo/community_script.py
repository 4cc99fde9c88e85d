"""What is said and written in the demonstration's communities: invented, as in the real pilot."""

from dataclasses import dataclass

from pilot.community.enums import (
    CommunityKind,
    CommunityStage,
    GoalDomain,
    NeedKind,
    ResourceKind,
    ResourceState,
    Scale,
    SourceKind,
)


@dataclass(frozen=True)
class Setting:
    """A community of the script."""

    name: str
    kind: CommunityKind
    place: str
    why: str
    groups: str
    stage: CommunityStage
    started: str
    shared: bool = False


PLACE, INTEREST, IDENTITY = CommunityKind.PLACE, CommunityKind.INTEREST, CommunityKind.IDENTITY
SETTINGS = (
    Setting(
        "Priekuļu ciema iedzīvotāji",
        PLACE,
        "Priekuļi",
        "Ciemā ir maz kopīgu vietu, bet daudz aktīvu ģimeņu.",
        "ģimenes ar bērniem, seniori",
        CommunityStage.RESEARCH,
        "2022-12-05",
        shared=True,
    ),
    Setting(
        "Vaives pagasta seniori",
        INTEREST,
        "Vaives pagasts",
        "Seniori jūtas atšķirti, kopš slēgts veikals.",
        "seniori",
        CommunityStage.RESEARCH,
        "2022-12-12",
    ),
    Setting(
        "Džūkstes pagasts",
        PLACE,
        "Džūkstes pagasts",
        "Pamatskolas slēgšanas dēļ bērniem nav, kur satikties.",
        "bērni, vecāki",
        CommunityStage.MOBILISING,
        "2022-12-06",
        shared=True,
    ),
    Setting(
        "Slampes jaunieši",
        INTEREST,
        "Slampe",
        "Jaunieši vēlas savu telpu un iesaistīšanos lēmumos.",
        "jaunieši",
        CommunityStage.RESEARCH,
        "2023-01-09",
    ),
    Setting(
        "Vecumnieku ciems",
        PLACE,
        "Vecumnieki",
        "Aktīva biedrība, bet maza uzticēšanās pašvaldībai.",
        "iedzīvotāji, NVO",
        CommunityStage.RESEARCH,
        "2022-12-07",
    ),
    Setting(
        "Iecavas daudzbērnu ģimenes",
        INTEREST,
        "Iecava",
        "Ģimenes viena otru pazīst, bet nesadarbojas.",
        "daudzbērnu ģimenes",
        CommunityStage.GETTING_TO_KNOW,
        "2023-01-16",
    ),
    Setting(
        "Carnikavas kopienas dārzs",
        INTEREST,
        "Carnikava",
        "Dārza kopēji meklē, kā iesaistīt jaunpienācējus.",
        "iedzīvotāji, jaunpienācēji",
        CommunityStage.GETTING_TO_KNOW,
        "2023-01-23",
    ),
    Setting(
        "Maltas pagasts",
        PLACE,
        "Maltas pagasts",
        "Pagastā ir divas valodas un maz kopīgu notikumu.",
        "seniori, mazākumtautības",
        CommunityStage.RESEARCH,
        "2022-12-14",
    ),
    Setting(
        "Bolderājas apkaime",
        PLACE,
        "Bolderāja",
        "Apkaimes centrs gatavs sadarboties, trūkst kopīga plāna.",
        "iedzīvotāji, jaunieši",
        CommunityStage.MOBILISING,
        "2022-12-08",
        shared=True,
    ),
    Setting(
        "Križu apkaimes seniori",
        INTEREST,
        "Križi",
        "Senioru biedrība grib atdzīvināt apkaimes pagalmus.",
        "seniori",
        CommunityStage.RESEARCH,
        "2022-12-13",
    ),
)


@dataclass(frozen=True)
class Said:
    """A need of the script with its sources: kind, words, day, people."""

    community: int
    kind: NeedKind
    title: str
    domain: GoalDomain
    groups: str
    scale: Scale
    sources: tuple[tuple[SourceKind, str, str, int | None], ...]


_PROBLEM, _NEED, _ISSUE = NeedKind.PROBLEM, NeedKind.NEED, NeedKind.ISSUE
NEEDS = (
    Said(
        0,
        _NEED,
        "Vieta, kur satikties vakaros",
        GoalDomain.INFRASTRUCTURE,
        "ģimenes ar bērniem",
        Scale.MOST,
        (
            (SourceKind.CONVERSATION, "Sarunas pie veikala", "2023-01-11", 14),
            (SourceKind.SURVEY, "Ātrā aptauja bibliotēkā", "2023-01-27", 36),
        ),
    ),
    Said(
        0,
        _PROBLEM,
        "Vientuļi seniori ziemā neiziet no mājas",
        GoalDomain.NON_MATERIAL,
        "seniori",
        Scale.SOME,
        ((SourceKind.INTERVIEW, "Saruna ar pasta nesēju", "2023-01-18", 1),),
    ),
    Said(
        0,
        _ISSUE,
        "Ātruma ierobežojums pie skolas",
        GoalDomain.INFRASTRUCTURE,
        "bērni, vecāki",
        Scale.SOME,
        (
            (SourceKind.OBSERVATION, "Izpētes pastaiga", "2023-02-01", None),
            (SourceKind.MEETING, "Vecāku sapulce", "2023-02-09", 22),
        ),
    ),
    Said(
        1,
        _NEED,
        "Autobuss uz pilsētu divreiz nedēļā",
        GoalDomain.INFRASTRUCTURE,
        "seniori",
        Scale.MOST,
        (
            (SourceKind.CONVERSATION, "Sarunas pagasta pārvaldē", "2023-01-20", 6),
            (SourceKind.DOCUMENT, "Sabiedriskā transporta saraksts", "2023-01-30", None),
        ),
    ),
    Said(
        2,
        _PROBLEM,
        "Bērniem pēc stundām nav, ko darīt",
        GoalDomain.NON_MATERIAL,
        "bērni",
        Scale.MOST,
        (
            (SourceKind.FOCUS_GROUP, "Fokusgrupas diskusija ar vecākiem", "2023-01-25", 9),
            (SourceKind.SURVEY, "Aptauja skolā", "2023-02-03", 41),
        ),
    ),
    Said(
        2,
        _NEED,
        "Piknika vieta pie dīķa",
        GoalDomain.INFRASTRUCTURE,
        "ģimenes",
        Scale.SOME,
        ((SourceKind.CONVERSATION, "Talkas dalībnieku ierosinājums", "2023-02-06", 3),),
    ),
    Said(
        3,
        _NEED,
        "Jauniešu telpa ar internetu",
        GoalDomain.INFRASTRUCTURE,
        "jaunieši",
        Scale.MOST,
        ((SourceKind.FOCUS_GROUP, "Saruna jauniešu vakarā", "2023-02-02", 11),),
    ),
    Said(
        4,
        _ISSUE,
        "Iedzīvotāji nezina, kas notiek ar viņu priekšlikumiem",
        GoalDomain.NON_MATERIAL,
        "iedzīvotāji",
        Scale.MOST,
        (
            (SourceKind.MEETING, "Iedzīvotāju padomes sanāksme", "2023-01-17", 12),
            (SourceKind.INTERVIEW, "Intervija ar biedrības vadītāju", "2023-01-31", 1),
        ),
    ),
    Said(
        7,
        _NEED,
        "Kopīgi svētki abās valodās",
        GoalDomain.NON_MATERIAL,
        "mazākumtautības, seniori",
        Scale.SOME,
        ((SourceKind.CONVERSATION, "Sarunas tirgus dienā", "2023-01-14", 8),),
    ),
    Said(
        8,
        _PROBLEM,
        "Tumši pagalmi",
        GoalDomain.INFRASTRUCTURE,
        "iedzīvotāji",
        Scale.MOST,
        (
            (SourceKind.OBSERVATION, "Vakara pastaiga ar apkaimes biedrību", "2023-01-12", 7),
            (SourceKind.STATISTICS, "Pašvaldības policijas izsaukumi", "2023-02-08", None),
        ),
    ),
    Said(
        9,
        _NEED,
        "Pagalma svētki ar brīvo mikrofonu",
        GoalDomain.NON_MATERIAL,
        "seniori",
        Scale.SOME,
        (
            (SourceKind.MEETING, "Senioru biedrības tikšanās", "2023-01-26", 19),
            (SourceKind.CONVERSATION, "Sarunas pie ieejas durvīm", "2023-02-07", 5),
        ),
    ),
)
RESOURCES = (
    (
        0,
        ResourceKind.PREMISES,
        "Priekuļu bibliotēka",
        "Telpa līdz 30 cilvēkiem, atvērta arī vakaros",
        ResourceState.AGREES,
        "Bibliotēkas vadītājas piedāvājums",
        "2023-01-16",
    ),
    (
        0,
        ResourceKind.ASSOCIATIONS,
        "Vecāku biedrība „Ābelīte”",
        "Palīdz rīkot pasākumus",
        ResourceState.APPROACHED,
        "Saruna ar valdi",
        "2023-01-24",
    ),
    (
        1,
        ResourceKind.RESIDENTS,
        "Divas šoferes brīvprātīgās",
        "Var aizvest seniorus pie ārsta",
        ResourceState.KNOWN,
        "Sarunas pagasta pārvaldē",
        "2023-01-20",
    ),
    (
        2,
        ResourceKind.ENTREPRENEURS,
        "Vietējā kokzāģētava",
        "Koks soliem un galdam",
        ResourceState.INVOLVED,
        "Uzņēmēja piedāvājums",
        "2023-02-02",
    ),
    (
        4,
        ResourceKind.INFORMATION_CHANNELS,
        "Vecumnieku avīze",
        "Sleja par priekšlikumiem katru mēnesi",
        ResourceState.AGREES,
        "Redakcijas atbilde",
        "2023-02-01",
    ),
    (
        8,
        ResourceKind.INSTITUTIONS,
        "Apkaimes centrs",
        "Telpas un viens darbinieks uz pusslodzi",
        ResourceState.INVOLVED,
        "Vienošanās ar centru",
        "2023-01-10",
    ),
    (
        9,
        ResourceKind.FUNDING,
        "Mazo projektu konkurss",
        "Līdz 600 eiro pagalma svētkiem",
        ResourceState.KNOWN,
        "Pašvaldības uzsaukums",
        "2023-02-06",
    ),
)
