"""Keep what people say about their dates and classes, ask lecturers, tell coordinators what it breaks."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.personal_links import PersonalLink
from pilot.accounts.roles import Role
from pilot.cohort import absence_actions
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.absence_actions import Person
from pilot.cohort.absence_rules import Dates
from pilot.cohort.models import Participation, Pilot, UnavailableSpan
from pilot.errors import DomainError, NotVisibleError
from pilot.extensions import db
from pilot.outbox.actions import Message, queue
from pilot.training.availability import queries, rules
from pilot.training.availability.enums import AnswerState
from pilot.training.availability.models import AvailabilityRequest, ClassAnswer
from pilot.training.availability.rules import Problem

PAGE = "availability.answer"


class AvailabilityRefusedError(DomainError):
    """Dates, an answer or a request are refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Whose:
    """Whose dates are stated: a lecturer's or a participant's in a pilot; and by whom."""

    pilot: Pilot
    actor: uuid.UUID
    lecturer: User | None = None
    participation: Participation | None = None

    @property
    def user_id(self) -> uuid.UUID:
        """Return the actor as audit events ask for it; a personal link acts for its lecturer."""
        return self.actor

    @property
    def person(self) -> Person:
        return Person(
            self.pilot.id,
            user_id=self.lecturer.id if self.lecturer else None,
            participation_id=self.participation.id if self.participation else None,
        )

    def spans(self) -> list[UnavailableSpan]:
        return self.person.spans()


def add_dates(whose: Whose, dates: Dates, *, now: dt.datetime, today: dt.date) -> UnavailableSpan:
    """Add dates on which a person is not available; with those that they touch they become one stretch.

    :raises AvailabilityRefusedError: the dates are reversed, over, or too long.
    """
    if problem := rules.dates_problem(dates, today=today):
        raise AvailabilityRefusedError(problem)
    before = _clashes(whose, today=today)
    added = absence_actions.add_days(whose.person, dates, entered_by=whose.actor, now=now)
    _record("training.dates-added", added, whose, now=now)
    _answered(whose, now=now)
    _tell(whose, before, now=now, today=today)
    return added


def remove_dates(whose: Whose, span_id: uuid.UUID, *, now: dt.datetime) -> None:
    """Take back dates on which a person was not available.

    :raises NotVisibleError: the person has stated no such dates.
    """
    span = absence_actions.remove_days(whose.person, span_id)
    _record("training.dates-removed", span, whose, now=now)
    _answered(whose, now=now)


def say_all_free(whose: Whose, *, now: dt.datetime) -> None:
    """Keep that a lecturer has answered, also without any dates."""
    _answered(whose, now=now)


def answer_class(
    whose: Whose, class_id: uuid.UUID, state: AnswerState, *, now: dt.datetime, today: dt.date
) -> None:
    """Accept or decline a class on the date on which it stands now.

    :raises NotVisibleError: the lecturer teaches no such class that is still to come.
    :raises AvailabilityRefusedError: a class is accepted on a date on which the lecturer is busy.
    """
    lecturer = _lecturer(whose)
    taught = queries.taught_in(whose.pilot.id, today=today, user_id=lecturer.id)
    held = next((each.held for each in taught if each.held.id == class_id), None)
    if held is None:
        raise NotVisibleError
    held_on = held.day.held_on
    if state is AnswerState.ACCEPTED and any(
        absences.stretch(span).covers(held_on) for span in whose.spans()
    ):
        raise AvailabilityRefusedError(Problem.BUSY_THEN)
    before = _clashes(whose, today=today)
    answer = _class_answer(class_id, lecturer.id, held_on)
    answer.state, answer.held_on, answer.answered_at = state, held_on, now
    db.session.flush()
    audit.record(
        f"training.class-{state}",
        held,
        actor=whose,
        at=now,
        pilot_id=whose.pilot.id,
        lecturer=lecturer.id,
        held_on=held_on,
    )
    _answered(whose, now=now)
    _tell(whose, before, now=now, today=today)


def ask(pilot: Pilot, *, actor: audit.Actor, now: dt.datetime, today: dt.date) -> int:
    """Mail every lecturer of a pilot a link to state dates and answer classes; return how many.

    :raises AvailabilityRefusedError: the pilot has no lecturer.
    """
    lecturers = cohort.people_with(Role.LECTURER, pilot)
    if not lecturers:
        raise AvailabilityRefusedError(Problem.NO_LECTURERS)
    for taught in queries.taught_in(pilot.id, today=today):
        if taught.state is None:
            answer = _class_answer(taught.held.id, taught.user_id, taught.held.day.held_on)
            answer.state, answer.held_on = AnswerState.ASKED, taught.held.day.held_on
            answer.asked_at, answer.answered_at = now, None
    for lecturer in lecturers:
        _ask(pilot, lecturer, actor=actor, now=now)
    return len(lecturers)


