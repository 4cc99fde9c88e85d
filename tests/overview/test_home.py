"""Homes: what needs each role now, and that it goes away when it is done."""

import datetime as dt

import pytest
from sqlalchemy import event

from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import ParticipationState, PilotState
from pilot.cohort.models import MentoringPair, MonthClose, Participation
from pilot.community.enums import CommunityKind, TaskState
from pilot.community.models import Community
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionState
from pilot.mentoring.models import MentorSession, MissedMonthReason
from pilot.overview import agenda
from pilot.overview.tasks import SHOWN, Deadline, Task, due, in_order
from pilot.recruiting.enums import ContactChannel, EvidenceKind, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from pilot.training.enums import DayState
from tests import build
from tests.conftest import Client
from tests.overview import build as overview

TODAY = dt.date(2023, 2, 14)


def page(client: Client, person: User, path: str = "/") -> str:
    """Open a page in English, as a person."""
    person.locale = Locale.EN
    return client.sign_in(person).get(path).get_data(as_text=True)


def test_a_deadline_says_how_it_stands(client: Client) -> None:
    with client.application.test_request_context():
        assert due(TODAY, today=TODAY).kind == "warn"
        assert due(TODAY - dt.timedelta(days=3), today=TODAY).kind == "danger"
        assert due(TODAY + dt.timedelta(days=1), today=TODAY).kind == "info"


def test_tasks_stand_in_the_order_of_their_deadlines() -> None:
    someday = Task("someday", "", "/", "")
    soon = Task("soon", "", "/", "", Deadline(TODAY))
    late = Task("late", "", "/", "", Deadline(TODAY - dt.timedelta(days=1)))

    assert in_order([someday, soon, late]) == [late, soon, someday]


@pytest.mark.parametrize("who", ["coordinator", "mentor", "lecturer", "manager", "observer"])
def test_every_role_has_a_home(client: Client, world: build.World, who: str) -> None:
    response = client.sign_in(getattr(world, who)).get("/")

    assert response.status_code == 200


def test_a_lecturer_sees_the_own_days_also_after_the_course(client: Client, world: build.World) -> None:
    own = overview.day(world.pilot, TODAY - dt.timedelta(days=90), state=DayState.LOCKED)
    overview.taught_by(own, world.lecturer)
    overview.day(world.pilot, TODAY - dt.timedelta(days=89), number=2, state=DayState.LOCKED)

    home = page(client, world.lecturer)

    assert "Days you teach" in home
    assert str(own.id) in home
    assert "Training day 2" not in home
    assert "Days you teach" not in page(client, world.mentor)


def test_a_coordinator_of_an_empty_pilot_has_a_home(client: Client, world: build.World) -> None:
    assert "CITS-2023" in page(client, world.other_coordinator)


@pytest.mark.parametrize(
    ("who", "is_drawn"),
    [("coordinator", True), ("observer", True), ("mentor", False), ("manager", False), ("lecturer", False)],
)
def test_the_course_is_drawn_for_who_sees_the_whole_pilot(
    client: Client, world: build.World, who: str, *, is_drawn: bool
) -> None:
    home = page(client, getattr(world, who))

    assert ("course-SDK-2022" in home) is is_drawn


@pytest.mark.parametrize(
    ("minutes", "words"), [(120, "Minimum reached"), (119, "Missing: 1 min"), (0, "Missing: 120 min")]
)
def test_a_row_says_how_the_month_stands(
    client: Client, world: build.World, minutes: int, words: str
) -> None:
    overview.month(world.liga, "2023-02", minutes)

    assert words.replace(" min", "\N{NO-BREAK SPACE}min") in page(client, world.other_mentor)


def test_a_plan_without_a_day_is_one_task_and_not_a_list_of_broken_rules(
    client: Client, world: build.World
) -> None:
    before = page(client, world.coordinator, "/?all=1")
    overview.day(world.pilot, dt.date(2022, 9, 5))
    after = page(client, world.coordinator, "/?all=1")

    assert before.count("Open the schedule") == 1
    assert "Plan the training days" in before
    assert "Plan the training days" not in after
    assert "Training days: 1 of 12" in after


def test_a_task_names_its_pilot_to_who_has_several(client: Client, world: build.World) -> None:
    world.other_pilot.title_en = "The second pilot"
    why = "The second pilot · No training day is planned yet."
    assert why not in page(client, world.other_coordinator, "/?all=1")

    build.role(world.other_coordinator, Role.COORDINATOR, world.pilot)
    home = page(client, world.other_coordinator, "/?all=1")

    assert why in home
    assert "All pilots" in home


def test_who_has_no_role_reads_what_will_come(client: Client, database: object) -> None:  # noqa: ARG001
    text = page(client, build.user("Jauns Cilvēks"))

    assert "You are in no pilot yet" in text
    assert "its work appears here" in text


