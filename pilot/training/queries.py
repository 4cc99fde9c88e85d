"""Modules, training days, classes and what is not yet right about the plan."""

import calendar
import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.models import AcceptedDeviation, Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import place_queries, plan_check, plan_lecturers, plan_places, rules
from pilot.training.availability import queries as availability
from pilot.training.models import Attendance, ClassLecturer, ClassSession, Module, TrainingDay

NOT_TAKING_PLACE = tuple(sorted(rules.NOT_TAKING_PLACE))


@dataclass(frozen=True)
class Plan:
    """A pilot's training as it stands: modules, days with classes, and the rules it does not meet."""

    modules: Sequence[Module]
    days: Sequence[TrainingDay]
    findings: Sequence[plan_check.Finding]
    days_off: Mapping[dt.date, str]

    @property
    def live_days(self) -> list[TrainingDay]:
        return [day for day in self.days if takes_place(day)]

    @property
    def planned_minutes(self) -> int:
        return sum(day.planned_minutes for day in self.live_days)

    @property
    def ended_days(self) -> list[TrainingDay]:
        """Return the days that were moved away or cancelled."""
        return [day for day in self.days if not takes_place(day)]

    @property
    def months(self) -> list["PlannedMonth"]:
        """Return every month from that of the first day that takes place to that of the last."""
        by_month = {
            first: tuple(days)
            for first, days in groupby(self.live_days, key=lambda day: day.held_on.replace(day=1))
        }
        found, month = [], min(by_month, default=None)
        while month is not None and month <= max(by_month):
            found.append(PlannedMonth(month, by_month.get(month, ())))
            month = (month + dt.timedelta(days=31)).replace(day=1)
        return found


@dataclass(frozen=True)
class PlannedMonth:
    """The days of a month that take place."""

    first_day: dt.date
    days: tuple[TrainingDay, ...]

    @property
    def by_date(self) -> dict[dt.date, list[TrainingDay]]:
        return {held_on: list(days) for held_on, days in groupby(self.days, key=lambda day: day.held_on)}

    @property
    def weeks(self) -> list[list[dt.date]]:
        """Return the month's weeks from Monday, filled with days of the months beside it."""
        return calendar.Calendar().monthdatescalendar(self.first_day.year, self.first_day.month)


def takes_place(day: TrainingDay) -> bool:
    """Tell whether a day was neither moved away nor cancelled."""
    return day.state not in rules.NOT_TAKING_PLACE


def is_live() -> ColumnElement[bool]:
    """Return the condition that a day was neither moved away nor cancelled."""
    return TrainingDay.state.not_in(NOT_TAKING_PLACE)


def _with_classes() -> tuple[ORMOption, ...]:
    return (
        selectinload(TrainingDay.classes).joinedload(ClassSession.module),
        selectinload(TrainingDay.classes).selectinload(ClassSession.lecturers),
    )


def modules_of(pilot: Pilot) -> list[Module]:
    """Return a pilot's modules by number."""
    return list(
        db.session.scalars(
            select(Module).where(Module.pilot_id == pilot.id).order_by(Module.number, Module.id)
        )
    )


def days_of(pilot: Pilot) -> list[TrainingDay]:
    """Return a pilot's training days with their classes, also moved and cancelled ones, by date."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(TrainingDay.pilot_id == pilot.id)
            .options(*_with_classes())
            .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.number, TrainingDay.id)
        )
    )


def days_of_event(day: TrainingDay) -> list[TrainingDay]:
    """Return the rows that a day had in the calendar, also moved and cancelled ones, by sequence."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(TrainingDay.calendar_uid == day.calendar_uid)
            .options(*_with_classes())
            .order_by(TrainingDay.calendar_sequence, TrainingDay.id)
        )
    )


