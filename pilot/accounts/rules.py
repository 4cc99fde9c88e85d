"""Judgement of new passwords, pure: long, and not what a guesser tries first (QUALITY 5.3)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pilot import text
from pilot.accounts.enums import Locale, PasswordProblem

SHORTEST, LONGEST = 12, 128
FRESH_ENOUGH = 6
FEWEST_DIFFERENT = 5
SHORTEST_RUN = 4
SHORTEST_PART = 3
ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
COMMON = (
    *("parole", "slepena", "latvija", "riga", "sveiki", "labdien", "milestiba", "mila", "saule", "saulite"),
    *("vasara", "ziema", "pavasaris", "rudens", "socialais", "sociala", "darbs", "darbinieks", "darbiniece"),
    *(
        "kopiena",
        "kopdarbs",
        "pasvaldiba",
        "novads",
        "dienests",
        "pilots",
        "pilotprojekts",
        "mentors",
        "mentore",
    ),
    *("dalibnieks", "dalibniece", "koordinators", "koordinatore", "macibas", "ministrija", "labklajiba"),
    *("janvaris", "februaris", "marts", "aprilis", "maijs", "junijs", "julijs", "augusts"),
    *("septembris", "oktobris", "novembris", "decembris"),
    *(
        "password",
        "passw0rd",
        "passwort",
        "secret",
        "welcome",
        "letmein",
        "iloveyou",
        "admin",
        "administrator",
    ),
    *(
        "login",
        "monkey",
        "dragon",
        "sunshine",
        "princess",
        "football",
        "master",
        "default",
        "changeme",
        "hello",
    ),
    *(
        "social",
        "work",
        "worker",
        "community",
        "pilot",
        "mentor",
        "coordinator",
        "participant",
        "municipality",
    ),
    *("summer", "winter", "spring", "autumn", "monday", "friday", "january", "december"),
)


@dataclass(frozen=True)
class OwnDetails:
    """What people change about themselves."""

    given_name: str
    family_name: str
    phone: str | None
    job_title: str | None
    locale: Locale


def normalised(password: str) -> str:
    """Return a password in the one form that is hashed, so that every keyboard types the same one (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def problem_with_password(password: str, *, own: Iterable[str]) -> PasswordProblem | None:
    """Return why a new password is refused, or None; `own` are the person's names and e-mail address.

    Names, known words and rows of keys do not count: six other characters must remain.
    """
    password = normalised(password)
    if not SHORTEST <= len(password) <= LONGEST:
        return PasswordProblem.SHORT if len(password) < SHORTEST else PasswordProblem.LONG
    plain = text.search_key(password).replace(" ", "")
    letters = re.sub(r"[\W\d_]", "", plain)
    repeated = len(set(plain)) < FEWEST_DIFFERENT or re.fullmatch(r"(.{1,6}?)\1+.{0,5}", plain)
    judged = (
        (repeated, PasswordProblem.REPEATED),
        (_fresh(plain, _parts(own)) < FRESH_ENOUGH, PasswordProblem.OWN),
        (_fresh(plain, _runs_in(plain)) < FRESH_ENOUGH, PasswordProblem.KEYBOARD),
        (_fresh(letters, COMMON) < FRESH_ENOUGH, PasswordProblem.COMMON),
    )
    return next((problem for refused, problem in judged if refused), None)


def _parts(own: Iterable[str]) -> set[str]:
    """Return the pieces of names and addresses that are long enough to recognise."""
    return {
        piece
        for words in own
        for piece in re.split(r"[\s@._-]+", text.search_key(words))
        if len(piece) >= SHORTEST_PART
    }


def _runs_in(plain: str) -> list[str]:
    """Return every stretch that walks along a row of keys or the alphabet, either way."""
    walks = [row[start:] for row in ROWS for start in range(len(row))]
    walks += [walk[::-1] for row in ROWS for walk in (row[: end + 1] for end in range(len(row)))]
    found = []
    for start in range(len(plain)):
        longest = max((_shared_start(plain[start:], walk) for walk in walks), default=0)
        if longest >= SHORTEST_RUN:
            found.append(plain[start : start + longest])
    return found


def _shared_start(first: str, second: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )


def _fresh(plain: str, known: Iterable[str]) -> int:
    """Count the characters that are left when everything known is taken out, longest first."""
    for piece in sorted(known, key=len, reverse=True):
        plain = plain.replace(piece, "")
    return len(plain)


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Return the browser and system that a device says it is, as "Firefox, Android", or "" for neither."""
    found = [next((name for mark, name in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name)
