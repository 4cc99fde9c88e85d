"""The work diary with roles, tasks and a photo, changes in two communities, and reflections."""

import datetime as dt
import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from pilot.cohort.holidays import holidays_between
from pilot.community import rules
from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.changes.models import ChangeRecord
from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.models import EntryPhoto
from pilot.community.enums import (
    ChangeCode,
    DiaryKind,
    PeopleGroup,
    PlaceClass,
    SocialWorkRole,
    WorkMode,
)
from pilot.community.models import Community, DiaryEntry
from pilot.community.reflections.models import Reflection
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep
from pilot.files.models import StoredFile

ANNA, MENTOR = "dalibniece", "mentore"
STEP, LAST = dt.timedelta(days=9), day("2023-05-31")
OUT, OFFICE = PlaceClass.OUTSIDE_OFFICE, PlaceClass.OFFICE
FOR, WITH, BY = WorkMode.FOR, WorkMode.WITH, WorkMode.BY
ROLE = SocialWorkRole


@dataclass(frozen=True)
class Written:
    """An entry of the script; every participant writes them in this order, each beginning at another one."""

    kind: DiaryKind
    text: str
    place: PlaceClass
    task: str
    hour: int
    mode: WorkMode
    roles: tuple[SocialWorkRole, ...] = ()
    people: int | None = None
    parts: tuple[tuple[PeopleGroup, int], ...] = ()
    code: ChangeCode | None = None
    contact: str = ""


WRITTEN = (
    Written(
        DiaryKind.CONVERSATION,
        "Saruna pie veikala: cilvēki grib vietu, kur satikties vakaros.",
        OUT,
        "T1",
        17,
        WITH,
        (ROLE.NETWORKER, ROLE.COMMUNICATOR),
        6,
        ((PeopleGroup.SENIORS, 4), (PeopleGroup.PARENTS, 2)),
    ),
    Written(
        DiaryKind.VISIT,
        "Biju bibliotēkā, vadītāja piedāvā telpu ceturtdienās.",
        OUT,
        "T3",
        11,
        FOR,
        (ROLE.NETWORKER,),
        1,
        (),
        ChangeCode.RESOURCES,
        "Pagasta bibliotēka",
    ),
    Written(
        DiaryKind.COMMUNICATION,
        "Uzrakstīju pagasta pārvaldei par telpu un lūdzu tikšanos.",
        OFFICE,
        "T5",
        9,
        FOR,
        (ROLE.ADVOCATE, ROLE.MEDIATOR),
        None,
        (),
        None,
        "Pagasta pārvalde",
    ),
    Written(
        DiaryKind.EVENT,
        "Iedzīvotāju vakars: sanāca vairāk nekā gaidīts, sarunas līdz vēlam.",
        OUT,
        "T2",
        18,
        BY,
        (ROLE.ANIMATOR, ROLE.MOTIVATOR, ROLE.ENABLER),
        24,
        ((PeopleGroup.PARENTS, 11), (PeopleGroup.SENIORS, 8)),
        ChangeCode.COMMUNITY_CHANGE,
    ),
    Written(
        DiaryKind.RESEARCH,
        "Aptaujas uzmetums izmēģināts ar pirmajiem iedzīvotājiem.",
        OUT,
        "T1",
        15,
        WITH,
        (ROLE.EXPERT,),
        9,
    ),
    Written(
        DiaryKind.PLANNING,
        "Sakārtoju konstatējumus un sagatavoju jautājumus mentoram.",
        OFFICE,
        "T8",
        10,
        FOR,
        (),
        None,
        (),
        ChangeCode.PLANNING,
    ),
)


@dataclass(frozen=True)
class Seen:
    """A change of the script, and whether it held after three months."""

    community: int
    kind: ChangeKind
    text: str
    on: str
    initiator: Initiator
    evidence: str
    goal: str = ""
    after_3: Sustained | None = None


CHANGES = (
    Seen(
        0,
        ChangeKind.RELATIONS,
        "Divas kaimiņu ģimenes pašas sāka vest vecākos ļaudis uz veikalu.",
        "2022-11-08",
        Initiator.COMMUNITY,
        "Par to pastāstīja trīs seniori; braucieni notiek katru piektdienu.",
        "Mazāk vientuļu senioru",
    ),
    Seen(
        0,
        ChangeKind.ORDER,
        "Bibliotēka ceturtdienās ir atvērta līdz plkst. 20.00.",
        "2023-01-26",
        Initiator.MUNICIPALITY,
        "Darba laiks pie bibliotēkas durvīm un pagasta lapā.",
        "Vieta, kur satikties vakaros",
    ),
    Seen(
        0,
        ChangeKind.PROGRAMME,
        "Vecāku kopa divreiz mēnesī rīko spēļu vakaru bērniem.",
        "2023-02-09",
        Initiator.SOCIAL_WORKER,
        "Pieteikumu saraksts: 12 bērni.",
    ),
    Seen(
        2,
        ChangeKind.PLACE,
        "Bijušās skolas pagalmā atkal drīkst spēlēt bumbu.",
        "2022-11-10",
        Initiator.COMMUNITY,
        "Vārti ir atslēgti, pagasta pārvalde uzlika jaunus grozus.",
        "Bērniem ir, ko darīt pēc stundām",
        Sustained.PARTLY,
    ),
)


