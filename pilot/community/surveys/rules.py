"""Rules of surveys: when one takes answers, what an answer is, and what is typed from paper."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pilot import text
from pilot.community.surveys.enums import Language, Standing, SurveyState
from pilot.community.surveys.questionnaire import (
    BLOCKS,
    NOTHING_ELSE,
    SCALE,
    Block,
    Kind,
    Question,
    blocks_of,
    options_of,
)

OPEN_LENGTH, LINE_LENGTH = 500, 200
MOST_BODY = 60_000
MASK = "•••"
NUMBERS = re.compile(r"[0-9]+", re.ASCII)
NONE_MARKED = "0"
TWO_DIGITS = 10

Answers = dict[str, str | list[str]]
Sent = Mapping[str, Sequence[str]]


class Problem(StrEnum):
    """Why something about a survey is refused."""

    EMPTY = "empty"
    NOT_OFFERED = "not_offered"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    IDENTITY_NUMBER = "identity_number"
    CONTACT = "contact"
    NAME = "name"
    NO_CONTACT = "no_contact"
    CONSENT = "consent"
    TOO_LONG_LINE = "too_long_line"


class Refusal(StrEnum):
    """Why a step of the person who makes a survey is refused."""

    ENDS_BEFORE_START = "ends_before_start"
    ENDS_IN_PAST = "ends_in_past"
    NOT_DRAFT = "not_draft"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    PAPER_TAKEN = "paper_taken"
    TOO_MANY_PLACES = "too_many_places"


@dataclass(frozen=True)
class SurveyEntry:
    """What is said of a survey by who makes it."""

    title: str
    languages: list[str]
    places: str
    contact: str
    opens_on: dt.date
    closes_on: dt.date


@dataclass(frozen=True)
class ContactEntry:
    """What somebody leaves who wants to be involved."""

    name: str
    contact: str
    wish: str


@dataclass(frozen=True)
class Reading:
    """What was sent, as answers, and what is to be mended by the key of its question."""

    answers: Answers
    problems: Mapping[str, Problem] = field(default_factory=dict)


class Gate(StrEnum):
    """Whether a sending may pass."""

    PASSES = "passes"
    FLOOD = "flood"
    FULL = "full"


@dataclass(frozen=True)
class Limits:
    """How many sendings pass: a library's shared network in a minute and a day, a survey in a day."""

    of_address_in_minute: int = 30
    of_address_in_day: int = 400
    of_survey_in_day: int = 5_000


LIMITS = Limits()


def standing(state: SurveyState, opens_on: dt.date, closes_on: dt.date, *, today: dt.date) -> Standing:
    """Judge what may be done with a survey today; results stand only when it is closed for good."""
    if state is SurveyState.DRAFT:
        return Standing.DRAFT
    if state is SurveyState.CLOSED:
        return Standing.CLOSED
    if today < opens_on:
        return Standing.AHEAD
    return Standing.RUNNING if today <= closes_on else Standing.ENDED


def span_problem(opens_on: dt.date, closes_on: dt.date, *, today: dt.date) -> Refusal | None:
    """Refuse a survey that ends before it begins, or that has ended before it was made."""
    if closes_on < opens_on:
        return Refusal.ENDS_BEFORE_START
    return Refusal.ENDS_IN_PAST if closes_on < today else None


def language_of(asked: str, offered: Sequence[str]) -> Language:
    """Return the language that was asked for where the survey has it, else its first."""
    return Language(asked if asked in offered else offered[0])


