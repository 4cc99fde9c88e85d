"""What is kept as it was said: the one text of some facts, and the hash that proves it unchanged."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def text_of(content: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """Write content as the one JSON that has its hash: keys in order, no spaces, days and ids as text."""
    return json.dumps(content, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the SHA-256 of canonical JSON, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(text: str, hash_: str) -> bool:
    """Tell whether a text still has the hash that it was kept with."""
    return hash_of(text) == hash_


def seal_of(content: Mapping[str, Any]) -> str:
    """Return a short mark of what was shown, by which a form tells that it is still so."""
    return hash_of(text_of(content))[:32]
