"""Promised and received minutes by month, in the viewer's scope, read from the month table."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, select

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import MentoringPair, Participation, Phase, Pilot
from pilot.cohort.rules import Month, PhaseDates, Span, months_between, phase_of
from pilot.extensions import db
from pilot.mentoring import ahead_queries, rules
from pilot.mentoring.enums import SessionState, Standing
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.municipalities.models import Municipality

PROMISED_STATES = (
    ParticipationState.CONFIRMED,
    ParticipationState.ACTIVE,
    ParticipationState.PAUSED,
    ParticipationState.COMPLETED,
    ParticipationState.WITHDRAWN,
)


MANY_PEOPLE = 300
PART = 1_000
NOTHING_AHEAD = rules.Ahead()
PERSON = (
    Participation.id,
    User.given_name,
    User.family_name,
    User.sort_key,
    Municipality.name,
    Participation.started_on,
    Participation.ended_on,
)


@dataclass(frozen=True)
class MonthCell:
    """A participant's month: minutes received, counted after the cap, planned and promised.

    Without a promise (`required` is None) or in a pilot without a quota nothing is missing; `standing` is
    None in a pilot without a quota. In the running month `planned` are minutes still to come, `overdue`
    those planned for days that are over; on the last safe day the meetings must begin at the latest, and
    `longer` says that they must be longer than usual (M17).
    """

    month: Month
    required: int | None
    received: int
    counted: int
    planned: int
    missing: int
    standing: Standing | None
    last_safe_day: dt.date | None = None
    longer: bool = False
    overdue: int = 0


@dataclass(frozen=True)
class Course:
    """A pilot's months of mentoring and what each promises to whoever takes part from a day to a day.

    Working days that were looked up are kept in `seen_days`.
    """

    pilot: Pilot
    phase: Span | None
    months: tuple[Month, ...]
    seen_days: dict[dt.date, tuple[dt.date, ...]] = field(default_factory=dict, compare=False, repr=False)

    def promised(self, span: Span) -> tuple[int | None, ...]:
        parameters = cohort.parameters_of(self.pilot)
        return tuple(
            rules.quota_for(month, phase=self.phase, participation=span, parameters=parameters)
            for month in self.months
        )

    def days_left(self, *, today: dt.date) -> tuple[dt.date, ...]:
        """Return the working days left of the running month; none where it promises nothing."""
        if Month.of(today) not in self.months or not self.pilot.mentor_quota_minutes:
            return ()
        if today not in self.seen_days:
            self.seen_days[today] = ahead_queries.days_left(self.pilot, self.phase, today=today)
        return self.seen_days[today]


@dataclass(frozen=True)
class Person:
    """A participant to whom months are promised."""

    participation_id: uuid.UUID
    name: str
    sort_key: str
    municipality: str
    span: Span


def mentoring_phase(pilot: Pilot) -> Span | None:
    """Return the days of the phase for which mentor minutes are promised, or None without one (M2)."""
    dates = [PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in cohort.phases_of(pilot)]
    return phase_of(pilot.quota_phase, dates)


def course_of(pilot: Pilot, phases: Iterable[Phase] | None = None) -> Course:
    """Return the months of the phase; without one those of the whole pilot, which promise nothing."""
    phase = cohort.quota_span(pilot, cohort.phases_of(pilot) if phases is None else phases)
    span = phase or Span(pilot.implementation_from, pilot.implementation_to)
    return Course(pilot, phase, months_between(span.starts_on, span.ends_on or pilot.implementation_to))


def balances(
    pilot: Pilot, *, viewer: Viewer | None, today: dt.date
) -> dict[uuid.UUID, tuple[MonthCell, ...]]:
    """Return each participant's months in order; without a viewer those of the whole pilot (R9)."""
    return cells_of(course_of(pilot), people_of(pilot, promised_people(pilot, viewer)), today=today)


def balance_of(
    participation: Participation, pilot: Pilot, *, month: Month, today: dt.date
) -> MonthCell | None:
    """Return one participant's month, or None where it is not a month of mentoring."""
    span = Span(participation.started_on or pilot.implementation_from, participation.ended_on)
    cells = cells_of(course_of(pilot), [Person(participation.id, "", "", "", span)], today=today)
    return next((cell for cell in cells[participation.id] if cell.month == month), None)


