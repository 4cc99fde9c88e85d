"""Moves, contacts and enrolment as they reach the database."""

import datetime as dt
import itertools
import uuid

import pytest
from sqlalchemy import select

from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.recruiting import actions, application_actions, queries, rules
from pilot.recruiting.enums import Assessment, ContactChannel, Eligibility, RecruitingState
from pilot.recruiting.models import Candidacy, ContactLogEntry, Nominee
from pilot.recruiting.rules import Problem
from tests import build
from tests.recruiting import build as recruiting

LISTED = {
    ("identified", "contacted"),
    ("identified", "interested"),
    ("identified", "applied"),
    ("contacted", "interested"),
    ("contacted", "applied"),
    ("interested", "applied"),
    ("applied", "under_review"),
    ("under_review", "selected"),
    ("under_review", "reserve"),
    ("under_review", "not_selected"),
    ("reserve", "selected"),
    ("reserve", "not_selected"),
    ("selected", "agreement_signed"),
    ("agreement_signed", "taking_part"),
    ("taking_part", "completed"),
}
STILL_OPEN = set(RecruitingState) - {
    RecruitingState.NOT_SELECTED,
    RecruitingState.COMPLETED,
    RecruitingState.DECLINED,
    RecruitingState.WITHDRAWN,
}
LEAVING = {(state.value, leaving) for state in STILL_OPEN for leaving in ("declined", "withdrawn")}


def invitations_of(user_id: uuid.UUID) -> int:
    mails = select(OutgoingMail).where(OutgoingMail.template == "invitation")
    return sum(mail.recipient_id == user_id for mail in db.session.scalars(mails))


@pytest.fixture
def candidacy(world: build.World) -> Candidacy:
    return recruiting.candidacy(world.pilot, world.cesis)


@pytest.fixture
def nominee(candidacy: Candidacy) -> Nominee:
    candidacy.state = RecruitingState.SELECTED
    return recruiting.nominee(recruiting.application(candidacy))


def test_of_every_pair_of_states_only_the_listed_moves_succeed(
    world: build.World, candidacy: Candidacy, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    succeeded, refused = set(), set()
    allowed = {
        state: {after for before, after in LISTED | LEAVING if before == state} for state in RecruitingState
    }
    for before, after in itertools.product(RecruitingState, repeat=2):
        candidacy.state = before
        db.session.flush()
        entry = rules.MoveEntry(after, reason="Domes lēmums")
        try:
            actions.move(candidacy, entry, seen=candidacy.version, actor=actor, now=now)
        except actions.RecruitingRefusedError as refusal:
            refused.add((refusal.problem, before == candidacy.state, refusal.allowed == allowed[before]))
        else:
            stored = db.session.scalar(select(Candidacy.state).where(Candidacy.id == candidacy.id))
            succeeded.add((before.value, str(stored)))

    assert refused == {(Problem.MOVE_NOT_ALLOWED, True, True)}
    assert succeeded == LISTED | LEAVING
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "recruiting.candidacy-moved"))
    assert {(event.detail["before"], event.detail["after"]) for event in events} == succeeded


@pytest.mark.parametrize("state", [RecruitingState.DECLINED, RecruitingState.WITHDRAWN])
def test_leaving_needs_a_reason(
    world: build.World, candidacy: Candidacy, now: dt.datetime, state: RecruitingState
) -> None:
    with pytest.raises(actions.RecruitingRefusedError) as refused:
        actions.move(
            candidacy, rules.MoveEntry(state, " "), seen=1, actor=build.viewer(world.coordinator), now=now
        )

    assert refused.value.problem is Problem.REASON_MISSING


