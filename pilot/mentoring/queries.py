"""Promised and received minutes by month, in the viewer's scope, read from the month table."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, func, select

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month, PhaseDates, Span, months_between, phase_of
from pilot.extensions import db
from pilot.mentoring import rules
from pilot.mentoring.enums import SessionState, Standing
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.municipalities.models import Municipality
from pilot.web.paging import ROWS, part_of

PROMISED_STATES = (
    ParticipationState.CONFIRMED,
    ParticipationState.ACTIVE,
    ParticipationState.PAUSED,
    ParticipationState.COMPLETED,
    ParticipationState.WITHDRAWN,
)
SHORT = frozenset({Standing.OPEN, Standing.AT_RISK, Standing.ON_TRACK, Standing.MISSED})


@dataclass(frozen=True)
class MonthCell:
    """A participant's month: minutes received, counted after the cap, planned and promised.

    Without a promise (`required` is None) or in a pilot without a quota nothing is missing; `standing` is
    None in a pilot without a quota.
    """

    month: Month
    required: int | None
    received: int
    counted: int
    planned: int
    missing: int
    standing: Standing | None


@dataclass(frozen=True)
class MatrixRow:
    participation_id: uuid.UUID
    name: str
    municipality: str
    cells: tuple[MonthCell, ...]

    @property
    def received(self) -> int:
        return sum(cell.received for cell in self.cells)

    @property
    def required(self) -> int:
        return sum(cell.required or 0 for cell in self.cells)


@dataclass(frozen=True)
class MonthTotal:
    """How many have the promised minutes of those whose month has begun, and all minutes received."""

    month: Month
    met: int
    expected: int
    received: int


@dataclass(frozen=True)
class Shortage:
    """A participant who misses minutes of a month that runs or is over."""

    participation_id: uuid.UUID
    name: str
    month: Month
    missing: int
    planned: int


@dataclass(frozen=True)
class MatrixFilter:
    municipality_id: uuid.UUID | None = None
    mentor_id: uuid.UUID | None = None
    only_short: bool = False


@dataclass(frozen=True)
class Matrix:
    """Months × participants; an observer gets totals without rows."""

    months: tuple[Month, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[MonthTotal, ...]
    focus: Month | None
    short: tuple[Shortage, ...]
    quota_minutes: int
    people: int
    number: int
    pages: int


@dataclass(frozen=True)
class _Person:
    participation_id: uuid.UUID
    name: str
    municipality_id: uuid.UUID
    municipality: str
    span: Span


def mentoring_phase(pilot: Pilot) -> Span | None:
    """Return the days of the phase for which mentor minutes are promised, or None without one (M2)."""
    dates = [PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in cohort.phases_of(pilot)]
    return phase_of(pilot.quota_phase, dates)


def balances(
    pilot: Pilot, *, viewer: Viewer | None, today: dt.date
) -> dict[uuid.UUID, tuple[MonthCell, ...]]:
    """Return each participant's months in order; without a viewer those of the whole pilot (R9)."""
    cells, _months = _cells(pilot, _people(pilot, viewer), today=today)
    return cells


def balance_of(
    participation: Participation, pilot: Pilot, *, month: Month, today: dt.date
) -> MonthCell | None:
    """Return one participant's month, or None where it is not a month of mentoring."""
    person = _Person(participation.id, "", participation.municipality_id, "", _span(participation, pilot))
    cells, _months = _cells(pilot, [person], today=today)
    return next((cell for cell in cells[participation.id] if cell.month == month), None)


def month_matrix(
    pilot: Pilot,
    *,
    viewer: Viewer,
    today: dt.date,
    wanted: MatrixFilter = MatrixFilter(),
    number: int = 1,
) -> Matrix:
    """Return the months × participants of the viewer's scope, one page of rows (M24)."""
    is_aggregate = only_sums(pilot, viewer=viewer)
    people = _people(pilot, None if is_aggregate else viewer)
    cells, months = _cells(pilot, people, today=today)
    focus = _focus(months, today)
    if not is_aggregate:
        people = _wanted(people, cells, wanted, focus=focus)
    page = part_of(people, number=number)
    return Matrix(
        months=months,
        rows=tuple(
            MatrixRow(
                person.participation_id, person.name, person.municipality, cells[person.participation_id]
            )
            for person in ([] if is_aggregate else page.items)
        ),
        totals=_totals(months, [cells[person.participation_id] for person in people]),
        focus=focus,
        short=() if is_aggregate or focus is None else _shortages(people, cells, focus),
        quota_minutes=pilot.mentor_quota_minutes,
        people=len(people),
        number=page.number,
        pages=page.pages,
    )


