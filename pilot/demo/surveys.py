"""A survey that is closed with 38 answers, some of them on paper, and one that residents answer now."""

import random
import uuid

from flask import current_app

from pilot.community.models import Community
from pilot.community.surveys import links, rules
from pilot.community.surveys.enums import Channel, Language, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer, SurveyContact
from pilot.community.surveys.questionnaire import QUESTIONS, Kind
from pilot.community.surveys.rules import Answers
from pilot.community.surveys.words import WORDS
from pilot.demo.stage import Stage, at, day, keep

SEED, ONLINE, ON_PAPER, SO_FAR = 2023, 26, 12, 7
CLOSED, OPEN = 0, 2
MARKS = {  # how often 1 to 5 is marked, out of twenty
    "belonging": (1, 2, 4, 7, 6),
    "trust": (1, 3, 6, 7, 3),
    "help": (2, 4, 5, 6, 3),
    "informed": (3, 5, 6, 4, 2),
    "heard": (6, 6, 5, 2, 1),
    "housing": (1, 3, 6, 7, 3),
    "transport": (7, 6, 4, 2, 1),
    "health_care": (5, 6, 5, 3, 1),
    "work": (4, 5, 6, 3, 2),
    "safety": (1, 2, 5, 8, 4),
    "free_time": (6, 7, 4, 2, 1),
    "accessibility": (4, 6, 6, 3, 1),
    "relations": (1, 3, 6, 7, 3),
}
OFTEN = {
    "took_part": (8, 5, 3, 9, 3, 6),
    "barriers": (9, 4, 6, 8, 4, 1, 2),
    "give": (6, 7, 1, 4, 2),
}
PROBLEMS = {
    "meeting_places": 15,
    "public_transport": 13,
    "free_time": 10,
    "loneliness": 8,
    "roads_and_lighting": 7,
    "lack_of_information": 6,
    "health_care": 5,
    "addictions": 4,
    "digital_skills": 3,
    "low_participation": 3,
}
AGES = {"18_24": 5, "25_64": 21, "65_79": 9, "from_80": 3}
TEXTS = {
    "good": (
        "Klusums un mežs tepat aiz mājas",
        "Cilvēki sasveicinās",
        "Bibliotēka un bibliotekāre",
        "Laba skola bērniem",
        "Svētki estrādē vasarā",
        "Kaimiņi palīdz ar malku",
    ),
    "first": (
        "Vieta, kur vakaros satikties arī ziemā",
        "Autobuss no Cēsīm pēc pulksten sešiem",
        "Soliņi un apgaismojums pie pieturas",
        "Lai par sapulcēm paziņo laikus",
        "Kaut kas pusaudžiem",
    ),
    "give_what": (
        "Varu mācīt adīt",
        "Aizvest uz Cēsīm, kad pašai jābrauc",
        "Ir traktors un piekabe",
        "Varu palīdzēt ar datoru",
    ),
    "other_problem": ("Klaiņojoši suņi", "Slēgts veikals"),
}


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Add the surveys whose first day has come."""
    opened = day("2023-01-16")
    if CLOSED in communities and stage.happened(opened):
        ended = stage.happened(day("2023-02-06"))
        state = SurveyState.CLOSED if ended else SurveyState.OPEN
        title = "Priekuļu iedzīvotāju aptauja, 2023. gada janvāris"
        survey = _survey(communities[CLOSED], title, opened.isoformat(), "2023-02-03", state)
        survey.contact = "Priekuļu bibliotēka, tālr. 64100000"
        _answers(survey, online=ONLINE, paper=ON_PAPER)
        _contacts(survey)
    if OPEN in communities and stage.happened(day("2023-02-06")):
        survey = _survey(
            communities[OPEN], "Ko Džūkstē vajag vispirms?", "2023-02-06", "2023-02-28", SurveyState.OPEN
        )
        survey.contact = "Džūkstes pagasta pārvalde, tālr. 63100000"
        _answers(survey, online=SO_FAR, paper=0)


def _survey(community: Community, title: str, first: str, last: str, state: SurveyState) -> Survey:
    survey = Survey(
        id=uuid.uuid4(),
        community_id=community.id,
        title=title,
        languages=list(Language),
        places=f"{community.place}\nCits pagasts",
        contact="",
        opens_on=day(first),
        closes_on=day(last),
        state=state,
        nonce=links.new_nonce(),
        made_at=at(day(first), 9),
    )
    secret = current_app.config["SETTINGS"].secret_key
    survey.token_hash = links.hash_of(links.token_of(survey, secret=secret))
    return keep(survey)


def _answers(survey: Survey, *, online: int, paper: int) -> None:
    draw = random.Random(SEED)  # noqa: S311 - invented answers, the same in every load
    for number in range(online + paper):
        on_paper = number - online + 1
        keep(
            SurveyAnswer(
                survey_id=survey.id,
                key=uuid.uuid4().hex,
                channel=Channel.PAPER if on_paper > 0 else Channel.ONLINE,
                paper_number=on_paper if on_paper > 0 else None,
                answers=_answer(draw, survey.place_names),
            )
        )


def _answer(draw: random.Random, places: list[str]) -> Answers:
    """Draw the answers of one resident; a few questions are left out, as people do."""
    sent: dict[str, list[str]] = {}
    for question in QUESTIONS.values():
        if draw.random() < 0.06:  # noqa: PLR2004 - how often a question is left out
            continue
        if question.kind is Kind.SCALE:
            sent[question.key] = draw.choices(question.options, MARKS[question.key])
        elif question.key in OFTEN:
            shares = zip(question.options, OFTEN[question.key], strict=True)
            sent[question.key] = [option for option, share in shares if draw.random() < share / 20]
    sent["problems"] = list(dict.fromkeys(draw.choices(list(PROBLEMS), list(PROBLEMS.values()), k=3)))
    sent["age"] = draw.choices(list(AGES), list(AGES.values()))
    sent["gender"] = draw.choices(("woman", "man", ""), (12, 7, 1))
    sent["place"] = draw.choices(places, (15, 5))
    for key, texts in TEXTS.items():
        sent[key] = [draw.choice(texts)] if draw.random() < 0.3 else []  # noqa: PLR2004 - few people write
    return rules.read(sent, places=places).answers


def _contacts(survey: Survey) -> None:
    for name, contact, wish in (
        ("Ilze", "ilze.paraugs@example.lv", "Rokdarbu vakari"),
        ("Juris", "tālr. 20000000", "Varu palīdzēt ar telpu iekārtošanu"),
    ):
        keep(
            SurveyContact(
                survey_id=survey.id,
                name=name,
                contact=contact,
                wish=wish,
                consent=WORDS[Language.LV]["consent"],
                consented_on=day("2023-01-25"),
            )
        )
