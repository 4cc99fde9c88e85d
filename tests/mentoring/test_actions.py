"""What logging, correcting, deleting and answering sessions does to the months."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort.rules import Month
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring import actions, queries, rules, session_queries
from pilot.mentoring.actions import AnswerRefusedError
from pilot.mentoring.enums import ConfirmationState, Refusal, SessionState, Standing
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.mentoring.refusals import SessionRefusedError
from tests import build
from tests.build import World
from tests.mentoring.build import FEBRUARY, JANUARY, TODAY, closed_month, log, record, sums


def january_of(world: World) -> queries.MonthCell:
    cells = queries.balances(world.pilot, viewer=None, today=TODAY)[world.anna.id]
    return next(cell for cell in cells if cell.month == JANUARY)


def seen_by_mentor(world: World, session: MentorSession) -> MentorSession:
    return session_queries.get_session(session.id, pilot=world.pilot, viewer=build.viewer(world.mentor))


def answer(
    world: World, session: MentorSession, state: ConfirmationState, comment: str = ""
) -> SessionAttendee:
    viewer = build.viewer(db.session.get_one(User, world.anna.user_id))
    attendee = session_queries.get_attendee(session.attendees[0].id, pilot=world.pilot, viewer=viewer)
    return actions.answer_session(
        world.pilot, attendee, state, comment=comment, seen=session.version, actor=viewer, now=build.NOW
    )


@pytest.mark.parametrize(
    ("lengths", "standing", "missing"),
    [
        pytest.param((75, 45), Standing.MET, 0, id="75 and 45 are two hours"),
        pytest.param((75, 44), Standing.MISSED, 1, id="75 and 44 miss one minute"),
    ],
)
def test_a_month_is_met_to_the_minute(
    world: World, lengths: tuple[int, ...], standing: Standing, missing: int
) -> None:
    for day, minutes in enumerate(lengths, start=10):
        log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, day), minutes=minutes)

    january = january_of(world)

    assert (january.standing, january.missing) == (standing, missing)
    assert sums(world.anna) == (sum(lengths), sum(lengths), 0)


def test_a_group_session_is_received_by_each_and_worked_once(world: World) -> None:
    build.pair(world.liga, world.mentor, role="consultant")

    log(world.pilot, world.mentor, world.anna, world.liga, world.peteris, minutes=90)

    assert [sums(person) for person in (world.anna, world.liga, world.peteris)] == [(90, 90, 0)] * 3
    assert queries.worked_minutes(world.pilot) == {(world.mentor.id, JANUARY): 90}
    assert sum(queries.received_minutes(world.pilot).values()) == 270


def test_a_cap_counts_sixty_of_a_group_and_shows_ninety(world: World) -> None:
    world.pilot.group_cap_minutes = 60

    log(world.pilot, world.mentor, world.anna, world.peteris, minutes=90)

    assert sums(world.anna) == (90, 60, 0)


def test_the_cap_holds_once_for_a_group_session_over_midnight(world: World) -> None:
    world.pilot.group_cap_minutes = 60

    log(
        world.pilot,
        world.mentor,
        world.anna,
        world.peteris,
        held_on=dt.date(2023, 1, 31),
        starts=dt.time(23, 15),
        minutes=90,
    )

    assert (sums(world.anna), sums(world.anna, FEBRUARY)) == ((45, 45, 0), (45, 15, 0))


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        pytest.param(dt.date(2022, 10, 30), 240, id="the night with an hour twice"),
        pytest.param(dt.date(2023, 3, 26), 120, id="the night without an hour"),
    ],
)
def test_minutes_between_two_and_five_are_those_that_passed(world: World, day: dt.date, minutes: int) -> None:
    build.pair(world.anna, world.other_mentor, starts_on=dt.date(2022, 9, 1), role="consultant")
    build.phase(world.pilot, world.pilot.quota_phase, dt.date(2022, 10, 1), dt.date(2022, 11, 27))

    session = actions.log_session(
        world.pilot,
        record(world.anna, held_on=day, starts=dt.time(2), minutes=minutes),
        actor=build.viewer(world.other_mentor),
        now=dt.datetime(2023, 4, 1, tzinfo=dt.UTC),
        today=dt.date(2023, 4, 1),
    )

    assert session.ends_at is not None
    assert session.ends_at.astimezone(rules.RIGA).time() == dt.time(5)
    assert sums(world.anna, Month.of(day)) == (minutes, minutes, 0)


def over_midnight(world: World) -> MentorSession:
    return log(
        world.pilot,
        world.mentor,
        world.anna,
        held_on=dt.date(2023, 1, 31),
        starts=dt.time(23, 30),
        minutes=60,
    )


def test_a_session_over_midnight_belongs_to_both_months(world: World) -> None:
    over_midnight(world)

    assert (sums(world.anna), sums(world.anna, FEBRUARY)) == ((30, 30, 0), (30, 30, 0))


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_a_session_over_midnight_is_refused_naming_the_closed_month(world: World, month: Month) -> None:
    closed_month(world.pilot, month, world.coordinator)

    with pytest.raises(SessionRefusedError) as refused:
        over_midnight(world)

    assert (refused.value.problem, refused.value.months) == (rules.Problem.MONTH_CLOSED, (month,))


def test_every_path_into_a_closed_month_is_shut(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)
    planned = log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 20), planned=True)
    in_february = log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 2, 1))
    closed_month(world.pilot, JANUARY, world.coordinator)
    given: dict[str, Any] = {"actor": build.viewer(world.mentor), "now": build.NOW}
    paths: list[Any] = [
        lambda: log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 31)),
        lambda: actions.correct_session(
            world.pilot, session, record(held_on=dt.date(2023, 2, 2)), seen=1, today=TODAY, **given
        ),
        lambda: actions.correct_session(
            world.pilot, in_february, record(held_on=dt.date(2023, 1, 31)), seen=1, today=TODAY, **given
        ),
        lambda: actions.hold_session(world.pilot, planned, seen=1, today=TODAY, **given),
        lambda: actions.cancel_session(world.pilot, session, seen=1, **given),
        lambda: answer(world, session, ConfirmationState.CONFIRMED),
    ]
    for path in paths:
        with pytest.raises(SessionRefusedError) as refused:
            path()
        assert refused.value.months == (JANUARY,)
    assert (sums(world.anna), sums(world.anna, FEBRUARY)) == ((60, 60, 60), (60, 60, 0))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param({"held_on": dt.date(2023, 2, 15)}, rules.Problem.IN_FUTURE, id="tomorrow"),
        pytest.param({"minutes": 0}, rules.Problem.NOT_POSITIVE, id="no minutes"),
        pytest.param({"minutes": 481}, rules.Problem.TOO_LONG, id="longer than eight hours"),
        pytest.param({"held_on": dt.date(2022, 11, 27)}, rules.Problem.NOT_PAIRED, id="before the pair"),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    world: World, changes: dict[str, Any], problem: rules.Problem
) -> None:
    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.mentor, world.anna, **changes)

    assert refused.value.problem == problem
    assert db.session.scalar(select(func.count()).select_from(MentorSession)) == 0


def test_a_session_outside_the_practice_is_refused(world: World) -> None:
    build.pair(world.anna, world.other_mentor, starts_on=dt.date(2022, 9, 1), role="consultant")

    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.other_mentor, world.anna, held_on=dt.date(2022, 11, 1))

    assert refused.value.problem == rules.Problem.OUTSIDE_PHASE


def test_a_mentor_cannot_be_in_two_places(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, starts=dt.time(10))

    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.mentor, world.peteris, starts=dt.time(10, 59))

    assert refused.value.problem == rules.Problem.MENTOR_BUSY


def test_a_participant_cannot_be_in_two_places(world: World) -> None:
    build.pair(world.anna, world.other_mentor, role="consultant")
    log(world.pilot, world.mentor, world.anna, starts=dt.time(10))

    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.other_mentor, world.anna, starts=dt.time(10, 30))

    assert refused.value.problem == rules.Problem.PARTICIPANT_BUSY


def test_a_mentor_logs_only_for_whom_the_pair_was_that_day(world: World) -> None:
    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.mentor, world.liga)

    assert refused.value.problem == rules.Problem.NOT_PAIRED


def test_a_plan_counts_as_planned_until_it_took_place(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 2, 13), planned=True)
    assert sums(world.anna, FEBRUARY) == (0, 0, 60)

    actions.hold_session(
        world.pilot,
        seen_by_mentor(world, session),
        seen=1,
        actor=build.viewer(world.mentor),
        now=build.NOW,
        today=TODAY,
    )

    assert sums(world.anna, FEBRUARY) == (60, 60, 0)


def test_a_plan_of_tomorrow_did_not_take_place_yet(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 2, 15), planned=True)

    with pytest.raises(SessionRefusedError) as refused:
        actions.hold_session(
            world.pilot,
            session,
            seen=1,
            actor=build.viewer(world.mentor),
            now=build.NOW,
            today=TODAY,
        )

    assert refused.value.problem == rules.Problem.IN_FUTURE


def test_correcting_the_minutes_moves_the_months_and_asks_again(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)
    answer(world, session, ConfirmationState.CONFIRMED)

    actions.correct_session(
        world.pilot,
        seen_by_mentor(world, session),
        record(held_on=dt.date(2023, 2, 1), minutes=90),
        seen=session.version,
        actor=build.viewer(world.mentor),
        now=build.NOW,
        today=TODAY,
    )

    assert (sums(world.anna), sums(world.anna, FEBRUARY)) == ((0, 0, 0), (90, 90, 0))
    assert session.attendees[0].confirmation == ConfirmationState.WAITING


def test_correcting_only_the_text_keeps_the_confirmation(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)
    answer(world, session, ConfirmationState.CONFIRMED)

    actions.correct_session(
        world.pilot,
        seen_by_mentor(world, session),
        record(summary="Runājām par apkaimes karti"),
        seen=session.version,
        actor=build.viewer(world.mentor),
        now=build.NOW,
        today=TODAY,
    )

    assert session.attendees[0].confirmation == ConfirmationState.CONFIRMED


def test_a_correction_over_somebody_elses_is_refused(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)

    with pytest.raises(EditedMeanwhileError):
        actions.correct_session(
            world.pilot,
            session,
            record(minutes=90),
            seen=session.version + 1,
            actor=build.viewer(world.mentor),
            now=build.NOW,
            today=TODAY,
        )


def test_a_deleted_session_counts_no_more_and_loses_its_texts(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna, summary="Runājām par apkaimes karti")

    actions.cancel_session(world.pilot, session, seen=1, actor=build.viewer(world.mentor), now=build.NOW)

    assert sums(world.anna) == (0, 0, 0)
    assert (session.state, session.summary) == (SessionState.CANCELLED, "")
    assert queries.worked_minutes(world.pilot) == {}


def test_a_returned_session_does_not_count_until_it_is_put_right(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)

    answer(world, session, ConfirmationState.RETURNED, "Tikāmies 30 minūtes")
    assert sums(world.anna) == (0, 0, 0)

    actions.correct_session(
        world.pilot,
        seen_by_mentor(world, session),
        record(minutes=30),
        seen=session.version,
        actor=build.viewer(world.mentor),
        now=build.NOW,
        today=TODAY,
    )
    assert sums(world.anna) == (30, 30, 0)
    assert session.attendees[0].confirmation == ConfirmationState.WAITING


def test_a_session_is_returned_only_with_a_comment(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)

    with pytest.raises(AnswerRefusedError) as refused:
        answer(world, session, ConfirmationState.RETURNED, "  ")

    assert refused.value.problem == Refusal.COMMENT_MISSING


def test_nobody_confirms_their_own_record(world: World) -> None:
    anna = db.session.get_one(User, world.anna.user_id)
    build.role(anna, Role.MENTOR, world.pilot)
    session = log(world.pilot, world.mentor, world.anna)
    session.mentor_id = anna.id
    db.session.flush()

    with pytest.raises(AnswerRefusedError) as refused:
        answer(world, session, ConfirmationState.CONFIRMED)

    assert refused.value.problem == Refusal.OWN_RECORD


def test_an_answer_to_a_record_that_was_changed_is_too_late(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna)
    session.minutes = 90
    db.session.flush()

    with pytest.raises(EditedMeanwhileError):
        actions.answer_session(
            world.pilot,
            session.attendees[0],
            ConfirmationState.CONFIRMED,
            comment="",
            seen=1,
            actor=build.viewer(db.session.get_one(User, world.anna.user_id)),
            now=build.NOW,
        )


def test_each_deed_leaves_one_event_without_words_of_people(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna, summary="Runājām par apkaimes karti")
    answer(world, session, ConfirmationState.RETURNED, "Tikāmies 30 minūtes")
    actions.cancel_session(
        world.pilot, session, seen=session.version, actor=build.viewer(world.mentor), now=build.NOW
    )

    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_id == session.id)).all()

    assert {event.action: event.detail for event in events} == {
        "mentoring.session-logged": {"held_on": "2023-01-10", "minutes": 60},
        "mentoring.session-returned": {},
        "mentoring.session-cancelled": {"held_on": "2023-01-10", "minutes": 60},
    }


DAYS = st.dates(min_value=dt.date(2023, 1, 28), max_value=dt.date(2023, 2, 3))
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["log", "correct", "cancel"]),
        DAYS,
        st.integers(min_value=1, max_value=300),
        st.sampled_from([None, dt.time(9), dt.time(22, 30)]),
    ),
    max_size=6,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_the_month_table_is_always_the_sum_of_the_shares(world: World, deeds: list[Any]) -> None:
    given_by: dict[str, Any] = {"actor": build.viewer(world.mentor), "now": build.NOW}
    outer = db.session.begin_nested()
    sessions: list[MentorSession] = []
    for deed, held_on, minutes, starts in deeds:
        typed = record(world.anna, world.peteris, held_on=held_on, minutes=minutes, starts=starts)
        try:
            if deed == "log" or not sessions:
                sessions.append(actions.log_session(world.pilot, typed, today=TODAY, **given_by))
            elif deed == "correct":
                actions.correct_session(
                    world.pilot, sessions[-1], typed, seen=sessions[-1].version, today=TODAY, **given_by
                )
            else:
                gone = sessions.pop()
                actions.cancel_session(world.pilot, gone, seen=gone.version, **given_by)
        except SessionRefusedError:
            continue

    shares = db.session.scalar(
        select(func.coalesce(func.sum(SessionShare.minutes), 0))
        .join(SessionShare.attendee)
        .join(SessionAttendee.session)
        .where(MentorSession.state == SessionState.HELD)
    )
    kept = db.session.scalar(select(func.coalesce(func.sum(MonthMinutes.received_minutes), 0)))
    by_months = sum(queries.received_minutes(world.pilot).values())
    outer.rollback()

    assert (kept, by_months) == (shares, shares)
