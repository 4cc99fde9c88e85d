"""Plain builders: a test names what it is about, the rest is filled in here. People are invented."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from itsdangerous import URLSafeTimedSerializer

from pilot import text
from pilot.accounts import sessions
from pilot.accounts.enums import LinkPurpose, UserState
from pilot.accounts.models import AccountLink, RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.enums import (
    CarryOver,
    EligibilityMode,
    PartialMonthPolicy,
    ParticipationState,
    PhaseKind,
    PilotState,
    Preset,
)
from pilot.cohort.models import MentoringPair, MonthExtension, Participation, Phase, Pilot
from pilot.cohort.rules import months_between
from pilot.extensions import db
from pilot.municipalities.enums import MunicipalityKind
from pilot.municipalities.models import Municipality

NOW = dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2022, 9, 1, 6, 0, tzinfo=dt.UTC)


def new_key() -> str:
    return str(uuid.uuid4())


def signed_token(raw: str, secret: str) -> str:
    """Sign a CSRF token as Flask-WTF does."""
    token = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)
    return str(token)


def session_token(user: User) -> str:
    return sessions.begin(user, device="test", now=NOW)


def keep(row: Any) -> Any:
    """Add a row and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def user(name: str = "Anna Ozola", **given: Any) -> User:
    given_name, _, family_name = name.partition(" ")
    email = given.pop("email", f"{text.search_key(name).replace(' ', '.')}.{uuid.uuid4().hex[:6]}@example.lv")
    found: User = keep(
        User(
            given_name=given_name,
            family_name=family_name,
            email=email,
            email_key=text.fold(email),
            created_at=LONG_AGO,
            state=given.pop("state", UserState.ACTIVE),
            sort_key=text.sort_key(f"{family_name} {given_name}"),
            search_key=text.search_key(f"{name} {email}"),
            **given,
        )
    )
    return found


def role(
    person: User, role: Role, pilot: Pilot | None, municipality: Municipality | None = None
) -> RoleAssignment:
    assignment: RoleAssignment = keep(
        RoleAssignment(
            user_id=person.id,
            pilot_id=pilot.id if pilot else None,
            role=role,
            municipality_id=municipality.id if municipality else None,
            granted_at=LONG_AGO,
        )
    )
    return assignment


def viewer(person: User) -> Viewer:
    """Return a person as queries and actions see them."""
    return Viewer(person.id, person.name, sessions.live_grants(person.id), NOW.date())


def municipality(name: str = "Cēsu novads", **given: Any) -> Municipality:
    found: Municipality = keep(
        Municipality(
            **{
                "iso_code": f"LV-{uuid.uuid4().hex[:6]}",
                "atvk_code": "0022000",
                "name": name,
                "official_name": name,
                "name_locative": name,
                "name_en": name,
                "kind": MunicipalityKind.COUNTY,
                "planning_region": "Vidzemes plānošanas reģions",
                "statistical_region": "Vidzemes statistiskais reģions",
                "population": 40963,
                "population_on": dt.date(2026, 1, 1),
                "area_hectares": 266_300,
                "centre": "Cēsis",
                "valid_from": dt.date(2021, 7, 1),
                "had_election_20210605": True,
                "tile_row": 1,
                "tile_column": 7,
                "tile_label": "CĒS",
                "sort_key": text.sort_key(name),
                "search_key": text.search_key(name),
                **given,
            }
        )
    )
    return found


def pilot(code: str = "SDK-2022", **given: Any) -> Pilot:
    found: Pilot = keep(
        Pilot(
            **{
                "code": code,
                "title_lv": "Sociālais darbs kopienā",
                "title_en": "Social work in the community",
                "preset": Preset.SDK_2022,
                "state": PilotState.PRACTICE,
                "retention_until": dt.date(2030, 12, 31),
                "created_at": LONG_AGO,
                "target_participants": 10,
                "target_municipalities": 5,
                "target_per_municipality": 2,
                "recruitment_from": dt.date(2022, 5, 1),
                "recruitment_to": dt.date(2022, 7, 31),
                "implementation_from": dt.date(2022, 9, 1),
                "implementation_to": dt.date(2023, 5, 31),
                "eligibility_mode": EligibilityMode.ANY,
                "eligibility_criteria": ["experience", "leadership_support"],
                "training_min_minutes": 4320,
                "training_max_minutes": 4320,
                "academic_hour_minutes": 45,
                "training_days": 12,
                "academic_hours_per_day": 8,
                "training_days_per_month": 4,
                "volume_tolerance_pct": 0,
                "certificate_min_attendance_pct": 85,
                "mentor_quota_minutes": 120,
                "quota_phase": PhaseKind.PRACTICE,
                "partial_month_policy": PartialMonthPolicy.EXEMPT,
                "partial_month_days": 15,
                "carry_over": CarryOver.NONE,
                "session_max_minutes": 480,
                "session_warning_minutes": 180,
                "confirmation_required": True,
                "month_close_working_day": 5,
                "small_cell_threshold": 5,
                **given,
            }
        )
    )
    return found


