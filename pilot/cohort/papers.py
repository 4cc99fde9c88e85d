"""What every printed document of a pilot shares: title, language, logos, words of the frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_babel import force_locale, gettext

from pilot.cohort import publicity
from pilot.cohort.enums import FunderSet
from pilot.cohort.models import Pilot
from pilot.web import locale
from pilot.web.locale import LANGUAGES


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


@contextmanager
def in_language_asked() -> Iterator[str]:
    """Write in the language that the address asks for, else in Latvian: that of the records of a project."""
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    with force_locale(language):
        yield language


def frame(title: str, *, organisation: str, funder: FunderSet) -> dict[str, Any]:
    """Return the values that the frame of a document needs, in the language in force."""
    return {
        "title": title,
        "author": organisation or "Kopdarbs",
        "language": locale.language(),
        "logos": publicity.logos(funder, organisation=organisation, language=locale.language()),
        "words": {"page": _("Page {page} of {pages}")},
    }


def frame_of(pilot: Pilot, title: str) -> dict[str, Any]:
    """Return the frame of a document that is made from a pilot as it is now."""
    return frame(title, organisation=pilot.implementing_org, funder=pilot.funder_set)


def funding(funder: FunderSet) -> tuple[str, str]:
    """Return the line that names the funding, its text empty where there is none."""
    return _("Funding"), publicity.funding(funder, language=locale.language())


def title_of(pilot: Pilot) -> str:
    """Return a pilot's title in the language in force."""
    return pilot.title_lv if locale.language() == LANGUAGES[0] else pilot.title_en


def project_of(project_no: str, activity_no: str) -> str:
    """Name a project by its number and that of its activity, as far as they are known."""
    if project_no and activity_no:
        return _("No. %(number)s, activity %(activity)s", number=project_no, activity=activity_no)
    return project_no
