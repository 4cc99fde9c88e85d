"""What the printed questionnaire and the poster of a survey say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pilot.cohort import publicity
from pilot.community.surveys import pages
from pilot.community.surveys.enums import Language
from pilot.community.surveys.models import Survey
from pilot.community.surveys.questionnaire import Kind, Question, blocks_of, options_of
from pilot.community.surveys.words import WORDS, option_word
from pilot.documents.codes import qr_code

LINES, SHORT_LINES = 2, 1
HINTS = MappingProxyType(
    {
        1: "agree_scale",
        6: "several",
        7: "several",
        8: "satisfied_scale",
        9: "up_to_three",
        11: "several",
    }
)


def form(survey: Survey, language: Language) -> dict[str, Any]:
    """Return the values of the questionnaire on paper, its answers numbered as they are typed."""
    said = WORDS[language]
    return _frame(survey, language, title=said["name"]) | {
        "of": survey.title,
        "intro": said["intro"],
        "about": said["skip"],
        "until": said["until"].replace("{day}", pages.day(survey.closes_on, language)),
        "hand_in": said["paper_return"].replace("{contact}", survey.contact),
        "number": said["paper_number"],
        "blocks": [
            {
                "number": block.number,
                "heading": said[block.heading] if block.heading else "",
                "hint": _hint(block.number, said),
                "questions": [_question(each, survey, language) for each in block.questions],
            }
            for block in blocks_of(places=tuple(survey.place_names))
        ],
    }


def _hint(number: int, said: Mapping[str, str]) -> str:
    return said[HINTS[number]] if number in HINTS else ""


def _question(question: Question, survey: Survey, language: Language) -> dict[str, Any]:
    options = options_of(question, places=tuple(survey.place_names))
    return {
        "kind": question.kind,
        "words": WORDS[language][question.key],
        "options": [option_word(question.key, option, language) for option in options],
        "lines": 0 if question.kind is not Kind.OPEN else SHORT_LINES if "other" in question.key else LINES,
    }


def poster(survey: Survey, language: Language, *, link: str) -> dict[str, Any]:
    """Return the values of a poster that leads to a survey."""
    said = WORDS[language]
    return _frame(survey, language, title=survey.title) | {
        "call": said["poster_call"],
        "intro": said["intro"],
        "scan": said["poster_scan"],
        "until": said["until"].replace("{day}", pages.day(survey.closes_on, language)),
        "link": link,
        "code": qr_code(link),
    }


def _frame(survey: Survey, language: Language, *, title: str) -> dict[str, Any]:
    pilot = survey.community.lead.pilot
    interface = "en" if language is Language.EN else "lv"
    return {
        "title": title,
        "author": pilot.implementing_org or "Kopdarbs",
        "language": language,
        "logos": publicity.logos(pilot.funder_set, organisation=pilot.implementing_org, language=interface),
        "words": {"page": WORDS[language]["page"]},
    }
