"""What a home has of pairs: the mentor's profile and absence, an offered pair, how the pair fits."""

import datetime as dt

from pilot.accounts.roles import Role
from pilot.cohort.enums import PairRole, ParticipationState
from pilot.cohort.models import MentoringPair, UnavailableSpan
from pilot.extensions import db
from pilot.mentoring.fit.enums import Fit
from pilot.mentoring.fit.models import PairFit
from pilot.mentoring.matching.models import MentorProfile
from tests import build
from tests.build import NOW, keep
from tests.sweep.home import Found, Home
from tests.sweep.kinds import Kind


def matching_of(home: Home) -> Found:
    """Build the mentor's profile and a day away, a pair offered for later, and what was said of the pair."""
    here = {"pilot_id": home.pilot.id, "user_id": home.mentor.id}
    if db.session.query(MentorProfile).filter_by(**here).first() is None:
        keep(MentorProfile(**here, languages=["lv"], topics=[], regions=[], municipalities=[], capacity=5))
    away_on = dt.date(2023, 3, home.number)
    span = keep(
        UnavailableSpan(
            **here, first_on=away_on, last_on=away_on, entered_by_id=home.mentor.id, entered_at=NOW
        )
    )
    fit = keep(PairFit(pair_id=home.pair.id, month="2023-02", fit=Fit.UNSURE, rating=3, given_on=NOW.date()))
    if home.kind is Kind.FOREIGN_PILOT:
        newcomer = build.user("Ieva Liepiņa")
        build.role(newcomer, Role.PARTICIPANT, home.pilot, home.municipality)
        build.participation(home.pilot, newcomer, home.municipality, state=ParticipationState.CONFIRMED)
    owners = {"owners": frozenset({home.mentor.id})}
    names = {"mentor_id": home.mentor.id, "span_id": span.id, "answer_id": fit.id}
    found: Found = {
        "span_id": (names, owners),
        "answer_id": (names, owners),
    }
    if home.live:
        offered = keep(
            MentoringPair(
                pilot_id=home.pilot.id,
                participation_id=home.participation.id,
                mentor_id=home.mentor.id,
                role=PairRole.CONSULTANT,
                starts_on=dt.date(2023, 5, 30),
            )
        )
        found["free_pair_id"] = ({"pair_id": offered.id}, {})
    return found
