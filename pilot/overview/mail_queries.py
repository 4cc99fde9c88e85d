"""What became of the mails of a pilot."""

import uuid
from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select

from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.outbox.models import MailState, OutgoingMail


def mails_of(pilot: Pilot, *, demonstration: bool) -> Select[OutgoingMail]:
    """Return the statement of a pilot's mails, newest first; a demonstration adds those of no pilot."""
    of_pilot = OutgoingMail.pilot_id == pilot.id
    if demonstration:
        of_pilot = or_(of_pilot, OutgoingMail.pilot_id.is_(None))
    return select(OutgoingMail).where(of_pilot).order_by(OutgoingMail.queued_at.desc(), OutgoingMail.id)


def get_mail(mail_id: uuid.UUID, pilot: Pilot) -> OutgoingMail:
    """Return a mail that the demonstration may show.

    :raises NotVisibleError: the pilot's demonstration has no such mail.
    """
    mail = db.session.scalar(mails_of(pilot, demonstration=True).where(OutgoingMail.id == mail_id))
    if mail is None:
        raise NotVisibleError
    return mail


def recipients_of(mails: Iterable[OutgoingMail]) -> dict[uuid.UUID, str]:
    """Return the names of the people whom mails go to, by id."""
    ids = {mail.recipient_id for mail in mails}
    people = db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id))
    return {person.id: person.name for person in people}


def failed_in(pilot: Pilot) -> int:
    """Return how many mails of a pilot failed for good."""
    failed = select(func.count()).where(
        OutgoingMail.pilot_id == pilot.id, OutgoingMail.state == MailState.FAILED
    )
    return db.session.scalar(failed) or 0
