"""Send heads of social services the page of a month by a personal link, and end such links."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable

from pilot import audit
from pilot.accounts.personal_links import PersonalLink
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.outbox.actions import Message, queue_once
from pilot.overview.briefs import queries, rules
from pilot.overview.briefs.models import MonthBrief
from pilot.overview.briefs.queries import Head

PAGE = "public.page"
KIND = "brief"


def send_due(*, now: dt.datetime, today: dt.date) -> int:
    """Queue the pages that are due today in all pilots, each once; return how many were new."""
    sent = 0
    for pilot in queries.pilots_at_work():
        month = rules.month_due(today, cohort.working_days_of(pilot))
        if month is None:
            continue
        known = {(brief.municipality_id, brief.user_id) for brief in queries.briefs_of(pilot, month)}
        for head in queries.heads_of(pilot):
            if (head.municipality_id, head.user_id) not in known:
                sent += _send(pilot, head, month, actor=None, now=now)
    return sent


def send(pilot: Pilot, month: Month, *, actor: audit.Actor, now: dt.datetime) -> int:
    """Send every head of a pilot the page of a month anew: earlier links to it end; return how many."""
    return sum(_send(pilot, head, month, actor=actor, now=now) for head in queries.heads_of(pilot))


def end_links(
    pilot: Pilot, briefs: Iterable[MonthBrief], *, actor: audit.Actor | None, now: dt.datetime
) -> int:
    """End links at once; return how many worked until now."""
    working = [brief for brief in briefs if brief.is_open(now)]
    for brief in working:
        brief.ended_at = now
        db.session.flush()
        audit.record("overview.brief-link-ended", brief, actor=actor, at=now, pilot_id=pilot.id)
    return len(working)


def link_of(brief: MonthBrief) -> PersonalLink:
    """Return the link that a page's mail carries."""
    return PersonalLink(PAGE, brief.id, brief.nonce)


def _send(pilot: Pilot, head: Head, month: Month, *, actor: audit.Actor | None, now: dt.datetime) -> bool:
    end_links(pilot, queries.briefs_to(pilot, head, month), actor=actor, now=now)
    brief = MonthBrief(
        pilot_id=pilot.id,
        municipality_id=head.municipality_id,
        user_id=head.user_id,
        month=str(month),
        nonce=secrets.token_hex(16),
        sent_at=now,
        expires_at=now + rules.LINK_LASTS,
    )
    db.session.add(brief)
    db.session.flush()
    audit.record("overview.brief-sent", brief, actor=actor, at=now, pilot_id=pilot.id, month=str(month))
    message = Message(
        key=f"month_brief:{brief.id}",
        template="month_brief",
        recipient_id=head.user_id,
        pilot_id=pilot.id,
        facts={**link_of(brief).facts(), "kind": KIND, "month": month.first_day.isoformat()},
    )
    return queue_once(message, now=now)


def own_links(pilot: Pilot, user_id: uuid.UUID) -> list[MonthBrief]:
    """Return the links that were sent to one person in a pilot."""
    return [brief for brief in queries.briefs_of(pilot) if brief.user_id == user_id]
