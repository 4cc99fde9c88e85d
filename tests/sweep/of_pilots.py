"""What every pilot has once, and the things that are free: nothing hangs on them yet."""

import datetime as dt
from typing import Any

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.enums import ParticipationState, PhaseKind, PilotState
from pilot.cohort.models import MonthClose, Pilot
from pilot.extensions import db
from pilot.recruiting.enums import RecruitingState
from pilot.recruiting.models import Candidacy
from pilot.training.checkin import rules
from pilot.training.enums import AttendanceSource, DayMode
from pilot.training.models import Module, TrainingDay
from tests import build
from tests.build import LONG_AGO, NOW, keep
from tests.conftest import SECRET
from tests.sweep.home import MONTH, Thing, World
from tests.sweep.kinds import Kind
from tests.training import build as training
from tests.training import papers


def add_pilots(found: World, small: build.World) -> None:
    """Add the pilots themselves and what each has once; the archived one is everybody's of SDK-2022 too."""
    archived = build.pilot("VECAIS-2019", state=PilotState.ARCHIVED)
    _keep_roles_in(archived, found, small)
    for pilot in (small.pilot, small.other_pilot, archived):
        papers.setting(pilot, small.coordinator)
        keep(MonthClose(pilot_id=pilot.id, month=MONTH, closed_at=NOW, closed_by_id=small.coordinator.id))
    anna = db.session.get_one(User, small.anna.user_id)
    build.participation(
        archived, anna, small.cesis, state=ParticipationState.COMPLETED, ended_on=dt.date(2023, 1, 31)
    )
    _complete_the_rolls(found, small)
    found.things.update(_free_things(small))
    shown = _code_of_today(small)
    rows = {
        Kind.OWN: (small.pilot, {small.pilot.id, archived.id}, 4),
        Kind.FOREIGN_PILOT: (small.other_pilot, {small.other_pilot.id}, 1),
        Kind.ENDED: (archived, {small.pilot.id, archived.id}, 0),
    }
    for name in ("code", "month"):
        found.things[name] = {
            kind: Thing(
                {
                    "code": pilot.code,
                    "month": MONTH,
                    "method_name": "street_talk",
                    "rule": f"number_of_days::{days}",
                    "kind": "modules",
                    "shown": shown,
                },
                pilot_ids=frozenset(ids),
                whole_pilot=True,
            )
            for kind, (pilot, ids, days) in rows.items()
        }


def _keep_roles_in(archived: Pilot, found: World, small: build.World) -> None:
    """Give everybody of the small pilot the same roles in the archived one."""
    for person in found.people.values():
        if person.id is None or person.pilot_id != small.pilot.id:
            continue
        grants = db.session.query(RoleAssignment).filter_by(user_id=person.id, pilot_id=small.pilot.id)
        for grant in grants.all():
            keep(
                RoleAssignment(
                    user_id=person.id,
                    pilot_id=archived.id,
                    role=grant.role,
                    municipality_id=grant.municipality_id,
                    granted_at=LONG_AGO,
                )
            )


def _complete_the_rolls(found: World, small: build.World) -> None:
    """Record the others on days of three homes; abroad somebody is ready for a statement of hours."""
    left_half = build.participation(small.other_pilot, build.user("Sarma Krasta"), small.tukums)
    for kind, person, minutes in (
        (Kind.OWN, small.liga, 360),
        (Kind.OWN, small.peteris, 360),
        (Kind.COLLEAGUE, small.peteris, 0),
        (Kind.FOREIGN_PILOT, left_half, 180),
    ):
        day = db.session.get_one(TrainingDay, found.things["day_id"][kind].arguments["day_id"])
        source = AttendanceSource.SHEET
        training.attendance(day, person, minutes, source=source, recorded_by_id=small.coordinator.id)


def _free_things(small: build.World) -> dict[str, dict[Kind, Thing]]:
    """Return what a form may still be sent for: a pilot without days, a candidacy, a role to be ended."""
    build.municipality("Saldus novads", tile_label="SAL", tile_row=3, tile_column=2)
    place = build.municipality("Limbažu novads", tile_label="LIM", tile_row=1, tile_column=5)
    free = keep(
        Candidacy(pilot_id=small.pilot.id, municipality_id=place.id, state=RecruitingState.INTERESTED)
    )
    watching = (
        db.session.query(RoleAssignment).filter_by(user_id=small.observer.id, pilot_id=small.pilot.id).one()
    )
    here: dict[str, Any] = {"pilot_ids": frozenset({small.pilot.id})}
    names = {"code": small.pilot.code, "assignment_id": watching.id}
    return {
        "free_code": {Kind.OWN: _pilot_without_days(small)},
        "free_candidacy_id": {Kind.OWN: Thing({"candidacy_id": free.id}, **here)},
        "free_assignment_id": {Kind.OWN: Thing(names, **here)},
    }


def _code_of_today(small: build.World) -> str:
    """Build a day that takes place now and return the code that its lecturer shows."""
    day = keep(
        TrainingDay(
            pilot_id=small.pilot.id,
            number=60,
            held_on=NOW.date(),
            starts_at=dt.time(9),
            ends_at=dt.time(16),
            mode=DayMode.IN_PERSON,
            venue="Cēsis, Raunas iela 4",
            planned_minutes=360,
        )
    )
    return rules.code_of(day.id, key=SECRET.encode(), moment=NOW)


def _pilot_without_days(small: build.World) -> Thing:
    """Return a pilot with a module that the coordinator has yet to plan the days of."""
    new = build.pilot("BRIVS-2023", implementation_to=dt.date(2023, 4, 28))
    build.phase(new, PhaseKind.TRAINING, dt.date(2023, 3, 1), dt.date(2023, 4, 28))
    build.role(small.coordinator, Role.COORDINATOR, new)
    build.role(small.lecturer, Role.LECTURER, new)
    keep(Module(pilot_id=new.id, number=1, title_lv="Ievads", title_en="Start", minutes=720))
    return Thing({"code": new.code}, pilot_ids=frozenset({small.pilot.id, new.id}), whole_pilot=True)
