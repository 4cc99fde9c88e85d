"""Keep the month table right: minutes received, counted and planned, from the sessions that stand."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import rules, session_facts
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionState
from pilot.mentoring.models import (
    MentorSession,
    MonthMinutes,
    SessionAttendee,
    SessionShare,
)


def recount(pilot: Pilot, participation_ids: Collection[uuid.UUID], months: Collection[Month]) -> None:
    """Set the month table right for some people and months, from the sessions that stand (PERFORMANCE).

    Returned minutes are not received (R10); of a group session over midnight the cap holds once (M7).
    """
    if not participation_ids or not months:
        return
    wanted = {(person, str(month)): [0, 0, 0] for person in participation_ids for month in months}
    capped: dict[uuid.UUID, int] = {}
    rows = db.session.execute(
        select(
            SessionAttendee.id,
            SessionAttendee.participation_id,
            MentorSession.kind,
            MentorSession.state,
            SessionShare.held_on,
            SessionShare.minutes,
        )
        .join(SessionAttendee.session)
        .join(SessionAttendee.shares)
        .where(
            SessionAttendee.participation_id.in_(participation_ids),
            MentorSession.pilot_id == pilot.id,
            MentorSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
            MentorSession.form.in_([form for form in SessionForm if rules.is_received(form)]),
            SessionAttendee.confirmation != ConfirmationState.RETURNED,
            SessionShare.held_on.between(min(months).first_day - session_facts.LONGEST, max(months).last_day),
        )
        .order_by(SessionShare.held_on, SessionAttendee.id)
    )
    for attendee_id, person, kind, state, held_on, minutes in rows:
        so_far = capped.get(attendee_id, 0)
        counted = rules.counted_minutes(so_far + minutes, kind, group_cap=pilot.group_cap_minutes) - so_far
        capped[attendee_id] = so_far + counted
        sums = wanted.get((person, str(Month.of(held_on))))
        if sums is not None and state is SessionState.HELD:
            sums[0] += minutes
            sums[1] += counted
        elif sums is not None:
            sums[2] += counted
    _store(pilot, wanted)


def _store(pilot: Pilot, wanted: Mapping[tuple[uuid.UUID, str], Sequence[int]]) -> None:
    known = {
        (row.participation_id, row.month): row
        for row in db.session.scalars(
            select(MonthMinutes)
            .where(
                MonthMinutes.participation_id.in_({person for person, _month in wanted}),
                MonthMinutes.month.in_({month for _person, month in wanted}),
            )
            .execution_options(populate_existing=True)
        )
    }
    for (person, month), (received, counted, planned) in wanted.items():
        row = known.get((person, month))
        if row is None:
            row = MonthMinutes(participation_id=person, month=month, pilot_id=pilot.id)
            db.session.add(row)
        row.received_minutes, row.counted_minutes, row.planned_minutes = received, counted, planned
    db.session.flush()