def test_a_day_without_attendance_waits_until_it_is_taken(client: Client, world: build.World) -> None:
    held = overview.day(world.pilot, dt.date(2022, 9, 5), state=DayState.HELD)
    overview.taught_by(held, world.lecturer)

    assert "Take attendance: training day 1" in page(client, world.coordinator, "/?all=1")
    assert "Take attendance: training day 1" in page(client, world.lecturer)

    overview.attendance(held, world.anna, world.coordinator)

    assert "Take attendance" not in page(client, world.coordinator, "/?all=1")
    assert "Take attendance" not in page(client, world.lecturer)


def test_a_month_waits_until_it_is_closed(client: Client, world: build.World) -> None:
    assert "Close the month: January 2023" in page(client, world.coordinator, "/?all=1")

    build.keep(
        MonthClose(
            pilot_id=world.pilot.id, month="2023-01", closed_at=build.NOW, closed_by_id=world.coordinator.id
        )
    )

    assert "Close the month: January 2023" not in page(client, world.coordinator, "/?all=1")


def test_a_missed_month_waits_for_its_reason(client: Client, world: build.World) -> None:
    overview.month(world.anna, "2022-12", 120)
    overview.month(world.anna, "2023-01", 119)
    wanted = "Write why the minimum was missed: Anna Ozola"

    assert wanted in page(client, world.coordinator, "/?all=1")

    build.keep(
        MissedMonthReason(
            participation_id=world.anna.id,
            month="2023-01",
            reason="participant_ill",
            recorded_by_id=world.coordinator.id,
            recorded_at=build.NOW,
        )
    )

    assert wanted not in page(client, world.coordinator, "/?all=1")


def test_a_participant_without_a_mentor_waits_for_one(client: Client, world: build.World) -> None:
    pair = db.session.query(MentoringPair).filter_by(participation_id=world.anna.id).one()
    pair.ends_on = dt.date(2023, 1, 31)

    assert "Choose a mentor. Participant: Anna Ozola" in page(client, world.coordinator, "/?all=1")

    build.pair(world.anna, world.other_mentor, starts_on=dt.date(2023, 2, 1))

    assert "Choose a mentor" not in page(client, world.coordinator, "/?all=1")


def candidacy(world: build.World, state: RecruitingState) -> Candidacy:
    found: Candidacy = build.keep(
        Candidacy(pilot_id=world.pilot.id, municipality_id=world.tukums.id, state=state)
    )
    return found


def test_a_next_step_waits_until_it_is_done(client: Client, world: build.World) -> None:
    entry = build.keep(
        ContactLogEntry(
            candidacy_id=candidacy(world, RecruitingState.CONTACTED).id,
            made_on=dt.date(2023, 2, 1),
            channel=ContactChannel.CALL,
            with_whom="Sociālais dienests",
            summary="Piezvanīt vēlreiz",
            next_step="Zvanīt vadītājai",
            next_step_on=TODAY,
            author_id=world.coordinator.id,
            logged_at=build.NOW,
        )
    )

    assert "Tukuma novads: Zvanīt vadītājai" in page(client, world.coordinator, "/?all=1")

    entry.next_step_done_on = TODAY

    assert "Zvanīt vadītājai" not in page(client, world.coordinator, "/?all=1")


def test_an_application_waits_until_it_is_assessed(client: Client, world: build.World) -> None:
    application = build.keep(
        Application(
            candidacy_id=candidacy(world, RecruitingState.APPLIED).id,
            motivation="Gribam mācīties",
            workload_relief=True,
            publicity_consent=True,
            submitted_on=dt.date(2023, 2, 1),
            population_at_submission=28_000,
        )
    )
    nominee = build.keep(
        Nominee(
            application_id=application.id,
            given_name="Ilze",
            family_name="Ozoliņa",
            email="ilze@example.lv",
            sort_key="x",
        )
    )
    evidence = build.keep(
        Evidence(
            nominee_id=nominee.id, criterion="experience", kind=EvidenceKind.LETTER, reference="Vēstule Nr. 1"
        )
    )

    assert "Assess the application: Tukuma novads" in page(client, world.coordinator, "/?all=1")

    evidence.assessment = "meets"

    assert "Assess the application" not in page(client, world.coordinator, "/?all=1")


def test_a_mentor_reads_whose_minutes_are_missing(client: Client, world: build.World) -> None:
    assert "Pēteris Ķirsis: missing 120" in page(client, world.mentor)
    assert "Līga Ābele: missing" not in page(client, world.mentor)

    overview.month(world.peteris, "2023-02", 120)

    assert "Pēteris Ķirsis: missing" not in page(client, world.mentor)


def test_a_returned_session_waits_for_its_mentor(client: Client, world: build.World) -> None:
    attendee = overview.session(
        world.anna, world.mentor, dt.date(2023, 2, 6), confirmation=ConfirmationState.RETURNED
    )

    assert "Correct the session of 06.02.2023" in page(client, world.mentor, "/?all=1")
    assert "Sessions sent back: 1. Mentor: Māra Kalniņa" in page(client, world.coordinator, "/?all=1")

    attendee.confirmation = ConfirmationState.WAITING

    assert "Correct the session" not in page(client, world.mentor, "/?all=1")
    assert "Sessions sent back" not in page(client, world.coordinator, "/?all=1")


