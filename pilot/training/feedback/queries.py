"""Who may answer about which day, and the results that a viewer may see."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import selectinload

from pilot import text
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.feedback import rules
from pilot.training.feedback.enums import Standing
from pilot.training.feedback.models import FeedbackAnswer, FeedbackGiven
from pilot.training.feedback.rules import Answer, Problem, Summary
from pilot.training.models import Attendance, ClassSession, Module, TrainingDay
from pilot.training.rules import FEEDBACK_WINDOW


def own_participation(day: TrainingDay, *, viewer: Viewer) -> Participation | None:
    """Return the viewer's participation in the pilot of a day, or None."""
    return db.session.scalar(
        select(Participation).where(
            Participation.pilot_id == day.pilot_id, Participation.user_id == viewer.user_id
        )
    )


def give_problem(day: TrainingDay, participation: Participation | None, *, today: dt.date) -> Problem | None:
    """Return why a participant may not answer about a day now, or None; who attended is invited."""
    if not training.takes_place(day):
        return Problem.NOT_HELD
    if participation is None:
        return Problem.NOT_THERE
    attended = exists().where(
        Attendance.day_id == day.id,
        Attendance.participation_id == participation.id,
        Attendance.minutes > 0,
    )
    given = exists().where(FeedbackGiven.day_id == day.id, FeedbackGiven.participation_id == participation.id)
    has_attended, has_given = db.session.execute(select(attended, given)).one()
    return rules.give_problem(
        day.held_on, today=today, has_attended=bool(has_attended), has_given=bool(has_given)
    )


def days_to_tell_of(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[TrainingDay]:
    """Return the days of a pilot that a person attended and may still tell about, the oldest first."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .join(Attendance, and_(Attendance.day_id == TrainingDay.id, Attendance.minutes > 0))
            .join(Participation, Participation.id == Attendance.participation_id)
            .where(
                TrainingDay.pilot_id == pilot.id,
                Participation.user_id == user_id,
                training.is_live(),
                TrainingDay.held_on.between(today - FEEDBACK_WINDOW, today),
                ~exists().where(
                    FeedbackGiven.day_id == TrainingDay.id,
                    FeedbackGiven.participation_id == Participation.id,
                ),
            )
            .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
        )
    )


@dataclass(frozen=True)
class DayResult:
    """What may be shown of the feedback on a day."""

    day: TrainingDay
    summary: Summary


@dataclass(frozen=True)
class ModuleResult:
    """What may be shown of a module: its days that are shown one by one, together."""

    module: Module
    summary: Summary
    last_held_on: dt.date


@dataclass(frozen=True)
class Results:
    """The feedback of a pilot as one viewer may see it."""

    days: tuple[DayResult, ...]
    modules: tuple[ModuleResult, ...]

    @property
    def shown_count(self) -> int:
        return sum(1 for result in self.days if result.summary.standing is Standing.SHOWN)


def least_answers(pilot: Pilot, *, viewer: Viewer) -> int:
    """Return from how many answers a viewer sees results; who sees only sums waits for the pilot's (R18)."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.FEEDBACK_READ)}
    if reaches == {Reach.AGGREGATE}:
        return max(rules.LEAST_ANSWERS, pilot.small_cell_threshold)
    return rules.LEAST_ANSWERS


def results_in(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> Results:
    """Return the results of the days in the viewer's reach; a module adds up only days that are shown.

    So the difference between a module and its days is never a day with too few answers.
    """
    days = _days_in_reach(pilot, viewer=viewer, today=today)
    least = least_answers(pilot, viewer=viewer)
    answers = _answers_of(days)
    shown = {
        day.id: rules.summary(answers[day.id], held_on=day.held_on, today=today, least=least) for day in days
    }
    modules: dict[Module, list[TrainingDay]] = {}
    for day in days:
        for module in _modules_of(day):
            modules.setdefault(module, []).append(day)
    return Results(
        tuple(DayResult(day, shown[day.id]) for day in days),
        tuple(
            _of_module(module, modules[module], shown, answers)
            for module in sorted(modules, key=lambda each: each.number)
        ),
    )


def _of_module(
    module: Module,
    days: Sequence[TrainingDay],
    shown: Mapping[uuid.UUID, Summary],
    answers: Mapping[uuid.UUID, list[Answer]],
) -> ModuleResult:
    standings = {shown[day.id].standing for day in days}
    together = rules.together(
        [each for day in days if shown[day.id].standing is Standing.SHOWN for each in answers[day.id]],
        otherwise=Standing.OPEN if Standing.OPEN in standings else Standing.TOO_FEW,
    )
    return ModuleResult(module, together, days[-1].held_on)


def _days_in_reach(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[TrainingDay]:
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.FEEDBACK_READ)}
    statement = select(TrainingDay).where(
        TrainingDay.pilot_id == pilot.id, training.is_live(), TrainingDay.held_on <= today
    )
    if reaches <= {Reach.TAUGHT}:
        statement = statement.where(training.is_taught_by(viewer.user_id))
    return list(
        db.session.scalars(
            statement.options(
                selectinload(TrainingDay.classes).joinedload(ClassSession.module),
                selectinload(TrainingDay.classes).selectinload(ClassSession.lecturers),
            ).order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
        )
    )


def _modules_of(day: TrainingDay) -> list[Module]:
    return list(dict.fromkeys(held.module for held in day.classes if held.module is not None))


def _answers_of(days: Sequence[TrainingDay]) -> dict[uuid.UUID, list[Answer]]:
    found: dict[uuid.UUID, list[Answer]] = {day.id: [] for day in days}
    rows = db.session.scalars(
        select(FeedbackAnswer).where(FeedbackAnswer.day_id.in_(list(found))).order_by(FeedbackAnswer.id)
    )
    for row in rows:
        found[row.day_id].append(
            Answer(row.content, row.lecturer, row.usefulness, row.to_keep, row.to_change)
        )
    return found


@dataclass(frozen=True)
class DayPage:
    """One day's results: means, and for those who may read them the texts, each list by itself."""

    day: TrainingDay
    summary: Summary
    to_keep: tuple[str, ...] = ()
    to_change: tuple[str, ...] = ()


def day_page(day_id: uuid.UUID, *, viewer: Viewer, today: dt.date) -> DayPage:
    """Return the results of a day.

    :raises NotVisibleError: there is none of this id whose feedback this viewer may read.
    """
    day = training.get_day(day_id, viewer=viewer)
    reads_texts = training.may_reach(day, viewer=viewer, permission=Permission.FEEDBACK_READ)
    reaches = {scope.reach for scope in viewer.scopes_in(day.pilot_id, Permission.FEEDBACK_READ)}
    if not reads_texts and Reach.AGGREGATE not in reaches:
        raise NotVisibleError
    answers = _answers_of([day])[day.id]
    least = rules.LEAST_ANSWERS
    if not reads_texts:
        least = max(least, day.pilot.small_cell_threshold)
    found = rules.summary(answers, held_on=day.held_on, today=today, least=least)
    if not reads_texts or found.standing is not Standing.SHOWN:
        return DayPage(day, found)
    return DayPage(
        day,
        found,
        in_no_order(answer.to_keep for answer in answers),
        in_no_order(answer.to_change for answer in answers),
    )


def in_no_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts by their letters: an order that says neither whose they are nor which belong together."""
    return tuple(sorted((each for each in texts if each), key=lambda each: (text.sort_key(each), each)))