def next_days(pilot: Pilot, *, today: dt.date, most: int = 3) -> list[TrainingDay]:
    """Return the next days that take place, today's included, with their classes."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(TrainingDay.pilot_id == pilot.id, is_live(), TrainingDay.held_on >= today)
            .options(*_with_classes())
            .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
            .limit(most)
        )
    )


def days_without_attendance(pilot: Pilot, *, today: dt.date) -> list[TrainingDay]:
    """Return the days up to today that took place and have no attendance yet, the oldest first."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(
                TrainingDay.pilot_id == pilot.id,
                is_live(),
                TrainingDay.held_on <= today,
                ~exists().where(Attendance.day_id == TrainingDay.id),
            )
            .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
        )
    )


def attendance_minutes(
    pilot: Pilot,
    participation_ids: Collection[uuid.UUID] | None = None,
    *,
    month: Month | None = None,
) -> dict[uuid.UUID, int]:
    """Return the minutes each participation, or each of some, attended on days that took place.

    `month` counts the days of one month only.
    """
    statement = (
        select(Attendance.participation_id, func.sum(Attendance.minutes))
        .join(TrainingDay, TrainingDay.id == Attendance.day_id)
        .where(TrainingDay.pilot_id == pilot.id, is_live())
        .group_by(Attendance.participation_id)
    )
    if participation_ids is not None:
        statement = statement.where(Attendance.participation_id.in_(participation_ids))
    if month is not None:
        statement = statement.where(TrainingDay.held_on.between(month.first_day, month.last_day))
    sums = db.session.execute(statement)
    return {participation_id: int(minutes) for participation_id, minutes in sums}


def acceptances_of(pilot: Pilot) -> dict[str, plan_check.Acceptance]:
    """Return what was accepted of a pilot's plan, with the reason and who did, by the finding's key."""
    rows = db.session.execute(
        select(AcceptedDeviation, User)
        .join(User, User.id == AcceptedDeviation.accepted_by_id)
        .where(AcceptedDeviation.pilot_id == pilot.id)
        .order_by(AcceptedDeviation.accepted_at, AcceptedDeviation.id)
    )
    return {
        deviation.rule: plan_check.Acceptance(deviation.reason, person.name, deviation.accepted_at)
        for deviation, person in rows
    }


def plan_of(pilot: Pilot) -> Plan:
    """Return a pilot's modules and days with every rule they do not meet (R4, R7, R8)."""
    modules, days = modules_of(pilot), days_of(pilot)
    live = [day for day in days if takes_place(day)]
    around = place_queries.surroundings_of(pilot, live)
    findings = plan_check.findings(
        pilot,
        modules,
        live,
        parameters=cohort.parameters_of(pilot),
        phases=cohort.phases_of(pilot),
        accepted=acceptances_of(pilot),
        around=around,
        more=[
            *plan_places.findings(live, around),
            *plan_lecturers.findings(live, _availability(pilot, live)),
        ],
    )
    return Plan(modules, days, findings, around.days_off)


def _availability(pilot: Pilot, days: Sequence[TrainingDay]) -> plan_lecturers.Availability:
    """Return what the lecturers said about the dates of a plan (T6)."""
    if not days:
        return plan_lecturers.Availability()
    dates = [day.held_on for day in days]
    return plan_lecturers.Availability(
        busy=absences.busy_dates(pilot.id, min(dates), max(dates)),
        declined=availability.declined_classes(pilot.id),
    )


def unmet_rules(pilot: Pilot) -> list[plan_check.Finding]:
    """Return the rules a pilot's plan does not meet and nobody accepted (R4, R7, R8)."""
    return [finding for finding in plan_of(pilot).findings if finding.accepted is None]


def get_finding(pilot: Pilot, key: str) -> plan_check.Finding:
    """Return a rule of the plan that is unmet now and may be accepted.

    :raises NotVisibleError: there is no such finding now.
    """
    for finding in unmet_rules(pilot):
        if finding.key == key and finding.is_soft:
            return finding
    raise NotVisibleError