def phase(of: Pilot, kind: PhaseKind, starts_on: dt.date, ends_on: dt.date, **given: Any) -> Phase:
    found: Phase = keep(
        Phase(
            pilot_id=of.id,
            kind=kind,
            name_lv=given.pop("name_lv", "Aprobēšana praksē"),
            name_en=given.pop("name_en", "Testing in practice"),
            starts_on=starts_on,
            ends_on=ends_on,
            planned_starts_on=starts_on,
            planned_ends_on=ends_on,
            **given,
        )
    )
    return found


def participation(of: Pilot, person: User, place: Municipality, **given: Any) -> Participation:
    given.setdefault("state", ParticipationState.ACTIVE)
    given.setdefault("started_on", dt.date(2022, 9, 1))
    found: Participation = keep(
        Participation(pilot_id=of.id, user_id=person.id, municipality_id=place.id, **given)
    )
    return found


def pair(participation: Participation, mentor: User, **given: Any) -> MentoringPair:
    given.setdefault("starts_on", dt.date(2022, 11, 28))
    found: MentoringPair = keep(
        MentoringPair(
            pilot_id=participation.pilot_id, participation_id=participation.id, mentor_id=mentor.id, **given
        )
    )
    return found


@dataclass(frozen=True)
class World:
    """A small pilot in its practice: two municipalities, every role, and another pilot beside it."""

    pilot: Pilot
    other_pilot: Pilot
    cesis: Municipality
    tukums: Municipality
    coordinator: User
    other_coordinator: User
    mentor: User
    other_mentor: User
    lecturer: User
    manager: User
    observer: User
    anna: Participation
    liga: Participation
    peteris: Participation


def world() -> World:
    """Build the small pilot: Anna and Līga of Cēsis, Pēteris of Tukums; Anna and Pēteris share one mentor."""
    here, elsewhere = pilot(), pilot("CITS-2023")
    phase(
        here,
        PhaseKind.TRAINING,
        dt.date(2022, 9, 1),
        dt.date(2022, 11, 25),
        name_lv="Mācības",
        name_en="Training",
    )
    phase(here, PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2023, 5, 31))
    cesis = municipality()
    tukums = municipality("Tukuma novads", tile_label="TUK", tile_row=2, tile_column=2)
    people: dict[str, Any] = {
        "coordinator": user("Elīna Bērziņa"),
        "other_coordinator": user("Ieva Kronberga"),
        "mentor": user("Māra Kalniņa"),
        "other_mentor": user("Jānis Liepa"),
        "lecturer": user("Inga Zariņa"),
        "manager": user("Dace Vītola"),
        "observer": user("Rūta Šķēle"),
    }
    role(people["coordinator"], Role.COORDINATOR, here)
    role(people["other_coordinator"], Role.COORDINATOR, elsewhere)
    role(people["mentor"], Role.MENTOR, here)
    role(people["other_mentor"], Role.MENTOR, here)
    role(people["lecturer"], Role.LECTURER, here)
    role(people["manager"], Role.MANAGER, here, cesis)
    role(people["observer"], Role.OBSERVER, here)
    participations: dict[str, Any] = {}
    for key, name, place in (
        ("anna", "Anna Ozola", cesis),
        ("liga", "Līga Ābele", cesis),
        ("peteris", "Pēteris Ķirsis", tukums),
    ):
        person = user(name)
        role(person, Role.PARTICIPANT, here, place)
        participations[key] = participation(here, person, place)
    pair(participations["anna"], people["mentor"])
    pair(participations["peteris"], people["mentor"])
    pair(participations["liga"], people["other_mentor"])
    leave_open(here, people["coordinator"])
    db.session.commit()
    return World(pilot=here, other_pilot=elsewhere, cesis=cesis, tukums=tukums, **people, **participations)


def leave_open(of: Pilot, coordinator: User) -> None:
    """Let mentors write into every month of a pilot; tests of the last day for entries take this away."""
    for month in months_between(of.implementation_from, of.implementation_to):
        keep(
            MonthExtension(
                pilot_id=of.id,
                month=str(month),
                until_on=dt.date(2023, 12, 31),
                reason="Visi mēneši ir atvērti",
                granted_by_id=coordinator.id,
                granted_at=LONG_AGO,
            )
        )


def link(person: User, purpose: LinkPurpose = LinkPurpose.PASSWORD_RESET, **given: Any) -> AccountLink:
    found: AccountLink = keep(
        AccountLink(
            user_id=person.id,
            purpose=purpose,
            nonce=uuid.uuid4().hex,
            **{"created_at": NOW, "expires_at": NOW + dt.timedelta(minutes=30), **given},
        )
    )
    return found
