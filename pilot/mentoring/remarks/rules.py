"""Judge remarks on the methodology: who may be named how, what an answer needs, what sums may show.

Pseudonyms. A person keeps one number in a pilot. It is drawn by lot and no other author has it, whatever the
role, so it follows neither from the order of names nor of remarks. The word before it is the role only where
at least as many people have that role as the pilot's threshold says, counted with those who left. All others
are called by one word together, and that group is not below the threshold either: else the smallest of the
larger roles joins it.
"""

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from pilot.accounts.roles import Role
from pilot.cohort import canonical
from pilot.mentoring.remarks.enums import Decision, LineKind, PointState, RemarkKind

AUTHOR_ROLES = (Role.PARTICIPANT, Role.MENTOR, Role.LECTURER)
WAITS = dt.timedelta(days=30)


class Problem(StrEnum):
    """Why a deed on the material or on a remark is refused."""

    NUMBER_TAKEN = "number_taken"
    NO_SECTIONS = "no_sections"
    NOTHING_NEW = "nothing_new"
    NOT_IN_VERSION = "not_in_version"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    REASON_MISSING = "reason_missing"
    ALREADY_IMPLEMENTED = "already_implemented"
    NOT_ACCEPTED = "not_accepted"
    NOT_LATER = "not_later"
    SAME_TEXT = "same_text"
    NOTHING_TO_MERGE = "nothing_to_merge"
    ONLY_ONE = "only_one"


def state_of(decision: Decision | None, *, is_implemented: bool) -> PointState:
    """Return how far a point is."""
    if decision is None:
        return PointState.NEW
    return PointState.IMPLEMENTED if is_implemented else PointState(decision.value)


@dataclass(frozen=True)
class SectionText:
    """A section as it stands in a version."""

    section_id: uuid.UUID
    number: int
    title_lv: str
    title_en: str
    text: str


def as_text(sections: Iterable[SectionText]) -> str:
    """Write the sections of a version as the one JSON that has its hash."""
    rows = [
        {
            "id": str(each.section_id),
            "number": each.number,
            "title_lv": each.title_lv,
            "title_en": each.title_en,
            "text": each.text,
        }
        for each in sorted(sections, key=lambda each: each.number)
    ]
    return canonical.text_of(rows)


def from_text(content: str) -> dict[uuid.UUID, SectionText]:
    """Read the sections of a version, in their order."""
    return {
        uuid.UUID(row["id"]): SectionText(
            uuid.UUID(row["id"]), row["number"], row["title_lv"], row["title_en"], row["text"]
        )
        for row in json.loads(content)
    }


def publish_problem(sections: Sequence[SectionText], last: str | None) -> Problem | None:
    """Return why the sections cannot become the next version, or None."""
    if not sections:
        return Problem.NO_SECTIONS
    return Problem.NOTHING_NEW if as_text(sections) == last else None


@dataclass(frozen=True)
class Line:
    """A line of a difference."""

    kind: LineKind
    text: str


