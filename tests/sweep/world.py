"""One pilot beside another with one thing of every kind in each home, seen from a person of every role.

A home is where a thing belongs. For the people of the sweep, all of Cēsis in SDK-2022, the homes are the six
kinds of id: their own, a colleague's in the same municipality, of a foreign municipality, of a foreign pilot,
one that has ended, and one that never was.
"""

import datetime as dt
import uuid
from typing import Any

from pilot.accounts.enums import LinkPurpose
from pilot.accounts.models import AccountLink, RoleAssignment, UserSession
from pilot.accounts.roles import Role
from pilot.cohort.enums import ParticipationState, PhaseKind, PilotState, WithdrawalReason
from pilot.cohort.models import DayOff, MentoringPair, Pilot
from pilot.extensions import db
from pilot.municipalities.models import Accession, Territory
from pilot.outbox.models import MailState, OutgoingMail
from pilot.overview.calendars.models import CalendarFeed
from tests import build
from tests.build import LONG_AGO, NOW, keep
from tests.sweep.home import MONTH, Found, Home, Person, Thing, World
from tests.sweep.kinds import Kind
from tests.sweep.matrix import Code
from tests.sweep.of_agreements import agreements_of
from tests.sweep.of_bookings import bookings_of
from tests.sweep.of_chain import chain_of
from tests.sweep.of_closing import closing_of
from tests.sweep.of_community import community_of, group_of
from tests.sweep.of_diary import diary_of
from tests.sweep.of_evaluations import evaluations_of
from tests.sweep.of_findings import findings_of
from tests.sweep.of_matching import matching_of
from tests.sweep.of_mentoring import mentoring_of
from tests.sweep.of_methods import methods_of
from tests.sweep.of_network import network_of
from tests.sweep.of_pilots import add_pilots
from tests.sweep.of_priorities import priorities_of
from tests.sweep.of_profiles import profiles_of
from tests.sweep.of_recruiting import recruiting_of
from tests.sweep.of_remarks import remarks_of
from tests.sweep.of_strategies import strategies_of
from tests.sweep.of_surveys import surveys_of
from tests.sweep.of_timesheets import timesheets_of
from tests.sweep.of_training import training_of, venue_of


def world() -> World:
    """Build everything and keep it; about 200 rows."""
    small = build.world()
    small.pilot.state = PilotState.PRACTICE
    homes = _homes(small)
    found = World(people=_people(small), homes=homes)
    for kind, home in homes.items():
        for argument, (row_arguments, facts) in _things_of(home).items():
            thing = Thing(arguments=row_arguments, **facts)
            found.things.setdefault(argument, {})[kind] = thing
    add_pilots(found, small)
    for argument, things in found.things.items():
        if not argument.startswith("free_"):
            things[Kind.NEVER] = _never(argument, things[Kind.OWN])
    db.session.commit()
    return found


def _people(small: build.World) -> dict[str, Person]:
    """Return one person a role, all of SDK-2022, and a coordinator of the other pilot only."""
    applicant = build.user("Sanita Krūmiņa")
    build.role(applicant, Role.APPLICANT, small.pilot, small.cesis)
    auditor, administrator = build.user("Juris Vanags"), build.user("Andris Celms")
    build.role(auditor, Role.AUDITOR, None)
    build.role(administrator, Role.ADMINISTRATOR, None)
    here = {"pilot_id": small.pilot.id}
    rows = (
        Person("anonymous", Code.AN, None),
        Person("applicant", Code.AP, applicant.id, municipality_id=small.cesis.id, **here),
        Person("participant", Code.PA, small.anna.user_id, municipality_id=small.cesis.id, **here),
        Person("mentor", Code.ME, small.mentor.id, **here),
        Person("lecturer", Code.TR, small.lecturer.id, **here),
        Person("manager", Code.MG, small.manager.id, municipality_id=small.cesis.id, **here),
        Person("coordinator", Code.CO, small.coordinator.id, **here),
        Person("observer", Code.OB, small.observer.id, **here),
        Person("auditor", Code.DP, auditor.id),
        Person("administrator", Code.SA, administrator.id),
        Person("coordinator elsewhere", Code.CO, small.other_coordinator.id, pilot_id=small.other_pilot.id),
    )
    return {person.name: person for person in rows}


