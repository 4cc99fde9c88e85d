"""A January that waits to be closed, with all that can be open, and a November that was opened again."""

import datetime as dt

from sqlalchemy import select

from pilot.cohort.models import MonthClose, MonthExtension
from pilot.cohort.rules import Month
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.mentoring import month_sums
from pilot.mentoring.closing.models import SessionCorrection
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare

JANUARY = Month(2023, 1)
OPENED_AGAIN, CLOSED_AGAIN = day("2022-12-12"), day("2022-12-14")
ASKED_ON = day("2023-02-10")
REOPENED_BECAUSE = "Mācību dienas protokolā bija sajauktas divu dalībnieku stundas."
ASKED_BECAUSE = "Pierakstīju stundu, bet sarunājāmies līdz plkst. 11.15, kā redzams kalendārā."
UNCONFIRMED = (("zane.dzene", "2023-01-20"), ("dainis.ronis", "2023-01-27"))
LATE = ("marija.lukasa", "2023-01-31", "2023-02-02")
UNANSWERED = ("oskars.jansons", "janis.liepa", "2023-01-30")
ASKED = ("dalibniece", "2022-12-06", 60, 75)


def fill(stage: Stage) -> None:
    """Leave open what is open while January waits; ask for a correction of December."""
    if stage.today >= CLOSED_AGAIN:
        _open_november_again(stage)
    if stage.today >= ASKED_ON:
        _ask_for_a_correction(stage)
    if JANUARY.last_day < stage.today and not _is_closed(stage, JANUARY):
        for key, on in UNCONFIRMED:
            _leave_unconfirmed(_attendee(stage, key, day(on)), day(on))
        _log_late(stage)
        _leave_unanswered(stage)


def _open_november_again(stage: Stage) -> None:
    closed = db.session.scalar(
        select(MonthClose).where(MonthClose.pilot_id == stage.pilot.id, MonthClose.month == "2022-11")
    )
    if closed is None:
        return
    closed.revision, closed.closed_at = 2, at(CLOSED_AGAIN, 10)
    keep(
        MonthExtension(
            pilot_id=stage.pilot.id,
            month="2022-11",
            until_on=CLOSED_AGAIN,
            reason=REOPENED_BECAUSE,
            granted_by_id=stage.coordinator.id,
            granted_at=at(OPENED_AGAIN, 9),
        )
    )


def _ask_for_a_correction(stage: Stage) -> None:
    key, on, before, minutes = ASKED
    session = _attendee(stage, key, day(on)).session_id
    keep(
        SessionCorrection(
            session_id=session,
            minutes_before=before,
            minutes=minutes,
            reason=ASKED_BECAUSE,
            asked_by_id=stage.users["mentore"].id,
            asked_at=at(ASKED_ON, 17),
        )
    )


def _attendee(stage: Stage, key: str, on: dt.date) -> SessionAttendee:
    return db.session.scalars(
        select(SessionAttendee)
        .join(SessionAttendee.session)
        .where(SessionAttendee.participation_id == stage.participations[key].id, MentorSession.held_on == on)
    ).one()


def _leave_unconfirmed(attendee: SessionAttendee, on: dt.date) -> None:
    attendee.confirmation, attendee.answered_at = ConfirmationState.WAITING, None
    attendee.asked_at = at(on, 18)


def _log_late(stage: Stage) -> None:
    key, on, logged_on = LATE
    session = db.session.get_one(MentorSession, _attendee(stage, key, day(on)).session_id)
    session.logged_at = at(day(logged_on), 20)


def _leave_unanswered(stage: Stage) -> None:
    """Plan a session that nobody said anything about afterwards."""
    key, mentor, on = UNANSWERED
    participation = stage.participations[key]
    session = keep(
        MentorSession(
            pilot_id=stage.pilot.id,
            mentor_id=stage.users[mentor].id,
            held_on=day(on),
            minutes=30,
            form=SessionForm.PHONE,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED,
            topics=[],
            logged_at=at(day("2023-01-25"), 18),
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=day(on), minutes=30))
    month_sums.recount(stage.pilot, [participation.id], [JANUARY])


def _is_closed(stage: Stage, month: Month) -> bool:
    found = select(MonthClose.id).where(MonthClose.pilot_id == stage.pilot.id, MonthClose.month == str(month))
    return db.session.scalar(found) is not None