def places_in(typed: str) -> list[str]:
    """Return the places of a survey, one a line, each once."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def read(sent: Sent, *, places: Sequence[str]) -> Reading:
    """Read what a page or a file sent: known answers in the order of the questions, and what to mend."""
    answers: Answers = {}
    problems: dict[str, Problem] = {}
    for block in blocks_of(places=tuple(places)):
        for question in block.questions:
            typed = [text.clean(value).strip() for value in sent.get(question.key, ())]
            found = [value for value in typed if value]
            problem = _problem(question, found, places)
            if problem is not None:
                problems[question.key] = problem
            elif found:
                answers[question.key] = _answer(question, found)
    if not answers and not problems:
        problems[BLOCKS[0].questions[0].key] = Problem.EMPTY
    return Reading(answers, problems)


def _problem(question: Question, found: Sequence[str], places: Sequence[str]) -> Problem | None:
    if question.kind is Kind.OPEN:
        return _text_problem("\n".join(found))
    if any(value not in options_of(question, places=tuple(places)) for value in found):
        return Problem.NOT_OFFERED
    if question.kind is Kind.MANY:
        return Problem.TOO_MANY if question.most and len(set(found)) > question.most else None
    return Problem.NOT_OFFERED if len(set(found)) > 1 else None


def _text_problem(written: str) -> Problem | None:
    if len(written) > OPEN_LENGTH:
        return Problem.TOO_LONG
    if text.identity_number_in(written):
        return Problem.IDENTITY_NUMBER
    return Problem.CONTACT if text.contact_hint_in(written) else None


def _answer(question: Question, found: Sequence[str]) -> str | list[str]:
    if question.kind is not Kind.MANY:
        return found[0]
    chosen = [option for option in question.options if option in found]
    nothing = NOTHING_ELSE.get(question.key)
    return [option for option in chosen if option != nothing] if chosen != [nothing] else chosen


def read_contact(sent: Sent, *, consents: bool) -> tuple[ContactEntry, dict[str, Problem]]:
    """Read what somebody leaves who wants to be involved, and what to mend."""
    values = {
        name: " ".join(text.clean(" ".join(sent.get(name, ()))).split())
        for name in ("name", "contact", "wish")
    }
    needed = {"name": Problem.NAME, "contact": Problem.NO_CONTACT}
    problems = {name: missing for name, missing in needed.items() if not values[name]}
    if not consents:
        problems["consent"] = Problem.CONSENT
    for name, most in (("name", LINE_LENGTH), ("contact", LINE_LENGTH), ("wish", OPEN_LENGTH)):
        if len(values[name]) > most:
            problems[name] = Problem.TOO_LONG if most == OPEN_LENGTH else Problem.TOO_LONG_LINE
        elif text.identity_number_in(values[name]):
            problems[name] = Problem.IDENTITY_NUMBER
    return ContactEntry(**values), problems


def paper_fields(*, places: Sequence[str]) -> tuple[Block, ...]:
    """Return the fields of a paper in their order: the marks of questions 1 to 5, and of 8, in one each."""
    first = Block(1, tuple(question for block in BLOCKS[:5] for question in block.questions))
    rest = blocks_of(places=tuple(places))[5:]
    single = [Block(block.number, (question,)) for block in rest for question in _fields_of(block)]
    by_number = {block.number: block for block in rest}
    return (first, *(by_number[8] if each.questions[0].key == "housing" else each for each in single))


def _fields_of(block: Block) -> Iterable[Question]:
    return block.questions[:1] if block.questions[0].kind is Kind.SCALE else block.questions


def from_paper(typed: Mapping[str, str], *, places: Sequence[str]) -> tuple[dict[str, list[str]], set[str]]:
    """Turn the numbers of a paper into answers; return with them the fields whose numbers mean nothing."""
    sent: dict[str, list[str]] = {}
    wrong: set[str] = set()
    for block in paper_fields(places=places):
        question = block.questions[0]
        value = text.clean(typed.get(question.key, "")).strip()
        if question.kind is Kind.OPEN:
            sent[question.key] = [value]
        elif question.kind is Kind.SCALE:
            marks = "".join(value.split())
            if marks and (len(marks) != len(block.questions) or set(marks) - {*SCALE, NONE_MARKED}):
                wrong.add(question.key)
            sent.update({each.key: [mark] for each, mark in zip(block.questions, marks, strict=False)})
        else:
            options = options_of(question, places=tuple(places))
            numbers = _numbers(value, len(options))
            if numbers is None:
                wrong.add(question.key)
            sent[question.key] = [options[number - 1] for number in numbers or ()]
    kept = {key: [value for value in values if value != NONE_MARKED] for key, values in sent.items()}
    return kept, wrong


def _numbers(typed: str, most: int) -> list[int] | None:
    """Read numbers of answers: 146, where there are fewer than ten of them, else 1 14 26."""
    parts = NUMBERS.findall(typed)
    if NUMBERS.sub("", typed).strip(" ,.;"):
        return None
    if most < TWO_DIGITS:
        parts = list("".join(parts))
    numbers = [int(part) for part in parts if part != NONE_MARKED]
    return numbers if all(1 <= number <= most for number in numbers) else None


def to_paper(answers: Mapping[str, str | Sequence[str]], *, places: Sequence[str]) -> dict[str, str]:
    """Write answers as they are typed from a paper, so that one can be corrected."""
    written: dict[str, str] = {}
    for block in paper_fields(places=places):
        question = block.questions[0]
        given = answers.get(question.key, "")
        if question.kind is Kind.OPEN:
            written[question.key] = str(given)
        elif question.kind is Kind.SCALE:
            marks = "".join(str(answers.get(each.key, NONE_MARKED)) for each in block.questions)
            written[question.key] = "" if set(marks) == {NONE_MARKED} else marks
        else:
            options = options_of(question, places=tuple(places))
            chosen = [given] if isinstance(given, str) else given
            numbers = [options.index(each) + 1 for each in chosen if each in options]
            written[question.key] = " ".join(map(str, numbers))
    return written
