"""The public link of a survey: made from its nonce; only the hash of it can be looked up."""

import hashlib
import hmac
import secrets

from pilot.accounts import tokens
from pilot.community.surveys.models import Survey


def new_nonce() -> str:
    """Return a nonce of 256 bits."""
    return secrets.token_hex(32)


def token_of(survey: Survey, *, secret: str) -> str:
    """Return the token of a survey's link: 256 bits."""
    return tokens.token_of("survey", survey.id, survey.nonce, secret=secret)


def hash_of(token: str) -> str:
    """Return under what a token is looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def key_of(survey: Survey, *facts: object, secret: str) -> str:
    """Return a keyed hash that means nothing outside of its survey."""
    text = "|".join(map(str, ("survey", survey.id, *facts)))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
