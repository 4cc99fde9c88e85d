"""Twelve invented sections in two versions, and what participants, mentors and lecturers said of them.

The sections are examples: titles and texts are made up and claim nothing of what any published methodology
says.
"""

import datetime as dt
from dataclasses import dataclass

from pilot.accounts.roles import Role
from pilot.cohort import canonical
from pilot.demo.stage import Stage, at, day, keep
from pilot.mentoring.remarks import rules
from pilot.mentoring.remarks.enums import Decision, RemarkKind
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologySection,
    MethodologyVersion,
    RemarkAuthor,
    RemarkPoint,
)
from pilot.mentoring.remarks.rules import SectionText


@dataclass(frozen=True)
class Section:
    """A section of the script; the text of the last version that has one stands on."""

    title_lv: str
    title_en: str
    texts: tuple[str, ...]

    def text(self, version: int) -> str:
        return self.texts[min(version, len(self.texts)) - 1]


BOUNDARIES = (
    "Vienojieties, kuras vietas un cilvēki pieder kopienai.\nUzzīmējiet karti.",
    """Vienojieties, kuras vietas un cilvēki pieder kopienai.
Uzzīmējiet karti kopā ar iedzīvotājiem.
Kopiena var nesakrist ar pagasta robežu: pierakstiet, kas palika ārpusē un kāpēc.""",
)
RESEARCH = (
    "Izmantojiet vismaz divus avotus.\nAptaujai sagatavojiet līdz 30 jautājumiem.",
    """Izmantojiet vismaz divus avotus.
Aptaujai sagatavojiet līdz 10 jautājumiem.
Ja aptauju aizpilda klātienē, palīdziet izlasīt jautājumus.""",
)
PLAIN_MAP = "Pierakstiet cilvēkus, vietas un prasmes."
RESOURCES = (PLAIN_MAP, PLAIN_MAP, f"{PLAIN_MAP}\nKarti atjaunojiet reizi ceturksnī.")
SECTIONS = (
    Section("Ievads: kam materiāls domāts", "Introduction: whom it is for", ("Šis ir paraugs.",)),
    Section("Kopienas robežas", "Boundaries of a community", BOUNDARIES),
    Section("Vajadzību izpēte", "Research of needs", RESEARCH),
    Section("Saruna ar iedzīvotājiem", "Talking with residents", ("Sāciet ar to, kas jau izdodas.",)),
    Section("Resursu karte", "Map of resources", RESOURCES),
    Section("Sadarbības grupas dibināšana", "Founding a group", ("Aiciniet piecus līdz desmit cilvēkus.",)),
    Section("Grupas tikšanās", "Meetings of a group", ("Vienojieties par laiku, kas der strādājošiem.",)),
    Section("Kopienas stratēģija", "Strategy of a community", ("Izvēlieties ne vairāk kā trīs mērķus.",)),
    Section("Sadarbība ar pašvaldību", "Working with the municipality", ("Ziņojiet reizi mēnesī.",)),
    Section("Mentora atbalsts", "Support of a mentor", ("Plānojiet divas stundas mēnesī.",)),
    Section("Ētika un privātums", "Ethics and privacy", ("Dienasgrāmatā neminiet vārdus.",)),
    Section("Pārmaiņu novērtēšana", "Judging change", ("Salīdziniet sākumu un beigas.",)),
)
VERSIONS = (
    ("Versija 1.0", "2022-09-01", "Versija, ar kuru sākas izmēģinājums."),
    ("Versija 1.1", "2023-02-06", "Pirmās piezīmes: kopienas robežas un īsāka aptauja."),
)


@dataclass(frozen=True)
class Said:
    """A remark of the script: who, when, what."""

    author: str
    on: str
    kind: RemarkKind
    text: str
    proposal: str = ""
    seen: bool = True


@dataclass(frozen=True)
class Point:
    """What one or several said of a section, and what became of it."""

    section: int
    said: tuple[Said, ...]
    summary: str = ""
    decision: Decision | None = None
    decided: str = ""
    reason: str = ""
    implemented: str = ""


