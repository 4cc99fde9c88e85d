"""A coordinator of twelve pilots with thirty published training days each, for the calendar of them all."""

import datetime as dt
import hashlib
import uuid

from sqlalchemy import select

from bench import seed
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.overview.calendars import rules
from pilot.overview.calendars.models import CalendarFeed
from pilot.training.publishing import snapshot
from pilot.training.publishing.models import PublishedSchedule
from pilot.training.publishing.snapshot import PublishedClass, PublishedDay

PILOTS, DAYS = 12, 30
FEED = uuid.UUID(int=1)
SECRET = "a" * 43
PATH = f"/calendar/{rules.token_of(FEED, SECRET)}.ics"
FIRST_DAY = dt.date(2022, 9, 1)


def grow() -> str:
    """Fill the database once and return the address of the calendar."""
    if db.session.get(CalendarFeed, FEED) is not None:
        return PATH
    person = User(**seed.user_values(uuid.uuid4(), 0))
    db.session.add(person)
    db.session.flush()
    model = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
    columns = {c.key: getattr(model, c.key) for c in Pilot.__mapper__.column_attrs}
    for number in range(PILOTS):
        pilot = Pilot(**{**columns, "id": uuid.uuid4(), "code": f"FEED-{number}"})
        db.session.add(pilot)
        db.session.flush()
        role = RoleAssignment(user_id=person.id, pilot_id=pilot.id, role=Role.COORDINATOR)
        role.granted_at = seed.NOW
        db.session.add_all([role, _published(pilot, person)])
    db.session.add(
        CalendarFeed(id=FEED, user_id=person.id, token_hash=rules.hash_of(SECRET), made_at=seed.NOW)
    )
    db.session.commit()
    return PATH


def _published(pilot: Pilot, person: User) -> PublishedSchedule:
    content = snapshot.as_json(_day(number) for number in range(1, DAYS + 1))
    return PublishedSchedule(
        pilot_id=pilot.id,
        number=1,
        name="1. versija",
        schedule=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        published_at=seed.NOW,
        published_by_id=person.id,
    )


def _day(number: int) -> PublishedDay:
    classes = tuple(
        PublishedClass(
            uuid.uuid4(), starts_at, ends_at, 180, "Kopienas profils: avoti un rādītāji", "lecture", None, ()
        )
        for starts_at, ends_at in ((dt.time(9, 30), dt.time(12, 30)), (dt.time(13, 30), dt.time(16, 30)))
    )
    return PublishedDay(
        id=uuid.uuid4(),
        uid=uuid.uuid4(),
        sequence=0,
        number=number,
        held_on=FIRST_DAY + dt.timedelta(days=number),
        starts_at=dt.time(9, 30),
        ends_at=dt.time(16, 30),
        planned_minutes=360,
        mode="in_person",
        venue="Apgādes iela 3, 2. stāva zāle",
        address="Rīga",
        access_note="Lifts",
        classes=classes,
    )
