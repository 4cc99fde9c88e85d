"""Each role's home, a pilot's page, and the accessibility statement."""

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from pilot import clock
from pilot.accounts.access import open_to_all, requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import labels, queries, rules
from pilot.cohort.enums import PilotState
from pilot.cohort.models import Pilot
from pilot.mentoring import log_pages, undo_queries
from pilot.overview import home as homes
from pilot.overview import pilot_page
from pilot.training import labels as training_labels
from pilot.training.certificates import labels as certificate_labels
from pilot.training.certificates import queries as certificates
from pilot.training.models import TrainingDay
from pilot.web import pictures
from pilot.web.paging import Page, page_number

bp = Blueprint("overview", __name__)
STATEMENT_WRITTEN_ON = dt.date(2026, 11, 24)
WITH_ROWS = (Role.COORDINATOR, Role.MANAGER, Role.MENTOR, Role.PARTICIPANT)


@bp.get("/")
@requires(Permission.ACCOUNT_OWN)
def home() -> ResponseReturnValue:
    seen, today = viewer(), clock.today()
    is_all = "all" in request.args
    now = clock.now()
    found = homes.home_of(seen, now=now, everything=is_all, number=page_number() if is_all else 1)
    running = [pilot for pilot in found.pilots if pilot.state is not PilotState.CLOSING]
    return render_template(
        "overview/home.html",
        home=found,
        is_all=is_all,
        today=today,
        cards=[_card(pilot, today=today) for pilot in running],
        training=training_labels,
        documents=[
            (document, certificate_labels.KINDS[document.kind], pilot_page.title_of(document.pilot))
            for document in certificates.own_documents(seen)
        ],
        may_create=seen.may(Permission.PILOT_CREATE),
        diaries=[pilot for pilot in running if seen.may_in(pilot.id, Permission.ACTIVITY_WRITE)],
        done=_done(seen, now=now),
    )


def _done(seen: Viewer, *, now: dt.datetime) -> list[log_pages.Done]:
    """Say what a mentor stored in the last seconds; nobody else stores sessions."""
    may_log = seen.may(Permission.SESSION_UPDATE)
    return log_pages.done(undo_queries.undoable(viewer=seen, now=now)) if may_log else []


@dataclass(frozen=True)
class Card:
    """A pilot on a home: its course for who sees all of it, the rows of people, the days taught."""

    pilot: Pilot
    title: str
    glance: pilot_page.Glance | None
    drawing: Markup | None
    rows: Page[pilot_page.PersonRow] | None
    taught: list[TrainingDay]


def _card(pilot: Pilot, *, today: dt.date) -> Card:
    seen = viewer()
    glance = pilot_page.glance_of(pilot, viewer=seen, today=today)
    has_rows = any(seen.is_in(pilot.id, role) for role in WITH_ROWS)
    return Card(
        pilot,
        pilot_page.title_of(pilot),
        glance,
        pictures.timeline(glance.course.picture) if glance else None,
        pilot_page.people_rows(pilot, viewer=seen, today=today) if has_rows else None,
        pilot_page.days_taught(pilot, viewer=seen),
    )


@bp.get("/pilots/<code:code>")
@requires(Permission.REPORT_READ)
def pilot(code: str) -> ResponseReturnValue:
    seen = viewer()
    found = queries.get_pilot(code, viewer=seen, permission=Permission.REPORT_READ)
    page = pilot_page.page_of(found, viewer=seen, today=clock.today(), number=page_number())
    return render_template(
        "overview/pilot.html",
        pilot=found,
        title=pilot_page.title_of(found),
        page_data=page,
        training=training_labels,
        as_of=pilot_page.as_of_words(page.as_of),
        signed=pilot_page.signed,
        drawing=pictures.timeline(page.course.picture),
        may_update=seen.may_in(found.id, Permission.PILOT_UPDATE),
        may_list=seen.may_in(found.id, Permission.ACCOUNT_LIST),
        next_states=[
            (state, labels.PILOT_STATES[state]) for state in PilotState if rules.may_enter(found.state, state)
        ],
    )


@bp.get("/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    return render_template("overview/accessibility.html", written_on=STATEMENT_WRITTEN_ON)
