"""The figures of a pilot with units and definitions: the same on pages, in commands and reports (X3, X4)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Target, academic_hours
from pilot.mentoring import queries as mentoring
from pilot.overview import participants
from pilot.overview.numbers import Numbers, numbers_of
from pilot.training import queries as training


class Unit(StrEnum):
    PEOPLE = "people"
    MUNICIPALITIES = "municipalities"
    DAYS = "days"
    MINUTES = "minutes"
    ACADEMIC_HOURS = "academic hours"
    MONTHS = "months"
    PIECES = "pieces"


@dataclass(frozen=True)
class Figure:
    """One number, what it is called, in what it is counted and what it means."""

    key: str
    label: Any
    value: int | Decimal
    unit: Unit
    definition: Any
    target: Target | None = None


LABELS = MappingProxyType(
    {
        "municipalities.target": _l("Municipalities, target"),
        "municipalities.actual": _l("Municipalities"),
        "participants.target": _l("Participants, target"),
        "participants.actual": _l("Participants"),
        "training.days": _l("Training days held"),
        "training.days_planned": _l("Training days planned"),
        "training.minutes": _l("Training minutes"),
        "training.academic_hours": _l("Academic hours of the training"),
        "mentoring.quota_minutes": _l("Mentor minutes promised"),
        "mentoring.received_minutes": _l("Mentor minutes received"),
        "mentoring.worked_minutes": _l("Minutes worked by mentors"),
        "mentoring.months_missed": _l("Months below the minimum"),
        "communities": _l("Communities"),
        "needs": _l("Needs recorded"),
        "groups": _l("Cooperation groups"),
        "meetings": _l("Meetings held"),
        "decisions": _l("Decisions"),
        "tasks.open": _l("Open tasks of the groups"),
    }
)
DEFINITIONS = MappingProxyType(
    {
        "municipalities.target": _l("Municipalities that the pilot aims at."),
        "municipalities.actual": _l("Municipalities for which somebody takes or took part."),
        "participants.target": _l("Participants that the pilot aims at."),
        "participants.actual": _l(
            "People confirmed, taking part or done, and people who withdrew after they began. "
            "A place that was given to another person counts once."
        ),
        "training.days": _l(
            "Training days held or locked up to this day; moved and cancelled days do not count."
        ),
        "training.days_planned": _l("All training days of the pilot without moved and cancelled ones."),
        "training.minutes": _l("Planned minutes of all training days without moved and cancelled ones."),
        "training.academic_hours": _l(
            "Training minutes divided by the minutes of an academic hour, rounded once at the total."
        ),
        "mentoring.quota_minutes": _l(
            "Minutes promised to each participant for each month of the whole phase, added up. A month that "
            "the phase or the participant covers only partly counts as the pilot's settings say."
        ),
        "mentoring.received_minutes": _l(
            "Minutes of held sessions up to this month, in full for each participant who attended."
        ),
        "mentoring.worked_minutes": _l(
            "Minutes of held sessions up to this month; a group session counts once, and a minute that is "
            "claimed twice counts once."
        ),
        "mentoring.months_missed": _l(
            "Months of participants that are over and stayed below the promised minutes."
        ),
        "communities": _l("Communities that participants defined."),
        "needs": _l("Needs, problems and issues recorded in the communities."),
        "groups": _l("Cooperation groups that are not closed."),
        "meetings": _l("Meetings of the groups held up to this day."),
        "decisions": _l("Decisions of the meetings held."),
        "tasks.open": _l("Tasks of the groups that are neither done nor dropped."),
    }
)
UNITS = MappingProxyType(
    {
        "municipalities.target": Unit.MUNICIPALITIES,
        "municipalities.actual": Unit.MUNICIPALITIES,
        "participants.target": Unit.PEOPLE,
        "participants.actual": Unit.PEOPLE,
        "training.days": Unit.DAYS,
        "training.days_planned": Unit.DAYS,
        "training.minutes": Unit.MINUTES,
        "training.academic_hours": Unit.ACADEMIC_HOURS,
        "mentoring.quota_minutes": Unit.MINUTES,
        "mentoring.received_minutes": Unit.MINUTES,
        "mentoring.worked_minutes": Unit.MINUTES,
        "mentoring.months_missed": Unit.MONTHS,
    }
)


def figures_of(pilot: Pilot, numbers: Numbers) -> dict[str, Figure]:
    """Return every figure of a pilot by its key; targets compare plan and actual (R1)."""
    values: dict[str, int | Decimal] = {
        "municipalities.target": pilot.target_municipalities,
        "municipalities.actual": numbers.municipalities,
        "participants.target": pilot.target_participants,
        "participants.actual": numbers.participants,
        "training.days": numbers.training.days_held,
        "training.days_planned": numbers.training.days_planned,
        "training.minutes": numbers.training.minutes,
        "training.academic_hours": academic_hours(numbers.training.minutes, pilot.academic_hour_minutes),
        "mentoring.quota_minutes": numbers.mentoring.quota,
        "mentoring.received_minutes": numbers.mentoring.received,
        "mentoring.worked_minutes": numbers.mentoring.worked,
        "mentoring.months_missed": numbers.mentoring.missed,
        "communities": numbers.work.communities,
        "needs": numbers.work.needs,
        "groups": numbers.work.groups,
        "meetings": numbers.work.meetings,
        "decisions": numbers.work.decisions,
        "tasks.open": numbers.work.open_tasks,
    }
    targets = {
        "municipalities.actual": Target(pilot.target_municipalities, numbers.municipalities),
        "participants.actual": Target(pilot.target_participants, numbers.participants),
        "training.days": Target(pilot.training_days, numbers.training.days_held),
        "mentoring.received_minutes": Target(numbers.mentoring.quota, numbers.mentoring.received),
    }
    return {
        key: Figure(key, LABELS[key], value, UNITS.get(key, Unit.PIECES), DEFINITIONS[key], targets.get(key))
        for key, value in values.items()
    }


def figures_as_json(pilot: Pilot, *, as_of: dt.date) -> dict[str, Any]:
    """Return the figures of a pilot for machines, as of a day; definitions are in English."""
    numbers = numbers_of(pilot, as_of=as_of)
    with force_locale("en"):
        found = {
            key: _plain(figure.value, figure.unit, str(figure.definition))
            for key, figure in figures_of(pilot, numbers).items()
        }
    people = participants.everybody(pilot)
    found["participants.academic_hours"] = {
        "value": list(_hours(pilot, people)),
        "unit": Unit.ACADEMIC_HOURS.value,
        "definition": "Minutes each participant attended, also those who withdrew, and the academic hours.",
    }
    found["mentoring.months"] = {
        "value": list(_months(pilot, people, as_of=as_of)),
        "unit": Unit.MINUTES.value,
        "definition": "Each participant's months of the phase: minutes promised (null: none) and received.",
    }
    return {"pilot": pilot.code, "as_of": as_of.isoformat(), "figures": found}


def _plain(value: int | Decimal, unit: Unit, definition: str) -> dict[str, Any]:
    return {
        "value": float(value) if isinstance(value, Decimal) else value,
        "unit": unit.value,
        "definition": definition,
    }


def _hours(pilot: Pilot, people: Iterable[mentoring.Person]) -> Iterator[dict[str, Any]]:
    sums = training.attendance_minutes(pilot)
    for person in people:
        minutes = sums.get(person.participation_id)
        if minutes is not None:
            yield {
                "participant": person.name,
                "municipality": person.municipality,
                "minutes": minutes,
                "academic_hours": float(academic_hours(minutes, pilot.academic_hour_minutes)),
            }


def _months(pilot: Pilot, people: Iterable[mentoring.Person], *, as_of: dt.date) -> Iterator[dict[str, Any]]:
    cells = mentoring.balances(pilot, viewer=None, today=as_of)
    for person in people:
        for cell in cells.get(person.participation_id, ()):
            yield {
                "participant": person.name,
                "municipality": person.municipality,
                "month": str(cell.month),
                "required": cell.required,
                "received": cell.received,
                "standing": cell.standing.value if cell.standing else None,
            }