def end_link(pilot: Pilot, lecturer: User, *, actor: audit.Actor, now: dt.datetime) -> None:
    """End the link that was mailed to a lecturer; asking again makes a new one.

    :raises AvailabilityRefusedError: no link is open.
    """
    request = queries.request_of(pilot.id, lecturer.id)
    if request is None or not request.is_open(now):
        raise AvailabilityRefusedError(Problem.NO_LINK)
    request.ended_at = now
    db.session.flush()
    audit.record("training.availability-link-ended", request, actor=actor, at=now, pilot_id=pilot.id)


def link_of(request: AvailabilityRequest) -> PersonalLink:
    """Return the link that a request's mail carries."""
    return PersonalLink(PAGE, request.id, request.nonce)


def _ask(pilot: Pilot, lecturer: User, *, actor: audit.Actor, now: dt.datetime) -> None:
    request = _request(pilot.id, lecturer.id)
    request.nonce = secrets.token_hex(16)
    request.asked_at, request.expires_at, request.ended_at = now, now + rules.LINK_LASTS, None
    db.session.flush()
    audit.record("training.availability-asked", request, actor=actor, at=now, pilot_id=pilot.id)
    message = Message(
        key=f"ask_availability:{request.id}:{request.nonce[:8]}",
        template="ask_availability",
        recipient_id=lecturer.id,
        pilot_id=pilot.id,
        facts={**link_of(request).facts(), "title_lv": pilot.title_lv, "title_en": pilot.title_en},
    )
    queue(message, now=now)


def _request(pilot_id: uuid.UUID, user_id: uuid.UUID) -> AvailabilityRequest:
    """Return the one row of a lecturer in a pilot, also when two requests begin it together."""
    if (found := queries.request_of(pilot_id, user_id)) is not None:
        return found
    new = AvailabilityRequest(pilot_id=pilot_id, user_id=user_id, nonce=secrets.token_hex(16))
    return new if _is_first(new) else _request(pilot_id, user_id)


def _class_answer(class_id: uuid.UUID, user_id: uuid.UUID, held_on: dt.date) -> ClassAnswer:
    """Return the one answer of a lecturer to a class, also when two requests begin it together."""
    if (found := db.session.get(ClassAnswer, (class_id, user_id))) is not None:
        return found
    new = ClassAnswer(class_id=class_id, user_id=user_id, state=AnswerState.ASKED, held_on=held_on)
    return new if _is_first(new) else _class_answer(class_id, user_id, held_on)


def _is_first(row: AvailabilityRequest | ClassAnswer) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def _lecturer(whose: Whose) -> User:
    if whose.lecturer is None:
        raise NotVisibleError
    return whose.lecturer


def _answered(whose: Whose, *, now: dt.datetime) -> None:
    if whose.lecturer is not None:
        request = _request(whose.pilot.id, whose.lecturer.id)
        request.answered_at = now
        db.session.flush()
        audit.record("training.availability-answered", request, actor=whose, at=now, pilot_id=whose.pilot.id)


def _clashes(whose: Whose, *, today: dt.date) -> frozenset[uuid.UUID]:
    if whose.lecturer is None:
        return frozenset()
    return queries.clashes_of(whose.pilot.id, whose.lecturer.id, today=today)


def _tell(whose: Whose, before: Iterable[uuid.UUID], *, now: dt.datetime, today: dt.date) -> None:
    """Mail the coordinators once when a change takes lecturers away from planned classes (T6)."""
    broken = _clashes(whose, today=today) - set(before)
    if not broken or whose.lecturer is None:
        return
    change = uuid.uuid4()
    for coordinator in cohort.people_with(Role.COORDINATOR, whose.pilot):
        if coordinator.id == whose.actor:
            continue
        message = Message(
            key=f"availability_changed:{change}:{coordinator.id}",
            template="availability_changed",
            recipient_id=coordinator.id,
            pilot_id=whose.pilot.id,
            facts={"name": whose.lecturer.name, "count": str(len(broken)), "code": whose.pilot.code},
        )
        queue(message, now=now)


def _record(action: str, span: UnavailableSpan, whose: Whose, *, now: dt.datetime) -> None:
    audit.record(
        action,
        span,
        actor=whose,
        at=now,
        pilot_id=whose.pilot.id,
        first_on=span.first_on,
        last_on=span.last_on,
    )