# drawn by lot once, so that the demonstration is the same every time
NUMBERS = {
    "dalibniece": (Role.PARTICIPANT, 5),
    "liga.abele": (Role.PARTICIPANT, 14),
    "kristine.krumina": (Role.PARTICIPANT, 2),
    "peteris.kirsis": (Role.PARTICIPANT, 9),
    "mentore": (Role.MENTOR, 11),
    "janis.liepa": (Role.MENTOR, 3),
    "lektore": (Role.LECTURER, 16),
}
POINTS = (
    Point(
        3,
        (
            Said(
                "dalibniece",
                "2022-12-08",
                RemarkKind.UNUSABLE,
                "Trīsdesmit jautājumus pie veikala neviens neaizpilda līdz galam.",
                "Pietiek ar desmit.",
                seen=False,
            ),
            Said(
                "kristine.krumina",
                "2022-12-15",
                RemarkKind.UNUSABLE,
                "Aptauja ir par garu, seniori apstājas pusceļā.",
            ),
        ),
        "Aptauja ar 30 jautājumiem ir par garu; iedzīvotāji to nepabeidz.",
        Decision.ACCEPTED,
        "2023-01-11",
        "Saīsinām līdz desmit jautājumiem un pieminam palīdzību lasīšanā.",
        "2023-02-08",
    ),
    Point(
        2,
        (
            Said(
                "mentore",
                "2022-12-20",
                RemarkKind.UNCLEAR,
                "Nav saprotams, ko darīt, ja kopiena nesakrīt ar pagasta robežu.",
                "Piemērs ar diviem pagastiem.",
            ),
        ),
        "Nav skaidrs, kā rīkoties, ja kopiena nesakrīt ar pagasta robežu.",
        Decision.PARTLY,
        "2023-01-11",
        "Pieliekam norādi; piemēru ar diviem pagastiem pievienosim, kad tāds būs no prakses.",
    ),
    Point(
        5,
        (
            Said(
                "peteris.kirsis",
                "2023-01-19",
                RemarkKind.MISSING,
                "Nav teikts, cik bieži karte jāatjauno; pēc trim mēnešiem tā jau ir novecojusi.",
            ),
        ),
        "Trūkst norādes, cik bieži resursu karti atjaunot.",
        Decision.ACCEPTED,
        "2023-02-01",
        "Būs nākamajā versijā: reizi ceturksnī.",
    ),
    Point(
        10,
        (
            Said(
                "janis.liepa",
                "2022-12-29",
                RemarkKind.UNUSABLE,
                "Divas stundas mēnesī vienā reizē ir par daudz, labāk četras reizes pa pusstundai.",
            ),
        ),
        "Lūgums noteikt, ka mentora stundas sadala četrās īsās reizēs.",
        Decision.DECLINED,
        "2023-01-11",
        "Materiāls nosaka tikai kopējo laiku: kā to sadalīt, vienojas mentors un dalībnieks.",
    ),
    Point(
        11,
        (
            Said(
                "lektore",
                "2023-01-05",
                RemarkKind.MISTAKE,
                "Dienasgrāmatas piemērā minēts ciems un profesija: tā cilvēku var pazīt.",
                "Aizstāt ar izdomātu vietu.",
            ),
        ),
    ),
    Point(
        3,
        (
            Said(
                "liga.abele",
                "2023-02-10",
                RemarkKind.GOOD,
                "Desmit jautājumi strādā: sestdien tirgū aizpildīja divdesmit cilvēku.",
            ),
        ),
    ),
    Point(
        3,
        (
            Said(
                "dalibniece",
                "2023-02-13",
                RemarkKind.MISSING,
                "Pietrūkst parauga, kā aptauju izsniegt cilvēkiem, kas slikti redz.",
            ),
        ),
    ),
)


def fill(stage: Stage) -> None:
    """Keep the material and what had been said and answered by the day of the demonstration."""
    published = [version for version in VERSIONS if stage.happened(day(version[1]))]
    if not published:
        return
    sections = [
        keep(
            MethodologySection(
                pilot_id=stage.pilot.id,
                number=number,
                title_lv=section.title_lv,
                title_en=section.title_en,
                text=section.text(len(published) + 1),
            )
        )
        for number, section in enumerate(SECTIONS, start=1)
    ]
    versions = [_version(stage, sections, number) for number in range(1, len(published) + 1)]
    authors: dict[str, RemarkAuthor] = {}
    for point in POINTS:
        said = [each for each in point.said if stage.happened(day(each.on))]
        if said:
            row = _point(stage, point, sections[point.section - 1], versions)
            for each in said:
                _remark(stage, each, row, versions, authors)


def _version(stage: Stage, sections: list[MethodologySection], number: int) -> MethodologyVersion:
    label, issued_on, note = VERSIONS[number - 1]
    content = rules.as_text(
        SectionText(row.id, row.number, row.title_lv, row.title_en, section.text(number))
        for row, section in zip(sections, SECTIONS, strict=True)
    )
    return keep(
        MethodologyVersion(
            pilot_id=stage.pilot.id,
            number=number,
            label=label,
            issued_on=day(issued_on),
            note=note,
            content=content,
            sha256=canonical.hash_of(content),
            published_at=at(day(issued_on), 15),
            published_by_id=stage.coordinator.id,
        )
    )


def _point(
    stage: Stage, point: Point, section: MethodologySection, versions: list[MethodologyVersion]
) -> RemarkPoint:
    is_decided = bool(point.decided) and stage.happened(day(point.decided))
    is_implemented = bool(point.implemented) and stage.happened(day(point.implemented))
    return keep(
        RemarkPoint(
            pilot_id=stage.pilot.id,
            section_id=section.id,
            summary=point.summary if is_decided else "",
            decision=point.decision if is_decided else None,
            reason=point.reason if is_decided else "",
            decided_on=day(point.decided) if is_decided else None,
            implemented_in_id=versions[-1].id if is_implemented else None,
        )
    )


def _remark(
    stage: Stage,
    said: Said,
    point: RemarkPoint,
    versions: list[MethodologyVersion],
    authors: dict[str, RemarkAuthor],
) -> None:
    if said.author not in authors:
        role, number = NUMBERS[said.author]
        authors[said.author] = keep(
            RemarkAuthor(
                pilot_id=stage.pilot.id, user_id=stage.users[said.author].id, role=role, number=number
            )
        )
    written_on = day(said.on)
    seen_on = point.decided_on + dt.timedelta(days=1) if point.decided_on else None
    keep(
        MethodologyRemark(
            point_id=point.id,
            author_id=authors[said.author].id,
            about_id=next(each for each in reversed(versions) if each.issued_on <= written_on).id,
            kind=said.kind,
            text=said.text,
            proposal=said.proposal,
            written_on=written_on,
            seen_at=at(seen_on) if seen_on and said.seen else None,
        )
    )
