"""Feedback on a training day: given once, kept without a name, shown to whom it concerns."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, text

from pilot import audit, clock
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.database import Base
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training.enums import DayState
from pilot.training.feedback import actions, queries
from pilot.training.feedback.enums import Standing
from pilot.training.feedback.models import FeedbackAnswer, FeedbackGiven
from pilot.training.feedback.rules import Answer
from pilot.training.models import TrainingDay
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training.build import person

YESTERDAY, LONG_BEFORE = dt.date(2023, 2, 13), dt.date(2023, 1, 10)
RATINGS = {"content": "5", "lecturer": "4", "usefulness": "3"}


@pytest.fixture
def day(world: build.World) -> TrainingDay:
    return held(world, YESTERDAY)


def held(world: build.World, on: dt.date, *lecturers: User, number: int = 1) -> TrainingDay:
    """Keep a day that everybody attended but Pēteris."""
    found = training.day(world.pilot, on, number=number, state=DayState.HELD)
    if lecturers:
        module = training.module(world.pilot, number)
        training.held_class(found, *lecturers, module_id=module.id)
    for participation, minutes in ((world.anna, 360), (world.liga, 90), (world.peteris, 0)):
        training.attendance(found, participation, minutes)
    return found


def answers_on(day: TrainingDay, count: int, **given: Any) -> None:
    for _number in range(count):
        build.keep(FeedbackAnswer(day_id=day.id, **{"content": 5, "lecturer": 4, "usefulness": 3, **given}))


def stored() -> list[tuple[int, int, int, str, str]]:
    rows = db.session.scalars(select(FeedbackAnswer)).all()
    return sorted((row.content, row.lecturer, row.usefulness, row.to_keep, row.to_change) for row in rows)


def given() -> set[Any]:
    return set(db.session.scalars(select(FeedbackGiven.participation_id)))


def english(who: Any) -> User:
    found = person(who)
    found.locale = Locale.EN
    return found


def tell(client: Client, day: TrainingDay, **fields: str) -> Any:
    return client.send(f"/training-days/{day.id}/feedback", **{**RATINGS, **fields})


def test_an_answer_is_kept_apart_from_who_gave_it(
    client: Client, world: build.World, day: TrainingDay
) -> None:
    answer = tell(client.sign_in(person(world.anna)), day, to_keep="Grupu darbs", to_change="")

    assert answer.status_code == 303
    assert stored() == [(5, 4, 3, "Grupu darbs", "")]
    assert given() == {world.anna.id}


def test_an_answer_has_nothing_that_says_whose_or_when() -> None:
    columns = {
        table: {column.name for column in Base.metadata.tables[table].columns}
        for table in ("feedback_answer", "feedback_given")
    }

    assert columns == {
        "feedback_answer": {
            "id",
            "day_id",
            "content",
            "lecturer",
            "usefulness",
            "to_keep",
            "to_change",
        },
        "feedback_given": {"day_id", "participation_id"},
    }


def test_the_event_names_the_day_and_nobody(client: Client, world: build.World, day: TrainingDay) -> None:
    tell(client.sign_in(person(world.anna)), day, to_keep="Grupu darbs")

    event = db.session.scalars(
        select(audit.AuditEvent).where(audit.AuditEvent.action == "training.feedback-given")
    ).one()
    assert (event.actor_id, event.subject_kind, event.subject_id, event.detail) == (
        None,
        "training_day",
        day.id,
        {},
    )


def test_every_answer_of_the_day_is_written_anew_with_each_one_that_comes(
    world: build.World, day: TrainingDay, now: dt.datetime, today: dt.date
) -> None:
    other = held(world, dt.date(2023, 2, 12), number=2)
    answers_on(day, 3, to_keep="Agrāk")
    answers_on(other, 1)
    before = {row.id: row.day_id for row in db.session.scalars(select(FeedbackAnswer))}
    db.session.expunge_all()

    actions.give(db.session.get_one(TrainingDay, day.id), world.anna, Answer(1, 1, 1), now=now, today=today)

    after = {row.id: row.day_id for row in db.session.scalars(select(FeedbackAnswer))}
    assert len(after) == 5
    assert set(before) & set(after) == {key for key, value in before.items() if value == other.id}
    assert all(each.version == 4 for each in after)


ORDER_OF_ARRIVAL = {
    "sqlite": "SELECT count(*) FROM sqlite_master"
    " WHERE name LIKE 'feedback_%' AND sql NOT LIKE '%WITHOUT ROWID%'",
    "postgresql": "SELECT count(DISTINCT xmin::text) - 1 FROM feedback_answer",
}


def test_no_engine_keeps_the_order_in_which_answers_came(
    world: build.World, day: TrainingDay, now: dt.datetime, today: dt.date
) -> None:
    for participation in (world.anna, world.liga):
        with db.session.begin_nested():
            actions.give(day, participation, Answer(1, 1, 1), now=now, today=today)

    asked = text(ORDER_OF_ARRIVAL[db.engine.dialect.name])

    assert db.session.scalar(asked) == 0
    assert len(stored()) == 2


def test_nobody_answers_twice(client: Client, world: build.World, day: TrainingDay) -> None:
    client.sign_in(english(world.anna))
    tell(client, day)

    again = tell(client, day, to_keep="Otrreiz")
    page = client.get(f"/training-days/{day.id}/feedback").get_data(as_text=True)

    assert "You have answered already" in again.get_data(as_text=True)
    assert "You have answered already" in page
    assert stored() == [(5, 4, 3, "", "")]


@pytest.mark.parametrize(
    ("who", "on", "words"),
    [
        ("peteris", YESTERDAY, "Only those who attended"),
        ("anna", LONG_BEFORE, "two weeks in which this day could be rated are over"),
        ("anna", dt.date(2023, 2, 15), "has not been held yet"),
    ],
)
def test_who_was_not_there_and_who_comes_too_late_is_refused(
    client: Client, world: build.World, who: str, on: dt.date, words: str
) -> None:
    day = held(world, on)
    client.sign_in(english(getattr(world, who)))

    answer = tell(client, day)

    assert words in answer.get_data(as_text=True)
    assert (stored(), given()) == ([], set())


def test_a_missing_rating_is_told_beside_it_and_what_was_typed_stays(
    client: Client, world: build.World, day: TrainingDay
) -> None:
    client.sign_in(english(world.anna))

    page = tell(client, day, lecturer="", to_keep="Grupu darbs").get_data(as_text=True)

    assert 'id="lecturer-error"' in page
    assert "Grupu darbs" in page
    assert stored() == []


def test_an_identity_number_is_refused(client: Client, world: build.World, day: TrainingDay) -> None:
    answer = tell(client.sign_in(person(world.anna)), day, to_change="010190-10005")

    assert answer.status_code == 200
    assert stored() == []


def test_a_day_is_shown_two_weeks_later_from_four_answers(client: Client, world: build.World) -> None:
    shown, few, running = (
        held(world, on, number=number)
        for number, on in enumerate((LONG_BEFORE, dt.date(2023, 1, 11), YESTERDAY), start=1)
    )
    for day, count in ((shown, 4), (few, 3), (running, 9)):
        answers_on(day, count, to_keep="Slepeni vārdi")

    found = queries.results_in(world.pilot, viewer=build.viewer(world.coordinator), today=clock.today())
    pages = [
        client.sign_in(english(world.coordinator))
        .get(f"/training-days/{day.id}/feedback/results")
        .get_data(as_text=True)
        for day in (shown, few, running)
    ]

    assert [(each.summary.standing, each.summary.count) for each in found.days] == [
        (Standing.SHOWN, 4),
        (Standing.TOO_FEW, 0),
        (Standing.OPEN, 0),
    ]
    assert ["Slepeni vārdi" in page for page in pages] == [True, False, False]
    assert "Too few answers" in pages[1]
    assert "Answers are taken until 27.02.2023" in pages[2]


def test_a_module_adds_up_only_days_that_are_shown(world: build.World) -> None:
    first = held(world, LONG_BEFORE, world.lecturer)
    module = training.module(world.pilot, 5)
    second = held(world, dt.date(2023, 1, 11), number=2)
    for day in (first, second):
        training.held_class(day, world.lecturer, module_id=module.id)
    answers_on(first, 4, content=2)
    answers_on(second, 3, content=5)

    found = queries.results_in(world.pilot, viewer=build.viewer(world.lecturer), today=clock.today())

    by_number = {each.module.number: each.summary for each in found.modules}
    assert by_number[5] == found.days[0].summary
    assert by_number[5].count == 4


def test_a_module_whose_days_still_run_is_not_called_too_few(world: build.World) -> None:
    answers_on(held(world, YESTERDAY, world.lecturer), 9)

    found = queries.results_in(world.pilot, viewer=build.viewer(world.lecturer), today=clock.today())

    assert [each.summary.standing for each in found.modules] == [Standing.OPEN]


def test_texts_stand_by_their_letters_in_lists_of_their_own(world: build.World) -> None:
    day = held(world, LONG_BEFORE)
    for keep, change in (("Pauzes", "Vairāk"), ("Āra darbs", ""), ("", "Mazāk"), ("Grupas", "Agrāk")):
        answers_on(day, 1, to_keep=keep, to_change=change)

    found = queries.day_page(day.id, viewer=build.viewer(world.coordinator), today=clock.today())

    assert found.to_keep == ("Āra darbs", "Grupas", "Pauzes")
    assert found.to_change == ("Agrāk", "Mazāk", "Vairāk")


def test_a_lecturer_sees_own_days_only(world: build.World) -> None:
    stranger = build.user("Uldis Bērzs")
    build.role(stranger, Role.LECTURER, world.pilot)
    own = held(world, LONG_BEFORE, world.lecturer)
    answers_on(own, 4)

    seen = queries.results_in(world.pilot, viewer=build.viewer(world.lecturer), today=clock.today())

    assert [each.day.id for each in seen.days] == [own.id]
    assert queries.results_in(world.pilot, viewer=build.viewer(stranger), today=clock.today()).days == ()
    with pytest.raises(NotVisibleError):
        queries.day_page(own.id, viewer=build.viewer(stranger), today=clock.today())


def test_an_observer_sees_means_from_the_pilots_threshold_and_no_text(world: build.World) -> None:
    four, five = (
        held(world, on, number=number)
        for number, on in enumerate((LONG_BEFORE, dt.date(2023, 1, 11)), start=1)
    )
    answers_on(four, 4)
    answers_on(five, 5, to_keep="Slepeni vārdi")
    observer = build.viewer(world.observer)

    pages = [queries.day_page(each.id, viewer=observer, today=clock.today()) for each in (four, five)]

    assert [page.summary.standing for page in pages] == [Standing.TOO_FEW, Standing.SHOWN]
    assert pages[1].to_keep == ()
    found = queries.results_in(world.pilot, viewer=observer, today=clock.today())
    assert [each.summary for each in found.days] == [page.summary for page in pages]


def test_the_home_asks_for_two_weeks_until_it_is_told(
    client: Client, world: build.World, day: TrainingDay
) -> None:
    held(world, LONG_BEFORE, number=2)
    client.sign_in(english(world.anna))
    wanted = "Tell what the day was like: training day"

    before = client.get("/").get_data(as_text=True)
    tell(client, day)
    after = client.get("/").get_data(as_text=True)

    assert before.count(wanted) == 1
    assert f"{wanted} 1" in before
    assert wanted not in after
    assert wanted not in client.sign_in(english(world.peteris)).get("/").get_data(as_text=True)
