"""Typed text that outlives an expired session: carried through the sign-in page and shown again (R17)."""

import json
import uuid
from dataclasses import dataclass

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

LIMIT = 200_000
SHOWN_FROM = 20
NEVER_HELD = frozenset({"csrf_token", "password", "new_password", "current_password", "held"})


@dataclass(frozen=True)
class Held:
    """A form that could not be taken: where it was going, what was typed, and by whom if that is known."""

    path: str
    fields: tuple[tuple[str, str], ...]
    owner: uuid.UUID | None

    @property
    def texts(self) -> list[str]:
        """Return what was written at length, to be shown as it is."""
        return [
            value for name, value in self.fields if len(value) >= SHOWN_FROM and name not in {"idem", "next"}
        ]

    def may_be_given_to(self, user_id: uuid.UUID) -> bool:
        """Tell whether a person may have the text: never another's."""
        return self.owner is None or self.owner == user_id


def page_for_expired_session(owner: uuid.UUID | None) -> ResponseReturnValue:
    """Answer an unsafe request of nobody: sign in, the typed text is kept."""
    return render_template("errors/401.html", held=pack(of_request(owner))), 401


def of_request(owner: uuid.UUID | None) -> Held:
    """Return the form of this request without its passwords."""
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in NEVER_HELD)
    return Held(request.full_path.rstrip("?"), fields, owner)


def pack(held: Held) -> str:
    """Write a form as text that `unpack` reads; nothing when there is nothing in it or far too much."""
    owner = str(held.owner) if held.owner else None
    text = json.dumps([held.path, held.fields, owner], ensure_ascii=False)
    return _serializer().dumps(text) if held.fields and len(text) <= LIMIT else ""


def unpack(text: str) -> Held | None:
    """Read back what `pack` wrote, or None when it is not ours."""
    try:
        path, fields, owner = json.loads(_serializer().loads(text))
    except (BadData, ValueError):
        return None
    return Held(path, tuple((name, value) for name, value in fields), uuid.UUID(owner) if owner else None)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="held text")