def _homes(small: build.World) -> dict[Kind, Home]:
    other_lecturer = build.user("Uldis Bērzs")
    build.role(other_lecturer, Role.LECTURER, small.pilot)
    build.role(other_lecturer, Role.LECTURER, small.other_pilot)
    for person in (small.coordinator, small.mentor, small.lecturer):
        person.phone = "+371 20000000"
    pairs = {pair.participation_id: pair for pair in db.session.query(MentoringPair)}
    stranger, abroad_mentor = build.user("Rita Egle"), build.user("Vilis Kociņš")
    build.role(stranger, Role.PARTICIPANT, small.other_pilot, small.tukums)
    build.role(abroad_mentor, Role.MENTOR, small.other_pilot)
    build.phase(small.other_pilot, PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2023, 5, 31))
    abroad = build.participation(small.other_pilot, stranger, small.tukums)
    abroad_pair = build.pair(abroad, abroad_mentor)
    left = build.user("Velga Siliņa")
    assignment = build.role(left, Role.PARTICIPANT, small.pilot, small.cesis)
    assignment.ended_at = NOW - dt.timedelta(days=20)
    gone = build.participation(
        small.pilot,
        left,
        small.cesis,
        state=ParticipationState.WITHDRAWN,
        ended_on=dt.date(2023, 1, 20),
        withdrawal_reason=WithdrawalReason.WORKLOAD,
    )
    gone_pair = build.pair(gone, small.mentor, ends_on=dt.date(2023, 1, 20), end_reason="Beidza dalību")
    here: dict[str, Any] = {"pilot": small.pilot, "lecturer": small.lecturer}
    homes = (
        Home(
            Kind.OWN,
            municipality=small.cesis,
            participation=small.anna,
            mentor=small.mentor,
            pair=pairs[small.anna.id],
            **here,
        ),
        Home(
            Kind.COLLEAGUE,
            small.pilot,
            small.cesis,
            small.liga,
            small.other_mentor,
            pairs[small.liga.id],
            other_lecturer,
        ),
        Home(
            Kind.FOREIGN_MUNICIPALITY,
            small.pilot,
            small.tukums,
            small.peteris,
            small.mentor,
            pairs[small.peteris.id],
            other_lecturer,
        ),
        Home(
            Kind.FOREIGN_PILOT,
            small.other_pilot,
            small.tukums,
            abroad,
            abroad_mentor,
            abroad_pair,
            other_lecturer,
        ),
        Home(
            Kind.ENDED,
            municipality=small.cesis,
            participation=gone,
            mentor=small.mentor,
            pair=gone_pair,
            live=False,
            **here,
        ),
    )
    return {home.kind: home for home in homes}


def _things_of(home: Home) -> Found:
    """Build a home's things; every argument of an address has its row here."""
    at_home: dict[str, Any] = {
        "pilot_ids": frozenset({home.pilot.id}),
        "municipality_id": home.municipality.id,
        "owners": frozenset({home.participation.user_id}),
        "mentors": frozenset({home.mentor.id}) if home.live else frozenset(),
        "lecturers": frozenset({home.lecturer.id}),
    }
    names: dict[str, Any] = {"code": home.pilot.code, "month": MONTH}
    found: Found = {}
    for part in (
        _people_of,
        training_of,
        venue_of,
        mentoring_of,
        bookings_of,
        matching_of,
        closing_of,
        remarks_of,
        agreements_of,
        timesheets_of,
        community_of,
        chain_of,
        diary_of,
        findings_of,
        methods_of,
        network_of,
        profiles_of,
        surveys_of,
        priorities_of,
        group_of,
        strategies_of,
        evaluations_of,
        recruiting_of,
    ):
        for argument, (arguments, facts) in part(home).items():
            assert argument not in found, f"two parts of the world name an argument {argument}"
            found[argument] = ({**names, **arguments}, {**at_home, **facts})
    return found