def only_sums(pilot: Pilot, *, viewer: Viewer) -> bool:
    """Tell whether a viewer may see no more than the sums of all (R19)."""
    scopes = viewer.scopes_in(pilot.id, Permission.SESSION_HOURS_READ)
    return all(scope.reach is Reach.AGGREGATE for scope in scopes)


def without_month_sums(viewer: Viewer) -> Viewer:
    """Return the viewer without the roles that see sums of their staff, but no single session."""
    kept = tuple(
        grant
        for grant in viewer.grants
        for scope in replace(viewer, grants=(grant,)).scopes(Permission.SESSION_HOURS_READ)
        if scope.reach is not Reach.MUNICIPALITY
    )
    return replace(viewer, grants=kept)


def with_sessions(
    pilot: Pilot, participation_ids: Collection[uuid.UUID], *, viewer: Viewer
) -> frozenset[uuid.UUID]:
    """Return those of some participations whose single sessions the viewer may open."""
    statement = cohort.visible_participations(without_month_sums(viewer), Permission.SESSION_HOURS_READ)
    return frozenset(
        db.session.scalars(
            statement.where(
                Participation.pilot_id == pilot.id, Participation.id.in_(participation_ids)
            ).with_only_columns(Participation.id)
        )
    )


def received_minutes(pilot: Pilot) -> dict[tuple[uuid.UUID, Month], int]:
    """Return what each participation received by month, before any cap."""
    rows = db.session.execute(
        select(MonthMinutes.participation_id, MonthMinutes.month, MonthMinutes.received_minutes).where(
            MonthMinutes.pilot_id == pilot.id
        )
    )
    return {(participation_id, Month.parse(month)): minutes for participation_id, month, minutes in rows}


def worked_minutes(pilot: Pilot) -> dict[tuple[uuid.UUID, Month], int]:
    """Return what each mentor worked in held sessions by month; a group session counts once (M7)."""
    once = (
        select(MentorSession.mentor_id, SessionShare.held_on, func.max(SessionShare.minutes).label("minutes"))
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .join(SessionShare, SessionShare.attendee_id == SessionAttendee.id)
        .where(MentorSession.pilot_id == pilot.id, MentorSession.state == SessionState.HELD)
        .group_by(MentorSession.id, MentorSession.mentor_id, SessionShare.held_on)
        .subquery()
    )
    month = func.substr(cast(once.c.held_on, Text), 1, len("2023-01"))
    rows = db.session.execute(
        select(once.c.mentor_id, month, func.sum(once.c.minutes)).group_by(once.c.mentor_id, month)
    )
    return {(mentor_id, Month.parse(name)): int(minutes) for mentor_id, name, minutes in rows}


def has_many_people(pilot: Pilot, *, viewer: Viewer) -> bool:
    """Tell whether the mentors of everybody in the viewer's scope are too many to choose from."""
    beyond = promised_people(pilot, viewer).with_only_columns(Participation.id).offset(MANY_PEOPLE).limit(1)
    return db.session.scalar(beyond) is not None


def mentors_of(
    pilot: Pilot, *, viewer: Viewer, municipality_id: uuid.UUID | None = None
) -> list[tuple[uuid.UUID, str]]:
    """Return the mentors who have a live pair with a participant in the viewer's scope, by name."""
    visible = promised_people(pilot, viewer).with_only_columns(Participation.id)
    if municipality_id is not None:
        visible = visible.where(Participation.municipality_id == municipality_id)
    rows = db.session.execute(
        select(User.id, User.given_name, User.family_name)
        .where(
            User.id.in_(
                select(MentoringPair.mentor_id).where(
                    MentoringPair.participation_id.in_(visible), MentoringPair.ends_on.is_(None)
                )
            )
        )
        .order_by(User.sort_key, User.id)
    )
    return [(mentor_id, f"{given} {family}") for mentor_id, given, family in rows]


