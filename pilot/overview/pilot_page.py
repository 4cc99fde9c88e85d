"""What each role reads about a pilot: figures of its scope, rows of the people it may see."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import labels
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.queries import MonthCell
from pilot.overview import rules
from pilot.overview.figures import Figure, figures_of
from pilot.overview.numbers import Attended, Numbers, Person, numbers_of
from pilot.overview.timeline import Course, course_of
from pilot.training import queries as training
from pilot.training.models import TrainingDay
from pilot.training.rules import percent
from pilot.web import locale
from pilot.web.paging import ROWS, Page, part_of

OF_PEOPLE = frozenset({Reach.ALL, Reach.PILOT, Reach.MUNICIPALITY, Reach.MENTEES, Reach.OWN})
ROWS_OF_HOME = 25
WHOLE = frozenset({Reach.ALL, Reach.PILOT, Reach.AGGREGATE})
OF_TRAINING = ("training.days", "training.days_planned", "training.minutes", "training.academic_hours")
SHOWN = (
    "municipalities.actual",
    "participants.actual",
    "training.days",
    "training.minutes",
    "training.academic_hours",
    "mentoring.quota_minutes",
    "mentoring.received_minutes",
    "mentoring.worked_minutes",
    "mentoring.months_missed",
    "communities",
    "needs",
    "groups",
    "meetings",
    "decisions",
    "tasks.open",
)


@dataclass(frozen=True)
class PersonRow:
    """A participant's row: attended minutes of those planned, mentor minutes of this month."""

    person: Person
    state: str
    kind: str
    attended: int
    academic_hours: Decimal
    attended_pct: Decimal | None
    month_received: int | None
    month_required: int | None


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality's participants; None is a count too small to be shown here (R18)."""

    name: str
    participants: int | None


@dataclass(frozen=True)
class PilotPage:
    lede: str
    figures: tuple[Figure, ...]
    course: Course
    people: Page[PersonRow]
    municipalities: tuple[MunicipalityRow, ...]
    taught: tuple[TrainingDay, ...]
    as_of: dt.date


def page_of(pilot: Pilot, *, viewer: Viewer, today: dt.date, number: int = 1) -> PilotPage:
    """Gather a pilot's page for a viewer: aggregates, own rows, or taught days."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.REPORT_READ)}
    own = None if reaches & {Reach.ALL, Reach.PILOT} else _own(pilot, viewer)
    is_whole = bool(reaches & WHOLE)
    numbers = numbers_of(pilot, as_of=today, among=None if is_whole else own)
    figures = figures_of(pilot, numbers)
    keys = SHOWN if reaches & (OF_PEOPLE | WHOLE) else OF_TRAINING
    is_aggregate = Reach.AGGREGATE in reaches and own is not None
    return PilotPage(
        lede=_lede(pilot, numbers),
        figures=tuple(
            _for_scope(figures[key], is_whole=is_whole) for key in keys if _is_told(key, is_whole=is_whole)
        ),
        course=course_of(pilot, cohort.phases_of(pilot), numbers, today=today),
        people=_rows(numbers, own if reaches & OF_PEOPLE else (), today=today, number=number),
        municipalities=tuple(_municipalities(pilot, numbers, today=today)) if is_aggregate else (),
        taught=tuple(days_taught(pilot, viewer=viewer)),
        as_of=today,
    )


def people_rows(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> Page[PersonRow]:
    """Return the first rows of the people whom a viewer sees one by one in a pilot."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.REPORT_READ)}
    own = None if reaches & {Reach.ALL, Reach.PILOT} else _own(pilot, viewer)
    numbers = numbers_of(pilot, as_of=today, among=own)
    return _rows(numbers, own, today=today, rows=ROWS_OF_HOME)


def _own(pilot: Pilot, viewer: Viewer) -> frozenset[uuid.UUID]:
    """Return the participations a viewer sees one by one; teaching shows days, not people's hours."""
    kept = tuple(grant for grant in viewer.grants if grant.role is not Role.LECTURER)
    seen = cohort.visible_participations(Viewer(viewer.user_id, viewer.name, kept), Permission.REPORT_READ)
    return frozenset(
        db.session.scalars(seen.where(Participation.pilot_id == pilot.id).with_only_columns(Participation.id))
    )


