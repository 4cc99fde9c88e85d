"""What each role reads about a pilot: figures of its scope, rows of the people it may see."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, select

from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import labels
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.mentoring.enums import Standing
from pilot.mentoring.pages import cell_of
from pilot.mentoring.queries import MonthCell
from pilot.overview import participants, rules
from pilot.overview.figures import Figure, figures_of
from pilot.overview.numbers import Numbers, Training, mentor_months, numbers_of, training_of
from pilot.overview.participants import Among, Participant
from pilot.overview.timeline import Course, course_of
from pilot.training import labels as training_labels
from pilot.training import queries as training
from pilot.training.models import TrainingDay
from pilot.training.rules import percent
from pilot.web import locale
from pilot.web.paging import ROWS, Page

TAKING_PART = frozenset({ParticipationState.CONFIRMED, ParticipationState.ACTIVE})
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
class Tag:
    """A state as shape and word."""

    kind: str
    word: str
    shape: str | None = None


@dataclass(frozen=True)
class PersonRow:
    """A participant's row: attended minutes of those planned, mentor minutes of this month."""

    person: mentoring.Person
    tag: Tag
    attended: int
    academic_hours: str
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
    people: Page[PersonRow] = Page([], 1, 1, 0)
    if reaches & OF_PEOPLE:
        people = _rows(pilot, own, numbers.training, today=today, number=number)
    return PilotPage(
        lede=_lede(pilot, numbers.places, as_of=today),
        figures=tuple(
            _for_scope(figures[key], is_whole=is_whole) for key in keys if _is_told(key, is_whole=is_whole)
        ),
        course=course_of(pilot, cohort.phases_of(pilot), numbers.mentoring.months, today=today),
        people=people,
        municipalities=tuple(_municipalities(pilot, numbers, today=today)) if is_aggregate else (),
        taught=tuple(days_taught(pilot, viewer=viewer)),
        as_of=today,
    )


@dataclass(frozen=True)
class Glance:
    """A pilot on the home of who sees all of it: its course, and in words who takes part."""

    lede: str
    course: Course


def glance_of(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> Glance | None:
    """Return a pilot at a glance for whom its figures are about the whole of it, else None."""
    if not WHOLE & {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.REPORT_READ)}:
        return None
    months = mentor_months(pilot, as_of=today)
    places = participants.places_of(pilot)
    return Glance(
        lede=_lede(pilot, places, as_of=today),
        course=course_of(pilot, cohort.phases_of(pilot), months, today=today),
    )


def people_rows(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> Page[PersonRow]:
    """Return the first rows of the people whom a viewer sees one by one in a pilot."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.REPORT_READ)}
    own = None if reaches & {Reach.ALL, Reach.PILOT} else _own(pilot, viewer)
    return _rows(pilot, own, training_of(pilot, as_of=today), today=today, rows=ROWS_OF_HOME)


def _own(pilot: Pilot, viewer: Viewer) -> Select[Participation]:
    """Return the participations a viewer sees one by one; teaching shows days, not people's hours."""
    kept = tuple(grant for grant in viewer.grants if grant.role is not Role.LECTURER)
    seen = cohort.visible_participations(replace(viewer, grants=kept), Permission.REPORT_READ)
    return seen.where(Participation.pilot_id == pilot.id)


def _is_told(key: str, *, is_whole: bool) -> bool:
    """Leave out what has no meaning for a part of the pilot: mentors' work is counted for the whole."""
    return is_whole or key != "mentoring.worked_minutes"


def _for_scope(figure: Figure, *, is_whole: bool) -> Figure:
    """Compare with the pilot's targets only where the whole pilot is counted."""
    if is_whole or figure.key.startswith(("training", "mentoring")):
        return figure
    return Figure(figure.key, figure.label, figure.value, figure.unit, figure.definition)


def _lede(pilot: Pilot, places: Sequence[rules.Place], *, as_of: dt.date) -> str:
    count = sum(place.people for place in rules.counted(places, as_of=as_of))
    people = ngettext("%(num)d participant", "%(num)d participants", count)
    towns = len(rules.municipalities_of(places, as_of=as_of))
    municipalities = ngettext("%(num)d municipality", "%(num)d municipalities", towns)
    return f"{labels.PILOT_STATES[pilot.state]}: {people}, {municipalities}."


def _rows(
    pilot: Pilot, own: Among, planned: Training, *, today: dt.date, number: int = 1, rows: int = ROWS
) -> Page[PersonRow]:
    page = participants.page_of(pilot, as_of=today, among=own, number=number, rows=rows)
    persons = [participant.person for participant in page.items]
    attended = training.attendance_minutes(pilot, [person.participation_id for person in persons])
    months = mentoring.cells_of(mentoring.course_of(pilot), persons, today=today)
    return Page(
        [
            _row(
                participant,
                attended.get(participant.person.participation_id, 0),
                cell_of(months[participant.person.participation_id], Month.of(today)),
                pilot=pilot,
                planned=planned.minutes,
            )
            for participant in page.items
        ],
        page.number,
        page.pages,
        page.total,
    )


def _row(
    participant: Participant, minutes: int, cell: MonthCell | None, *, pilot: Pilot, planned: int
) -> PersonRow:
    return PersonRow(
        person=participant.person,
        tag=_tag(participant.state, cell),
        attended=minutes,
        academic_hours=training_labels.academic(minutes, pilot=pilot),
        attended_pct=percent(minutes, planned),
        month_received=cell.received if cell else None,
        month_required=cell.required if cell else None,
    )


def _tag(state: ParticipationState, cell: MonthCell | None) -> Tag:
    """Say how the month of a participant stands; where nothing is promised, how the participation does."""
    if cell is not None and state in TAKING_PART:
        missing = locale.minutes(cell.missing)
        match cell.standing:
            case Standing.MET:
                return Tag("ok", _("Minimum reached"))
            case Standing.COVERED:
                return Tag("info", _("The rest is planned"), "plan")
            case Standing.OPEN:
                return Tag("warn", _("Missing: %(minutes)s", minutes=missing), "half")
            case Standing.AT_RISK if cell.last_safe_day is not None:
                day = locale.short_day(cell.last_safe_day)
                return Tag("warn", _("At risk: %(minutes)s by %(day)s", minutes=missing, day=day))
            case Standing.IMPOSSIBLE:
                return Tag("danger", _("No longer reachable: %(minutes)s", minutes=missing))
            case _:
                pass
    return Tag(labels.PARTICIPATION_KINDS[state], str(labels.PARTICIPATION_STATES[state]))


def _municipalities(pilot: Pilot, numbers: Numbers, *, today: dt.date) -> Iterable[MunicipalityRow]:
    counts = rules.by_municipality(numbers.places, as_of=today)
    for municipality_id, name in participants.municipality_names():
        count = counts[municipality_id]
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