def only_sums(pilot: Pilot, *, viewer: Viewer) -> bool:
    """Tell whether a viewer may see no more than the sums of all (R19)."""
    scopes = viewer.scopes_in(pilot.id, Permission.SESSION_HOURS_READ)
    return all(scope.reach is Reach.AGGREGATE for scope in scopes)


def without_month_sums(viewer: Viewer) -> Viewer:
    """Return the viewer without the roles that see sums of their staff, but no single session."""
    kept = tuple(
        grant
        for grant in viewer.grants
        for scope in Viewer(viewer.user_id, viewer.name, (grant,)).scopes(Permission.SESSION_HOURS_READ)
        if scope.reach is not Reach.MUNICIPALITY
    )
    return Viewer(viewer.user_id, viewer.name, kept)


def with_sessions(pilot: Pilot, *, viewer: Viewer) -> frozenset[uuid.UUID]:
    """Return the participations of a pilot whose single sessions the viewer may open."""
    statement = cohort.visible_participations(without_month_sums(viewer), Permission.SESSION_HOURS_READ)
    return frozenset(
        db.session.scalars(
            statement.where(Participation.pilot_id == pilot.id).with_only_columns(Participation.id)
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
    rows = db.session.execute(
        select(MentorSession.mentor_id, SessionShare.held_on, func.max(SessionShare.minutes))
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .join(SessionShare, SessionShare.attendee_id == SessionAttendee.id)
        .where(MentorSession.pilot_id == pilot.id, MentorSession.state == SessionState.HELD)
        .group_by(MentorSession.id, MentorSession.mentor_id, SessionShare.held_on)
    )
    worked: dict[tuple[uuid.UUID, Month], int] = {}
    for mentor_id, held_on, minutes in rows:
        key = (mentor_id, Month.of(held_on))
        worked[key] = worked.get(key, 0) + minutes
    return worked


def mentors_of(pilot: Pilot, *, viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Return the mentors who have a live pair with a participant in the viewer's scope, by name."""
    visible = _in_pilot(pilot, viewer).with_only_columns(Participation.id)
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
    visible = _in_pilot(pilot, viewer).with_only_columns(Participation.municipality_id)
    rows = db.session.execute(
        select(Municipality.id, Municipality.name)
        .where(Municipality.id.in_(visible))
        .order_by(Municipality.sort_key, Municipality.id)
    )
    return [(municipality_id, name) for municipality_id, name in rows]


def _in_pilot(pilot: Pilot, viewer: Viewer | None) -> Select[Participation]:
    statement = (
        select(Participation)
        if viewer is None
        else cohort.visible_participations(viewer, Permission.SESSION_HOURS_READ)
    )
    return statement.where(Participation.pilot_id == pilot.id, Participation.state.in_(PROMISED_STATES))


def _people(pilot: Pilot, viewer: Viewer | None) -> list[_Person]:
    statement = (
        _in_pilot(pilot, viewer)
        .join(Participation.user)
        .join(Participation.municipality)
        .with_only_columns(
            Participation.id,
            User.given_name,
            User.family_name,
            Municipality.id,
            Municipality.name,
            Participation.started_on,
            Participation.ended_on,
            Participation.state,
        )
        .order_by(Municipality.sort_key, Municipality.id, User.sort_key, Participation.id)
    )
    return [
        _Person(
            participation_id,
            f"{given} {family}",
            municipality_id,
            municipality,
            Span(starts_on or pilot.implementation_from, ends_on),
        )
        for participation_id, given, family, municipality_id, municipality, starts_on, ends_on, state in (
            db.session.execute(statement)
        )
        if starts_on is not None or state is not ParticipationState.WITHDRAWN
    ]


def _span(participation: Participation, pilot: Pilot) -> Span:
    return Span(participation.started_on or pilot.implementation_from, participation.ended_on)


def _cells(
    pilot: Pilot, people: Sequence[_Person], *, today: dt.date
) -> tuple[dict[uuid.UUID, tuple[MonthCell, ...]], tuple[Month, ...]]:
    """Return the months of each person and the months of mentoring: two queries however many people."""
    phase = mentoring_phase(pilot)
    kept = _month_rows(pilot, people)
    span = phase or Span(pilot.implementation_from, pilot.implementation_to)
    months = months_between(span.starts_on, span.ends_on or pilot.implementation_to)
    parameters = cohort.parameters_of(pilot)
    names = [str(month) for month in months]

    @cache
    def promised(span: Span) -> tuple[int | None, ...]:
        return tuple(
            rules.quota_for(month, phase=phase, participation=span, parameters=parameters) for month in months
        )

    cells = {}
    for person in people:
        sums = [kept.get((person.participation_id, name), (0, 0, 0)) for name in names]
        balances = [
            rules.balance(month, counted=counted, planned_minutes=planned, required=required)
            for month, (_received, counted, planned), required in zip(
                months, sums, promised(person.span), strict=True
            )
        ]
        cells[person.participation_id] = tuple(
            MonthCell(
                month=found.month,
                required=found.required,
                received=received,
                counted=found.received,
                planned=found.planned,
                missing=found.missing,
                standing=found.standing(today=today) if pilot.mentor_quota_minutes else None,
            )
            for found, (received, _counted, _planned) in zip(
                rules.with_carry_over(balances, pilot.carry_over), sums, strict=True
            )
        )
    return cells, months


def _month_rows(
    pilot: Pilot, people: Sequence[_Person]
) -> Mapping[tuple[uuid.UUID, str], tuple[int, int, int]]:
    statement = select(
        MonthMinutes.participation_id,
        MonthMinutes.month,
        MonthMinutes.received_minutes,
        MonthMinutes.counted_minutes,
        MonthMinutes.planned_minutes,
    ).where(MonthMinutes.pilot_id == pilot.id)
    if len(people) <= ROWS:
        ids = [person.participation_id for person in people]
        statement = statement.where(MonthMinutes.participation_id.in_(ids))
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in db.session.execute(statement)}


def _focus(months: Sequence[Month], today: dt.date) -> Month | None:
    """Return the month the first sentence is about: this one, or after the phase its last one."""
    this_month = Month.of(today)
    begun = [month for month in months if month <= this_month]
    return begun[-1] if begun else None


def _wanted(
    people: Sequence[_Person],
    cells: Mapping[uuid.UUID, tuple[MonthCell, ...]],
    wanted: MatrixFilter,
    *,
    focus: Month | None,
) -> list[_Person]:
    kept = list(people)
    if wanted.municipality_id is not None:
        kept = [person for person in kept if person.municipality_id == wanted.municipality_id]
    if wanted.mentor_id is not None:
        mentees = set(
            db.session.scalars(
                select(MentoringPair.participation_id).where(
                    MentoringPair.mentor_id == wanted.mentor_id, MentoringPair.ends_on.is_(None)
                )
            )
        )
        kept = [person for person in kept if person.participation_id in mentees]
    if wanted.only_short:
        kept = [person for person in kept if _is_short(cells[person.participation_id], focus)]
    return kept


def _is_short(cells: Sequence[MonthCell], focus: Month | None) -> bool:
    """Tell whether a month up to now is not met."""
    return focus is not None and any(cell.standing in SHORT and cell.month <= focus for cell in cells)


def _shortages(
    people: Sequence[_Person], cells: Mapping[uuid.UUID, tuple[MonthCell, ...]], focus: Month
) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(person.participation_id, person.name, cell.month, cell.missing, cell.planned)
        for person in people
        for cell in cells[person.participation_id]
        if cell.month <= focus and cell.standing in SHORT
    )


def _totals(months: Sequence[Month], rows: Sequence[Sequence[MonthCell]]) -> tuple[MonthTotal, ...]:
    return tuple(
        MonthTotal(
            month,
            met=sum(row[place].standing is Standing.MET for row in rows),
            expected=sum(
                row[place].standing not in {None, Standing.EXEMPT, Standing.UPCOMING} for row in rows
            ),
            received=sum(row[place].received for row in rows),
        )
        for place, month in enumerate(months)
    )
