"""Who was there: the roll of a day and the attendance of a pilot, as far as the viewer may see."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.training import attendance_rules, queries, threshold_queries, threshold_rules
from pilot.training.attendance_rules import DayShape, Timetable
from pilot.training.enums import AttendanceStanding, AttendanceStatus, DayState
from pilot.training.models import Attendance, AttendanceCorrection, CheckIn, RollSave, TrainingDay
from pilot.training.threshold_queries import Facts, WayBack
from pilot.training.threshold_rules import AttendanceTotals
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
    """Return the sheet of a day: those who had started by then and had not left before (R6).

    Lines that were read before are read anew, so that an action judges what stands once it holds the day.
    """
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
        .execution_options(populate_existing=True)
    )
    return Roll(day, tuple(RollLine(participation, attendance) for participation, attendance in found))


def shape_of(day: TrainingDay) -> DayShape:
    """Return what a roll's minutes are judged against; the day has its pilot and classes (T12)."""
    stays = [(held.starts_at, held.ends_at) for held in day.classes]
    halves = attendance_rules.halves(
        stays, starts_at=day.starts_at, ends_at=day.ends_at, planned_minutes=day.planned_minutes
    )
    timetable = Timetable(day.starts_at, day.ends_at, tuple(stays))
    return DayShape(day.planned_minutes, halves, day.pilot.attendance_tolerance_minutes, timetable)


def newest_save(day: TrainingDay) -> RollSave | None:
    """Return the newest save of a day's roll that was not taken back."""
    return db.session.scalar(
        select(RollSave)
        .where(RollSave.day_id == day.id, RollSave.undone_at.is_(None))
        .order_by(RollSave.number.desc())
        .limit(1)
    )


def check_ins_of(day: TrainingDay) -> dict[uuid.UUID, dt.datetime]:
    """Return when participants checked in to a day with its code (T13)."""
    rows = db.session.execute(
        select(CheckIn.participation_id, CheckIn.checked_in_at).where(CheckIn.day_id == day.id)
    )
    return {row.participation_id: row.checked_in_at for row in rows}


def next_save_number(day: TrainingDay) -> int:
    """Return the number after that of the last save of a day's roll."""
    last = db.session.scalar(select(func.max(RollSave.number)).where(RollSave.day_id == day.id))
    return (last or 0) + 1


def days_without_scan(pilot: Pilot, *, until: dt.date) -> list[TrainingDay]:
    """Return the days held up to a day whose signed sheet is neither scanned nor said to be lost (T14)."""
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(
                TrainingDay.pilot_id == pilot.id,
                TrainingDay.state.in_([DayState.HELD, DayState.LOCKED]),
                TrainingDay.held_on <= until,
                TrainingDay.scan_id.is_(None),
                TrainingDay.scan_lost_reason == "",
            )
            .order_by(TrainingDay.held_on, TrainingDay.id)
        )
    )


def get_save(save_id: uuid.UUID, *, viewer: Viewer) -> RollSave:
    """Return a save of a roll that the viewer may take, with its day.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    save = db.session.get(RollSave, save_id)
    if save is None:
        raise NotVisibleError
    queries.get_day(save.day_id, viewer=viewer, permission=Permission.ATTENDANCE_RECORD)
    return db.session.scalars(
        select(RollSave).where(RollSave.id == save_id).options(joinedload(RollSave.day))
    ).one()


def get_scan(scan_id: uuid.UUID, *, viewer: Viewer) -> StoredFile:
    """Return the scan of a day whose attendance the viewer may correct.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.ATTENDANCE_CORRECT).with_only_columns(Pilot.id)
    found = db.session.scalar(
        select(StoredFile)
        .join(TrainingDay, TrainingDay.scan_id == StoredFile.id)
        .where(StoredFile.id == scan_id, TrainingDay.pilot_id.in_(pilots))
    )
    if found is None:
        raise NotVisibleError
    return found


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
    way_back: WayBack | None = None

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
    ids = [person.id for person in people]
    facts = threshold_queries.facts_for(pilot, days, ids)
    shown = [day for day in days if sight.sees_any_day(people) or sight.teaches(day)]
    rows = [_row(person, shown, facts, sight=sight) for person in people]
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
            Participation.pilot_id == pilot.id, cohort.has_mentor(viewer)
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


def _row(
    person: Participation, shown: Sequence[TrainingDay], facts: Facts, *, sight: _Sight
) -> AttendanceRow:
    cells = []
    for day in shown:
        found = facts.recorded.get((person.id, day.id))
        if not (sight.sees_days_of(person) or sight.teaches(day)):
            cells.append(Cell(None, 0, is_enrolled=False))
        elif found is None:
            cells.append(Cell(None, 0, is_enrolled=threshold_queries.is_enrolled(person, day)))
        else:
            cells.append(Cell(found.status, found.minutes, is_enrolled=True))
    if not sight.sees_sums_of(person):
        return AttendanceRow(person, tuple(cells), None, None)
    totals = facts.totals(person)
    standing = threshold_rules.attendance_standing(
        totals, threshold_pct=facts.pilot.certificate_min_attendance_pct
    )
    return AttendanceRow(person, tuple(cells), totals, standing, facts.way_back(person, totals))


def attendance_summary(pilot: Pilot) -> AttendanceSummary:
    """Return the attendance of all together, for those who may see no single person (R18, R19)."""
    facts, people = threshold_queries.facts_of(pilot)
    if len(people) < pilot.small_cell_threshold:
        return AttendanceSummary(None)
    each = [facts.totals(person) for person in people]
    return AttendanceSummary(
        AttendanceTotals(
            attended=sum(totals.attended for totals in each),
            taken=sum(totals.taken for totals in each),
            planned=sum(totals.planned for totals in each),
            made_up=sum(totals.made_up for totals in each),
            make_up_counts=pilot.make_up_counts,
        )
    )