def test_the_place_in_the_reserve_ends_with_the_reserve(
    world: build.World, candidacy: Candidacy, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    candidacy.state = RecruitingState.UNDER_REVIEW
    db.session.flush()

    entry = rules.MoveEntry(RecruitingState.RESERVE, reserve_priority=2)
    actions.move(candidacy, entry, seen=candidacy.version, actor=actor, now=now)
    assert candidacy.reserve_priority == 2

    entry = rules.MoveEntry(RecruitingState.SELECTED, reserve_priority=2)
    actions.move(candidacy, entry, seen=candidacy.version, actor=actor, now=now)
    assert candidacy.reserve_priority is None


def test_a_move_over_an_older_version_is_refused(
    world: build.World, candidacy: Candidacy, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    actions.move(candidacy, rules.MoveEntry(RecruitingState.CONTACTED), seen=1, actor=actor, now=now)

    with pytest.raises(EditedMeanwhileError):
        actions.move(candidacy, rules.MoveEntry(RecruitingState.APPLIED), seen=1, actor=actor, now=now)


def test_a_municipality_is_added_once(world: build.World, candidacy: Candidacy, now: dt.datetime) -> None:
    actor = build.viewer(world.coordinator)

    with pytest.raises(actions.RecruitingRefusedError) as refused:
        actions.add_municipalities(world.pilot, [world.tukums, world.cesis], actor=actor, now=now)

    assert refused.value.problem is Problem.ALREADY_ADDED
    assert db.session.scalars(select(Candidacy.id)).all() == [candidacy.id]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"made_on": dt.date(2023, 2, 15)}, Problem.MADE_IN_FUTURE),
        ({"next_step": "Zvanīt"}, Problem.STEP_WITHOUT_DAY),
        ({"next_step_on": dt.date(2023, 2, 20)}, Problem.DAY_WITHOUT_STEP),
        ({"next_step": "Zvanīt", "next_step_on": dt.date(2023, 2, 9)}, Problem.STEP_BEFORE_CONTACT),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    world: build.World,
    candidacy: Candidacy,
    now: dt.datetime,
    changes: dict[str, object],
    problem: Problem,
) -> None:
    given: dict[str, object] = {
        "made_on": dt.date(2023, 2, 10),
        "channel": ContactChannel.CALL,
        "with_whom": "Vadītāja",
        "summary": "Pārrunājām nosacījumus",
    }
    entry = rules.ContactEntry(**{**given, **changes})  # type: ignore[arg-type]  # a mixed table of values

    with pytest.raises(actions.RecruitingRefusedError) as refused:
        actions.log_contact(
            candidacy, entry, actor=build.viewer(world.coordinator), now=now, today=now.date()
        )

    assert refused.value.problem is problem
    assert db.session.scalars(select(ContactLogEntry)).all() == []


def test_a_step_is_finished_once(
    world: build.World, candidacy: Candidacy, now: dt.datetime, today: dt.date
) -> None:
    actor = build.viewer(world.coordinator)
    contact = recruiting.contact(
        candidacy, world.coordinator.id, next_step="Zvanīt", next_step_on=today, candidacy=candidacy
    )

    actions.finish_step(contact, actor=actor, now=now, today=today)

    assert contact.next_step_done_on == today
    with pytest.raises(actions.RecruitingRefusedError):
        actions.finish_step(contact, actor=actor, now=now, today=today)


def test_an_application_freezes_the_population_and_moves_the_state(
    world: build.World, candidacy: Candidacy, now: dt.datetime, today: dt.date
) -> None:
    actor = build.viewer(world.coordinator)
    entry = rules.ApplicationEntry(motivation="Vēlamies mācīties", submitted_on=today)

    application = application_actions.record_application(candidacy, entry, actor=actor, now=now, today=today)
    world.cesis.population = 12_000
    corrected = rules.ApplicationEntry(motivation="Vēlamies ļoti", submitted_on=today)
    application_actions.change_application(application, corrected, seen=1, actor=actor, now=now, today=today)

    assert candidacy.state is RecruitingState.APPLIED
    assert (application.population_at_submission, application.motivation) == (40_963, "Vēlamies ļoti")
    with pytest.raises(actions.RecruitingRefusedError) as refused:
        application_actions.record_application(candidacy, entry, actor=actor, now=now, today=today)
    assert refused.value.problem is Problem.ALREADY_APPLIED


def test_the_size_on_the_board_is_that_of_the_submission(world: build.World, candidacy: Candidacy) -> None:
    recruiting.application(candidacy)
    world.cesis.population = 12_000
    db.session.flush()

    (row,) = queries.board(world.pilot, viewer=build.viewer(world.coordinator))

    assert row.profile.size == "medium"


def test_an_eligible_nominee_becomes_a_participant_with_account_and_role(
    world: build.World, nominee: Nominee, now: dt.datetime
) -> None:
    recruiting.evidence(nominee)

    participation = actions.enrol(nominee, override_reason="", actor=build.viewer(world.coordinator), now=now)

    user = db.session.get(User, participation.user_id)
    assert user is not None
    assert (user.name, user.email, user.state) == ("Sanita Upeniece", "sanita@example.lv", UserState.INVITED)
    assert (participation.state, participation.municipality_id, participation.override_reason) == (
        ParticipationState.CONFIRMED,
        world.cesis.id,
        "",
    )
    assert nominee.participation_id == participation.id
    role = db.session.scalars(select(RoleAssignment).where(RoleAssignment.user_id == user.id)).one()
    assert (role.role, role.pilot_id, role.municipality_id) == (
        Role.PARTICIPANT,
        world.pilot.id,
        world.cesis.id,
    )