def difference(before: str, after: str) -> list[Line]:
    """Return how one text became another, line by line; what went stands before what came."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for _tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        a=old, b=new, autojunk=False
    ).get_opcodes():
        if old[old_from:old_to] == new[new_from:new_to]:
            found += [Line(LineKind.SAME, text) for text in old[old_from:old_to]]
            continue
        found += [Line(LineKind.REMOVED, text) for text in old[old_from:old_to]]
        found += [Line(LineKind.ADDED, text) for text in new[new_from:new_to]]
    return found


@dataclass(frozen=True)
class Edition:
    """A published version as far as one section is concerned; without a text it does not have it."""

    number: int
    text: str | None


def implement_problem(
    decision: Decision | None,
    *,
    is_implemented: bool,
    about: Collection[int],
    before: Edition | None,
    chosen: Edition,
) -> Problem | None:
    """Return why a point cannot count as implemented in a version, or None.

    The version has to be later than every version that the remarks speak about, and the section has to read
    otherwise in it than in the version before: each implemented point leads to a difference of two texts.
    """
    if is_implemented:
        return Problem.ALREADY_IMPLEMENTED
    if decision not in {Decision.ACCEPTED, Decision.PARTLY}:
        return Problem.NOT_ACCEPTED
    if before is None or chosen.number <= max(about, default=0):
        return Problem.NOT_LATER
    return Problem.SAME_TEXT if (before.text or "") == (chosen.text or "") else None


def answer_problem(decision: Decision, *, reason: str, is_implemented: bool) -> Problem | None:
    """Return why an answer is refused, or None: only a plain yes needs no reason."""
    if is_implemented:
        return Problem.ALREADY_IMPLEMENTED
    if decision is not Decision.ACCEPTED and not reason.strip():
        return Problem.REASON_MISSING
    return None


def waits_long(written_on: dt.date, *, today: dt.date) -> bool:
    """Tell whether a remark without an answer is older than thirty days."""
    return today - written_on > WAITS


def role_of(roles: Collection[Role]) -> Role | None:
    """Return as what somebody speaks who has these roles in a pilot, or None."""
    return next((role for role in AUTHOR_ROLES if role in roles), None)


def free_numbers(taken: Collection[int], *, people: int) -> list[int]:
    """Return the numbers from which the next pseudonym is drawn: at least one is free."""
    return [number for number in range(1, max(people, len(taken) + 1) + 1) if number not in taken]


def named_roles(sizes: Mapping[Role, int], *, threshold: int) -> frozenset[Role]:
    """Return the roles that a pseudonym may tell, so that no group that is told apart is small.

    Roles below the threshold share one word. Where they are few even together, the smallest of the larger
    roles joins them: else who is left over would be known.
    """
    named = {role for role, size in sizes.items() if size >= threshold}
    while named:
        unnamed = sum(size for role, size in sizes.items() if role not in named)
        if unnamed == 0 or unnamed >= threshold:
            break
        named.remove(min(named, key=lambda role: (sizes[role], role)))
    return frozenset(named)


@dataclass(frozen=True)
class Shown:
    """What a sum tells: its number, that it lies below the threshold, or nothing but that it is not zero."""

    number: int | None = None
    is_below: bool = False


def shown_counts(counts: Sequence[int], *, known: Sequence[int], threshold: int) -> list[Shown] | None:
    """Return what may be told of counts whose sum is told too, or None where nothing may be (R18).

    Counts from 1 to below the threshold hide; `known` is how many of each the reader can count elsewhere. As
    the sum is told, a hidden count must not follow from the others: where it would, the smallest of these
    hide as well, until every small count could be at least two numbers.
    """
    if sum(counts) < threshold:
        return None
    small = [place for place, count in enumerate(counts) if 0 < count < threshold]
    large = sorted(
        (place for place, count in enumerate(counts) if count >= threshold), key=counts.__getitem__
    )
    veiled = {place for place in small if known[place] >= threshold - 1}
    while not _are_open(small, counts, known, threshold=threshold, veiled=veiled):
        if not large:
            return None
        veiled.add(large.pop(0))
    return [
        Shown() if place in veiled else Shown(is_below=True) if place in small else Shown(count)
        for place, count in enumerate(counts)
    ]


def _are_open(
    small: Collection[int],
    counts: Sequence[int],
    known: Sequence[int],
    *,
    threshold: int,
    veiled: Collection[int],
) -> bool:
    """Tell whether each small count could be at least two numbers to whoever knows the sum and the rest."""
    hidden = sorted({*small, *veiled})
    rest = sum(counts[place] for place in hidden)
    lows = {place: max(1, known[place]) for place in hidden}
    highs = {place: rest if place in veiled else threshold - 1 for place in hidden}
    return all(
        min(highs[place], rest - sum(lows.values()) + lows[place])
        > max(lows[place], rest - sum(highs.values()) + highs[place])
        for place in small
    )


@dataclass(frozen=True)
class RemarkEntry:
    """What somebody says of a section."""

    section_id: uuid.UUID
    about_id: uuid.UUID
    kind: RemarkKind
    text: str
    proposal: str = ""
    session_id: uuid.UUID | None = None


@dataclass(frozen=True)
class AnswerEntry:
    """What the coordinator answers: what was said, in words for everybody, the decision and its reason."""

    summary: str
    decision: Decision
    reason: str = ""


@dataclass(frozen=True)
class SectionEntry:
    """A section as the coordinator writes it."""

    number: int
    title_lv: str
    title_en: str
    text: str
    retired: bool = False


@dataclass(frozen=True)
class VersionEntry:
    """The name of a version, its day and what is new in it."""

    label: str
    issued_on: dt.date
    note: str = ""


@dataclass
class Tally:
    """How many remarks of a section, or of all, are in each state."""

    counts: dict[PointState, int] = field(default_factory=lambda: dict.fromkeys(PointState, 0))

    def add(self, state: PointState, count: int) -> None:
        self.counts[state] += count

    @property
    def total(self) -> int:
        return sum(self.counts.values())