def test_a_planned_session_of_the_past_asks_whether_it_took_place(client: Client, world: build.World) -> None:
    attendee = overview.session(world.anna, world.mentor, dt.date(2023, 2, 6), state=SessionState.PLANNED)

    assert "Did it take place? Mon 6 Feb · Anna O. ·" in page(client, world.mentor)

    db.session.get_one(MentorSession, attendee.session_id).state = SessionState.CANCELLED

    assert "Did the session" not in page(client, world.mentor)


def person_of(participation: Participation) -> User:
    return db.session.get_one(User, participation.user_id)


def test_a_session_waits_for_the_participants_word(client: Client, world: build.World) -> None:
    attendee = overview.session(world.anna, world.mentor, dt.date(2023, 2, 6))

    assert "Confirm the session of 06.02.2023" in page(client, person_of(world.anna))

    attendee.confirmation = ConfirmationState.CONFIRMED

    assert "Confirm the session" not in page(client, person_of(world.anna))


def test_a_community_waits_until_it_is_defined(client: Client, world: build.World) -> None:
    assert "Define your community" in page(client, person_of(world.anna))

    build.keep(
        Community(
            pilot_id=world.pilot.id,
            municipality_id=world.cesis.id,
            lead_id=world.anna.id,
            name="Raiskuma iedzīvotāji",
            kind=CommunityKind.PLACE,
            place="Raiskums",
            started_on=dt.date(2023, 1, 10),
        )
    )

    assert "Define your community" not in page(client, person_of(world.anna))


def test_a_task_of_the_group_waits_until_it_is_done(client: Client, world: build.World) -> None:
    task = overview.task(overview.group(world.pilot, world.cesis), dt.date(2023, 2, 10))

    assert "Sarunāt telpas" in page(client, person_of(world.anna))
    assert "Sarunāt telpas" not in page(client, person_of(world.peteris))

    task.state = TaskState.DONE

    assert "Sarunāt telpas" not in page(client, person_of(world.anna))


def test_at_most_five_tasks_are_shown_and_the_rest_is_one_link_away(
    client: Client, world: build.World
) -> None:
    for number in range(1, 8):
        overview.day(world.pilot, dt.date(2022, 9, number), number=number)

    some, everything = page(client, world.coordinator), page(client, world.coordinator, "/?all=1")

    assert some.count('class="what"') == SHOWN
    assert everything.count('class="what"') > SHOWN + 2
    assert "more tasks" in some
    assert "more tasks" not in everything


def test_a_pilot_that_is_over_gives_no_tasks(client: Client, world: build.World) -> None:
    world.pilot.state = PilotState.ARCHIVED

    assert "You are in no pilot yet" in page(client, world.mentor)


def test_a_manager_reads_only_the_own_staff(client: Client, world: build.World) -> None:
    text = page(client, world.manager)

    assert "Anna Ozola" in text
    assert "Pēteris Ķirsis" not in text


def test_an_observers_home_names_nobody(client: Client, world: build.World) -> None:
    text = page(client, world.observer)

    assert "See the figures" in text
    assert "Anna Ozola" not in text


def test_holidays_and_own_sessions_stand_among_the_days_ahead(client: Client, world: build.World) -> None:
    overview.session(world.anna, world.mentor, dt.date(2023, 4, 5), state=SessionState.PLANNED)
    overview.session(world.liga, world.other_mentor, dt.date(2023, 4, 6), state=SessionState.PLANNED)
    overview.day(world.pilot, dt.date(2023, 4, 12), number=12, state=DayState.PLANNED)
    seen = build.viewer(world.mentor)

    with client.application.test_request_context():
        ahead = agenda.days_ahead([world.pilot], viewer=seen, today=dt.date(2023, 4, 3))

    assert [day.on for day in ahead][:5] == [dt.date(2023, 4, number) for number in (5, 7, 9, 10, 12)]
    assert ahead[1].title == "Lielā Piektdiena"


def test_the_home_asks_the_same_number_of_questions_for_one_and_three_participants(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    client.get("/")
    few = queries_of(client)
    for name in ("Ilze Zīle", "Dainis Ronis"):
        person = build.user(name)
        build.role(person, Role.PARTICIPANT, world.pilot, world.tukums)
        build.participation(world.pilot, person, world.tukums, state=ParticipationState.ACTIVE)

    assert queries_of(client) == few


def queries_of(client: Client, path: str = "/") -> int:
    """Count the statements that a page sends to the database."""
    db.session.commit()
    counted = []
    engine = db.session.get_bind()

    def count(*_arguments: object) -> None:
        counted.append(1)

    event.listen(engine, "before_cursor_execute", count)
    client.get(path)
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)
