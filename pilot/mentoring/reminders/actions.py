"""Queue the letters of a day: one a person and pilot, numbers only, whatever runs twice (M18)."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.mentoring.reminders import queries, rules
from pilot.mentoring.reminders.rules import Reminders
from pilot.outbox.actions import Message, queue_once

TEMPLATE = "mentoring_reminder"


def remind(*, now: dt.datetime, today: dt.date) -> int:
    """Queue what is due today in all pilots; return how many letters were new."""
    return sum(_remind_in(pilot, now=now, today=today) for pilot in queries.pilots_at_work())


def _remind_in(pilot: Pilot, *, now: dt.datetime, today: dt.date) -> int:
    due = rules.reminders_on(today, cohort.working_days_of(pilot))
    if due is None:
        return 0
    counts = _counts(pilot, due, today=today)
    people = {user_id for found in counts.values() for user_id in found}
    active = db.session.scalars(
        select(User.id).where(User.id.in_(people), User.state == UserState.ACTIVE).order_by(User.id)
    )
    return sum(
        queue_once(
            Message(
                key=f"mentoring-reminder:{pilot.id}:{user_id}:{today}",
                template=TEMPLATE,
                recipient_id=user_id,
                pilot_id=pilot.id,
                facts={name: found[user_id] for name, found in counts.items()},
            ),
            now=now,
        )
        for user_id in active.all()
    )


def _counts(pilot: Pilot, due: Reminders, *, today: dt.date) -> Mapping[str, Counter[uuid.UUID]]:
    """Count by person what each line of the letter says."""
    short: Counter[uuid.UUID] = Counter()
    in_pilot: Counter[uuid.UUID] = Counter()
    if due.month is not None:
        short = queries.short_by_mentor(pilot, due.month, today=today)
    if due.is_last_call and short:
        in_pilot = Counter({user_id: 1 for user_id, _name in cohort.coordinators_of(pilot)})
    return {
        "planned": queries.plans_by_mentor(pilot, due.coming)
        + queries.plans_by_participant(pilot, due.coming),
        "unanswered": queries.plans_by_mentor(pilot, due.gone),
        "short": short,
        "short_in_pilot": in_pilot,
    }
