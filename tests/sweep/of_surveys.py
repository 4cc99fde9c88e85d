"""What a home has of surveys: one that is answered, with a paper and a contact, and one that is a draft."""

import datetime as dt
import uuid

from pilot.community.models import Community
from pilot.community.surveys import links
from pilot.community.surveys.enums import Channel, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer, SurveyContact
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def surveys_of(home: Home) -> Found:
    """Build the surveys of the community that the home's participant leads."""
    community_id = db.session.query(Community.id).filter_by(lead_id=home.participation.id).one()[0]
    answered, draft = (_survey(community_id, state) for state in (SurveyState.OPEN, SurveyState.DRAFT))
    paper = keep(
        SurveyAnswer(
            survey_id=answered.id,
            key=uuid.uuid4().hex,
            channel=Channel.PAPER,
            paper_number=1,
            answers={"belonging": "4", "good": "Daba"},
        )
    )
    contact = keep(
        SurveyContact(
            survey_id=answered.id,
            name="Ieva Kalna",
            contact="ieva@example.lv",
            consent="Piekrītu",
            consented_on=dt.date(2023, 2, 10),
        )
    )
    names = {"survey_id": answered.id}
    return {
        "survey_id": (names, {}),
        "draft_survey_id": ({"survey_id": draft.id}, {}),
        "paper_id": ({**names, "paper_id": paper.id}, {}),
        "involved_id": ({**names, "involved_id": contact.id}, {}),
    }


def _survey(community_id: uuid.UUID, state: SurveyState) -> Survey:
    found: Survey = keep(
        Survey(
            community_id=community_id,
            title="Bērzaines iedzīvotāju aptauja",
            languages=["lv", "en", "ru"],
            places="Bērzaine",
            contact="Bibliotēka",
            opens_on=dt.date(2023, 2, 1),
            closes_on=dt.date(2023, 2, 28),
            state=state,
            nonce=links.new_nonce(),
            token_hash=links.new_nonce(),
            made_at=NOW,
        )
    )
    return found