def fill(stage: Stage, communities: dict[int, Community], places: tuple[Place, ...]) -> None:
    """Add every participant's diary, and what has changed and was thought over until today."""
    for number, place in enumerate(places):
        if place.community in communities:
            _diary(stage, place, communities[place.community], first=number)
    for seen in CHANGES:
        if seen.community in communities and stage.happened(day(seen.on)):
            _change(communities[seen.community], seen)
    _reflections(stage)


def _diary(stage: Stage, place: Place, community: Community, *, first: int) -> None:
    """Write an entry every nine days from the community's start until today."""
    participation_id = stage.participations[place.person.key].id
    on, number = community.started_on, 0
    while stage.happened(on) and on <= LAST:
        written = WRITTEN[(first + number) % len(WRITTEN)]
        when = (on, dt.time(written.hour), 45 + 15 * (number % 4))
        free_days = holidays_between(on, on)
        entry = keep(
            DiaryEntry(
                participation_id=participation_id,
                community_id=community.id,
                done_on=on,
                starts_at=when[1],
                minutes=when[2],
                kind=written.kind,
                text=written.text,
                place_class=written.place,
                task=written.task,
                roles=[str(role) for role in written.roles],
                people_reached=written.people,
                people_parts={str(group): people for group, people in written.parts},
                mode=written.mode,
                change_code=written.code,
                contact=written.contact,
                outside_hours=rules.is_outside_hours(*when, holidays=free_days),
                outside_minutes=rules.outside_minutes(*when, holidays=free_days),
                shared=number % 2 == 0,
                recorded_at=at(on, 20),
            )
        )
        if place.person.key == ANNA and written.kind is DiaryKind.VISIT:
            _photo(stage, entry, for_reports=number < len(WRITTEN))
        on, number = on + STEP, number + 1


def _photo(stage: Stage, entry: DiaryEntry, *, for_reports: bool) -> None:
    """Add a drawn picture of a house in place of a photo; the later ones show people who were not asked."""
    content = _drawn()
    stored = keep(
        StoredFile(
            owner_id=stage.users[ANNA].id,
            name="biblioteka.jpg",
            media_type="image/jpeg",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            stored_at=entry.recorded_at,
        )
    )
    keep(
        EntryPhoto(
            entry_id=entry.id,
            file_id=stored.id,
            consent=PhotoConsent.NOBODY if for_reports else PhotoConsent.NONE,
            for_reports=for_reports,
            added_at=entry.recorded_at,
        )
    )


def _drawn() -> bytes:
    picture = Image.new("RGB", (640, 420), "#cfe3ee")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 300, 640, 420), fill="#7a9a5f")
    pen.rectangle((170, 170, 470, 330), fill="#efe3c8")
    pen.polygon(((150, 170), (320, 80), (490, 170)), fill="#8a4b38")
    pen.rectangle((295, 240, 345, 330), fill="#5b4636")
    for left in (200, 390):
        pen.rectangle((left, 210, left + 50, 255), fill="#86a9bd")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def _change(community: Community, seen: Seen) -> None:
    keep(
        ChangeRecord(
            community_id=community.id,
            kind=seen.kind,
            text=seen.text,
            happened_on=day(seen.on),
            evidence=seen.evidence,
            goal=seen.goal,
            initiator=seen.initiator,
            after_3_months=seen.after_3,
            recorded_at=at(max(day(seen.on), community.started_on), 17),
        )
    )


def _reflections(stage: Stage) -> None:
    """Let Anna think twice: once for her mentor too, once for herself alone."""
    anna = stage.participations[ANNA]
    if stage.happened(day("2023-01-20")):
        keep(
            Reflection(
                participation_id=anna.id,
                reflected_on=day("2023-01-20"),
                happened="Iedzīvotāju vakarā runāja galvenokārt trīs cilvēki.",
                learned="Klusākie atveras, ja jautāju mazā grupā.",
                practice="Nākamreiz sākšu ar sarunām pa trim.",
                discussed="Ar mentori.",
                methodology="Pietrūkst padoma, kā vadīt lielu sapulci.",
                shared_with_id=stage.users[MENTOR].id,
                shared_at=at(day("2023-01-21"), 9),
                written_at=at(day("2023-01-20"), 19),
            )
        )
    if stage.happened(day("2023-02-06")):
        keep(
            Reflection(
                participation_id=anna.id,
                reflected_on=day("2023-02-06"),
                happened="Sapulcē mani pārtrauca, un es apklusu.",
                learned="Man vajag teikumu, ar ko atgriezties sarunā.",
                written_at=at(day("2023-02-06"), 20),
            )
        )
