"""Fill a database with a pilot of many people, by plain bulk inserts; all names are invented."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from pilot import text
from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.enums import PairRole, ParticipationState
from pilot.cohort.models import MentoringPair, Participation, Phase, Pilot, UnavailableSpan
from pilot.demo.people import FAMILY_WOMEN, WOMEN
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.municipalities.models import Municipality
from pilot.training.enums import DayMode
from pilot.training.models import TrainingDay

NOW = dt.datetime(2023, 2, 14, 8, tzinfo=dt.UTC)
PRACTICE = dt.date(2022, 11, 28)
MONTHS = ("2022-12", "2023-01", "2023-02")
MENTEES_OF_A_MENTOR = 5
BATCH = 5_000
ONE_AWAY_OF, ONE_PLANS_OF = 25, 10
PLANNED_ON = dt.date(2023, 2, 22)


@dataclass(frozen=True)
class Seeded:
    """Where to look after seeding."""

    code: str
    coordinator_id: uuid.UUID
    mentor_id: uuid.UUID
    participation_id: uuid.UUID


def grow(people: int, *, code: str | None = None) -> Seeded:
    """Copy the demonstration's pilot into one of `people` participants and return its handles."""
    model = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
    code = code or f"BENCH-{people}"
    columns = {c.key: getattr(model, c.key) for c in Pilot.__mapper__.column_attrs}
    pilot_id = uuid.uuid4()
    _write(Pilot, iter([{**columns, "id": pilot_id, "code": code}]))
    phases = db.session.scalars(
        select(Phase).where(Phase.pilot_id == model.id, Phase.parent_id.is_(None))
    ).all()
    _write(
        Phase,
        (
            {
                **{c.key: getattr(p, c.key) for c in Phase.__mapper__.column_attrs},
                "id": uuid.uuid4(),
                "pilot_id": pilot_id,
            }
            for p in phases
        ),
    )
    places = db.session.scalars(select(Municipality.id).order_by(Municipality.sort_key)).all()
    coordinator = uuid.uuid4()
    mentors = [uuid.uuid4() for _ in range(max(1, people // MENTEES_OF_A_MENTOR))]
    persons = [uuid.uuid4() for _ in range(people)]
    seats = [uuid.uuid4() for _ in range(people)]
    _write(User, (user_values(key, number) for number, key in enumerate([coordinator, *mentors, *persons])))
    _write(
        RoleAssignment,
        (
            {
                "id": uuid.uuid4(),
                "user_id": key,
                "pilot_id": pilot_id,
                "role": role,
                "municipality_id": None,
                "granted_at": NOW,
                "ended_at": None,
            }
            for key, role in [(coordinator, Role.COORDINATOR), *((mentor, Role.MENTOR) for mentor in mentors)]
        ),
    )
    _write(
        Participation,
        (
            {
                "id": seat,
                "pilot_id": pilot_id,
                "user_id": person,
                "municipality_id": places[number % len(places)],
                "job_title": "",
                "state": ParticipationState.ACTIVE,
                "started_on": dt.date(2022, 9, 1),
                "override_reason": "",
                "version": 1,
            }
            for number, (seat, person) in enumerate(zip(seats, persons, strict=True))
        ),
    )
    _write(
        MentoringPair,
        (
            {
                "id": uuid.uuid4(),
                "pilot_id": pilot_id,
                "participation_id": seat,
                "mentor_id": mentors[number % len(mentors)],
                "role": PairRole.PRIMARY,
                "starts_on": PRACTICE,
                "end_reason": "",
                "version": 1,
            }
            for number, seat in enumerate(seats)
        ),
    )
    _write(
        MonthMinutes,
        (
            {
                "participation_id": seat,
                "month": month,
                "pilot_id": pilot_id,
                "received_minutes": 60 + (number * 7 + index * 11) % 120,
                "counted_minutes": 60 + (number * 7 + index * 11) % 120,
                "planned_minutes": 30 if plans(number) and month == MONTHS[-1] else 0,
            }
            for number, seat in enumerate(seats)
            for index, month in enumerate(MONTHS)
        ),
    )
    _write(UnavailableSpan, _away(pilot_id, coordinator, seats[::ONE_AWAY_OF], mentors[::ONE_AWAY_OF]))
    _plan(
        pilot_id,
        [(seat, mentors[number % len(mentors)]) for number, seat in enumerate(seats) if plans(number)],
    )
    return Seeded(code, coordinator, mentors[0], seats[0])


def plans(number: int) -> bool:
    """Tell whether the participant of a number has half an hour planned in the last month."""
    return number % ONE_PLANS_OF == 1


def _away(
    pilot_id: uuid.UUID, entered_by: uuid.UUID, seats: list[uuid.UUID], mentors: list[uuid.UUID]
) -> Iterator[dict[str, Any]]:
    for seat, mentor in [*((seat, None) for seat in seats), *((None, mentor) for mentor in mentors)]:
        yield {
            "id": uuid.uuid4(),
            "pilot_id": pilot_id,
            "user_id": mentor,
            "participation_id": seat,
            "first_on": dt.date(2023, 2, 20),
            "last_on": dt.date(2023, 2, 24),
            "entered_by_id": entered_by,
            "entered_at": NOW,
        }


def _plan(pilot_id: uuid.UUID, pairs: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    """Plan half an hour for each pair."""
    keys = [(uuid.uuid4(), uuid.uuid4()) for _ in pairs]
    _write(
        MentorSession,
        (
            {
                "id": key,
                "pilot_id": pilot_id,
                "mentor_id": mentor,
                "held_on": PLANNED_ON,
                "minutes": 30,
                "form": SessionForm.VIDEO,
                "kind": SessionKind.INDIVIDUAL,
                "state": SessionState.PLANNED,
                "place": "",
                "topics": [],
                "summary": "",
                "logged_at": NOW,
                "version": 1,
            }
            for (key, _attendee), (_seat, mentor) in zip(keys, pairs, strict=True)
        ),
    )
    _write(
        SessionAttendee,
        (
            {
                "id": attendee,
                "session_id": key,
                "participation_id": seat,
                "confirmation": ConfirmationState.WAITING,
                "comment": "",
                "version": 1,
            }
            for (key, attendee), (seat, _mentor) in zip(keys, pairs, strict=True)
        ),
    )
    _write(
        SessionShare,
        (
            {"id": uuid.uuid4(), "attendee_id": attendee, "held_on": PLANNED_ON, "minutes": 30}
            for _key, attendee in keys
        ),
    )


def add_day(seeded: Seeded) -> uuid.UUID:
    """Add a training day of six hours that has been held, nobody is recorded yet."""
    day_id, pilot_id = (
        uuid.uuid4(),
        db.session.scalars(select(Pilot.id).where(Pilot.code == seeded.code)).one(),
    )
    _write(
        TrainingDay,
        iter(
            [
                {
                    "id": day_id,
                    "pilot_id": pilot_id,
                    "number": 1,
                    "held_on": dt.date(2023, 2, 13),
                    "starts_at": dt.time(9, 30),
                    "ends_at": dt.time(16, 30),
                    "mode": DayMode.IN_PERSON,
                    "venue": "Rīga",
                    "planned_minutes": 360,
                }
            ]
        ),
    )
    return day_id


def user_values(key: uuid.UUID, number: int) -> dict[str, Any]:
    given_name, family_name = (
        WOMEN[number % len(WOMEN)],
        FAMILY_WOMEN[number // len(WOMEN) % len(FAMILY_WOMEN)],
    )
    email = f"{key.hex}@bench.example"
    return {
        "id": key,
        "given_name": given_name,
        "family_name": f"{family_name}-{number}",
        "email": email,
        "email_key": email,
        "locale": "lv",
        "grammatical_gender": "feminine",
        "state": UserState.ACTIVE,
        "created_at": NOW,
        "sort_key": text.sort_key(f"{family_name} {number:06d} {given_name}"),
        "search_key": text.search_key(f"{given_name} {family_name} {number}"),
        "version": 1,
    }


def _write(table: type, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(islice(rows, BATCH)):
        db.session.execute(insert(table), batch)
    db.session.commit()
