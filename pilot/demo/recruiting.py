"""Recruiting from May to July 2022: who was called, who applied, who was chosen; the persons are invented."""

import datetime as dt
from dataclasses import dataclass

from pilot import text
from pilot.cohort.enums import EligibilityCriterion
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep
from pilot.municipalities.models import Municipality
from pilot.recruiting.enums import Assessment, ContactChannel, EvidenceKind, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee


@dataclass(frozen=True)
class Path:
    """How recruiting went with a municipality: its state at the end and the days of the contacts."""

    state: RecruitingState
    contacts: tuple[tuple[str, ContactChannel, str], ...]
    applied: str = ""
    reserve: int | None = None
    note: str = ""


_CALL, _MAIL, _VISIT, _SEMINAR = (
    ContactChannel.CALL,
    ContactChannel.EMAIL,
    ContactChannel.VISIT,
    ContactChannel.SEMINAR,
)
INVITED = ("2022-05-04", _MAIL, "Nosūtīts uzaicinājums pieteikties un programmas apraksts.")
CALLED = ("2022-05-18", _CALL, "Vadība ieinteresēta, lūdz programmas grafiku un vēstules paraugu.")
SEMINAR = ("2022-05-25", _SEMINAR, "Piedalījās informatīvajā seminārā tiešsaistē.")
VISITED = ("2022-06-14", _VISIT, "Pārrunāts darbinieku slodzes atvieglojums mācību dienās.")
DONE = RecruitingState.TAKING_PART
PATHS = {
    "LV-022": Path(DONE, (INVITED, CALLED, SEMINAR), "2022-06-21"),
    "LV-099": Path(DONE, (INVITED, SEMINAR, VISITED), "2022-06-28"),
    "LV-016": Path(DONE, (INVITED, CALLED), "2022-07-01"),
    "LV-011": Path(DONE, (INVITED, CALLED), "2022-07-05"),
    "LV-077": Path(DONE, (INVITED, SEMINAR), "2022-07-07"),
    "LV-RIX": Path(DONE, (INVITED, CALLED, VISITED), "2022-07-08"),
    "LV-DGV": Path(DONE, (INVITED, SEMINAR), "2022-07-11"),
    "LV-094": Path(
        RecruitingState.RESERVE,
        (INVITED, CALLED),
        "2022-07-14",
        reserve=1,
        note="Pieteikums labs, vietas aizņemtas.",
    ),
    "LV-088": Path(
        RecruitingState.NOT_SELECTED,
        (INVITED,),
        "2022-07-15",
        note="Pierādījumi par vadības atbalstu nepietiek.",
    ),
    "LV-091": Path(RecruitingState.INTERESTED, (INVITED, CALLED)),
    "LV-054": Path(RecruitingState.INTERESTED, (INVITED, SEMINAR)),
    "LV-113": Path(
        RecruitingState.DECLINED, (INVITED, CALLED), note="Darbiniekiem šogad nav brīvas slodzes."
    ),
}
SPARE = {
    "LV-094": (("Austra", "Lejniece", "austra.lejniece"), ("Modris", "Ieviņš", "modris.ievins")),
    "LV-088": (("Terēze", "Zeltiņa", "tereze.zeltina"),),
}
MOTIVATION = "Vēlamies, lai sociālais darbs sākas kopienā; darbiniekiem vajag metodi un atbalstu."
COMMUNITIES = "Viens pagasts ar aktīviem iedzīvotājiem un viena interešu kopiena."
EXPERIENCE = "Divus gadus vadām atbalsta grupas un esam sadarbojušies ar trim vietējām biedrībām."
SUPPORT = "Vadība apņemas dot telpas, transportu un atbrīvot no pienākumiem mācību dienās."


