"""Closing months: what is frozen, who approves, what a reopening and a correction leave behind."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort.models import DayOff
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring import month_locks, month_queries, month_sums
from pilot.mentoring.closing import actions, correction_actions, correction_queries, queries
from pilot.mentoring.closing.actions import CloseRefusedError
from pilot.mentoring.closing.correction_actions import CorrectionRefusedError
from pilot.mentoring.closing.enums import CorrectionState, Need, Refusal, RowState
from pilot.mentoring.closing.models import SessionApproval, SessionCorrection
from pilot.mentoring.closing.rules import Reason, Wish
from pilot.mentoring.enums import ConfirmationState, MissedReason, MonthState
from pilot.mentoring.models import MentorSession, MissedMonthReason, SessionAttendee
from pilot.mentoring.month_rules import LockedMonth
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import RIGA, Problem
from tests import build
from tests.build import World
from tests.mentoring.build import JANUARY, TODAY, log, record, sums
from tests.mentoring.closing.build import answered, at, close, january, lock

ACCEPTS = Wish({}, accepts_open=True)


def board_of(world: World) -> queries.Board:
    return queries.board(world.pilot, JANUARY, today=TODAY)


def states(world: World) -> dict[str, RowState]:
    return {row.person.name: row.state for row in board_of(world).rows}


def given(by: User) -> dict[str, Any]:
    return {"actor": build.viewer(by), "now": build.NOW, "today": TODAY}


def mentor_coordinates(world: World) -> None:
    build.role(world.mentor, Role.COORDINATOR, world.pilot)


def test_the_board_says_of_each_pair_what_it_needs(world: World) -> None:
    january(world, peteris=119)
    log(world.pilot, world.other_mentor, world.liga, held_on=dt.date(2023, 1, 20))

    board = board_of(world)

    assert states(world) == {
        "Pēteris Ķirsis": RowState.DECISION,
        "Līga Ābele": RowState.NEEDS,
        "Anna Ozola": RowState.READY,
    }
    assert board.needs == {Need.UNCONFIRMED: 1}
    assert board.rows[0].person.name == "Pēteris Ķirsis"


def test_a_month_closes_over_unconfirmed_records_on_purpose_and_confirms_none(
    world: World,
) -> None:
    january(world)
    open_one = log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 20))
    with pytest.raises(CloseRefusedError) as refused:
        close(world)

    close(world, wish=ACCEPTS)

    assert refused.value.problem is Refusal.STILL_OPEN
    approval = db.session.scalars(select(SessionApproval)).one()
    assert (approval.session_id, approval.approved_by_id) == (open_one.id, world.coordinator.id)
    assert open_one.attendees[0].confirmation is ConfirmationState.WAITING
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "mentoring.month-closed")).one()
    assert (event.detail["approved_unconfirmed"], event.detail["left_out"]) == (1, 0)


def test_returned_and_unanswered_records_stay_out_of_a_closed_month(world: World) -> None:
    january(world)
    answered(
        log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 20)), ConfirmationState.RETURNED
    )
    log(world.pilot, world.mentor, world.peteris, held_on=dt.date(2023, 1, 24), planned=True)
    month_sums.recount(world.pilot, [world.anna.id], [JANUARY])
    assert board_of(world).needs == {Need.RETURNED: 1, Need.UNANSWERED: 1}

    close(world, wish=ACCEPTS)

    assert (sums(world.anna)[:2], sums(world.peteris)[:2]) == ((120, 120), (120, 120))
    assert db.session.scalars(select(SessionApproval)).all() == []


def test_reasons_may_be_saved_before_the_month_can_be_closed(world: World) -> None:
    january(world, anna=119, peteris=60)
    log(world.pilot, world.other_mentor, world.liga, held_on=dt.date(2023, 1, 20))
    ill = Reason(MissedReason.PARTICIPANT_ILL)

    actions.save_reasons(world.pilot, JANUARY, {world.anna.id: ill}, **given(world.coordinator))
    with pytest.raises(CloseRefusedError) as refused:
        close(world, wish=ACCEPTS)
    close(world, wish=Wish({world.peteris.id: Reason(MissedReason.OTHER, "Kursi")}, accepts_open=True))

    assert (refused.value.problem, refused.value.people) == (Refusal.REASON_MISSING, (world.peteris.id,))
    kept = db.session.scalars(select(MissedMonthReason).order_by(MissedMonthReason.reason)).all()
    assert [(row.reason, row.note) for row in kept] == [("other", "Kursi"), ("participant_ill", "")]


def test_nobody_closes_over_their_own_records_while_another_coordinator_can_approve_them(
    world: World,
) -> None:
    mentor_coordinates(world)
    january(world)
    for by in (world.mentor, world.coordinator):
        with pytest.raises(CloseRefusedError) as refused:
            close(world, by=by, wish=Wish({}, accepts_open=True, note="Pati sev"))
        assert refused.value.problem is Refusal.APPROVAL_MISSING
    with pytest.raises(CloseRefusedError) as own:
        actions.approve_records(world.pilot, JANUARY, **given(world.mentor))

    number = actions.approve_records(world.pilot, JANUARY, **given(world.coordinator))
    close(world, by=world.mentor)

    assert own.value.problem is Refusal.OWN_RECORDS
    assert number == 2
    assert month_queries.edition_of(world.pilot, JANUARY).state is MonthState.CLOSED


def test_an_approval_is_undone_until_the_close_and_ends_with_a_change(world: World) -> None:
    mentor_coordinates(world)
    held = january(world)
    actions.approve_records(world.pilot, JANUARY, **given(world.coordinator))
    assert board_of(world).needs == {}

    assert actions.undo_approval(world.pilot, JANUARY, **given(world.mentor)) == 0
    assert actions.undo_approval(world.pilot, JANUARY, **given(world.coordinator)) == 2
    undone = board_of(world).needs
    actions.approve_records(world.pilot, JANUARY, **given(world.coordinator))
    sessions.correct_session(
        world.pilot, held["anna"], record(minutes=130), seen=held["anna"].version, **given(world.mentor)
    )
    changed = board_of(world).needs

    assert (undone, changed) == ({Need.APPROVAL: 2}, {Need.APPROVAL: 1})


def test_the_only_coordinator_closes_own_records_with_a_note_that_is_kept(world: World) -> None:
    mentor_coordinates(world)
    january(world)
    for role in db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.user_id == world.coordinator.id)
    ):
        role.ended_at = build.NOW
    with pytest.raises(CloseRefusedError) as refused:
        close(world, by=world.mentor)

    closed = close(world, by=world.mentor, wish=Wish({}, note="Otras koordinatores vēl nav"))

    assert refused.value.problem is Refusal.NOTE_MISSING
    assert closed.approval_note == "Otras koordinatores vēl nav"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "mentoring.month-closed")).one()
    assert event.detail["own_records"] == 2


def test_a_reopened_month_takes_entries_until_its_day_and_keeps_its_second_revision(world: World) -> None:
    lock(world)
    world.pilot.mentor_quota_minutes = 0
    assert month_queries.edition_of(world.pilot, JANUARY) == month_queries.Edition(MonthState.DRAFT, 1)
    close(world)
    assert month_queries.edition_of(world.pilot, JANUARY) == month_queries.Edition(MonthState.CLOSED, 1)

    actions.reopen_month(
        world.pilot,
        JANUARY,
        reason="Aizmirsta tikšanās",
        until_on=dt.date(2023, 2, 15),
        **given(world.coordinator),
    )
    reopened = month_queries.edition_of(world.pilot, JANUARY)
    answered(log(world.pilot, world.mentor, world.anna))
    close(world)

    assert (reopened.state, reopened.revision, reopened.is_corrected) == (MonthState.REOPENED, 2, True)
    assert month_queries.edition_of(world.pilot, JANUARY) == month_queries.Edition(MonthState.CLOSED, 2)


@pytest.mark.parametrize(
    ("reason", "until_on", "problem"),
    [("", TODAY, Refusal.REASON_MISSING), ("Vēlāk", dt.date(2023, 2, 13), Refusal.NOT_LATER)],
)
def test_a_month_is_neither_opened_nor_extended_without_a_reason_or_into_the_past(
    world: World, reason: str, until_on: dt.date, problem: Refusal
) -> None:
    world.pilot.mentor_quota_minutes = 0
    with pytest.raises(CloseRefusedError) as extended:
        actions.extend_month(
            world.pilot, JANUARY, reason=reason, until_on=until_on, **given(world.coordinator)
        )
    close(world)
    with pytest.raises(CloseRefusedError) as opened:
        actions.reopen_month(
            world.pilot, JANUARY, reason=reason, until_on=until_on, **given(world.coordinator)
        )

    assert (extended.value.problem, opened.value.problem) == (problem, problem)


def log_at(world: World, moment: str, **changes: Any) -> MentorSession:
    now = at(moment)
    return sessions.log_session(
        world.pilot,
        record(world.anna, **changes),
        actor=build.viewer(world.mentor),
        now=now,
        today=now.astimezone(RIGA).date(),
    )


def test_the_lock_falls_with_the_midnight_of_riga_and_names_the_day_and_whom_to_ask(world: World) -> None:
    lock(world)

    held = log_at(world, "2023-02-07T21:59:59")
    with pytest.raises(SessionRefusedError) as refused:
        log_at(world, "2023-02-07T22:00:00", held_on=dt.date(2023, 1, 20))
    for deed in (
        lambda: sessions.correct_session(
            world.pilot, held, record(minutes=30), seen=held.version, **given(world.mentor)
        ),
        lambda: sessions.cancel_session(
            world.pilot, held, seen=held.version, actor=build.viewer(world.mentor), now=build.NOW
        ),
    ):
        with pytest.raises(SessionRefusedError):
            deed()

    assert refused.value.problem is Problem.MONTH_LOCKED
    locked = refused.value.months[0]
    assert isinstance(locked, LockedMonth)
    assert (locked.until, locked.ask) == (dt.date(2023, 2, 7), ("Elīna Bērziņa",))


def test_an_extension_opens_a_month_for_mentors_again(world: World) -> None:
    lock(world)
    actions.extend_month(world.pilot, JANUARY, reason="Slimība", until_on=TODAY, **given(world.coordinator))

    assert log(world.pilot, world.mentor, world.anna).minutes == 60
    with pytest.raises(SessionRefusedError):
        log_at(world, "2023-02-15T08:00:00", held_on=dt.date(2023, 1, 20))


def test_a_day_off_of_the_pilot_is_no_working_day_of_it(world: World) -> None:
    lock(world)
    assert month_locks.last_entry_days(world.pilot, [JANUARY]) == {JANUARY: dt.date(2023, 2, 7)}

    build.keep(DayOff(pilot_id=world.pilot.id, day=dt.date(2023, 2, 3), name="Novada svētki"))

    assert month_locks.last_entry_days(world.pilot, [JANUARY]) == {JANUARY: dt.date(2023, 2, 8)}


def asked(world: World, session: MentorSession, minutes: int) -> SessionCorrection:
    correction = correction_actions.ask_correction(
        world.pilot, session, minutes=minutes, reason="Ierakstīju par maz", **given(world.mentor)
    )
    return correction_queries.get_correction(
        correction.id, pilot=world.pilot, viewer=build.viewer(world.coordinator)
    )


def test_an_approved_correction_changes_the_hours_and_the_edition_of_a_closed_month(world: World) -> None:
    held = january(world)["anna"]
    close(world)
    correction = asked(world, held, 150)
    assert (sums(world.anna)[0], held.minutes) == (120, 120)

    correction_actions.approve_correction(
        world.pilot, correction, seen=correction.version, **given(world.coordinator)
    )

    assert (sums(world.anna)[0], held.minutes) == (150, 150)
    edition = month_queries.edition_of(world.pilot, JANUARY)
    assert (edition.state, edition.revision) == (MonthState.CLOSED, 2)
    attendee = db.session.scalars(select(SessionAttendee).where(SessionAttendee.session_id == held.id)).one()
    assert attendee.confirmation is ConfirmationState.WAITING
    assert board_of(world).needs == {}


def test_a_correction_is_refused_where_it_may_not_be(world: World) -> None:
    held = january(world, peteris=150)
    with pytest.raises(CorrectionRefusedError) as open_month:
        asked(world, held["anna"], 150)
    close(world)
    for minutes, problem in ((120, Refusal.SAME_MINUTES), (0, Problem.NOT_POSITIVE), (481, Problem.TOO_LONG)):
        with pytest.raises(CorrectionRefusedError) as refused:
            asked(world, held["anna"], minutes)
        assert refused.value.problem is problem
    shorter = asked(world, held["anna"], 119)
    with pytest.raises(CorrectionRefusedError) as twice:
        asked(world, held["anna"], 130)
    with pytest.raises(CorrectionRefusedError) as missed:
        correction_actions.approve_correction(
            world.pilot, shorter, seen=shorter.version, **given(world.coordinator)
        )
    build.role(world.mentor, Role.COORDINATOR, world.pilot)
    with pytest.raises(CorrectionRefusedError) as own:
        correction_actions.approve_correction(
            world.pilot, shorter, seen=shorter.version, **given(world.mentor)
        )

    assert open_month.value.problem is Refusal.MONTH_OPEN
    assert twice.value.problem is Refusal.ASKED_ALREADY
    assert missed.value.problem is Refusal.WOULD_BE_MISSED
    assert own.value.problem is Refusal.OWN_RECORDS
    assert sums(world.anna)[0] == 120


def test_a_correction_is_declined_with_an_answer_once(world: World) -> None:
    held = january(world)["anna"]
    close(world)
    correction = asked(world, held, 150)
    by: dict[str, Any] = {"actor": build.viewer(world.coordinator), "now": build.NOW}
    with pytest.raises(CorrectionRefusedError) as without:
        correction_actions.decline_correction(world.pilot, correction, answer=" ", seen=1, **by)

    correction_actions.decline_correction(world.pilot, correction, answer="Dienas neatbilst", seen=1, **by)
    with pytest.raises(CorrectionRefusedError) as again:
        correction_actions.decline_correction(
            world.pilot, correction, answer="Vēlreiz", seen=correction.version, **by
        )

    assert (without.value.problem, again.value.problem) == (Refusal.ANSWER_MISSING, Refusal.ANSWERED_ALREADY)
    assert (correction.state, held.minutes) == (CorrectionState.DECLINED, 120)
    assert month_queries.edition_of(world.pilot, JANUARY).revision == 1
