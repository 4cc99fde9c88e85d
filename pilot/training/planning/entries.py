"""What a plan is made of, as checked values on their way from a form to the planner."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from pilot.training.planning.engine.problem import Weights, Wish
from pilot.training.planning.enums import Importance

FACTORS = {Importance.UNIMPORTANT: 0, Importance.IMPORTANT: 1, Importance.VERY_IMPORTANT: 10}
USUAL = Weights(absence=10, split=5, gap=1, weekday=3, travel=5)


@dataclass(frozen=True)
class PlanEntry:
    """What the days are planned for: dates, wishes, and what each day looks like."""

    first_on: dt.date
    last_on: dt.date
    weekdays: frozenset[int]
    days_per_month: int
    days: Mapping[uuid.UUID, int]
    lecturers: Mapping[uuid.UUID, frozenset[uuid.UUID]]
    blocked: frozenset[dt.date]
    gap_days: int
    preferred: frozenset[int]
    importance: Mapping[Wish, Importance]
    starts_at: dt.time
    ends_at: dt.time
    venue: str
    working: frozenset[dt.date] = frozenset()

    @property
    def weights(self) -> Weights:
        return Weights(
            **{
                wish.value: FACTORS[self.importance.get(wish, Importance.IMPORTANT)] * getattr(USUAL, wish)
                for wish in Wish
            }
        )


@dataclass(frozen=True)
class ChangeEntry:
    """What changed after the days were planned: a lecturer who cannot come, dates without training."""

    lecturer_id: uuid.UUID | None = None
    away: frozenset[dt.date] = frozenset()
    blocked: frozenset[dt.date] = frozenset()
