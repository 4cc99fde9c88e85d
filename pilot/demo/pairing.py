"""What mentors said of themselves, wishes, absences in March, an offered consultant, and how pairs fit."""

import datetime as dt

from sqlalchemy import select

from pilot.cohort.enums import PairAnswer, PairRole
from pilot.cohort.models import MentoringPair, UnavailableSpan
from pilot.demo.people import MENTORS
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.mentoring.enums import Topic
from pilot.mentoring.fit.enums import Fit
from pilot.mentoring.fit.models import PairFit
from pilot.mentoring.matching.enums import Language, WishKind
from pilot.mentoring.matching.models import MentorProfile, PairingWish, PairingWishLine

LV, RU, EN = Language.LATVIAN, Language.RUSSIAN, Language.ENGLISH
BRIEFED = day("2022-11-21")
WISHED = day("2022-11-17")
VIDZEME, LATGALE = "Vidzemes plānošanas reģions", "Latgales plānošanas reģions"
RIGA_REGION, ZEMGALE = "Rīgas plānošanas reģions", "Zemgales plānošanas reģions"
# mentor: languages, topics, preferred regions, most pairs
PROFILES = {
    "mentore": (
        (LV, RU),
        (Topic.DEFINING_COMMUNITY, Topic.NEEDS_RESEARCH, Topic.OWN_ROLE),
        (VIDZEME, ZEMGALE),
        4,
    ),
    "janis.liepa": (
        (LV, EN),
        (Topic.NEEDS_RESEARCH, Topic.RESOURCES, Topic.COOPERATION_GROUP),
        (VIDZEME, RIGA_REGION),
        4,
    ),
    "solvita.egle": (
        (LV, RU, EN),
        (Topic.COOPERATION_GROUP, Topic.STRATEGY, Topic.METHODOLOGY),
        (),
        5,
    ),
    "aivars.cirulis": ((LV, RU), (Topic.RESOURCES, Topic.ACTION), (LATGALE, ZEMGALE), 3),
}
NOT_BRIEFED = frozenset({"aivars.cirulis"})
# author: languages, topics, wishes
WISHES = {
    "dalibniece": ((LV,), (Topic.NEEDS_RESEARCH,), ((WishKind.FIRST, "mentore"),)),
    "jelena.sokola": (
        (LV, RU),
        (Topic.RESOURCES,),
        ((WishKind.FIRST, "aivars.cirulis"), (WishKind.SECOND, "mentore")),
    ),
    "mentore": ((), (), ((WishKind.FIRST, "peteris.kirsis"), (WishKind.AVOIDED, "marija.lukasa"))),
}
AWAY = (("mentore", "2023-03-06", "2023-03-31"), ("aivars.cirulis", "2023-03-13", "2023-03-17"))
TOLD_ON = day("2023-02-08")
FITS = (
    ("dalibniece", "2023-01", Fit.GOOD, 4),
    ("kristine.krumina", "2023-01", Fit.GOOD, 4),
    ("peteris.kirsis", "2023-01", Fit.UNSURE, 3),
    ("dalibniece", "2023-02", Fit.GOOD, 4),
    ("liga.abele", "2023-02", Fit.NOT_A_FIT, 2),
)
CONSULTANT_FROM = day("2023-02-20")


def fill(stage: Stage) -> None:
    """Keep what had been said by the day of the demonstration."""
    for mentor in MENTORS:
        if stage.happened(WISHED):
            _profile(stage, mentor.key)
    for key in WISHES:
        if stage.happened(WISHED):
            _wish(stage, key)
    for key, first_on, last_on in AWAY:
        if stage.happened(TOLD_ON):
            _away(stage, key, day(first_on), day(last_on))
    pairs = {
        pair.participation_id: pair
        for pair in db.session.scalars(
            select(MentoringPair)
            .where(MentoringPair.pilot_id == stage.pilot.id, MentoringPair.role == PairRole.PRIMARY)
            .order_by(MentoringPair.id)
        )
    }
    for key, month, fit, rating in FITS:
        given_on = day(f"{month}-10")
        if stage.happened(given_on):
            pair = pairs[stage.participations[key].id]
            keep(PairFit(pair_id=pair.id, month=month, fit=fit, rating=rating, given_on=given_on))
    if stage.happened(TOLD_ON):
        _consultant(stage)


def _profile(stage: Stage, key: str) -> None:
    languages, topics, regions, capacity = PROFILES[key]
    is_briefed = stage.happened(BRIEFED) and key not in NOT_BRIEFED
    keep(
        MentorProfile(
            pilot_id=stage.pilot.id,
            user_id=stage.users[key].id,
            languages=[str(each) for each in languages],
            topics=[str(each) for each in topics],
            regions=list(regions),
            municipalities=[],
            capacity=capacity,
            briefed_on=BRIEFED if is_briefed else None,
        )
    )


def _wish(stage: Stage, key: str) -> None:
    languages, topics, people = WISHES[key]
    keep(
        PairingWish(
            pilot_id=stage.pilot.id,
            user_id=stage.users[key].id,
            languages=[str(each) for each in languages],
            topics=[str(each) for each in topics],
            wished_at=at(WISHED),
            lines=[PairingWishLine(other_id=stage.users[other].id, kind=kind) for kind, other in people],
        )
    )


def _away(stage: Stage, key: str, first_on: dt.date, last_on: dt.date) -> None:
    keep(
        UnavailableSpan(
            pilot_id=stage.pilot.id,
            user_id=stage.users[key].id,
            first_on=first_on,
            last_on=last_on,
            entered_by_id=stage.users[key].id,
            entered_at=at(TOLD_ON),
        )
    )


def _consultant(stage: Stage) -> None:
    """Offer Pēteris a consultant: the mentor accepted, he would like to talk first."""
    keep(
        MentoringPair(
            pilot_id=stage.pilot.id,
            participation_id=stage.participations["peteris.kirsis"].id,
            mentor_id=stage.users["solvita.egle"].id,
            role=PairRole.CONSULTANT,
            starts_on=CONSULTANT_FROM,
            mentor_answer=PairAnswer.ACCEPTED,
            participant_answer=PairAnswer.ASK_ME,
        )
    )
