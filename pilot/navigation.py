"""The menu: at most seven words, below it the journeys of the area; only what this viewer may open."""

import uuid
from collections.abc import Sequence
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
MENTORING = (
    Entry(_l("Hours by month"), "mentoring.matrix", Permission.SESSION_HOURS_READ),
    Entry(_l("My participants"), "sessions.mine", Permission.SESSION_CREATE),
    Entry(_l("My sessions"), "sessions.my_sessions", Permission.SESSION_CONFIRM),
    Entry(_l("Booking"), "bookings.offers", Permission.SESSION_CREATE),
    Entry(_l("Booking"), "bookings.times", Permission.SESSION_CONFIRM),
    Entry(_l("Working time"), "ledger.ledger", Permission.LEDGER_READ),
    Entry(_l("Pairs"), "pairs.pairs", Permission.PAIR_READ),
    Entry(_l("Closing months"), "closing.months", Permission.MONTH_CLOSE),
    Entry(_l("Remarks on the methodology"), "remarks.overview", Permission.REMARK_READ),
)
COMMUNITY = (
    Entry(_l("Communities"), "community.communities", Permission.COMMUNITY_READ),
    Entry(_l("My diary"), "diary.mine", Permission.ACTIVITY_WRITE),
    Entry(_l("Shared entries"), "diary.shared", Permission.ACTIVITY_READ),
    Entry(_l("Cooperation groups"), "groups.groups", Permission.GROUP_READ),
    Entry(_l("Methods"), "methods.library", Permission.COMMUNITY_READ),
    Entry(_l("Final evaluation"), "evaluations.evaluations", Permission.EVALUATION_READ),
    Entry(_l("Stages of practice"), "practice.practice", Permission.ACTIVITY_READ),
    Entry(_l("Page of the month"), "briefs.brief", Permission.COMMUNITY_PUBLISH),
)
JOURNEYS = MappingProxyType(
    {
        "training": (_l("Training"), TRAINING),
        "mentoring": (_l("Mentoring"), MENTORING),
        "community": (_l("Community work"), COMMUNITY),
    }
)
STANDS_UNDER = MappingProxyType(
    {
        "makeups.": "attendance.matrix",
        "checkin.": "attendance.matrix",
        "sessions.": "sessions.mine",
        "series.": "sessions.mine",
        "grid.": "sessions.mine",
        "matching.": "pairs.pairs",
        "cover.": "pairs.pairs",
        "fit.": "pairs.pairs",
        "corrections.": "closing.months",
        "remark_points.": "remarks.overview",
        "methodology.": "remarks.overview",
        "steps.": "sessions.mine sessions.my_sessions",
        "goals.": "sessions.mine sessions.my_sessions",
        "handover.": "sessions.mine sessions.my_sessions",
        "agreements.": "pairs.pairs",
        "timesheets.": "ledger.ledger",
        "statements.": "ledger.ledger",
        "needs.": "community.communities",
        "matches.": "community.communities",
        "swot.": "community.communities",
        "profiles.": "community.communities",
        "priorities.": "community.communities",
        "scoring.": "community.communities",
        "voting.": "community.communities",
        "priority_cards.": "community.communities",
        "network.": "community.communities",
        "papers.": "community.communities",
        "chain.": "community.communities",
        "changes.": "community.communities",
        "photos.": "diary.mine",
        "mirror.": "diary.mine diary.shared",
        "reflections.": "diary.mine diary.shared",
        "meetings.": "groups.groups",
    }
)

AREAS = MappingProxyType({"briefs": "community", "ledger": "mentoring", "statements": "mentoring"})
"""Pages that look across the areas and stand in the row of one of them."""


def journeys(viewer: Viewer, area: str, *, code: str, pilot_id: uuid.UUID) -> list[Link]:
    """Return the pages of an area that a viewer may open; other pages stand under the first."""
    entries = [entry for entry in JOURNEYS[area][1] if viewer.may_in(pilot_id, entry.permission)]
    current = _journey_of(request.endpoint or "", [entry.endpoint for entry in entries])
    return [
        Link(str(entry.label), url_for(entry.endpoint, code=code), current=entry.endpoint == current)
        for entry in entries
    ]


def _journey_of(here: str, places: Sequence[str]) -> str:
    """Return the page of the row a page belongs to: itself, a place it stands under, or its blueprint's."""
    room = here.partition(".")[0] + "."
    for place in (here, *STANDS_UNDER.get(room, "").split()):
        if place in places:
            return place
    return next((place for place in places if place.startswith(room)), places[0] if places else "")


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
    """Return the area whose journey a page belongs to: the package where its view stands, or the one said."""
    room = (endpoint or "").partition(".")[0]
    if room in AREAS:
        return AREAS[room]
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
        area = _area_of(request.endpoint)
        if pilot is not None and area in JOURNEYS:
            found["journeys"] = journeys(viewer, area, code=pilot.code, pilot_id=pilot.id)
            found["area"] = JOURNEYS[area][0]
        found["menu"] = menu(viewer, code=pilot.code if pilot else None, pilot_id=pilot.id if pilot else None)
    return found


def init_app(app: Flask) -> None:
    app.context_processor(context)