def test_who_is_not_eligible_is_enrolled_only_with_a_reason_that_is_kept(
    world: build.World, nominee: Nominee, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    recruiting.evidence(nominee, Assessment.NEEDS_MORE)
    with pytest.raises(actions.RecruitingRefusedError) as refused:
        actions.enrol(nominee, override_reason=" ", actor=actor, now=now)
    assert refused.value.problem is Problem.REASON_MISSING
    assert len(db.session.scalars(select(Participation)).all()) == 3

    participation = actions.enrol(nominee, override_reason="Pieredze citā pilsētā", actor=actor, now=now)

    assert participation.override_reason == "Pieredze citā pilsētā"
    assert invitations_of(participation.user_id) == 1
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "recruiting.participant-enrolled")
    ).one()
    assert event.detail == {"eligibility": "undecided", "overridden": True}


def test_an_account_that_exists_is_used_and_nobody_is_enrolled_twice(
    world: build.World, nominee: Nominee, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    recruiting.evidence(nominee)
    nominee.email = world.mentor.email.upper()

    participation = actions.enrol(nominee, override_reason="", actor=actor, now=now)

    assert participation.user_id == world.mentor.id
    assert invitations_of(world.mentor.id) == 0
    with pytest.raises(actions.RecruitingRefusedError) as again:
        actions.enrol(nominee, override_reason="", actor=actor, now=now)
    assert again.value.problem is Problem.ALREADY_ENROLLED
    other = recruiting.nominee(nominee.application, "Guna Egle", email=world.mentor.email)
    recruiting.evidence(other)
    with pytest.raises(actions.RecruitingRefusedError) as twice:
        actions.enrol(other, override_reason="", actor=actor, now=now)
    assert twice.value.problem is Problem.ALREADY_ENROLLED


def test_a_closed_account_and_an_unselected_municipality_stop_the_enrolment(
    world: build.World, candidacy: Candidacy, nominee: Nominee, now: dt.datetime
) -> None:
    actor = build.viewer(world.coordinator)
    recruiting.evidence(nominee)
    build.user("Sanita Upeniece", email=nominee.email, state=UserState.CLOSED)

    with pytest.raises(actions.RecruitingRefusedError) as closed:
        actions.enrol(nominee, override_reason="", actor=actor, now=now)
    candidacy.state = RecruitingState.RESERVE
    with pytest.raises(actions.RecruitingRefusedError) as waiting:
        actions.enrol(nominee, override_reason="", actor=actor, now=now)

    assert closed.value.problem is Problem.ACCOUNT_CLOSED
    assert waiting.value.problem is Problem.NOT_SELECTED


def test_eligibility_follows_the_evidence_and_the_mode_of_the_pilot(
    world: build.World, nominee: Nominee
) -> None:
    evidence = recruiting.evidence(nominee, Assessment.DOES_NOT_MEET)
    assert queries.judge(nominee, pilot=world.pilot).eligibility is Eligibility.UNDECIDED

    evidence.assessment = Assessment.MEETS
    assert queries.judge(nominee, pilot=world.pilot).eligibility is Eligibility.ELIGIBLE

    world.pilot.eligibility_criteria = ["leadership_support"]
    assert queries.judge(nominee, pilot=world.pilot).eligibility is Eligibility.UNDECIDED


def test_more_than_planned_is_a_deviation_and_no_error(world: build.World, candidacy: Candidacy) -> None:
    candidacy.state = RecruitingState.TAKING_PART
    candidacy.planned_places = 4
    world.pilot.target_participants = 2
    db.session.flush()

    rows = queries.board(world.pilot, viewer=build.viewer(world.coordinator))
    progress = queries.progress(world.pilot, rows)

    assert (progress.participants.actual, progress.participants.deviation) == (3, 1)
    assert (progress.municipalities.actual, progress.municipalities.deviation) == (1, -4)
    assert progress.planned_places == 4


def test_a_region_only_applicants_have_is_uncovered(world: build.World, candidacy: Candidacy) -> None:
    candidacy.state = RecruitingState.SELECTED
    latgale = build.municipality(
        "Balvu novads", planning_region="Latgales plānošanas reģions", population=9_000
    )
    recruiting.candidacy(world.pilot, latgale, RecruitingState.RESERVE)

    coverage = queries.coverage(queries.board(world.pilot, viewer=build.viewer(world.coordinator)))

    assert coverage.uncovered.regions == ("Latgales plānošanas reģions",)
    assert coverage.uncovered.sizes == ("small",)
    assert [
        (row.region.split()[0], row.selected["medium"], row.waiting["small"])  # type: ignore[index]  # StrEnum keys
        for row in coverage.rows
    ] == [("Latgales", 0, 1), ("Vidzemes", 1, 0)]
