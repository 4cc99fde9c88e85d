"""Months with their notices: what would be sent now, what was sent, what changed since and when."""

import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.audit import AuditEvent
from pilot.cohort import publicity
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.models import TrainingDay
from pilot.training.notices import rules
from pilot.training.notices.models import ScheduleNotice
from pilot.training.notices.rules import Change, Standing

RIGA = ZoneInfo("Europe/Riga")
CHANGES = (
    "training.day-planned",
    "training.day-changed",
    "training.day-moved",
    "training.day-cancelled",
    "training.day-planned-again",
    "training.class-added",
    "training.class-changed",
    "training.class-removed",
)


def day_facts(day: TrainingDay) -> dict[str, Any]:
    """Return what a notice says of a day."""
    lecturers = {person.id: person.name for held in day.classes for person in held.lecturers}
    return {
        "number": day.number,
        "held_on": day.held_on.isoformat(),
        "starts_at": f"{day.starts_at:%H:%M}",
        "ends_at": f"{day.ends_at:%H:%M}",
        "mode": str(day.mode),
        "venue": day.venue,
        "address": day.address,
        "minutes": day.planned_minutes,
        "lecturers": sorted(lecturers.values()),
    }


@dataclass(frozen=True)
class MonthNotice:
    """A month: its days now, the notices sent, what changed since the last one, and how it stands."""

    month: Month
    days: tuple[dict[str, Any], ...]
    sent: tuple[ScheduleNotice, ...]
    changes: tuple[Change, ...]
    late: tuple[int, ...]
    standing: Standing

    @property
    def last(self) -> ScheduleNotice | None:
        return self.sent[-1] if self.sent else None

    @property
    def deadline(self) -> dt.date:
        return rules.deadline(self.month)

    @property
    def late_sent(self) -> list[int]:
        """Return the days whose late change was told in a notice: the fact that the report needs."""
        return sorted({number for notice in self.sent for number in content_of(notice)["late"]})


def content_of(notice: ScheduleNotice) -> dict[str, Any]:
    """Return a notice as it was sent."""
    content: dict[str, Any] = json.loads(notice.content)
    return content


def asks_for_notices(pilot: Pilot) -> bool:
    """Tell whether a pilot's funder expects its training days to be announced."""
    return pilot.funder_set in publicity.OF_THE_UNION


def months_of(pilot: Pilot, *, today: dt.date) -> list[MonthNotice]:
    """Return the months that have training days or notices, in their order."""
    days: dict[Month, list[TrainingDay]] = defaultdict(list)
    every = training.days_of(pilot)
    for day in every:
        if training.takes_place(day):
            days[Month.of(day.held_on)].append(day)
    sent: dict[Month, list[ScheduleNotice]] = defaultdict(list)
    for notice in notices_of(pilot):
        sent[Month.parse(notice.month)].append(notice)
    moments = _changed_at(every) if sent else {}
    return [_month(month, days[month], sent[month], moments, today=today) for month in sorted({*days, *sent})]


def month_of(pilot: Pilot, month: Month, *, today: dt.date) -> MonthNotice:
    """Return one month, also one without days."""
    for found in months_of(pilot, today=today):
        if found.month == month:
            return found
    return _month(month, [], [], {}, today=today)


def _month(
    month: Month,
    days: Sequence[TrainingDay],
    sent: Sequence[ScheduleNotice],
    moments: dict[int, dt.datetime],
    *,
    today: dt.date,
) -> MonthNotice:
    facts = tuple(day_facts(day) for day in days)
    found = tuple(rules.changes(content_of(sent[-1])["days"], facts)) if sent else ()
    standing = rules.standing(
        month, today=today, has_days=bool(days), is_sent=bool(sent), has_changed=bool(found)
    )
    late = tuple(rules.late_numbers(found, moments, RIGA))
    return MonthNotice(month, facts, tuple(sent), found, late, standing)


def notices_of(pilot: Pilot) -> list[ScheduleNotice]:
    """Return what was sent of a pilot, by month and number."""
    return list(
        db.session.scalars(
            select(ScheduleNotice)
            .where(ScheduleNotice.pilot_id == pilot.id)
            .order_by(ScheduleNotice.month, ScheduleNotice.number, ScheduleNotice.id)
        )
    )


def _changed_at(days: Sequence[TrainingDay]) -> dict[int, dt.datetime]:
    """Return when the days of each number or their classes were changed last, from the audit log."""
    numbers: dict[uuid.UUID, int] = {day.id: day.number for day in days}
    numbers |= {held.id: day.number for day in days for held in day.classes}
    latest: dict[int, dt.datetime] = {}
    found = db.session.execute(
        select(AuditEvent.subject_id, AuditEvent.detail, AuditEvent.at)
        .where(AuditEvent.pilot_id.in_({day.pilot_id for day in days}), AuditEvent.action.in_(CHANGES))
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    for subject_id, detail, moment in found:
        key = uuid.UUID(detail["day"]) if "day" in detail else subject_id
        if key in numbers:
            latest[numbers[key]] = moment
    return latest


def get_notice(notice_id: uuid.UUID, *, viewer: Viewer) -> ScheduleNotice:
    """Return a notice that was sent, with its pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.TRAINING_MANAGE).with_only_columns(Pilot.id)
    found = db.session.scalar(
        select(ScheduleNotice)
        .where(ScheduleNotice.id == notice_id, ScheduleNotice.pilot_id.in_(pilots))
        .options(joinedload(ScheduleNotice.pilot))
    )
    if found is None:
        raise NotVisibleError
    return found
