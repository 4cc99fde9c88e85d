"""Load the demonstration once, as of a day; never beside real people."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy import func, select

from pilot import audit, text
from pilot.accounts.actions import hash_password
from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.enums import FunderSet, ParticipationState, PilotState, Preset, WithdrawalReason
from pilot.cohort.models import Participation, Phase, Pilot
from pilot.cohort.presets import PRESETS, PresetPhase, PresetShape
from pilot.demo import (
    agreements,
    assignments,
    availability,
    bookings,
    closing,
    community,
    competence,
    diary,
    documents,
    evaluations,
    feedback,
    findings,
    forecast,
    groups,
    materials,
    mentoring,
    methods,
    pairing,
    papers,
    planning,
    priorities,
    profiles,
    publishing,
    recruiting,
    remarks,
    second_pilot,
    session_log,
    strategies,
    surveys,
    training,
    venues,
    worktime,
)
from pilot.demo.people import (
    COORDINATOR,
    LECTURERS,
    MANAGERS,
    MENTORS,
    OBSERVER,
    PLACES,
    Person,
    thirty,
)
from pilot.demo.stage import Stage, at, day, keep
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from pilot.training.models import Module

PASSWORD = "kopdarbs demonstrācija"  # noqa: S105 - shown on purpose, only for invented people
BEGAN = day("2022-04-20")
SDK, METODIKA = "SDK-2022", "METODIKA-2019"


class NotADemonstrationError(DomainError):
    """Real people are in this database."""


def load(*, today: dt.date, now: dt.datetime) -> bool:
    """Fill an empty database with both pilots; False when they are there already.

    :raises NotADemonstrationError: the database holds people that the demonstration did not bring.
    """
    if db.session.scalar(select(Pilot.id).where(Pilot.code == SDK)) is not None:
        return False
    if db.session.scalar(select(func.count()).select_from(User)):
        raise NotADemonstrationError
    municipalities = {row.iso_code: row for row in db.session.scalars(select(Municipality))}
    people = (COORDINATOR, OBSERVER, *MENTORS, *LECTURERS, *(person for person, _ in MANAGERS))
    people += (*(place.person for place in PLACES), *thirty())
    password_hash = hash_password(PASSWORD)
    users = {person.key: _user(person, password_hash) for person in dict.fromkeys(people)}
    db.session.flush()
    _sdk(users, municipalities, today=today)
    _metodika(users, municipalities)
    db.session.flush()
    audit.record("demo.loaded", users[COORDINATOR.key], actor=None, at=now, today=today)
    return True


def _user(person: Person, password_hash: str) -> User:
    email = f"{person.key}@demo.example"
    name = f"{person.given_name} {person.family_name}"
    return keep(
        User(
            given_name=person.given_name,
            family_name=person.family_name,
            email=email,
            email_key=text.fold(email),
            job_title=person.job_title,
            organisation=person.organisation,
            grammatical_gender=person.gender,
            password_hash=password_hash,
            state=UserState.ACTIVE,
            created_at=at(BEGAN),
            privacy_notice_seen_at=at(BEGAN),
            sort_key=text.sort_key(f"{person.family_name} {person.given_name}"),
            search_key=text.search_key(f"{name} {email}"),
        )
    )


def _pilot(code: str, preset: Preset, shape: PresetShape, **facts: object) -> Pilot:
    parameters = asdict(shape.parameters)
    parameters["eligibility_criteria"] = [
        str(criterion) for criterion in shape.parameters.eligibility_criteria
    ]
    return keep(Pilot(code=code, preset=preset, created_at=at(BEGAN), **parameters, **facts))


def _phases(pilot: Pilot, shape: PresetShape) -> None:
    for phase in shape.phases:
        row = _phase(pilot, phase, None)
        for stage in phase.stages:
            _phase(pilot, stage, row)


def _phase(pilot: Pilot, phase: PresetPhase, parent: Phase | None) -> Phase:
    return keep(
        Phase(
            pilot_id=pilot.id,
            parent_id=parent.id if parent else None,
            kind=phase.kind,
            name_lv=phase.name_lv,
            name_en=phase.name_en,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            planned_starts_on=phase.starts_on,
            planned_ends_on=phase.ends_on,
        )
    )


def _modules(pilot: Pilot, shape: PresetShape) -> list[Module]:
    return [
        keep(
            Module(
                pilot_id=pilot.id,
                number=number,
                title_lv=module.title_lv,
                title_en=module.title_en,
                minutes=module.minutes,
            )
        )
        for number, module in enumerate(shape.modules, start=1)
    ]


def _sdk(users: dict[str, User], municipalities: dict[str, Municipality], *, today: dt.date) -> None:
    shape = PRESETS[Preset.SDK_2022]
    pilot = _pilot(
        SDK,
        Preset.SDK_2022,
        shape,
        title_lv="Sociālais darbs kopienā 2022–2023",
        title_en="Social work in the community 2022–2023",
        project_no="9.2.1.1/15/I/001",
        activity_no="15.4.",
        funder_set=FunderSet.ESF_2014_2020,
        implementing_org="Latvijas Lauku forums",
        client_org="Labklājības ministrija",
        contact_email="koordinatore@demo.example",
        state=PilotState.PRACTICE,
        retention_until=day("2028-12-31"),
    )
    db.session.flush()
    _phases(pilot, shape)
    stage = Stage(pilot, today, users[COORDINATOR.key], users, municipalities)
    _seat(stage)
    _staff(stage)
    db.session.flush()
    recruiting.fill(stage, PLACES)
    modules = _modules(pilot, shape)
    training.fill(stage, modules)
    planning.fill(stage, modules)
    venues.fill(stage)
    publishing.fill(stage)
    availability.fill(stage)
    documents.announce(stage)
    documents.fill(stage, "2022-11-25")  # before the independent work, which went on into the practice
    assignments.fill(stage, modules)
    feedback.fill(stage)
    competence.fill(stage, modules)
    materials.fill(stage, modules)
    mentoring.fill(stage, PLACES)
    bookings.fill(stage)
    session_log.fill(stage)
    pairing.fill(stage)
    agreements.fill(stage)
    forecast.fill(stage)
    closing.fill(stage)
    remarks.fill(stage)
    worktime.fill(stage)
    communities = community.fill(stage, PLACES)
    diary.fill(stage, communities, PLACES)
    findings.fill(stage, communities)
    methods.fill(stage, communities)
    groups.fill(stage, communities)
    profiles.fill(stage, communities)
    surveys.fill(stage, communities)
    priorities.fill(stage, communities)
    strategies.fill(stage, communities, PLACES)
    papers.fill(stage, communities, PLACES)
    evaluations.fill(stage)


def _seat(stage: Stage) -> None:
    """Give the participants their places; one withdrew in October and was replaced."""
    for place in PLACES:
        user, municipality = stage.users[place.person.key], stage.municipalities[place.iso_code]
        replaced = stage.participations.get(place.replaces)
        stage.participations[place.person.key] = keep(
            Participation(
                pilot_id=stage.pilot.id,
                user_id=user.id,
                municipality_id=municipality.id,
                job_title=place.person.job_title,
                state=ParticipationState.WITHDRAWN if place.to_day else ParticipationState.ACTIVE,
                started_on=day(place.from_day or "2022-09-01"),
                ended_on=day(place.to_day) if place.to_day else None,
                withdrawal_reason=WithdrawalReason.WORKLOAD if place.to_day else None,
                replaces_id=replaced.id if replaced else None,
            )
        )
        ended_at = at(day(place.to_day), 16) if place.to_day else None
        _role(user, Role.PARTICIPANT, stage.pilot, municipality, ended_at=ended_at)


def _staff(stage: Stage) -> None:
    users = stage.users
    _role(users[COORDINATOR.key], Role.COORDINATOR, stage.pilot)
    _role(users[OBSERVER.key], Role.OBSERVER, stage.pilot)
    for mentor in MENTORS:
        _role(users[mentor.key], Role.MENTOR, stage.pilot)
    for lecturer in LECTURERS:
        _role(users[lecturer.key], Role.LECTURER, stage.pilot)
    for manager, code in MANAGERS:
        _role(users[manager.key], Role.MANAGER, stage.pilot, stage.municipalities[code])


def _role(
    user: User,
    role: Role,
    pilot: Pilot,
    municipality: Municipality | None = None,
    *,
    ended_at: dt.datetime | None = None,
) -> None:
    keep(
        RoleAssignment(
            user_id=user.id,
            pilot_id=pilot.id,
            role=role,
            municipality_id=municipality.id if municipality else None,
            granted_at=at(BEGAN),
            ended_at=ended_at,
        )
    )


def _metodika(users: dict[str, User], municipalities: dict[str, Municipality]) -> None:
    shape = PRESETS[Preset.METHODOLOGY_2019]
    pilot = _pilot(
        METODIKA,
        Preset.METHODOLOGY_2019,
        shape,
        title_lv="Metodikas aprobēšana 2019",
        title_en="Testing a methodology 2019",
        project_no="9.2.1.1/15/I/001",
        funder_set=FunderSet.ESF_2014_2020,
        client_org="Labklājības ministrija",
        state=PilotState.CLOSING,
        retention_until=day("2028-12-31"),
    )
    db.session.flush()
    _phases(pilot, shape)
    stage = Stage(pilot, day(second_pilot.ENDED), users[COORDINATOR.key], users, municipalities)
    second_pilot.seat(stage, [person.key for person in thirty()])
    _role(users[COORDINATOR.key], Role.COORDINATOR, pilot)
    _role(users[OBSERVER.key], Role.OBSERVER, pilot)
    _role(users[LECTURERS[0].key], Role.LECTURER, pilot)
    db.session.flush()
    second_pilot.fill(stage, _modules(pilot, shape), LECTURERS[0].key)
    documents.fill(stage, second_pilot.ENDED)
