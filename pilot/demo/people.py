"""The people of the demonstration: all invented, with the letters of Latvian that break things."""

from dataclasses import dataclass

from pilot.accounts.enums import GrammaticalGender

F, M = GrammaticalGender.FEMININE, GrammaticalGender.MASCULINE


@dataclass(frozen=True)
class Person:
    """Somebody invented; `key` is the part of the address before the @."""

    key: str
    given_name: str
    family_name: str
    gender: GrammaticalGender
    job_title: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Place:
    """A participant's place in a pilot: whose, from which municipality, with which mentor, for how long."""

    person: Person
    iso_code: str
    mentor: str = ""
    from_day: str = ""
    to_day: str = ""
    replaces: str = ""
    community: int | None = None


SOCIAL_WORKER = "Sociālā darbiniece kopienā"
SOCIAL_WORKER_M = "Sociālais darbinieks kopienā"

COORDINATOR = Person(
    "koordinatore", "Elīna", "Bērziņa", F, "Pilotprojekta koordinatore", "Latvijas Lauku forums"
)
MENTOR = Person("mentore", "Māra", "Kalniņa", F, "Mentore", "Sociālā darba prakses centrs")
PARTICIPANT = Person("dalibniece", "Anna", "Ozola", F, SOCIAL_WORKER, "Cēsu novada Sociālais dienests")
MANAGER = Person(
    "vaditaja", "Dace", "Vītola", F, "Sociālā dienesta vadītāja", "Cēsu novada Sociālais dienests"
)
LECTURER = Person("lektore", "Inga", "Zariņa", F, "Lektore", "Sociālā darba augstskola")
OBSERVER = Person("noverotaja", "Rūta", "Šķēle", F, "Ministrijas novērotāja", "Labklājības ministrija")

MENTORS = (
    MENTOR,
    Person("janis.liepa", "Jānis", "Liepa", M, "Mentors", "Sociālā darba prakses centrs"),
    Person("solvita.egle", "Solvita", "Egle-Žagare", F, "Mentore un lektore", "Kopienu attīstības biedrība"),
    Person("aivars.cirulis", "Aivars", "Cīrulis", M, "Mentors", "Kopienu attīstības biedrība"),
)
LECTURERS = (
    LECTURER,
    MENTORS[2],
    Person("gunars.veveris", "Gunārs", "Vēveris", M, "Lektors", "Sociālā darba augstskola"),
)
MANAGERS = (
    (MANAGER, "LV-022"),
    (
        Person(
            "inta.lapina",
            "Inta",
            "Lapiņa",
            F,
            "Sociālā dienesta vadītāja",
            "Tukuma novada Sociālais dienests",
        ),
        "LV-099",
    ),
    (
        Person(
            "ugis.celmins",
            "Uģis",
            "Celmiņš",
            M,
            "Sociālā dienesta vadītājs",
            "Bauskas novada Sociālais dienests",
        ),
        "LV-016",
    ),
)

PLACES = (
    Place(PARTICIPANT, "LV-022", "mentore", community=0),
    Place(Person("liga.abele", "Līga", "Ābele", F, SOCIAL_WORKER), "LV-022", "janis.liepa", community=1),
    Place(
        Person("kristine.krumina", "Kristīne", "Krūmiņa", F, SOCIAL_WORKER), "LV-099", "mentore", community=2
    ),
    Place(
        Person("ilze.ozolina", "Ilze", "Ozoliņa-Zvirgzdiņa", F, SOCIAL_WORKER),
        "LV-099",
        "solvita.egle",
        community=3,
    ),
    Place(
        Person("peteris.kirsis", "Pēteris", "Ķirsis", M, SOCIAL_WORKER_M), "LV-016", "mentore", community=4
    ),
    Place(Person("sandra.purina", "Sandra", "Pūriņa", F, SOCIAL_WORKER), "LV-016", "", to_day="2022-10-14"),
    Place(
        Person("zane.dzene", "Zane", "Dzene", F, SOCIAL_WORKER),
        "LV-016",
        "aivars.cirulis",
        from_day="2022-10-17",
        replaces="sandra.purina",
        community=5,
    ),
    Place(
        Person("evija.gailite", "Evija", "Gailīte", F, SOCIAL_WORKER), "LV-011", "solvita.egle", community=6
    ),
    Place(
        Person("marija.lukasa", "Marija", "Lukaša", F, SOCIAL_WORKER), "LV-077", "janis.liepa", community=7
    ),
    Place(
        Person("dainis.ronis", "Dainis", "Ronis", M, SOCIAL_WORKER_M), "LV-RIX", "solvita.egle", community=8
    ),
    Place(
        Person("jelena.sokola", "Jeļena", "Sokola", F, SOCIAL_WORKER), "LV-DGV", "aivars.cirulis", community=9
    ),
    Place(Person("oskars.jansons", "Oskars", "Jansons", M, SOCIAL_WORKER_M), "LV-DGV", "janis.liepa"),
)

WOMEN = [
    "Agnese",
    "Baiba",
    "Daiga",
    "Elga",
    "Gita",
    "Iveta",
    "Jana",
    "Karīna",
    "Lelde",
    "Nora",
    "Olga",
    "Rasma",
    "Signe",
    "Vija",
    "Žanete",
]
MEN = [
    "Arnis",
    "Edgars",
    "Guntis",
    "Imants",
    "Kārlis",
    "Māris",
    "Normunds",
    "Raimonds",
    "Toms",
    "Valdis",
    "Ģirts",
    "Ēriks",
    "Ansis",
    "Jēkabs",
    "Uldis",
]
FAMILY_WOMEN = [
    "Apse",
    "Bite",
    "Dzirne",
    "Eglīte",
    "Grava",
    "Irbe",
    "Kļava",
    "Lāce",
    "Mežale",
    "Nagle",
    "Paegle",
    "Roze",
    "Siliņa",
    "Tauriņa",
    "Vanaga",
]
FAMILY_MEN = [
    "Apsis",
    "Bitenieks",
    "Dzirnis",
    "Eglītis",
    "Grava",
    "Irbītis",
    "Kļaviņš",
    "Lācis",
    "Mežals",
    "Naglis",
    "Paeglis",
    "Rozītis",
    "Siliņš",
    "Tauriņš",
    "Vanags",
]


def thirty() -> tuple[Person, ...]:
    """Return the thirty participants of the pilot in the shape of 2019."""
    women = [
        Person(f"dalibniece.{number}", given, family, F, "Sociālā darbiniece")
        for number, (given, family) in enumerate(zip(WOMEN, FAMILY_WOMEN, strict=True), start=1)
    ]
    men = [
        Person(f"dalibnieks.{number}", given, family, M, "Sociālais darbinieks")
        for number, (given, family) in enumerate(zip(MEN, FAMILY_MEN, strict=True), start=1)
    ]
    return (*women, *men)