def _in_scope(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else TrainingDay.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.TAUGHT:
            return and_(in_pilot, is_taught_by(viewer.user_id))
        case _:
            return false()


def is_taught_by(user_id: uuid.UUID) -> ColumnElement[bool]:
    """Return the condition that a person teaches a class of the day."""
    return exists().where(
        ClassSession.day_id == TrainingDay.id,
        ClassLecturer.class_id == ClassSession.id,
        ClassLecturer.user_id == user_id,
    )


def _day_in_scope(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    return or_(false(), *(_in_scope(scope, viewer) for scope in viewer.scopes(permission)))


def get_day(
    day_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.TRAINING_READ
) -> TrainingDay:
    """Return a day with its pilot and classes; a lecturer's own permissions reach only days they teach.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    day = db.session.scalar(
        select(TrainingDay)
        .where(TrainingDay.id == day_id, _day_in_scope(viewer, permission))
        .options(joinedload(TrainingDay.pilot), *_with_classes())
    )
    if day is None:
        raise NotVisibleError
    return day


def day_after_move(day: TrainingDay) -> TrainingDay | None:
    """Return the day that stands in for a moved one."""
    return db.session.get(TrainingDay, day.moved_to_id) if day.moved_to_id else None


def may_reach(day: TrainingDay, *, viewer: Viewer, permission: Permission) -> bool:
    """Tell whether a viewer has a permission over a day that was loaded with its classes."""
    for scope in viewer.scopes_in(day.pilot_id, permission):
        if scope.reach in {Reach.ALL, Reach.PILOT}:
            return True
        if scope.reach is Reach.TAUGHT and viewer.user_id in lecturer_ids(day):
            return True
    return False


def lecturer_ids(day: TrainingDay) -> set[uuid.UUID]:
    """Return who teaches on a day that was loaded with its classes."""
    return {lecturer.id for held in day.classes for lecturer in held.lecturers}


def get_class(class_id: uuid.UUID, *, viewer: Viewer) -> ClassSession:
    """Return a class whose agenda the viewer may edit, with its day, pilot and lecturers.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(ClassSession)
        .join(ClassSession.day)
        .where(ClassSession.id == class_id, _day_in_scope(viewer, Permission.AGENDA_EDIT))
        .options(
            joinedload(ClassSession.day).joinedload(TrainingDay.pilot), selectinload(ClassSession.lecturers)
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_module(module_id: uuid.UUID, *, viewer: Viewer) -> Module:
    """Return a module that the viewer may change, with its pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    module = db.session.scalar(
        select(Module)
        .where(
            Module.id == module_id,
            Module.pilot_id.in_(
                cohort.visible_pilots(viewer, Permission.TRAINING_MANAGE).with_only_columns(Pilot.id)
            ),
        )
        .options(joinedload(Module.pilot))
    )
    if module is None:
        raise NotVisibleError
    return module


def classes_on(pilot_id: uuid.UUID, held_on: dt.date) -> list[ClassSession]:
    """Return the classes of a pilot's live days on a date, with day and lecturers."""
    return list(
        db.session.scalars(
            select(ClassSession)
            .join(ClassSession.day)
            .where(TrainingDay.pilot_id == pilot_id, TrainingDay.held_on == held_on, is_live())
            .options(joinedload(ClassSession.day), selectinload(ClassSession.lecturers))
            .order_by(ClassSession.starts_at, ClassSession.id)
        )
    )


def days_on(pilot_id: uuid.UUID, held_on: dt.date) -> list[TrainingDay]:
    """Return a pilot's live days on a date."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(TrainingDay.pilot_id == pilot_id, TrainingDay.held_on == held_on, is_live())
            .order_by(TrainingDay.starts_at, TrainingDay.id)
        )
    )


def has_days(pilot: Pilot) -> bool:
    """Tell whether a pilot has a live training day."""
    return bool(db.session.scalar(select(exists().where(TrainingDay.pilot_id == pilot.id, is_live()))))


def next_number(pilot: Pilot) -> int:
    """Return the first number after those of the pilot's live days."""
    highest = db.session.scalar(
        select(func.max(TrainingDay.number)).where(TrainingDay.pilot_id == pilot.id, is_live())
    )
    return (highest or 0) + 1
