"""What the cover page shows: who needs somebody to stand in, whom the plan proposes, and the load then."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.mentoring.cover.enums import Effect
from pilot.mentoring.cover.queries import Touched
from pilot.mentoring.matching import pages, rules
from pilot.mentoring.matching.pages import Named
from pilot.mentoring.matching.queries import MentorRow
from pilot.mentoring.matching.rules import Mentor, Person, Proposed, Wishes


@dataclass(frozen=True)
class Plan:
    """Everybody without a substitute, with the choices; those whom the absence hurts have a proposal."""

    proposed: tuple[Proposed, ...]
    named: Mapping[uuid.UUID, Named]
    loads: tuple[tuple[str, str], ...]

    @property
    def first(self) -> dict[uuid.UUID, uuid.UUID | None]:
        return {each.key: each.mentor_id for each in self.proposed}


def plan(
    touched: Sequence[Touched], people: Sequence[Person], mentors: Sequence[MentorRow], wishes: Wishes
) -> Plan:
    """Propose substitutes of the least total cost to those whom an absence hurts; to others only choices."""
    hurt = {each.pair.participation_id for each in touched if each.effect is not Effect.NONE}
    facts = [row.facts for row in mentors]
    needed = rules.propose([person for person in people if person.key in hurt], facts, wishes)
    given = Counter(each.mentor_id for each in needed)
    later = [replace(mentor, load=mentor.load + given[mentor.user_id]) for mentor in facts]
    rest = rules.propose([person for person in people if person.key not in hurt], later, wishes)
    proposed = (*needed, *(replace(each, mentor_id=None) for each in rest))
    named = {
        row.user.id: pages.named(row.user.name, load=row.facts.load, capacity=row.facts.capacity)
        for row in mentors
    }
    return Plan(proposed, named, _loads(mentors, later, given))


def _loads(
    mentors: Sequence[MentorRow], later: Sequence[Mentor], given: Mapping[uuid.UUID | None, int]
) -> tuple[tuple[str, str], ...]:
    """Say how many pairs each proposed substitute has with the proposal."""
    return tuple(
        (
            row.user.name,
            str(
                _(
                    "%(before)d now, %(after)d with the proposal, at most %(capacity)d",
                    before=row.facts.load,
                    after=after.load,
                    capacity=after.capacity,
                )
            ),
        )
        for row, after in zip(mentors, later, strict=True)
        if given.get(row.user.id)
    )


def lede(touched: Sequence[Touched]) -> str:
    """Say first how many pairs cannot reach the minimum because of the absence, or are at risk."""
    lost = sum(each.effect is Effect.IMPOSSIBLE for each in touched)
    at_risk = sum(each.effect is Effect.AT_RISK for each in touched)
    parts = []
    if lost:
        parts.append(
            ngettext(
                "For %(num)d pair the minimum becomes impossible.",
                "For %(num)d pairs the minimum becomes impossible.",
                lost,
            )
        )
    if at_risk:
        parts.append(ngettext("%(num)d pair is at risk.", "%(num)d pairs are at risk.", at_risk))
    return " ".join(parts) or str(_("The absence puts no minimum at risk."))
