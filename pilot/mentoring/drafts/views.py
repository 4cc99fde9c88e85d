"""Keeping a form in the background while it is typed, and throwing it away."""

import uuid

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.mentoring import session_queries
from pilot.mentoring.drafts import actions, queries
from pilot.web.submissions import saved

bp = Blueprint("drafts", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.post("/drafts")
@requires(Permission.SESSION_CREATE)
def keep_new(code: str) -> ResponseReturnValue:
    """Keep the form of a new session; a script sends it and needs no page."""
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    actions.keep(pilot, pilot.id, request.form.items(multi=True), actor=viewer(), now=clock.now())
    return saved(url_for("sessions.log", code=code))


@bp.post("/sessions/<uuid:session_id>/draft")
@requires(Permission.SESSION_UPDATE)
def keep(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    found = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    actions.keep(pilot, found.id, request.form.items(multi=True), actor=viewer(), now=clock.now())
    return saved(url_for("sessions.session", code=code, session_id=session_id))


@bp.post("/drafts/<uuid:draft_id>/delete")
@requires(Permission.SESSION_CREATE)
def delete(code: str, draft_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    actions.delete_draft(queries.get_draft(draft_id, pilot=pilot, viewer=viewer()))
    return saved(url_for("sessions.mine", code=code), _("The unfinished record is deleted"))
