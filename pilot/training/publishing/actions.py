"""Publish the working schedule as a version and tell everyone only what changed for them."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.models import Pilot
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.outbox import actions as outbox
from pilot.training.publishing import queries, rules
from pilot.training.publishing.entries import VersionEntry
from pilot.training.publishing.enums import PublishProblem
from pilot.training.publishing.models import PublishedSchedule
from pilot.training.publishing.rules import Change
from pilot.training.publishing.snapshot import PublishedDay


class PublishRefusedError(DomainError):
    """A schedule is not published."""

    def __init__(self, problem: PublishProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def publish(
    pilot: Pilot, entry: VersionEntry, *, seen: str, actor: Viewer, now: dt.datetime, today: dt.date
) -> PublishedSchedule:
    """Publish the working schedule as the next version and queue one mail for each person it concerns (T9).

    :raises EditedMeanwhileError: the schedule or its last version is not the one that the person saw.
    :raises PublishRefusedError: nothing changed, or rules are not met and there is no reason (R4).
    """
    preview = queries.preview_of(pilot, today=today)
    if seen != preview.seen:
        raise EditedMeanwhileError
    if problem := rules.publish_problem(preview.changes, unmet=len(preview.unmet), reason=entry.reason):
        raise PublishRefusedError(problem)
    version = PublishedSchedule(
        id=uuid.uuid4(),
        pilot_id=pilot.id,
        number=preview.number,
        name=entry.name,
        reason=entry.reason,
        schedule=preview.content,
        sha256=canonical.hash_of(preview.content),
        published_at=now,
        published_by_id=actor.user_id,
    )
    _keep(version)
    for telling in preview.tellings:
        for person in telling.people:
            outbox.queue(_letter(version, pilot, person, telling.changes), now=now)
    audit.record(
        "training.schedule-published",
        version,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        number=version.number,
        sha256=version.sha256,
        told=preview.told_count,
        **{kind.value: count for kind, count in rules.counts(preview.changes).items()},
    )
    return version


def _keep(version: PublishedSchedule) -> None:
    """Add a version under its number.

    :raises EditedMeanwhileError: somebody published this number first.
    """
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        raise EditedMeanwhileError from None


def _letter(
    version: PublishedSchedule, pilot: Pilot, person: User, changes: tuple[Change, ...]
) -> outbox.Message:
    return outbox.Message(
        key=f"schedule:{version.id}:{person.id}",
        template="schedule_published",
        recipient_id=person.id,
        pilot_id=pilot.id,
        facts={
            "code": pilot.code,
            "title_lv": pilot.title_lv,
            "title_en": pilot.title_en,
            "name": version.name,
            "changes": [_told(change, person.id) for change in changes],
        },
    )


def _told(change: Change, person_id: uuid.UUID) -> dict[str, Any]:
    """Return one change as a mail keeps it: texts only, and of the classes only the person's own."""
    taught = [day for day in (change.before, change.after) if day and day.classes_of(person_id)]
    return {
        "kind": change.kind.value,
        "number": change.day.number,
        "before": _day(change.before),
        "after": _day(change.after),
        "teaches": bool(change.after and change.after.classes_of(person_id)),
        "taught": bool(taught),
        "classes": [
            {"from": str(held.starts_at), "to": str(held.ends_at), "topic": held.topic}
            for held in change.day.classes_of(person_id)
        ],
    }


def _day(day: PublishedDay | None) -> dict[str, str] | None:
    if day is None:
        return None
    return {
        "on": str(day.held_on),
        "from": str(day.starts_at),
        "to": str(day.ends_at),
        "mode": day.mode,
        "place": ", ".join(text for text in (day.venue, day.address, day.access_note) if text),
    }
