"""Floods are held back by counting sendings in the database, by keyed hashes that change every day."""

import datetime as dt
import uuid

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from pilot.community.surveys.links import key_of
from pilot.community.surveys.models import Survey, SurveyGate
from pilot.community.surveys.rules import LIMITS, Gate, Limits
from pilot.extensions import db

ALL = ""
DAY, MINUTE = 10, 16


def pass_gate(
    survey: Survey, *, address: str, secret: str, now: dt.datetime, limits: Limits = LIMITS
) -> Gate:
    """Count a sending where it may pass; the caller rolls back what was counted of one that may not."""
    minute = now.astimezone(dt.UTC).isoformat()[:MINUTE]
    day = minute[:DAY]
    own = key_of(survey, day, address, secret=secret)
    if not _count(survey, minute, own, limits.of_address_in_minute):
        return Gate.FLOOD
    if not _count(survey, day, own, limits.of_address_in_day):
        return Gate.FULL
    return Gate.PASSES if _count(survey, day, ALL, limits.of_survey_in_day) else Gate.FULL


def purge(*, now: dt.datetime) -> None:
    """Delete the counts of the days before: no limit looks at them any more."""
    db.session.execute(delete(SurveyGate).where(SurveyGate.day < now.astimezone(dt.UTC).date()))


def _count(survey: Survey, span: str, key: str, limit: int) -> bool:
    """Raise a count that is below its limit, in one statement that waits for others, or begin it."""
    own = (SurveyGate.survey_id == survey.id, SurveyGate.span == span, SurveyGate.key == key)
    raised = update(SurveyGate).where(*own, SurveyGate.count < limit).values(count=SurveyGate.count + 1)
    statement = raised.returning(SurveyGate.id).execution_options(synchronize_session=False)
    if db.session.execute(statement).first() is not None:
        return True
    row = {"id": uuid.uuid4(), "survey_id": survey.id, "span": span, "key": key, "count": 1}
    row["day"] = dt.date.fromisoformat(span[:DAY])
    try:
        with db.session.begin_nested():
            db.session.execute(insert(SurveyGate).values(row))
    except IntegrityError:
        return db.session.execute(statement).first() is not None
    return True