def fill(stage: Stage, places: tuple[Place, ...]) -> None:
    """Add every municipality of the register to the pilot's recruiting, in the state it reached."""
    for code, municipality in sorted(stage.municipalities.items()):
        path = PATHS.get(code) or Path(
            RecruitingState.CONTACTED if _was_invited(code) else RecruitingState.IDENTIFIED,
            (INVITED,) if _was_invited(code) else (),
        )
        _candidacy(stage, municipality, path, [place for place in places if place.iso_code == code])


def _was_invited(code: str) -> bool:
    """Say of a municipality without a path of its own whether it was invited: two of three were."""
    return sum(map(ord, code)) % 3 != 0


def _candidacy(stage: Stage, municipality: Municipality, path: Path, places: list[Place]) -> None:
    chosen = path.state is DONE
    candidacy = keep(
        Candidacy(
            pilot_id=stage.pilot.id,
            municipality_id=municipality.id,
            state=path.state,
            contact_name="Sociālā dienesta vadība" if path.contacts else "",
            planned_places=2 if path.applied else None,
            reserve_priority=path.reserve,
            decision_note=path.note,
            agreement_no=f"SDK-2022/{municipality.tile_label}" if chosen else "",
            agreement_on=day("2022-07-29") if chosen else None,
        )
    )
    for on, channel, summary in path.contacts:
        keep(
            ContactLogEntry(
                candidacy_id=candidacy.id,
                made_on=day(on),
                channel=channel,
                with_whom="Sociālais dienests",
                summary=summary,
                author_id=stage.coordinator.id,
                logged_at=at(day(on), 15),
            )
        )
    if path.applied:
        _application(stage, candidacy, municipality, path, places)


def _application(
    stage: Stage, candidacy: Candidacy, municipality: Municipality, path: Path, places: list[Place]
) -> None:
    submitted_on = day(path.applied)
    application = keep(
        Application(
            candidacy_id=candidacy.id,
            motivation=MOTIVATION,
            intended_communities=COMMUNITIES,
            experience=EXPERIENCE if path.state is not RecruitingState.NOT_SELECTED else "",
            leadership_support=SUPPORT if path.state is not RecruitingState.NOT_SELECTED else "",
            work_share_pct=40,
            workload_relief=True,
            publicity_consent=True,
            submitted_on=submitted_on,
            population_at_submission=municipality.population,
        )
    )
    for place in places:
        names = (place.person.given_name, place.person.family_name, place.person.key)
        _nominee(stage, application, names, path, place.person.key)
    for names in SPARE.get(municipality.iso_code, ()):
        _nominee(stage, application, names, path, "")


def _nominee(
    stage: Stage, application: Application, names: tuple[str, str, str], path: Path, key: str
) -> None:
    given_name, family_name, address = names
    nominee = keep(
        Nominee(
            application_id=application.id,
            given_name=given_name,
            family_name=family_name,
            email=f"{address}@demo.example",
            job_title="Sociālais darbs ar ģimenēm",
            participation_id=stage.participations[key].id if key else None,
            sort_key=text.sort_key(f"{family_name} {given_name}"),
        )
    )
    refused = path.state is RecruitingState.NOT_SELECTED
    for criterion, kind in (
        (EligibilityCriterion.EXPERIENCE, EvidenceKind.PROJECT_REPORT),
        (EligibilityCriterion.LEADERSHIP_SUPPORT, EvidenceKind.LETTER),
    ):
        keep(
            Evidence(
                nominee_id=nominee.id,
                criterion=criterion,
                kind=kind,
                reference=f"Nr. {len(family_name)}/{application.submitted_on:%m-%Y}",
                assessment=_assessment(criterion, refused=refused, seed=len(family_name)),
                assessor_id=stage.coordinator.id,
                assessed_on=application.submitted_on + dt.timedelta(days=5),
            )
        )


def _assessment(criterion: EligibilityCriterion, *, refused: bool, seed: int) -> Assessment:
    if refused:
        return Assessment.DOES_NOT_MEET
    if criterion is EligibilityCriterion.EXPERIENCE and seed % 3 == 0:
        return Assessment.NEEDS_MORE
    return Assessment.MEETS
