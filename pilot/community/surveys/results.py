"""Results of a survey: how often each answer was given, and what of it may be shown (R18, P6).

Results stand only when a survey is closed for good, so no two looks at them differ by one answer. Whole
distributions are exact for who reads the community by own right and hidden below the threshold for others.
Narrowed to one age group or place they are cells of a table whose totals are known: small cells are hidden
for everybody, and so many others with them that no view less another gives a small one away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from pilot.cohort.small_counts import hide_small, hide_small_table
from pilot.community.surveys.questionnaire import (
    BLOCKS,
    FILTERS,
    QUESTIONS,
    SCALE,
    Kind,
    Question,
    options_of,
)
from pilot.community.surveys.rules import MASK

NO_ANSWER = ""
BANDS = MappingProxyType({"1–2": ("1", "2"), "3": ("3",), "4–5": ("4", "5")})
"""The marks of a scale as a narrowed view shows them."""
Given = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Narrowed:
    """One age group or place whose answers are looked at."""

    question: str
    option: str


@dataclass(frozen=True)
class Distribution:
    """How many gave each answer; None is hidden. No answer stands last under an empty key."""

    question: Question
    counts: Mapping[str, int | None]

    @property
    def most(self) -> int:
        """Return the largest shown number, the full length of a bar."""
        return max((count for count in self.counts.values() if count), default=0)

    @property
    def mean(self) -> Fraction | None:
        """Return the mean of a scale where none of its numbers is hidden."""
        if set(self.counts) - {NO_ANSWER} != set(SCALE) or None in self.counts.values():
            return None
        marks = {int(mark): count or 0 for mark, count in self.counts.items() if mark != NO_ANSWER}
        people = sum(marks.values())
        return Fraction(sum(mark * count for mark, count in marks.items()), people) if people else None


@dataclass(frozen=True)
class Results:
    """What may be shown of a survey; people is None below the threshold, and then nothing else stands."""

    people: int | None
    distributions: Mapping[str, Distribution]
    texts: Mapping[str, list[str]]
    filters: Mapping[str, list[str]]
    narrowed: Narrowed | None = None

    @property
    def has_hidden(self) -> bool:
        """Tell whether any number is hidden."""
        return any(None in each.counts.values() for each in self.distributions.values())


def results_of(
    given: Sequence[Given],
    *,
    places: Sequence[str],
    threshold: int,
    insider: bool,
    narrowed: Narrowed | None = None,
) -> Results:
    """Sum up the answers as far as the reader may see them."""
    if len(given) < max(1, threshold):
        return Results(None, {}, {}, {})
    filters = _filters(given, places=places, threshold=threshold) if insider else {}
    if narrowed is not None and narrowed.option in filters.get(narrowed.question, ()):
        return _narrowed(given, narrowed, places=places, threshold=threshold, filters=filters)
    found = {}
    for question in QUESTIONS.values():
        if question.kind is Kind.OPEN:
            continue
        counts = tally(given, question, places=places)
        hidden = counts if insider else _hidden(counts, question, people=len(given), threshold=threshold)
        found[question.key] = Distribution(question, hidden)
    return Results(len(given), found, _texts(given) if insider else {}, filters)


def tally(given: Sequence[Given], question: Question, *, places: Sequence[str]) -> dict[str, int]:
    """Count who gave each answer and who gave none."""
    counts = dict.fromkeys((*options_of(question, places=tuple(places)), NO_ANSWER), 0)
    for one in given:
        for option in _chosen(one, question):
            counts[option] = counts.get(option, 0) + 1
    return counts


def banded(counts: Mapping[str, int], question: Question) -> dict[str, int]:
    """Put neighbouring marks of a scale together: of few people more can then be shown."""
    if question.kind is not Kind.SCALE:
        return dict(counts)
    found = {band: sum(counts[mark] for mark in marks) for band, marks in BANDS.items()}
    return {**found, NO_ANSWER: counts[NO_ANSWER]}


def _chosen(one: Given, question: Question) -> Sequence[str]:
    value = one.get(question.key, NO_ANSWER)
    return [value] if isinstance(value, str) else value or [NO_ANSWER]


def _hidden(
    counts: Mapping[str, int], question: Question, *, people: int, threshold: int
) -> dict[str, int | None]:
    """Hide small numbers of a whole; where several may be chosen, each answer is a yes or no of everybody."""
    if question.kind is not Kind.MANY:
        return hide_small(counts, threshold=threshold)
    return {
        option: hide_small({True: count, False: people - count}, threshold=threshold)[True]
        for option, count in counts.items()
    }


def _texts(given: Sequence[Given]) -> dict[str, list[str]]:
    """List what was written under each open question, in the order of the alphabet."""
    found = {}
    for question in QUESTIONS.values():
        if question.kind is Kind.OPEN:
            written = {str(one[question.key]) for one in given if one.get(question.key)}
            found[question.key] = sorted(written - {MASK}, key=str.casefold)
    return found


def _filters(given: Sequence[Given], *, places: Sequence[str], threshold: int) -> dict[str, list[str]]:
    """Return by what the results may be narrowed: groups from the threshold up."""
    found = {}
    for key in FILTERS:
        counts = tally(given, QUESTIONS[key], places=places)
        large = [option for option, count in counts.items() if option and count >= threshold]
        if large:
            found[key] = large
    return found


def _narrowed(
    given: Sequence[Given],
    narrowed: Narrowed,
    *,
    places: Sequence[str],
    threshold: int,
    filters: Mapping[str, list[str]],
) -> Results:
    groups = tally(given, QUESTIONS[narrowed.question], places=places)
    own = list(groups).index(narrowed.option)
    parts = [[one for one in given if one.get(narrowed.question, NO_ANSWER) == option] for option in groups]
    found = {}
    for block in BLOCKS:
        for question in block.questions:
            if question.kind is not Kind.OPEN and question.key != narrowed.question:
                counts = _row(parts, own, question, places=places, threshold=threshold)
                found[question.key] = Distribution(question, counts)
    return Results(groups[narrowed.option], found, {}, filters, narrowed)


def _row(
    parts: Sequence[Sequence[Given]], own: int, question: Question, *, places: Sequence[str], threshold: int
) -> dict[str, int | None]:
    """Return one group's row of the table of groups and answers, with what is small hidden in all of it."""
    tallies = [banded(tally(part, question, places=places), question) for part in parts]
    options = list(dict.fromkeys(option for counts in tallies for option in counts))
    if question.kind is not Kind.MANY:
        table = [[counts.get(option, 0) for option in options] for counts in tallies]
        return dict(zip(options, hide_small_table(table, threshold=threshold)[own], strict=True))
    found = {}
    for option in options:
        table = [
            [counts.get(option, 0), len(part) - counts.get(option, 0)]
            for counts, part in zip(tallies, parts, strict=True)
        ]
        found[option] = hide_small_table(table, threshold=threshold)[own][0]
    return found
