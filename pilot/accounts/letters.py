"""Mails as recipients read them: words from `templates/mail` in their language, links made when sent."""

import datetime as dt
import uuid
from typing import Any

from flask import current_app
from flask_babel import force_locale
from jinja2 import TemplateError
from sqlalchemy import select

from pilot.accounts import invitations, personal_links
from pilot.accounts.models import AccountLink, User
from pilot.extensions import db
from pilot.outbox.delivery import Letter, RefusedLetterError
from pilot.outbox.models import OutgoingMail
from pilot.web.links import address_of

SUBJECT = "Subject: "


def compose(mail: OutgoingMail) -> Letter:
    """Write a mail from `templates/mail/<template>.txt`, whose first line is its subject."""
    recipient = db.session.scalars(select(User).where(User.id == mail.recipient_id)).one()
    facts = {
        **mail.facts,
        "recipient": recipient,
        "address_of": address_of,
        "date_of": dt.date.fromisoformat,
        "time_of": dt.time.fromisoformat,
    }
    if "page" in mail.facts:
        facts["link"] = _personal_link_of(mail.facts, recipient)
    elif "link_id" in mail.facts:
        facts["link"] = _link_of(uuid.UUID(mail.facts["link_id"]), recipient)
    try:
        with force_locale(recipient.locale.value):
            written = current_app.jinja_env.get_template(f"mail/{mail.template}.txt").render(facts)
    except TemplateError as broken:
        problem = f"mail/{mail.template}.txt cannot be written"
        raise RefusedLetterError(problem) from broken
    first, _, body = written.partition("\n")
    return Letter(
        address=recipient.email, subject=first.removeprefix(SUBJECT).strip(), text=f"{body.strip()}\n"
    )


def _link_of(link_id: uuid.UUID, user: User) -> str:
    """Return the address that a single-use link opens; its token is computed, nothing keeps it."""
    link = db.session.scalars(select(AccountLink).where(AccountLink.id == link_id)).one()
    token = invitations.token_of(link, user, secret=current_app.config["SETTINGS"].secret_key)
    return address_of("accounts.accept", link_id=link.id, token=token)


def _personal_link_of(facts: dict[str, Any], user: User) -> str:
    """Return the address of one person's page; its token is computed, nothing keeps it."""
    link = personal_links.PersonalLink(facts["page"], uuid.UUID(facts["link_id"]), facts["nonce"])
    token = personal_links.token_of(link, user, secret=current_app.config["SETTINGS"].secret_key)
    if "kind" in facts:
        return address_of(link.page, kind=facts["kind"], token=personal_links.at_door(link, token))
    return address_of(link.page, link_id=link.link_id, token=token)
