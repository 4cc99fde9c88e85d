"""Who was there: the roll of a day and the attendance of a pilot, as far as the viewer may see."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries, rules
from pilot.training.enums import AttendanceStanding, AttendanceStatus
from pilot.training.models import Attendance, AttendanceCorrection, TrainingDay
from pilot.training.rules import AttendanceTotals
from pilot.web.paging import Page, page_of


@dataclass(frozen=True)
class RollLine:
    """A participant of a day, with what is recorded of them so far."""

    participation: Participation
    attendance: Attendance | None


@dataclass(frozen=True)
class Roll:
    """Everybody who belongs on the sheet of a day, by name."""

    day: TrainingDay
    lines: tuple[RollLine, ...]

    @property
    def seal(self) -> str:
        """Return a mark that changes with every save of the sheet by anybody."""
        versions = [
            f"{line.participation.id}:{line.attendance.version if line.attendance else 0}"
            for line in self.lines
        ]
        return hashlib.sha256("|".join([str(self.day.planned_minutes), *versions]).encode()).hexdigest()[:32]

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and all(line.attendance for line in self.lines)

    @property
    def present_count(self) -> int:
        return sum(1 for line in self.lines if line.attendance and line.attendance.minutes > 0)


def roll_of(day: TrainingDay) -> Roll:
    """Return the sheet of a day: those who had started by then and had not left before (R6)."""
    found = db.session.execute(
        select(Participation, Attendance)
        .join(Participation.user)
        .outerjoin(
            Attendance, and_(Attendance.participation_id == Participation.id, Attendance.day_id == day.id)
        )
        .where(
            Participation.pilot_id == day.pilot_id,
            Participation.started_on <= day.held_on,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= day.held_on),
        )
        .options(joinedload(Participation.user), joinedload(Participation.municipality))
        .order_by(User.sort_key, Participation.id)
    )
    return Roll(day, tuple(RollLine(participation, attendance) for participation, attendance in found))


@dataclass(frozen=True)
class Correction:
    """A change of a locked day, with the names of whom and by whom."""

    row: AttendanceCorrection
    participant: User
    corrected_by: User


def corrections_of(day: TrainingDay) -> list[Correction]:
    """Return the corrections of a locked day, the newest first (R6)."""
    found = db.session.execute(
        select(AttendanceCorrection, Participation)
        .join(Attendance, Attendance.id == AttendanceCorrection.attendance_id)
        .join(Participation, Participation.id == Attendance.participation_id)
        .where(Attendance.day_id == day.id)
        .options(joinedload(Participation.user))
        .order_by(AttendanceCorrection.corrected_at.desc(), AttendanceCorrection.id)
    ).all()
    ids = {correction.corrected_by_id for correction, _participation in found}
    people = {
        person.id: person
        for person in db.session.scalars(
            select(User).where(User.id.in_(ids)).order_by(User.sort_key, User.id)
        )
    }
    return [
        Correction(correction, participation.user, people[correction.corrected_by_id])
        for correction, participation in found
    ]


def get_attendance(attendance_id: uuid.UUID, *, viewer: Viewer) -> Attendance:
    """Return an attendance that the viewer may correct, with its day, pilot and person.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.ATTENDANCE_CORRECT).with_only_columns(Pilot.id)
    found = db.session.scalar(
        select(Attendance)
        .join(Attendance.day)
        .where(Attendance.id == attendance_id, TrainingDay.pilot_id.in_(pilots))
        .options(
            joinedload(Attendance.day).joinedload(TrainingDay.pilot),
            joinedload(Attendance.participation).joinedload(Participation.user),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


@dataclass(frozen=True)
class Cell:
    """One participant on one day: what is recorded, or whether they belonged to the group then."""

    status: AttendanceStatus | None
    minutes: int
    is_enrolled: bool


@dataclass(frozen=True)
class AttendanceRow:
    """One participant: the days the viewer may see one by one, and the sums where they may be seen."""

    participation: Participation
    cells: tuple[Cell, ...]
    totals: AttendanceTotals | None
    standing: AttendanceStanding | None

    @property
    def shown_minutes(self) -> int:
        return sum(cell.minutes for cell in self.cells)


@dataclass(frozen=True)
class AttendanceTable:
    """The attendance of a pilot as one viewer may see it."""

    days: tuple[TrainingDay, ...]
    rows: tuple[AttendanceRow, ...]
    page: Page[Participation]

    @property
    def has_sums(self) -> bool:
        return any(row.totals is not None for row in self.rows)


@dataclass(frozen=True)
class AttendanceSummary:
    """The attendance of all participants together; None where they are too few to stay unknown (R18)."""

    totals: AttendanceTotals | None


def attendance_table(pilot: Pilot, *, viewer: Viewer, number: int = 1) -> AttendanceTable:
    """Return a page of participants by days in minutes with their sums, as far as the viewer may see (T16).

    A lecturer sees the days they teach, without sums; a mentor the sums of their participants, without days.
    """
    sight = _Sight.of(pilot, viewer)
    days = [day for day in queries.days_of(pilot) if queries.takes_place(day)]
    statement = cohort.by_name(pilot, viewer=viewer, permission=Permission.ATTENDANCE_READ)
    has_begun = Participation.started_on.is_not(None)
    everybody = cohort.visible_participations(viewer, Permission.ATTENDANCE_READ)
    page = page_of(
        statement.where(has_begun),
        number=number,
        counted=everybody.where(Participation.pilot_id == pilot.id, has_begun),
    )
    people = page.items
    recorded = recorded_in(pilot, [person.id for person in people])
    shown = [day for day in days if sight.sees_any_day(people) or sight.teaches(day)]
    rows = [_row(pilot, person, days, shown, recorded, sight=sight) for person in people]
    return AttendanceTable(tuple(shown), tuple(rows), page)


@dataclass(frozen=True)
class _Sight:
    """How far a viewer sees: everybody's days, some people's days, some people's sums, taught days."""

    viewer: Viewer
    sees_all: bool
    municipality_ids: frozenset[uuid.UUID]
    sees_own: bool
    is_lecturer: bool
    mentee_ids: frozenset[uuid.UUID]

    @classmethod
    def of(cls, pilot: Pilot, viewer: Viewer) -> "_Sight":
        scopes = viewer.scopes_in(pilot.id, Permission.ATTENDANCE_READ)
        reaches = {scope.reach for scope in scopes}
        mentees = select(Participation.id).where(
            Participation.pilot_id == pilot.id, cohort.has_mentor(viewer.user_id)
        )
        return cls(
            viewer=viewer,
            sees_all=bool(reaches & {Reach.ALL, Reach.PILOT}),
            municipality_ids=frozenset(
                scope.municipality_id
                for scope in scopes
                if scope.reach is Reach.MUNICIPALITY and scope.municipality_id is not None
            ),
            sees_own=Reach.OWN in reaches,
            is_lecturer=Reach.TAUGHT in reaches,
            mentee_ids=frozenset(db.session.scalars(mentees)) if Reach.MENTEES in reaches else frozenset(),
        )

    def sees_days_of(self, person: Participation) -> bool:
        return (
            self.sees_all
            or person.municipality_id in self.municipality_ids
            or (self.sees_own and person.user_id == self.viewer.user_id)
        )

    def sees_sums_of(self, person: Participation) -> bool:
        return self.sees_days_of(person) or person.id in self.mentee_ids

    def sees_any_day(self, people: Sequence[Participation]) -> bool:
        return any(self.sees_days_of(person) for person in people)

    def teaches(self, day: TrainingDay) -> bool:
        return self.is_lecturer and self.viewer.user_id in queries.lecturer_ids(day)


Recorded = dict[tuple[uuid.UUID, uuid.UUID], Attendance]


def recorded_in(pilot: Pilot, participation_ids: Collection[uuid.UUID] | None = None) -> Recorded:
    """Return the attendance of live days by participation and day, of all or of the named people."""
    statement = (
        select(Attendance)
        .join(Attendance.day)
        .where(TrainingDay.pilot_id == pilot.id, queries.is_live())
        .order_by(Attendance.day_id, Attendance.id)
    )
    if participation_ids is not None:
        statement = statement.where(Attendance.participation_id.in_(participation_ids))
    found = db.session.scalars(statement)
    return {(each.participation_id, each.day_id): each for each in found}


def is_enrolled(person: Participation, day: TrainingDay) -> bool:
    """Tell whether a participant had started by a day and had not left before it."""
    has_started = person.started_on is not None and person.started_on <= day.held_on
    return has_started and (person.ended_on is None or person.ended_on >= day.held_on)


def totals_of(person: Participation, days: Sequence[TrainingDay], recorded: Recorded) -> AttendanceTotals:
    """Add up a participant's days; those before they came or after they left are lost (T16)."""
    minutes = []
    for day in days:
        found = recorded.get((person.id, day.id))
        lost = None if is_enrolled(person, day) else 0
        minutes.append(rules.DayMinutes(day.planned_minutes, found.minutes if found else lost))
    return rules.attendance_totals(minutes)


def _row(
    pilot: Pilot,
    person: Participation,
    days: Sequence[TrainingDay],
    shown: Sequence[TrainingDay],
    recorded: Recorded,
    *,
    sight: _Sight,
) -> AttendanceRow:
    cells = []
    for day in shown:
        found = recorded.get((person.id, day.id))
        if not (sight.sees_days_of(person) or sight.teaches(day)):
            cells.append(Cell(None, 0, is_enrolled=False))
        elif found is None:
            cells.append(Cell(None, 0, is_enrolled=is_enrolled(person, day)))
        else:
            cells.append(Cell(found.status, found.minutes, is_enrolled=True))
    if not sight.sees_sums_of(person):
        return AttendanceRow(person, tuple(cells), None, None)
    totals = totals_of(person, days, recorded)
    standing = rules.attendance_standing(totals, threshold_pct=pilot.certificate_min_attendance_pct)
    return AttendanceRow(person, tuple(cells), totals, standing)


def attendance_summary(pilot: Pilot) -> AttendanceSummary:
    """Return the attendance of all together, for those who may see no single person (R18, R19)."""
    days = [day for day in queries.days_of(pilot) if queries.takes_place(day)]
    recorded = recorded_in(pilot)
    people = list(
        db.session.scalars(
            select(Participation)
            .where(Participation.pilot_id == pilot.id, Participation.started_on.is_not(None))
            .order_by(Participation.id)
        )
    )
    if len(people) < pilot.small_cell_threshold:
        return AttendanceSummary(None)
    each = [totals_of(person, days, recorded) for person in people]
    return AttendanceSummary(
        AttendanceTotals(
            attended=sum(totals.attended for totals in each),
            taken=sum(totals.taken for totals in each),
            planned=sum(totals.planned for totals in each),
        )
    )
