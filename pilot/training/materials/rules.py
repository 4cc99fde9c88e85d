"""Rules of training materials: a link to https or a file, and the day from which it is seen (T18)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pilot.files.rules import Upload

LONGEST_LINK = 500
MAX_BYTES = 20_000_000


class Problem(StrEnum):
    NOT_A_LINK = "not_a_link"
    NOTHING_GIVEN = "nothing_given"
    LINK_AND_FILE = "link_and_file"
    FILES_FULL = "files_full"


@dataclass(frozen=True)
class MaterialEntry:
    """What is typed about a material: its name, where it lies or its file, and from which day it is seen."""

    title: str
    link: str
    visible_from: dt.date
    file: Upload | None = None


def content_problem(entry: MaterialEntry, *, has_file: bool) -> Problem | None:
    """Refuse a material that has neither a link nor a file, both, or an address that is no link."""
    if entry.link and entry.file:
        return Problem.LINK_AND_FILE
    if entry.link:
        return link_problem(entry.link)
    return None if entry.file or has_file else Problem.NOTHING_GIVEN


def link_problem(link: str) -> Problem | None:
    """Return why an address may not be shown as a link, or None: only https and a host with a dot."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return Problem.NOT_A_LINK
    is_fine = link.startswith("https://") and "." in host.strip(".") and not parts.username
    has_blank = any(letter.isspace() or ord(letter) < ord(" ") for letter in link)
    return None if is_fine and not has_blank and len(link) <= LONGEST_LINK else Problem.NOT_A_LINK


def is_visible(visible_from: dt.date, *, today: dt.date) -> bool:
    """Tell whether participants and mentors see a material on a day."""
    return visible_from <= today
