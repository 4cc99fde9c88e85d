"""What of a form is kept as a draft; pure."""

from collections.abc import Iterable, Mapping

from pilot import text

MOST_CHARACTERS = 40_000
NEVER = frozenset({"csrf_token", "idem", "version", "next"})

Fields = Mapping[str, list[str]]


def worth_keeping(typed: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the fields of a form that are kept: cleaned, without tokens and without identity numbers.

    Nothing is kept of a form that is far too long for one of ours.
    """
    kept: dict[str, list[str]] = {}
    for name, value in typed:
        words = text.clean(value)
        if words.strip() and name not in NEVER and not text.identity_number_in(words):
            kept.setdefault(text.clean(name), []).append(words)
    length = sum(len(name) + len(word) for name, words in kept.items() for word in words)
    return kept if length <= MOST_CHARACTERS else {}
