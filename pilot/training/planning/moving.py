"""What moves after a change, with names: the days, and everybody who must be told."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pilot.cohort.models import Pilot
from pilot.training.models import TrainingDay
from pilot.training.planning import answers, problems, queries
from pilot.training.planning.actions import DayChange
from pilot.training.planning.engine.conflict import Reason
from pilot.training.planning.engine.moves import Change, replan
from pilot.training.planning.entries import ChangeEntry


@dataclass(frozen=True)
class Moves:
    """The days that change and who must be told; without a plan the reasons.

    `relieved` are the ids of lecturers who do not teach a day any more.
    """

    changes: tuple[DayChange, ...]
    old_lecturers: tuple[str, ...]
    new_lecturers: tuple[str, ...]
    participants: tuple[str, ...]
    lecturers: tuple[str, ...]
    relieved: tuple[str, ...]
    kept: int
    reasons: tuple[Reason, ...]
    facts: queries.Facts

    @property
    def rows(self) -> Sequence[tuple[DayChange, str, str]]:
        return tuple(zip(self.changes, self.old_lecturers, self.new_lecturers, strict=True))

    @property
    def tells_group(self) -> bool:
        """Tell whether participants must know: of a date or a room."""
        return any(each.is_moved or each.new_room for each in self.changes)

    def room(self, change: DayChange) -> str:
        """Name the room that a day gets, empty where it keeps its own."""
        return self.facts.room_names.get(change.new.room, "") if change.new_room else ""

    @property
    def digest(self) -> str:
        facts = [(str(each.day.id), each.day.version, each.new) for each in self.changes]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def moves_after(
    pilot: Pilot, days: Sequence[TrainingDay], change: ChangeEntry, *, today: dt.date, language: str
) -> Moves:
    """Return as few moves as a change of a pilot's days allows."""
    span = answers.span_of(pilot)
    first, last = problems.window_of(days, span)
    facts = queries.gather(pilot, first=first, last=last, language=language)
    standing = problems.standing_of(
        pilot,
        days,
        change,
        facts,
        span=span,
        today=today,
        remembered=queries.remembered_lecturers(pilot),
    )
    found = replan(standing.problem, standing.current, frozen=standing.frozen)
    names = facts.names | {str(person.id): person.name for person in queries.people_of_days(days)}
    changes = tuple(
        DayChange(
            day=standing.days[each.slot],
            new=each.new,
            is_moved=each.is_moved,
            new_lecturer=each.old.lecturer != each.new.lecturer,
            new_room=each.old.room != each.new.room,
        )
        for each in found.changes
    )
    people = dict.fromkeys(person for each in found.lecturers for person in each.split(problems.TEAM))
    return Moves(
        changes,
        tuple(_named(each.old.lecturer, names) for each in found.changes),
        tuple(_named(each.new.lecturer, names) for each in found.changes),
        participants=tuple(
            each.user.name
            for each in facts.participations
            if found.participants and (each.ended_on is None or each.ended_on >= today)
        ),
        lecturers=tuple(names.get(person, "") for person in people),
        relieved=tuple(sorted({person for each in found.changes for person in _relieved(each) if person})),
        kept=len(days) - len(changes),
        reasons=found.reasons,
        facts=facts,
    )


def _relieved(change: Change) -> set[str]:
    """Return who, by id, does not teach a day any more."""
    before, after = (set(each.lecturer.split(problems.TEAM)) for each in (change.old, change.new))
    return before - after


def _named(team: str, names: dict[str, str]) -> str:
    return ", ".join(names.get(person, "") for person in team.split(problems.TEAM) if person)