def _people_of(home: Home) -> Found:
    person = home.participation.user_id
    assignment = db.session.query(RoleAssignment).filter_by(user_id=person, pilot_id=home.pilot.id).one()
    link = keep(
        AccountLink(
            user_id=person,
            purpose=LinkPurpose.INVITATION,
            nonce=uuid.uuid4().hex,
            created_at=LONG_AGO,
            expires_at=NOW + dt.timedelta(days=3),
        )
    )
    device = keep(
        UserSession(
            user_id=person,
            token_hash=uuid.uuid4().hex,
            created_at=LONG_AGO,
            seen_at=LONG_AGO,
            device="Firefox",
        )
    )
    feed = keep(CalendarFeed(user_id=person, token_hash=uuid.uuid4().hex, made_at=LONG_AGO))
    mail = keep(
        OutgoingMail(
            key=f"invitation:{person}",
            template="invitation",
            recipient_id=person,
            pilot_id=home.pilot.id,
            facts={},
            state=MailState.FAILED,
            queued_at=LONG_AGO,
            not_before_at=LONG_AGO,
        )
    )
    phase = build.phase(
        home.pilot,
        PhaseKind.OTHER,
        dt.date(2023, 3, 1),
        dt.date(2023, 3, home.number),
        name_lv=f"Posms {home.number}",
        name_en=f"Stage {home.number}",
    )
    day_off = keep(
        DayOff(pilot_id=home.pilot.id, day=dt.date(2023, 3, home.number), name="Pašvaldības svētki")
    )
    keep(
        Accession(
            municipality_id=home.municipality.id, joined_year=2021, joined_month=10, source="Domes lēmums"
        )
    ) if home.kind in {Kind.OWN, Kind.FOREIGN_MUNICIPALITY} else None
    territory = keep(
        Territory(
            atvk_code=f"00220{home.number}",
            name=f"Pagasts {home.number}",
            kind="parish",
            municipality_id=home.municipality.id,
            valid_from=dt.date(2021, 7, 1),
            sort_key=f"pagasts {home.number}",
            search_key=f"pagasts {home.number}",
        )
    )
    of_pilot = {"whole_pilot": True}
    of_everyone = {"pilot_ids": frozenset(pilot_id for (pilot_id,) in db.session.query(Pilot.id))}
    return {
        "participation_id": ({"participation_id": home.participation.id}, {}),
        "user_id": ({"user_id": person}, {}),
        "assignment_id": ({"user_id": person, "assignment_id": assignment.id}, {}),
        "link_id": ({"link_id": link.id, "user_id": person}, {}),
        "device_id": ({"session_id": device.id}, {}),
        "feed_id": ({"feed_id": feed.id}, {}),
        "mail_id": ({"mail_id": mail.id}, {}),
        "phase_id": ({"phase_id": phase.id}, of_pilot),
        "day_off_id": ({"day_off_id": day_off.id}, of_pilot),
        "municipality_id": ({"municipality_id": home.municipality.id}, of_everyone),
        "territory_id": ({"municipality_id": home.municipality.id, "territory_id": territory.id}, {}),
        "pair_id": (
            {"pair_id": home.pair.id, "participation_id": home.participation.id},
            {"owners": frozenset({person, home.mentor.id})},
        ),
    }


def _never(argument: str, own: Thing) -> Thing:
    """Return a thing of the own pilot whose id was never given out."""
    never = "NAV-1999" if argument in {"code", "month"} else uuid.uuid4()
    name = "code" if argument == "month" else argument
    name = {
        "planned_session_id": "session_id",
        "shut_session_id": "session_id",
        "due_session_id": "session_id",
        "device_id": "session_id",
        "offered_slot_id": "slot_id",
        "booked_slot_id": "slot_id",
        "reviewed_pair_id": "pair_id",
        "finished_use_id": "use_id",
        "unused_planned_id": "planned_id",
        "answered_remark_id": "remark_id",
        "merged_point_id": "point_id",
        "merged_need_id": "need_id",
        "spare_objective_id": "objective_id",
        "unused_measure_id": "measure_id",
        "draft_need_id": "need_id",
        "draft_resource_id": "resource_id",
        "swot_pair": "community_id",
        "chain_link": "right_id",
        "draft_survey_id": "survey_id",
        "private_entry_id": "entry_id",
        "draft_round_id": "round_id",
        "scoring_round_id": "round_id",
        "voting_round_id": "round_id",
    }.get(name, name)
    return Thing({**own.arguments, name: never}, exists=False)
