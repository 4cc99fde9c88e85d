"""Links that open one page for one person without signing in; the token itself is never kept (S17)."""

import uuid
from dataclasses import dataclass

from pilot.accounts import tokens
from pilot.accounts.models import User


@dataclass(frozen=True)
class PersonalLink:
    """What a link is made of: the page that it opens, the row that it is about, and that row's nonce."""

    page: str
    link_id: uuid.UUID
    nonce: str

    def facts(self) -> dict[str, str]:
        """Return the link as a mail keeps it until it is written."""
        return {"page": self.page, "link_id": str(self.link_id), "nonce": self.nonce}


def token_of(link: PersonalLink, user: User, *, secret: str) -> str:
    """Return a link's token: 256 bits that change with its page, nonce and the person's e-mail address."""
    facts = ("personal-link", link.page, link.link_id, link.nonce, user.id, user.email_key)
    return tokens.token_of(*facts, secret=secret)


def fits(token: str, link: PersonalLink, user: User, *, secret: str) -> bool:
    """Tell whether a token is the link's, in the same time whatever it is."""
    return tokens.is_same(token, token_of(link, user, secret=secret))


def at_door(link: PersonalLink, token: str) -> str:
    """Return the token by which the one door for people without an account finds a link's row."""
    return f"{link.link_id.hex}.{token}"


def parts_of(text: str) -> tuple[uuid.UUID | None, str]:
    """Return the id of the row and the secret of a token at the door; without an id it names nothing."""
    name, _, secret = text.partition(".")
    try:
        return uuid.UUID(hex=name), secret
    except ValueError:
        return None, secret
