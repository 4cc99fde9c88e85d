"""Match the columns and cells of an exported table with the questions and answers of a survey."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from pilot import text
from pilot.community.surveys import rules
from pilot.community.surveys.enums import Language
from pilot.community.surveys.questionnaire import QUESTIONS, Kind, Question, options_of
from pilot.community.surveys.rules import Answers, Problem
from pilot.community.surveys.words import WORDS, option_word

ID_HEADINGS = ("uuid", "metainstanceid", "instanceid", "key", "responseid", "atbildesid", "id")
"""How Kobo, ODK Central and LimeSurvey call the column that tells sendings apart."""
ID_PREFIX = "uuid:"
PATH = re.compile(r"[/\[\]]")
NUMBER = re.compile(r"^\W*[0-9]+[.)]\s*")
MARK = re.compile(r"([1-5])(?![0-9])")
SEPARATORS = (re.compile(r"[;|,]"), re.compile(r"\s+"))
MARKED = frozenset({"1", "true", "y", "yes", "ja", "x", "да"})
NOT_MARKED = frozenset({"", "0", "false", "n", "no", "ne", "нет"})
UNKNOWN = "?"


class RowState(StrEnum):
    """What becomes of a row of a file."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    WRONG = "wrong"
    NO_ID = "no_id"
    TWICE = "twice"


@dataclass(frozen=True)
class Judged:
    """A row of a file with its answers, those that are here already, and what is to be said about it."""

    number: int
    row_id: str
    state: RowState
    answers: Answers = field(default_factory=dict)
    there: Answers = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    is_masked: bool = False

    @property
    def differing(self) -> list[str]:
        """Return the questions whose answers in the file and here are not the same."""
        keys = [key for key in QUESTIONS if key in self.answers or key in self.there]
        return [key for key in keys if self.answers.get(key) != self.there.get(key)]


def plain(words: str) -> str:
    """Return words as they are compared: small letters and digits of any alphabet, nothing else."""
    return "".join(sign for sign in text.search_key(words) if sign.isalnum())


def id_column(heading: Sequence[str]) -> int | None:
    """Return the place of the column that tells sendings apart."""
    names = [plain(each) for each in heading]
    return next((names.index(name) for name in ID_HEADINGS if name in names), None)


@cache
def targets() -> tuple[str, ...]:
    """Return what a column may stand for: a question, or one answer of those that may be several."""
    found: list[str] = []
    for question in QUESTIONS.values():
        found.append(question.key)
        if question.kind is Kind.MANY:
            found += [f"{question.key}.{option}" for option in question.options]
    return tuple(found)


@cache
def _names() -> Mapping[str, str]:
    """Return what a column may stand for by the names it may have: our keys, or the words of a language."""
    found: dict[str, str] = {}
    for target in targets():
        key, _dot, option = target.partition(".")
        found.setdefault(plain(key + option), target)
        for language in Language:
            words = WORDS[language][key] + (option_word(key, option, language) if option else "")
            found.setdefault(plain(words), target)
    return found


def suggestion(heading: str) -> str:
    """Return what a column seems to stand for by its heading, or nothing."""
    parts = [NUMBER.sub("", part) for part in PATH.split(heading) if part.strip()]
    for tail in (parts[-2:], parts[-1:]):
        found = _names().get(plain("".join(tail)))
        if found:
            return found
    return ""


def judge(
    heading_targets: Sequence[str],
    id_place: int,
    lines: Sequence[tuple[int, Sequence[str]]],
    *,
    known: Mapping[str, Answers],
    places: Sequence[str],
) -> list[Judged]:
    """Judge every row of a file against what is here; of one id the first row counts."""
    seen: set[str] = set()
    found = []
    for number, line in lines:
        row_id = id_of(line, id_place)
        if not row_id or row_id in seen:
            found.append(Judged(number, row_id, RowState.TWICE if row_id else RowState.NO_ID))
            continue
        seen.add(row_id)
        reading = rules.read(_sent(heading_targets, line, places=places), places=places)
        kept, was_masked = _kept(reading)
        problems = {key: said for key, said in reading.problems.items() if key not in kept}
        there = known.get(row_id, {})
        found.append(Judged(number, row_id, _state(kept, there, problems), kept, there, problems, was_masked))
    return found


def id_of(line: Sequence[str], place: int) -> str:
    """Return the id of a row as both Kobo and ODK Central mean it."""
    return line[place].removeprefix(ID_PREFIX) if place < len(line) else ""


def _state(answers: Answers, there: Answers, problems: Mapping[str, Problem]) -> RowState:
    if problems:
        return RowState.WRONG
    if not there:
        return RowState.NEW
    return RowState.SAME if there == answers else RowState.CONFLICT


def _kept(reading: rules.Reading) -> tuple[Answers, bool]:
    """Put a mask in place of open answers that may not be kept: other answers of the row still count."""
    hidden = {
        key: rules.MASK
        for key, problem in reading.problems.items()
        if problem in {Problem.IDENTITY_NUMBER, Problem.CONTACT}
    }
    together = {**reading.answers, **hidden}
    return {key: together[key] for key in QUESTIONS if key in together}, bool(hidden)


def _sent(
    heading_targets: Sequence[str], line: Sequence[str], *, places: Sequence[str]
) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for target, cell in zip(heading_targets, line, strict=False):
        if not target or not cell.strip():
            continue
        key, _dot, option = target.partition(".")
        values = _marked(key, option, cell) if option else _values(QUESTIONS[key], cell, places)
        sent.setdefault(key, []).extend(values)
    return sent


def _marked(key: str, option: str, cell: str) -> list[str]:
    """Read a cell that only says whether an answer was chosen."""
    said = plain(cell)
    if said in NOT_MARKED:
        return []
    own = {plain(option), *(plain(option_word(key, option, language)) for language in Language)}
    return [option] if said in MARKED | own else [UNKNOWN]


def _values(question: Question, cell: str, places: Sequence[str]) -> list[str]:
    if question.kind is Kind.OPEN:
        return [cell]
    if question.kind is Kind.SCALE:
        found = MARK.match(cell.strip())
        return [found[1] if found else UNKNOWN]
    options = _options(question, tuple(places))
    whole = options.get(plain(cell))
    if whole or question.kind is Kind.ONE:
        return [whole or UNKNOWN]
    for separator in SEPARATORS:
        parts = [options.get(plain(part)) for part in separator.split(cell) if part.strip()]
        if None not in parts:
            return [part for part in parts if part]
    return [UNKNOWN]


@cache
def _options(question: Question, places: tuple[str, ...]) -> Mapping[str, str]:
    """Return the answers of a question by every name of theirs: key, words of a language, number."""
    found: dict[str, str] = {}
    for number, option in enumerate(options_of(question, places=places), start=1):
        for name in (option, *(option_word(question.key, option, each) for each in Language), str(number)):
            found.setdefault(plain(name), option)
    return found