def municipalities_of(pilot: Pilot, *, viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Return the municipalities of the participants in the viewer's scope, by name."""
    visible = promised_people(pilot, viewer).where(Participation.municipality_id == Municipality.id)
    rows = db.session.execute(
        select(Municipality.id, Municipality.name)
        .where(visible.with_only_columns(Participation.id).correlate(Municipality).exists())
        .order_by(Municipality.sort_key, Municipality.id)
    )
    return [(municipality_id, name) for municipality_id, name in rows]


def is_promised() -> ColumnElement[bool]:
    """Return the condition that a participation has months: who withdrew before the start has none."""
    return Participation.state.in_(PROMISED_STATES) & (
        Participation.started_on.is_not(None) | (Participation.state != ParticipationState.WITHDRAWN)
    )


def promised_people(pilot: Pilot, viewer: Viewer | None) -> Select[Participation]:
    """Return the statement of those with months in the viewer's scope; without a viewer of all."""
    statement = (
        select(Participation)
        if viewer is None
        else cohort.visible_participations(viewer, Permission.SESSION_HOURS_READ)
    )
    return statement.where(Participation.pilot_id == pilot.id, is_promised())


def people_of(pilot: Pilot, statement: Select[Participation]) -> list[Person]:
    """Fetch the people of a statement by municipality and name."""
    rows = db.session.execute(
        statement.join(Participation.user)
        .join(Participation.municipality)
        .with_only_columns(*PERSON)
        .order_by(Municipality.sort_key, Municipality.id, User.sort_key, Participation.id)
    )
    return [person(row, pilot) for row in rows]


def person(row: Row[*tuple[Any, ...]], pilot: Pilot) -> Person:
    """Read a row of the columns `PERSON`."""
    participation_id, given, family, sort_key, municipality, starts_on, ends_on = row
    span = Span(starts_on or pilot.implementation_from, ends_on)
    return Person(participation_id, f"{given} {family}", sort_key, municipality, span)


def cells_of(
    course: Course, people: Sequence[Person], *, today: dt.date
) -> dict[uuid.UUID, tuple[MonthCell, ...]]:
    """Judge each month of each person: few queries however many people."""
    if not people:
        return {}
    pilot, this_month = course.pilot, Month.of(today)
    kept = _month_rows(pilot, people, course.months)
    promised = cache(course.promised)
    received, balances = {}, {}
    for person in people:
        key = person.participation_id
        sums = [kept.get((key, str(month)), (0, 0, 0)) for month in course.months]
        received[key] = [row[0] for row in sums]
        owed = [
            rules.balance(month, counted=counted, planned_minutes=planned, required=required)
            for month, (_received, counted, planned), required in zip(
                course.months, sums, promised(person.span), strict=True
            )
        ]
        balances[key] = rules.with_carry_over(owed, pilot.carry_over)
    short = {
        person.participation_id: person.span
        for person in people
        if any(found.missing and found.month == this_month for found in balances[person.participation_id])
    }
    ahead = _ahead(course, short, today=today)
    return {
        key: tuple(
            cell(pilot, found, minutes, ahead=ahead.get(key, NOTHING_AHEAD), today=today)
            for found, minutes in zip(balances[key], received[key], strict=True)
        )
        for key in balances
    }


def _ahead(
    course: Course, people: Mapping[uuid.UUID, Span], *, today: dt.date
) -> dict[uuid.UUID, rules.Ahead]:
    if not (people and course.pilot.mentor_quota_minutes):
        return {}
    return ahead_queries.ahead_of(course.pilot, people, days=course.days_left(today=today), today=today)


def cell(
    pilot: Pilot, found: rules.Balance, received: int, *, ahead: rules.Ahead, today: dt.date
) -> MonthCell:
    """Judge a month of a participant with what lies ahead of it."""
    outlook = found.outlook(today=today, ahead=ahead, most_per_day=pilot.session_warning_minutes)
    overdue = min(found.planned, ahead.overdue) if found.month == Month.of(today) else 0
    return MonthCell(
        month=found.month,
        required=found.required,
        received=received,
        counted=found.received,
        planned=found.planned - overdue,
        missing=found.missing,
        standing=outlook.standing if pilot.mentor_quota_minutes else None,
        last_safe_day=outlook.last_safe_day,
        longer=outlook.longer,
        overdue=overdue,
    )


def _month_rows(
    pilot: Pilot, people: Sequence[Person], months: Iterable[Month]
) -> Mapping[tuple[uuid.UUID, str], tuple[int, int, int]]:
    keys = [person.participation_id for person in people]
    names = [str(month) for month in months]
    statement = select(
        MonthMinutes.participation_id,
        MonthMinutes.month,
        MonthMinutes.received_minutes,
        MonthMinutes.counted_minutes,
        MonthMinutes.planned_minutes,
    ).where(MonthMinutes.pilot_id == pilot.id, MonthMinutes.month.in_(names))
    parts = (keys[place : place + PART] for place in range(0, len(keys), PART))
    rows = (
        row
        for part in parts
        for row in db.session.execute(statement.where(MonthMinutes.participation_id.in_(part)))
    )
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}
