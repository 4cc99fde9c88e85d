"""Independent work of 2022–2023: six tasks, most accepted, one returned, one late, some waiting."""

import datetime as dt
from dataclasses import dataclass

from pilot.cohort.models import Participation
from pilot.demo.stage import Stage, day, keep
from pilot.demo.training import LECTURER_OF_MODULE
from pilot.training.assignments.enums import Tool, Verdict, WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.models import Module


@dataclass(frozen=True)
class Task:
    """A task of the demonstration, with what participants wrote in turn."""

    title_lv: str
    title_en: str
    task: str
    due: str
    texts: tuple[str, ...]
    tool: Tool | None = None
    mandatory: bool = True


TASKS = (
    Task(
        "Mana loma kopienā",
        "My role in the community",
        "Uz vienas lapas aprakstiet, kuras lomas kopienā jau uzņematies un kuru gribat apgūt.",
        "2022-09-21",
        (
            "Visbiežāk starpnieka loma. Gribu apgūt organizētāja lomu: ciemā ir cilvēki, kas grib darīt.",
            "Ikdienā palīdzu pa vienam. Tie paši jautājumi atkārtojas visā pagastā, mēģināšu veicināt.",
        ),
    ),
    Task(
        "Kopienas profils",
        "Community profile",
        "Definējiet savu kopienu: kur tā ir, kas to vieno, kādi vismaz trīs avoti par to stāsta.",
        "2022-10-19",
        (
            "Kopiena definēta, avoti: iedzīvotāju reģistra skaitļi, divas sarunas un pagasta avīze.",
            "Profils aizpildīts. Grūtākā bija robeža: cilvēki ciemu saprot plašāk nekā karte.",
        ),
        tool=Tool.COMMUNITY,
    ),
    Task(
        "Kas ir pie galda",
        "Who is at the table",
        "Sagatavojiet grupas sastāvu: kuras nozares jau piedalās, kuras trūkst un kā tās uzrunāsiet.",
        "2022-11-16",
        ("Pie galda ir skola, bibliotēka un biedrība. Trūkst uzņēmēju; uzrunāšu maizes ceptuvi.",),
        tool=Tool.GROUP,
        mandatory=False,
    ),
    Task(
        "Rīcības plāns vienam mērķim",
        "Action plan for one goal",
        "Vienai vajadzībai sagatavojiet plānu: mērķis, soļi, atbildīgie, laiks, resursi, pazīmes.",
        "2023-02-10",
        (
            "Mērķis: līdz maijam otrdienās ir vieta, kur satikties. Soļi: vienošanās, trīs tikšanās.",
            "Mērķis: jaunieši paši vada vienu pasākumu mēnesī. Resursi: skolas telpa un mikroautobuss.",
            "Mērķis: autobuss piestāj pie doktorāta. Soļi: paraksti, tikšanās ar pašvaldību, izmēģinājums.",
        ),
    ),
    Task(
        "Trīs sarunas ar iedzīvotājiem",
        "Three talks with residents",
        "Uzrunājiet trīs iedzīvotājus, kurus vēl nepazīstat, un ierakstiet dienasgrāmatā, ko dzirdējāt.",
        "2023-01-20",
        (
            "Trīs ieraksti dienasgrāmatā. Trīs reizes dzirdēju to pašu: trūkst vietas, kur satikties.",
            "Sarunas notika veikalā, autobusa pieturā un skolas gaitenī. Visgrūtāk bija sākt.",
        ),
        tool=Tool.DIARY,
    ),
    Task(
        "Pārmaiņu stāsts",
        "A story of change",
        "Aprakstiet vienu pārmaiņu kopienā: kā bija, kas notika, kā ir tagad un pēc kā to var redzēt.",
        "2023-02-24",
        ("Pirms gada zāle stāvēja tukša. Tagad trešdienās tur ir galda spēles.",),
    ),
)
RETURNED_COMMENT = "Mērķis ir skaidrs. Pielieciet, kas par kuru soli atbild un pēc kā zināsiet, ka izdevies."
ACCEPTED_COMMENTS = ("Avoti izvēlēti labi.", "", "Paldies, pārliecinoši.", "")
# participant, number of the task: what is different from most; a number is days after the due day
WAITING = {("liga.abele", 4): -2, ("dainis.ronis", 4): 3, ("kristine.krumina", 4): -1}
MISSING = {("jelena.sokola", 4), ("oskars.jansons", 5), ("jelena.sokola", 3)}
RETURNED = {("dalibniece", 4)}
TWICE = {("peteris.kirsis", 2), ("dalibniece", 2)}
LATE = {("oskars.jansons", 2): 6}
DRAFT_OF_LAST = "dalibniece"


