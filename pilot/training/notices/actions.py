"""Record that the notice of a month was sent, with what was in it."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.models import Pilot
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.notices import rules
from pilot.training.notices.models import ScheduleNotice
from pilot.training.notices.queries import MonthNotice
from pilot.training.notices.rules import Problem


class NoticeRefusedError(DomainError):
    """A notice is not recorded as sent."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def content_of(pilot: Pilot, found: MonthNotice) -> dict[str, object]:
    """Return what is sent now: days, and since the last notice the changes and the late ones among them."""
    return {
        "project_no": pilot.project_no,
        "activity_no": pilot.activity_no,
        "title_lv": pilot.title_lv,
        "title_en": pilot.title_en,
        "organisation": pilot.implementing_org,
        "contact": pilot.contact_email,
        "funder_set": pilot.funder_set,
        "academic_hour_minutes": pilot.academic_hour_minutes,
        "month": str(found.month),
        "days": list(found.days),
        "changes": [
            {"number": each.number, "kind": each.kind, "before": each.before, "after": each.after}
            for each in found.changes
        ],
        "late": list(found.late),
    }


def record_sent(
    pilot: Pilot, found: MonthNotice, *, sent_on: dt.date, actor: Viewer, now: dt.datetime, today: dt.date
) -> ScheduleNotice:
    """Record that a month's notice was sent as it stands; days that changed too late are kept in it (T23).

    :raises NoticeRefusedError: there is nothing to send, or nothing new.
    """
    problem = rules.send_problem(
        has_days=bool(found.days),
        is_sent=bool(found.sent),
        has_changed=bool(found.changes),
        sent_on=sent_on,
        today=today,
    )
    if problem is not None:
        raise NoticeRefusedError(problem)
    text = canonical.text_of(content_of(pilot, found))
    notice = ScheduleNotice(
        pilot_id=pilot.id,
        month=str(found.month),
        number=len(found.sent) + 1,
        content=text,
        content_hash=canonical.hash_of(text),
        sent_on=sent_on,
        recorded_at=now,
        recorded_by_id=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(notice)
    except IntegrityError:
        raise NoticeRefusedError(Problem.CHANGED_MEANWHILE) from None
    audit.record(
        "training.notice-sent",
        notice,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=notice.month,
        number=notice.number,
        hash=notice.content_hash,
        late=list(found.late),
    )
    return notice
