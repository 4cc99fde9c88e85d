"""The answers to what a plan is made for: the pilot's own, and those that stand in an address."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from pilot.cohort import holidays
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Span
from pilot.training import plan_check
from pilot.training.forms import usual_minutes
from pilot.training.planning import forms, queries
from pilot.training.queries import modules_of
from pilot.web.locale import language

Sent = Mapping[str, Sequence[str]]


def span_of(pilot: Pilot) -> Span:
    return plan_check.training_span(pilot, cohort.phases_of(pilot))


def usual(pilot: Pilot) -> dict[str, Any]:
    """Return the answers that the pilot itself gives; without a choice everybody teaches every module."""
    span, remembered = span_of(pilot), queries.remembered_lecturers(pilot)
    everybody = frozenset(person.id for person in queries.lecturers_of(pilot))
    return forms.usual_answers(
        modules_of(pilot),
        first_on=span.starts_on,
        last_on=span.ends_on or pilot.implementation_to,
        days_per_month=pilot.training_days_per_month,
        day_minutes=usual_minutes(pilot),
        lecturers=lambda module: (remembered.get(module.id, frozenset()) & everybody) or everybody,
    )


def form_kind(pilot: Pilot, *, reading: bool = False) -> type[forms.PlanForm]:
    """Return the form of a pilot, with the working Saturdays of its time."""
    span = span_of(pilot)
    saturdays = holidays.moved_working_days(span.starts_on, span.ends_on or pilot.implementation_to)
    return forms.plan_form(modules_of(pilot), language=language(), saturdays=saturdays, reading=reading)


def in_address(pilot: Pilot, sent: Sent) -> forms.PlanForm:
    """Return the form that an address answers; what it leaves out the pilot answers."""
    lecturers, own = queries.lecturers_of(pilot), usual(pilot)
    kind = form_kind(pilot, reading=True)
    given = {name: values for name, values in sent.items() if not name.startswith("lecturers_")}
    usually = kind(formdata=None, data=own).offer(lecturers).query()
    people = {name: value for name, value in own.items() if name.startswith("lecturers_")}
    return kind(formdata=forms.as_sent({**usually, **people, **given})).offer(lecturers)


def to_start_from(pilot: Pilot, sent: Sent) -> dict[str, Any]:
    """Return what the empty form says: what the address answers, and else the pilot."""
    answered = in_address(pilot, sent) if sent else None
    typed = {field.name: field.data for field in answered if field.name in sent} if answered else {}
    return usual(pilot) | typed


def asked(pilot: Pilot, *, data: Mapping[str, Any] | None = None) -> forms.PlanForm:
    """Return the form that a person fills in."""
    kind = form_kind(pilot)
    return kind(data=data).offer(queries.lecturers_of(pilot))


def ids_in(values: Sequence[str]) -> frozenset[uuid.UUID]:
    """Return the ids among texts of an address; anything else is passed over."""
    found = set()
    for each in values:
        try:
            found.add(uuid.UUID(each))
        except ValueError:
            continue
    return frozenset(found)
