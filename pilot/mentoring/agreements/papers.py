"""A mentoring agreement as values: for its page and, with two places to sign, for its PDF."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext

from pilot.cohort import papers
from pilot.cohort.models import Pilot
from pilot.mentoring.agreements import labels, queries
from pilot.mentoring.agreements.enums import Review
from pilot.mentoring.agreements.models import MentoringAgreement
from pilot.web import locale


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def terms(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a version says as pairs of a name and its text, in the language in force."""
    hours = content["notice_hours"]
    return [
        (_("What the practice is for"), content["aims"]),
        (_("Expected results"), content["results"]),
        (_("Time plan"), content["time_plan"]),
        (
            _("Planned sessions"),
            _(
                "in person: %(in_person)s, by video or phone: %(remote)s",
                in_person=content["in_person"],
                remote=content["remote"],
            ),
        ),
        (_("How often"), content["frequency"]),
        (_("Between sessions"), content["channel"]),
        (
            _("Notice for cancelling"),
            str(ngettext("at least %(num)d hour before", "at least %(num)d hours before", hours)),
        ),
        (_("Confidentiality"), content["confidentiality"]),
        (_("What the coordinator sees"), str(labels.COORDINATOR_SEES[content["wording"]])),
    ]


def paper(pilot: Pilot, agreement: MentoringAgreement) -> dict[str, Any]:
    """Return the values of a version's PDF."""
    pair, content = agreement.pair, queries.content_of(agreement)
    title = _("Mentoring agreement: %(name)s", name=pair.participation.user.name)
    frame = papers.frame_of(pilot, title)
    return {
        **frame,
        "facts": [
            (_("Pilot"), papers.title_of(pilot)),
            (_("Project"), papers.project_of(pilot.project_no, pilot.activity_no)),
            papers.funding(pilot.funder_set),
            (_("Participant"), pair.participation.user.name),
            (_("Mentor"), pair.mentor.name),
            (_("Version"), str(agreement.number)),
        ],
        "terms": [*terms(content), (_("Reviews"), _reviews(content))],
        "state": _accepted(agreement),
        "signatures": [
            _("Participant: signature, name in full, date"),
            _("Mentor: signature, name in full, date"),
        ],
        "hash": _("Text kept under the SHA-256 %(hash)s", hash=agreement.sha256),
    }


def _reviews(content: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{labels.REVIEWS[review]}: {locale.day(dt.date.fromisoformat(content['reviews'][review]))}"
        for review in Review
    )


def _accepted(agreement: MentoringAgreement) -> list[str]:
    people = (
        (agreement.pair.participation.user.name, agreement.participant_accepted_at),
        (agreement.pair.mentor.name, agreement.mentor_accepted_at),
    )
    return [
        _("Accepted: %(name)s, %(moment)s", name=name, moment=locale.moment(accepted_at))
        if accepted_at
        else _("Not accepted yet: %(name)s", name=name)
        for name, accepted_at in people
    ]
