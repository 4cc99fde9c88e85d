"""Check in to a training day with the code that its lecturer shows (T13)."""

import datetime as dt

from sqlalchemy import select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.checkin import rules
from pilot.training.checkin.rules import Opening, Problem
from pilot.training.enums import DayState
from pilot.training.models import CheckIn, TrainingDay


class CheckInRefusedError(DomainError):
    """The check-in is refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def opening_of(day: TrainingDay) -> Opening:
    """Return when people may check in to a day."""
    return Opening(day.held_on, day.starts_at, day.ends_at, is_locked=day.state is DayState.LOCKED)


def check_in(
    participation: Participation,
    days: list[TrainingDay],
    typed: str,
    *,
    key: bytes,
    actor: Viewer,
    now: dt.datetime,
    local: dt.datetime,
) -> CheckIn:
    """Note that a participant came to the day whose code they typed; a second time changes nothing.

    :raises CheckInRefusedError: no day is open today, its month is closed, or the code is not its own.
    """
    if not days:
        raise CheckInRefusedError(Problem.NO_DAY)
    day = next((each for each in days if rules.is_code(typed, each.id, key=key, moment=now)), None)
    if day is None:
        problems = [rules.opening_problem(opening_of(each), local=local) for each in days]
        raise CheckInRefusedError(Problem.WRONG_CODE if None in problems else Problem.NOT_OPEN)
    if problem := rules.opening_problem(opening_of(day), local=local):
        raise CheckInRefusedError(problem)
    cohort.wait_for_close(day.pilot_id)
    if cohort.is_closed(day.pilot_id, day.held_on):
        raise CheckInRefusedError(Problem.MONTH_CLOSED)
    db.session.refresh(day, ["version"], with_for_update=True)  # two taps at once wait for each other
    found = db.session.scalar(
        select(CheckIn).where(CheckIn.day_id == day.id, CheckIn.participation_id == participation.id)
    )
    if found is not None:
        return found
    found = CheckIn(day_id=day.id, participation_id=participation.id, checked_in_at=now)
    db.session.add(found)
    db.session.flush()
    audit.record("training.checked-in", found, actor=actor, at=now, pilot_id=day.pilot_id)
    return found
