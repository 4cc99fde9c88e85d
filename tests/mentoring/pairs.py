"""Builders of a pair's own work: agreements, goals and agreed steps."""

import datetime as dt
from typing import Any

from pilot.accounts.models import User
from pilot.cohort import canonical
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring.agreements import rules
from pilot.mentoring.agreements.enums import Review
from pilot.mentoring.agreements.models import MentoringAgreement
from pilot.mentoring.agreements.rules import Parties, Terms
from pilot.mentoring.enums import StepOwner
from pilot.mentoring.goals.models import PracticeGoal
from pilot.mentoring.models import AgreedStep, MentorSession
from tests.build import NOW, keep

REVIEWS = {
    Review.START: dt.date(2022, 12, 12),
    Review.MIDDLE: dt.date(2023, 2, 17),
    Review.END: dt.date(2023, 5, 26),
}


def terms(**given: Any) -> Terms:
    return Terms(
        **{
            "aims": "Iepazīt kopienu",
            "results": "Kopienas profils",
            "time_plan": "Janvāris – izpēte",
            "in_person": 6,
            "remote": 8,
            "frequency": "Katru otro otrdienu",
            "channel": "E-pasts",
            "notice_hours": 24,
            "confidentiality": "Paliek starp mums",
            "reviews": REVIEWS,
            **given,
        }
    )


def agreement(pair: MentoringPair, by: User, **given: Any) -> MentoringAgreement:
    """Keep a version of an agreement that nobody has accepted."""
    number = given.pop("number", 1)
    accepted = {
        name: given.pop(name) for name in ("mentor_accepted_at", "participant_accepted_at") if name in given
    }
    said = terms(**given)
    participant = db.session.get_one(Participation, pair.participation_id)
    parties = Parties(pair.id, pair.mentor_id, participant.user_id)
    text = canonical.text_of(rules.content_of(said, parties))
    found: MentoringAgreement = keep(
        MentoringAgreement(
            pair_id=pair.id,
            number=number,
            content=text,
            sha256=canonical.hash_of(text),
            start_on=said.reviews[Review.START],
            middle_on=said.reviews[Review.MIDDLE],
            end_on=said.reviews[Review.END],
            written_at=NOW,
            written_by_id=by.id,
            **accepted,
        )
    )
    return found


def goal(of: Participation, **given: Any) -> PracticeGoal:
    given.setdefault("text", "Noskaidrot vajadzības trijos ciemos")
    found: PracticeGoal = keep(PracticeGoal(participation_id=of.id, written_at=NOW, **given))
    return found


def step(session: MentorSession, of: Participation, **given: Any) -> AgreedStep:
    given.setdefault("what", "Uzrunāt skolu")
    given.setdefault("owner", StepOwner.PARTICIPANT)
    given.setdefault("number", 1)
    found: AgreedStep = keep(AgreedStep(session_id=session.id, participation_id=of.id, **given))
    return found
