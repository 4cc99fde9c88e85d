"""The matrix of months and participants in the viewer's scope, a page of rows with the sums of all (M24)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import rosters
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import queries, shortage_queries, tally_queries
from pilot.mentoring.queries import MonthCell
from pilot.mentoring.tally_queries import Behind, MonthTotal
from pilot.web.paging import Page

NAMED = 8


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
class MatrixFilter:
    municipality_id: uuid.UUID | None = None
    mentor_id: uuid.UUID | None = None
    only_short: bool = False

    def narrow(self, people: Select[Participation]) -> Select[Participation]:
        """Leave the people of one municipality or one mentor."""
        if self.municipality_id is not None:
            people = people.where(Participation.municipality_id == self.municipality_id)
        if self.mentor_id is not None:
            mentees = select(MentoringPair.participation_id).where(
                MentoringPair.mentor_id == self.mentor_id, MentoringPair.ends_on.is_(None)
            )
            people = people.where(Participation.id.in_(mentees))
        return people


@dataclass(frozen=True)
class Matrix:
    """Months × participants; an observer gets totals without rows."""

    months: tuple[Month, ...]
    page: Page[MatrixRow]
    totals: tuple[MonthTotal, ...]
    focus: Month | None
    short: Mapping[Month, Behind]
    quota_minutes: int


def month_matrix(
    pilot: Pilot,
    *,
    viewer: Viewer,
    today: dt.date,
    wanted: MatrixFilter = MatrixFilter(),
    number: int = 1,
) -> Matrix:
    """Return the months × participants of the viewer's scope, one page of rows."""
    course = queries.course_of(pilot)
    focus = _focus(course.months, today)
    is_aggregate = queries.only_sums(pilot, viewer=viewer)
    people = queries.promised_people(pilot, None if is_aggregate else viewer)
    if not is_aggregate:
        people = wanted.narrow(people)
    is_whole = is_aggregate or (_sees_all(pilot, viewer) and wanted == MatrixFilter())
    tally = tally_queries.tally_of(course, today=today, among=None if is_whole else people)
    if wanted.only_short and focus is not None and not is_aggregate:
        people = people.where(tally_queries.has_short_month(tally, until=focus))
        tally = tally_queries.tally_of(course, today=today, among=people)
    totals = tally_queries.month_totals(tally)
    page = _rows(course, people, today=today, number=number, is_aggregate=is_aggregate)
    short: Mapping[Month, Behind] = {}
    if not is_aggregate and focus is not None:
        months = [total.month for total in totals if total.month <= focus and total.met < total.expected]
        known = {
            row.participation_id: cell
            for row in page.items
            for cell in row.cells
            if cell.month == Month.of(today)
        }
        short = shortage_queries.behind(tally, reversed(months), limit=NAMED, known=known)
    return Matrix(
        months=course.months,
        page=page,
        totals=totals,
        focus=focus,
        short=short,
        quota_minutes=pilot.mentor_quota_minutes,
    )


def _sees_all(pilot: Pilot, viewer: Viewer) -> bool:
    scopes = viewer.scopes_in(pilot.id, Permission.SESSION_HOURS_READ)
    return any(scope.reach in {Reach.ALL, Reach.PILOT} for scope in scopes)


def _rows(
    course: queries.Course,
    people: Select[Participation],
    *,
    today: dt.date,
    number: int,
    is_aggregate: bool,
) -> Page[MatrixRow]:
    page = rosters.page_by_place(people, *queries.PERSON, number=number)
    if is_aggregate:
        return Page([], page.number, page.pages, page.total)
    persons = [queries.person(row, course.pilot) for row in page.items]
    cells = queries.cells_of(course, persons, today=today)
    rows = [
        MatrixRow(person.participation_id, person.name, person.municipality, cells[person.participation_id])
        for person in persons
    ]
    return Page(rows, page.number, page.pages, page.total)


def _focus(months: Sequence[Month], today: dt.date) -> Month | None:
    """Return the month the first sentence is about: this one, or after the phase its last one."""
    this_month = Month.of(today)
    begun = [month for month in months if month <= this_month]
    return begun[-1] if begun else None