def _is_told(key: str, *, is_whole: bool) -> bool:
    """Leave out what has no meaning for a part of the pilot: mentors' work is counted for the whole."""
    return is_whole or key != "mentoring.worked_minutes"


def _for_scope(figure: Figure, *, is_whole: bool) -> Figure:
    """Compare with the pilot's targets only where the whole pilot is counted."""
    if is_whole or figure.key.startswith(("training", "mentoring")):
        return figure
    return Figure(figure.key, figure.label, figure.value, figure.unit, figure.definition)


def _lede(pilot: Pilot, numbers: Numbers) -> str:
    people = ngettext("%(num)d participant", "%(num)d participants", numbers.participants)
    places = ngettext("%(num)d municipality", "%(num)d municipalities", numbers.municipalities)
    return f"{labels.PILOT_STATES[pilot.state]}: {people}, {places}."


def _rows(
    numbers: Numbers,
    ids: Collection[uuid.UUID] | None,
    *,
    today: dt.date,
    number: int = 1,
    rows: int = ROWS,
) -> Page[PersonRow]:
    page = part_of(
        [
            person
            for person in numbers.people
            if rules.within(ids, person.place.participation_id)
            and rules.takes_part(person.place, as_of=today)
        ],
        number=number,
        rows=rows,
    )
    attended = {each.person.place.participation_id: each for each in numbers.training.attended}
    this_month = Month.of(today)
    months = {
        each.person.place.participation_id: each.cell
        for each in numbers.mentoring.months
        if each.cell.month == this_month
    }
    return Page(
        [
            _row(
                person,
                attended.get(person.place.participation_id),
                months.get(person.place.participation_id),
                planned=numbers.training.minutes,
            )
            for person in page.items
        ],
        page.number,
        page.pages,
        page.total,
    )


def _row(person: Person, attended: Attended | None, cell: MonthCell | None, *, planned: int) -> PersonRow:
    minutes = attended.minutes if attended else 0
    return PersonRow(
        person=person,
        state=str(labels.PARTICIPATION_STATES[person.place.state]),
        kind=labels.PARTICIPATION_KINDS[person.place.state],
        attended=minutes,
        academic_hours=attended.academic_hours if attended else Decimal(0),
        attended_pct=percent(minutes, planned),
        month_received=cell.received if cell else None,
        month_required=cell.required if cell else None,
    )


def _municipalities(pilot: Pilot, numbers: Numbers, *, today: dt.date) -> Iterable[MunicipalityRow]:
    counted = rules.counted((person.place for person in numbers.people), as_of=today)
    names = dict.fromkeys((person.place.municipality_id, person.municipality) for person in numbers.people)
    for municipality_id, name in names:
        count = sum(place.municipality_id == municipality_id for place in counted)
        if count:
            is_small = rules.is_small(count, threshold=pilot.small_cell_threshold)
            yield MunicipalityRow(name, None if is_small else count)


def days_taught(pilot: Pilot, *, viewer: Viewer) -> list[TrainingDay]:
    """Return the live days that a lecturer teaches in a pilot, by date; nobody else has any."""
    if not viewer.is_in(pilot.id, Role.LECTURER):
        return []
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(
                TrainingDay.pilot_id == pilot.id, training.is_live(), training.is_taught_by(viewer.user_id)
            )
            .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
        )
    )


def signed(deviation: int) -> str:
    """Write a deviation with its sign: +1, 0, −2."""
    sign = "+" if deviation > 0 else "−" if deviation < 0 else ""
    return f"{sign}{locale.number(abs(deviation))}"


def title_of(pilot: Pilot) -> str:
    return pilot.title_lv if locale.language() == "lv" else pilot.title_en


def as_of_words(day: dt.date) -> str:
    return str(_("As of the end of %(day)s", day=locale.day(day)))
