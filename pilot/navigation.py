"""The menu: at most seven words, below it the journeys of the training; only what this viewer may open."""

import uuid
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.web.locale import chosen_locale


@dataclass(frozen=True)
class Entry:
    """A word of the menu: the page it opens, who sees it, and which pages stand under it."""

    label: Any
    endpoint: str
    permission: Permission
    of_pilot: bool = True


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


ENTRIES = (
    Entry(_l("Today"), "overview.home", Permission.ACCOUNT_OWN, of_pilot=False),
    Entry(_l("Pilot"), "overview.pilot", Permission.REPORT_READ),
    Entry(_l("Recruiting"), "recruiting.board", Permission.APPLICATION_DECIDE),
    Entry(_l("Training"), "training.schedule", Permission.TRAINING_READ),
    Entry(_l("Mentoring"), "mentoring.matrix", Permission.SESSION_HOURS_READ),
    Entry(_l("Communities"), "community.communities", Permission.COMMUNITY_READ),
    Entry(_l("Municipalities"), "municipalities.register", Permission.MUNICIPALITY_READ, of_pilot=False),
)
TRAINING = (
    Entry(_l("Schedule"), "training.schedule", Permission.TRAINING_READ),
    Entry(_l("Attendance"), "attendance.matrix", Permission.ATTENDANCE_READ),
    Entry(_l("Independent work"), "assignments.overview", Permission.ASSIGNMENT_READ),
    Entry(_l("Materials"), "materials.materials", Permission.MATERIAL_READ),
    Entry(_l("Feedback"), "feedback.results", Permission.FEEDBACK_READ),
    Entry(_l("Self-assessment"), "competence.overview", Permission.COMPETENCE_READ),
    Entry(_l("Availability"), "availability.lecturers", Permission.TRAINING_MANAGE),
    Entry(_l("Notices"), "notices.notices", Permission.TRAINING_MANAGE),
    Entry(_l("Certificates"), "certificates.register", Permission.CERTIFICATE_READ),
)
STANDS_UNDER = MappingProxyType({"makeups": "attendance", "checkin": "attendance"})


def journeys_of_training(viewer: Viewer, *, code: str, pilot_id: uuid.UUID) -> list[Link]:
    """Return the pages of the training that a viewer may open; other journeys stand under the schedule."""
    here = (request.endpoint or "").partition(".")[0]
    here = STANDS_UNDER.get(here, here)
    entries = [entry for entry in TRAINING if viewer.may_in(pilot_id, entry.permission)]
    places = {entry.endpoint.partition(".")[0] for entry in entries}
    current = here if here in places else "training"
    return [
        Link(
            str(entry.label),
            url_for(entry.endpoint, code=code),
            current=entry.endpoint.partition(".")[0] == current,
        )
        for entry in entries
    ]


def menu(viewer: Viewer, *, code: str | None, pilot_id: uuid.UUID | None) -> list[Link]:
    """Return the viewer's menu for one pilot, or without one the words that need none."""
    area = _area_of(request.endpoint)
    links = []
    for entry in ENTRIES:
        if entry.of_pilot:
            if code is None or pilot_id is None or not viewer.may_in(pilot_id, entry.permission):
                continue
            url = url_for(entry.endpoint, code=code)
        elif viewer.may(entry.permission):
            url = url_for(entry.endpoint)
        else:
            continue
        current = request.endpoint == entry.endpoint or (
            area == _area_of(entry.endpoint) and area != "overview"
        )
        links.append(Link(str(entry.label), url, current))
    return links


def _area_of(endpoint: str | None) -> str:
    """Return the area whose journey a page belongs to: the package where its view stands."""
    view = current_app.view_functions.get(endpoint or "")
    return view.__module__.split(".")[1] if view is not None and view.__module__.startswith("pilot.") else ""


def context() -> dict[str, Any]:
    """Give every template the viewer, the menu and the language."""
    viewer: Viewer | None = g.get("viewer")
    found: dict[str, Any] = {
        "viewer": viewer,
        "locale": chosen_locale(),
        "menu": [],
        "this_pilot": None,
        "in_several_pilots": False,
        "journeys": [],
    }
    if viewer is not None and request.endpoint is not None:
        pilot = cohort.pilot_at_hand(
            viewer, code=(request.view_args or {}).get("code"), remembered=g.get("pilot_id")
        )
        found["this_pilot"] = pilot
        found["in_several_pilots"] = len({grant.pilot_id for grant in viewer.grants}) > 1
        if pilot is not None and _area_of(request.endpoint) == "training":
            found["journeys"] = journeys_of_training(viewer, code=pilot.code, pilot_id=pilot.id)
        found["menu"] = menu(viewer, code=pilot.code if pilot else None, pilot_id=pilot.id if pilot else None)
    return found


def init_app(app: Flask) -> None:
    app.context_processor(context)
