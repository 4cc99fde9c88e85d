"""What pairs need: an answer to an offer, a talk, another mentor, somebody who stands in."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from pilot.accounts.models import User
from pilot.cohort.absence_queries import stretch
from pilot.cohort.enums import PairAnswer, PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot, UnavailableSpan
from pilot.extensions import db
from pilot.mentoring.fit import queries as fit
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task, due
from pilot.web import locale

DAYS_BEFORE_ABSENCE = 30
LONG = 7  # days: in a shorter absence meetings are moved


def pairs_to_accept(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row for each pair to which a mentor or a participant has not said yes or no yet."""
    pairs = _pairs(
        pilot,
        or_(
            and_(MentoringPair.mentor_id == user_id, MentoringPair.mentor_answer == PairAnswer.WAITING),
            and_(Participation.user_id == user_id, MentoringPair.participant_answer == PairAnswer.WAITING),
        ),
        today=today,
    )
    return [
        Task(
            what=_("Accept the pair: %(name)s", name=_other(pair, user_id).name),
            why=_("You can meet from %(day)s.", day=locale.day(pair.starts_on)),
            action_url=links.answer_offer(pilot, pair.id),
            action_label=_("Answer"),
            due=due(max(pair.starts_on, today), today=today),
        )
        for pair in pairs
    ]


def people_to_talk_to(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each person who would like to talk before accepting a pair."""
    pairs = _pairs(
        pilot,
        or_(
            MentoringPair.mentor_answer == PairAnswer.ASK_ME,
            MentoringPair.participant_answer == PairAnswer.ASK_ME,
        ),
        today=today,
    )
    return [
        Task(
            what=_("Talk about a pair: %(name)s", name=person.name),
            why=_("Pair: %(participant)s, %(mentor)s. The other one is not told.", **_names(pair)),
            action_url=links.pairs(pilot),
            action_label=_("Open the pairs"),
            due=Deadline(min(pair.starts_on, today)),
        )
        for pair in pairs
        for person, answer in (
            (pair.mentor, pair.mentor_answer),
            (pair.participation.user, pair.participant_answer),
        )
        if answer is PairAnswer.ASK_ME
    ]


def pairs_that_do_not_fit(pilot: Pilot) -> list[Task]:
    """Return a row for each participant who would rather have another mentor (M22)."""
    return [
        Task(
            what=_("A pair does not fit: %(name)s", name=answer.pair.participation.user.name),
            why=_("Mentor: %(name)s. The mentor is not told.", name=answer.pair.mentor.name),
            action_url=links.fits(pilot),
            action_label=_("Open the answers"),
            due=Deadline(answer.given_on),
        )
        for answer in fit.unsettled(pilot)
    ]


def mentors_away(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each longer absence of a mentor, now or soon, in which nobody stands in."""
    substitute = aliased(MentoringPair)
    has_substitute = exists().where(
        substitute.participation_id == MentoringPair.participation_id,
        substitute.role == PairRole.SUBSTITUTE,
        substitute.starts_on <= UnavailableSpan.last_on,
        substitute.ends_on >= UnavailableSpan.first_on,
    )
    rows = db.session.execute(
        select(UnavailableSpan, User, func.count(MentoringPair.id))
        .join(User, User.id == UnavailableSpan.user_id)
        .join(
            MentoringPair,
            and_(
                MentoringPair.mentor_id == UnavailableSpan.user_id,
                MentoringPair.pilot_id == UnavailableSpan.pilot_id,
                MentoringPair.role == PairRole.PRIMARY,
                MentoringPair.ends_on.is_(None),
                MentoringPair.starts_on <= UnavailableSpan.last_on,
            ),
        )
        .where(
            UnavailableSpan.pilot_id == pilot.id,
            UnavailableSpan.last_on >= today,
            UnavailableSpan.first_on <= today + dt.timedelta(days=DAYS_BEFORE_ABSENCE),
            ~has_substitute,
        )
        .group_by(UnavailableSpan.id, User.id)
        .order_by(UnavailableSpan.first_on, User.sort_key, UnavailableSpan.id)
    )
    return [
        Task(
            what=_("Mentor away: %(name)s", name=mentor.name),
            why=ngettext(
                "%(num)d pair has nobody who stands in.", "%(num)d pairs have nobody who stands in.", count
            ),
            action_url=links.cover(pilot, span.id),
            action_label=_("Find who stands in"),
            due=due(max(span.first_on, today), today=today),
        )
        for span, mentor, count in rows
        if stretch(span).days >= LONG
    ]


def _pairs(pilot: Pilot, wanted: ColumnElement[bool], *, today: dt.date) -> list[MentoringPair]:
    """Return pairs that are not over, by their first day, with both people."""
    return list(
        db.session.scalars(
            select(MentoringPair)
            .join(MentoringPair.participation)
            .where(
                MentoringPair.pilot_id == pilot.id,
                or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= today),
                wanted,
            )
            .options(
                joinedload(MentoringPair.mentor),
                joinedload(MentoringPair.participation).joinedload(Participation.user),
            )
            .order_by(MentoringPair.starts_on, MentoringPair.id)
        )
    )


def _other(pair: MentoringPair, user_id: uuid.UUID) -> User:
    return pair.participation.user if pair.mentor_id == user_id else pair.mentor


def _names(pair: MentoringPair) -> dict[str, str]:
    return {"participant": pair.participation.user.name, "mentor": pair.mentor.name}