def fill(stage: Stage, modules: list[Module]) -> None:
    """Set the tasks and let the participants of the day hand in what they had handed in by then."""
    for number, (task, module) in enumerate(zip(TASKS, modules, strict=True), start=1):
        assignment = keep(
            Assignment(
                module_id=module.id,
                title_lv=task.title_lv,
                title_en=task.title_en,
                task=task.task,
                due_on=day(task.due),
                mandatory=task.mandatory,
                tool=task.tool,
            )
        )
        people = [(key, person) for key, person in stage.participations.items() if person.ended_on is None]
        for place, (key, person) in enumerate(people):
            _work(stage, assignment, number, key, person, text=task.texts[place % len(task.texts)])


def _work(
    stage: Stage, assignment: Assignment, number: int, key: str, person: Participation, *, text: str
) -> None:
    handed_in_on = assignment.due_on + dt.timedelta(
        days=WAITING.get((key, number), LATE.get((key, number), -1 - len(key) % 4))
    )
    is_missing = (key, number) in MISSING or number == len(TASKS)
    if is_missing or not stage.happened(handed_in_on):
        if key == DRAFT_OF_LAST and stage.happened(day("2023-02-13")) and number == len(TASKS):
            keep(_begun(assignment, person, text, WorkState.DRAFT))
        return
    work = keep(_begun(assignment, person, text, WorkState.SUBMITTED))
    if (key, number) in TWICE:
        first = _version(stage, work, handed_in_on - dt.timedelta(days=6), number=1, module=number)
        first.text = f"{text.partition(',')[0]}."
        _assess(first, Verdict.RETURNED, "Lūdzu, pievienojiet vēl vienu avotu: pagaidām ir tikai divi.")
    last = _version(stage, work, handed_in_on, number=2 if (key, number) in TWICE else 1, module=number)
    if (key, number) in WAITING or not stage.happened(handed_in_on + dt.timedelta(days=2)):
        last.verdict = last.assessed_on = last.assessed_by_id = None
    elif (key, number) in RETURNED:
        _assess(last, Verdict.RETURNED, RETURNED_COMMENT)
        work.state = WorkState.RETURNED
    else:
        _assess(last, Verdict.ACCEPTED, ACCEPTED_COMMENTS[len(key) % len(ACCEPTED_COMMENTS)])
        work.state = WorkState.ACCEPTED


def _begun(assignment: Assignment, person: Participation, text: str, state: WorkState) -> AssignedWork:
    return AssignedWork(
        assignment_id=assignment.id,
        participation_id=person.id,
        state=state,
        text=text,
        done_in_tool=assignment.tool is not None and state is not WorkState.DRAFT,
    )


def _version(stage: Stage, work: AssignedWork, on: dt.date, *, number: int, module: int) -> WorkVersion:
    lecturer = stage.users[LECTURER_OF_MODULE[module - 1]]
    return keep(
        WorkVersion(
            work_id=work.id,
            number=number,
            text=work.text,
            done_in_tool=work.done_in_tool,
            handed_in_on=on,
            verdict=Verdict.ACCEPTED,
            assessed_on=on + dt.timedelta(days=2),
            assessed_by_id=lecturer.id,
        )
    )


def _assess(version: WorkVersion, verdict: Verdict, comment: str) -> None:
    version.verdict, version.comment = verdict, comment
