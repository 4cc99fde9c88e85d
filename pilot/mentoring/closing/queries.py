"""The board of a month: every pair with what it needs, in few queries however many pairs there are."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from pilot.accounts.models import User
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, MonthClose, MonthExtension, Participation, Pilot
from pilot.cohort.rules import Month, months_between
from pilot.extensions import db
from pilot.mentoring import month_queries, queries
from pilot.mentoring.closing import rules
from pilot.mentoring.closing.enums import Need, RowState
from pilot.mentoring.closing.models import SessionApproval
from pilot.mentoring.closing.rules import Reason
from pilot.mentoring.enums import MissedReason, SessionState, Standing
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.queries import MonthCell, Person
from pilot.mentoring.rules import RIGA
from pilot.outbox.models import OutgoingMail


@dataclass(frozen=True)
class Record:
    """A session of a month as the record of one participant, with what it needs."""

    session_id: uuid.UUID
    participation_id: uuid.UUID
    mentor_id: uuid.UUID
    held_on: dt.date
    minutes: int
    since: dt.date
    need: Need | None
    is_approved: bool
    version: int


@dataclass(frozen=True)
class PairRow:
    """A participant with the mentors of the month, and how their month stands before the close."""

    person: Person
    mentors: tuple[tuple[uuid.UUID, str], ...]
    cell: MonthCell | None
    records: tuple[Record, ...]
    reason: Reason | None
    state: RowState

    @property
    def is_missed(self) -> bool:
        return self.cell is not None and self.cell.standing is Standing.MISSED

    @property
    def open_records(self) -> tuple[Record, ...]:
        return tuple(record for record in self.records if record.need is not None)


@dataclass(frozen=True)
class OwnRecords:
    """The records of a month that a coordinator of the pilot wrote as a mentor."""

    mentor_id: uuid.UUID
    name: str
    sessions: int
    approved: int


@dataclass(frozen=True)
class Board:
    """A month before its close, or as it was closed."""

    month: Month
    close: MonthClose | None
    is_over: bool
    rows: tuple[PairRow, ...]
    own_records: tuple[OwnRecords, ...]
    coordinators: tuple[tuple[uuid.UUID, str], ...]

    @property
    def is_closed(self) -> bool:
        return self.close is not None and self.close.reopened_at is None

    @property
    def missed(self) -> list[uuid.UUID]:
        return [row.person.participation_id for row in self.rows if row.is_missed]

    @property
    def needs(self) -> dict[Need, int]:
        """Count the open records by what they need."""
        found: dict[Need, int] = {}
        for row in self.rows:
            for record in row.records:
                if record.need is not None:
                    found[record.need] = found.get(record.need, 0) + 1
        return found

    def in_state(self, state: RowState) -> list[PairRow]:
        return [row for row in self.rows if row.state == state]


def board(pilot: Pilot, month: Month, *, today: dt.date) -> Board:
    """Return a month with all its pairs, first those that need a decision."""
    coordinators = cohort.coordinators_of(pilot)
    course = queries.course_of(pilot)
    people = queries.people_of(pilot, queries.promised_people(pilot, None))
    cells = {
        person: next((cell for cell in found if cell.month == month), None)
        for person, found in queries.cells_of(course, people, today=today).items()
    }
    records = _records(pilot, month, coordinators=[user_id for user_id, _name in coordinators])
    by_person: dict[uuid.UUID, list[Record]] = {}
    for record in records:
        by_person.setdefault(record.participation_id, []).append(record)
    reasons = reasons_of(pilot, month)
    mentors = _mentors(pilot, month)
    rows = [
        _row(
            person,
            mentors=mentors.get(person.participation_id, ()),
            cell=cells.get(person.participation_id),
            records=by_person.get(person.participation_id, ()),
            reason=reasons.get(person.participation_id),
        )
        for person in people
    ]
    order = list(RowState)
    return Board(
        month=month,
        close=month_queries.close_of(pilot, month),
        is_over=month.last_day < today,
        rows=tuple(sorted((row for row in rows if _is_shown(row)), key=lambda row: order.index(row.state))),
        own_records=_own_records(records, dict(coordinators)),
        coordinators=tuple(coordinators),
    )


def _row(
    person: Person,
    *,
    mentors: Sequence[tuple[uuid.UUID, str]],
    cell: MonthCell | None,
    records: Sequence[Record],
    reason: Reason | None,
) -> PairRow:
    state = rules.state_of(
        is_missed=cell is not None and cell.standing is Standing.MISSED,
        has_reason=reason is not None,
        needs=[record.need for record in records if record.need is not None],
    )
    return PairRow(person, tuple(mentors), cell, tuple(records), reason, state)


def _is_shown(row: PairRow) -> bool:
    """Tell whether a participant has anything to do with the mentoring of the month."""
    is_promised = row.cell is not None and row.cell.required is not None
    return is_promised or bool(row.mentors) or bool(row.records)


def _records(pilot: Pilot, month: Month, *, coordinators: Collection[uuid.UUID]) -> list[Record]:
    """Return the records of a month, the oldest first: one query."""
    in_month = (
        select(SessionShare.attendee_id, func.sum(SessionShare.minutes).label("minutes"))
        .where(SessionShare.held_on.between(month.first_day, month.last_day))
        .group_by(SessionShare.attendee_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            MentorSession.id,
            MentorSession.mentor_id,
            MentorSession.held_on,
            MentorSession.state,
            MentorSession.logged_at,
            MentorSession.version,
            SessionAttendee.participation_id,
            SessionAttendee.confirmation,
            SessionAttendee.asked_at,
            in_month.c.minutes,
            SessionApproval.id.label("approval"),
        )
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .join(in_month, in_month.c.attendee_id == SessionAttendee.id)
        .outerjoin(SessionApproval, _approves())
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.state.in_([SessionState.PLANNED, SessionState.HELD]),
        )
        .order_by(MentorSession.held_on, MentorSession.id, SessionAttendee.id)
    )
    return [
        Record(
            session_id=row.id,
            participation_id=row.participation_id,
            mentor_id=row.mentor_id,
            held_on=row.held_on,
            minutes=int(row.minutes),
            since=asked_on(row.asked_at, row.logged_at, row.held_on),
            need=rules.need_of(
                row.state,
                row.confirmation,
                is_approved=row.approval is not None,
                by_coordinator=row.mentor_id in coordinators,
                confirmation_required=pilot.confirmation_required,
            ),
            is_approved=row.approval is not None,
            version=row.version,
        )
        for row in rows
    ]


def _approves() -> ColumnElement[bool]:
    """Return the condition that an approval is of the session as it stands now."""
    return and_(
        SessionApproval.session_id == MentorSession.id,
        SessionApproval.session_version == MentorSession.version,
    )


def asked_on(asked_at: dt.datetime | None, logged_at: dt.datetime, held_on: dt.date) -> dt.date:
    """Return the day from which a record waits for its participant."""
    if asked_at is not None:
        return asked_at.astimezone(RIGA).date()
    return max(held_on, logged_at.astimezone(RIGA).date())


def _mentors(pilot: Pilot, month: Month) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    """Return the mentors that each participant had in a month, the first one first."""
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = {}
    for participation_id, mentor_id, given, family in db.session.execute(
        select(MentoringPair.participation_id, User.id, User.given_name, User.family_name)
        .join(MentoringPair.mentor)
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.starts_on <= month.last_day,
            or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= month.first_day),
        )
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    ):
        mentors = found.setdefault(participation_id, [])
        if (mentor_id, f"{given} {family}") not in mentors:
            mentors.append((mentor_id, f"{given} {family}"))
    return found


def reasons_of(pilot: Pilot, month: Month) -> dict[uuid.UUID, Reason]:
    """Return the reasons saved for a month by participation."""
    return {
        person: Reason(MissedReason(row.reason), row.note)
        for person, row in month_queries.missed_reasons(pilot, month).items()
    }


def _own_records(records: Sequence[Record], coordinators: Mapping[uuid.UUID, str]) -> tuple[OwnRecords, ...]:
    """Gather what coordinators wrote themselves; of a group session each record is the same session."""
    sessions: dict[uuid.UUID, dict[uuid.UUID, bool]] = {}
    for record in records:
        if record.mentor_id in coordinators and (record.is_approved or record.need is Need.APPROVAL):
            of_mentor = sessions.setdefault(record.mentor_id, {})
            of_mentor[record.session_id] = record.is_approved
    return tuple(
        OwnRecords(mentor_id, name, len(sessions[mentor_id]), sum(sessions[mentor_id].values()))
        for mentor_id, name in coordinators.items()
        if mentor_id in sessions
    )


def people_to_remind(pilot: Pilot, board: Board) -> dict[uuid.UUID, tuple[tuple[uuid.UUID, str, bool], ...]]:
    """Return by participation whose answer is missing: the user, the name, and whether as a mentor."""
    waiting = {
        row.person.participation_id: row
        for row in board.rows
        if any(record.need is Need.UNCONFIRMED for record in row.records)
    }
    rows = db.session.execute(
        select(Participation.id, Participation.user_id).where(
            Participation.pilot_id == pilot.id, Participation.id.in_(waiting)
        )
    )
    users = dict(rows.all())
    names = {mentor_id: name for row in board.rows for mentor_id, name in row.mentors}
    found = {}
    for row in board.rows:
        person = row.person.participation_id
        people = [(users[person], row.person.name, False)] if person in waiting else []
        late = {record.mentor_id for record in row.records if record.need in {Need.RETURNED, Need.UNANSWERED}}
        people += [(mentor_id, names[mentor_id], True) for mentor_id in names if mentor_id in late]
        if people:
            found[person] = tuple(people)
    return found


def reminded_on(pilot: Pilot, month: Month, day: dt.date) -> frozenset[uuid.UUID]:
    """Return who was reminded of a month on a day."""
    prefix, suffix = reminder_key(pilot, month), f":{day}"
    rows = db.session.scalars(
        select(OutgoingMail.recipient_id).where(
            OutgoingMail.pilot_id == pilot.id,
            OutgoingMail.key.startswith(prefix, autoescape=True),
            OutgoingMail.key.endswith(suffix, autoescape=True),
        )
    )
    return frozenset(rows)


def reminder_key(pilot: Pilot, month: Month) -> str:
    """Return how the keys of all reminders of a month begin."""
    return f"month-reminder:{pilot.id}:{month}:"


def extension_of(pilot: Pilot, month: Month) -> MonthExtension | None:
    """Return until when entries into a month were extended, as the database has it now."""
    return db.session.scalar(
        select(MonthExtension)
        .where(MonthExtension.pilot_id == pilot.id, MonthExtension.month == str(month))
        .execution_options(populate_existing=True)
    )


def months_of(pilot: Pilot, *, today: dt.date) -> list[tuple[Month, MonthClose | None]]:
    """Return the months of a pilot that have begun, the newest first, each with its close."""
    months = months_between(pilot.implementation_from, min(pilot.implementation_to, today))
    closes = {
        row.month: row
        for row in db.session.scalars(
            select(MonthClose).where(MonthClose.pilot_id == pilot.id).order_by(MonthClose.month)
        )
    }
    return [(month, closes.get(str(month))) for month in reversed(months)]


def closer_of(close: MonthClose) -> str:
    """Return the name of who closed a month."""
    return db.session.get_one(User, close.closed_by_id).name
