"""The words of the questionnaire and of its public pages in three languages: content, not the interface."""

from types import MappingProxyType

from pilot.community.surveys.enums import Language
from pilot.community.surveys.words_english import ENGLISH
from pilot.community.surveys.words_latvian import LATVIAN
from pilot.community.surveys.words_russian import RUSSIAN

WORDS = MappingProxyType({Language.LV: LATVIAN, Language.EN: ENGLISH, Language.RU: RUSSIAN})


def option_word(key: str, option: str, language: Language) -> str:
    """Return the words of an answer; a place and a mark of the scale are their own words."""
    return WORDS[language].get(f"{key}.{option}", option)
