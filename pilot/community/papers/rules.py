"""Which answers a version takes, how a paper stands, and in what two versions differ."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pilot.community.papers.enums import ReviewState, Standing

ANSWERS: Mapping[ReviewState, frozenset[ReviewState]] = MappingProxyType(
    {
        ReviewState.RECEIVED: frozenset({ReviewState.HAS_ISSUES, ReviewState.APPROVED, ReviewState.REJECTED}),
        ReviewState.HAS_ISSUES: frozenset({ReviewState.APPROVED, ReviewState.REJECTED}),
        ReviewState.APPROVED: frozenset(),
        ReviewState.REJECTED: frozenset(),
    }
)
"""What reviewers may answer to a version in each state; approved and rejected ones stand still."""
NEEDS_WORDS = frozenset({ReviewState.HAS_ISSUES, ReviewState.REJECTED})


class Problem(StrEnum):
    NOTHING_NEW = "nothing_new"
    EMPTY = "empty"
    ANSWERED = "answered"
    NEWER_SENT = "newer_sent"
    SAY_WHY = "say_why"


@dataclass(frozen=True)
class Difference:
    """A line that only one of two versions has."""

    added: bool
    text: str


def answers_to(state: ReviewState, *, is_last: bool) -> frozenset[ReviewState]:
    """Return what reviewers may answer to a version; only the last one takes answers."""
    return ANSWERS[state] if is_last else frozenset()


def answer_problem(
    state: ReviewState, answer: ReviewState, *, is_last: bool, has_words: bool
) -> Problem | None:
    """Return why an answer is refused, or None."""
    if not is_last:
        return Problem.NEWER_SENT
    if answer not in ANSWERS[state]:
        return Problem.ANSWERED
    if answer in NEEDS_WORDS and not has_words:
        return Problem.SAY_WHY
    return None


def sending_problem(last: ReviewState | None, *, is_same: bool, is_empty: bool) -> Problem | None:
    """Return why a paper is not sent: nothing is in it, or what was sent last still says the same."""
    if is_empty:
        return Problem.EMPTY
    if last is not None and is_same and last is not ReviewState.REJECTED:
        return Problem.NOTHING_NEW
    return None


def standing_of(last: ReviewState | None, *, is_same: bool) -> Standing:
    """Return how a paper stands; an approved one whose content is another now was edited."""
    if last is None:
        return Standing.NOT_SENT
    if last is ReviewState.APPROVED and not is_same:
        return Standing.EDITED
    return Standing(last.value)


def lines_of(content: Mapping[str, Any]) -> list[str]:
    """Write a paper's content as lines that can be compared."""
    found: list[str] = []
    for section in content["sections"]:
        found.append(section["title"])
        found += section["paragraphs"]
        for table in section["tables"]:
            found += [" · ".join(row) for row in table["rows"]]
        found += section["sources"]
    return found


def differences(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """Return the lines that were added and taken away, in their order."""
    return [
        Difference(line.startswith("+"), line[2:])
        for line in difflib.ndiff(list(before), list(after))
        if line.startswith(("+ ", "- "))
    ]
