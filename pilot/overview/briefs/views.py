"""The page of a month for the head of a social service: by a mailed link, and signed in."""

import uuid
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext, refresh

from pilot import clock
from pilot.accounts import personal_links
from pilot.accounts.access import requires, viewer
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.cohort.models import Pilot
from pilot.cohort.queries import get_pilot
from pilot.cohort.rules import Month
from pilot.community import labels
from pilot.errors import NotVisibleError
from pilot.municipalities.models import Municipality
from pilot.overview import pilot_page
from pilot.overview.briefs import actions, queries, rules
from pilot.overview.briefs.models import MonthBrief
from pilot.training import labels as training_labels
from pilot.web.submissions import SEE_OTHER, saved

bp = Blueprint("briefs", __name__)
GONE = 410
FIRST = Month(2019, 1)


def behind_the_link(token: str) -> ResponseReturnValue:
    """Answer with the page of a mailed link; a dead one says what to do, a wrong one is not found."""
    link_id, secret_part = personal_links.parts_of(token)
    found = queries.behind(link_id) if link_id else None
    if found is None:
        abort(404)
    brief, pilot, person = found
    secret = current_app.config["SETTINGS"].secret_key
    if not personal_links.fits(secret_part, actions.link_of(brief), person, secret=secret):
        abort(404)
    if not _works(brief, pilot, person):
        return _dead()
    if "locale" not in session:
        g.user_locale = person.locale.value
        refresh()
    municipality = next(
        (row for row in queries.municipalities_in(pilot) if row.id == brief.municipality_id), None
    )
    if municipality is None:
        return _dead()
    page = _page(pilot, municipality, Month.parse(brief.month))
    return render_template("briefs/behind_the_link.html", **page, sent=brief)


def _works(brief: MonthBrief, pilot: Pilot, person: User) -> bool:
    is_head = queries.Head(person.id, brief.municipality_id) in queries.heads_of(pilot)
    return brief.is_open(clock.now()) and is_head and person.state is UserState.ACTIVE


def _dead() -> ResponseReturnValue:
    return render_template("briefs/dead_link.html"), GONE


def _page(pilot: Pilot, municipality: Municipality, month: Month) -> dict[str, Any]:
    return {
        "pilot": pilot,
        "title": pilot_page.title_of(pilot),
        "brief": queries.page_of(pilot, municipality, month, today=clock.today()),
        "academic": training_labels.academic,
        "labels": labels,
    }


@bp.get("/pilots/<code:code>/brief")
@requires(Permission.COMMUNITY_PUBLISH)
def brief(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_PUBLISH)
    seen = _seen(pilot)
    chosen = next((row for row in seen if str(row.id) == request.args.get("municipality")), None)
    if chosen is None and "municipality" in request.args:
        raise NotVisibleError
    chosen = chosen or (seen[0] if seen else None)
    if chosen is None:
        return render_template("briefs/brief.html", pilot=pilot, brief=None)
    month = _month_asked()
    return render_template(
        "briefs/brief.html",
        **_page(pilot, chosen, month),
        municipalities=seen,
        month_before=rules.month_before(month.first_day),
        own=[row for row in actions.own_links(pilot, viewer().user_id) if row.is_open(clock.now())],
        may_send=viewer().may_in(pilot.id, Permission.PILOT_UPDATE),
    )


def _seen(pilot: Pilot) -> list[Municipality]:
    """Return the municipalities whose page a viewer may read: the own one, or all."""
    scopes = viewer().scopes_in(pilot.id, Permission.COMMUNITY_PUBLISH)
    sees_all = any(scope.reach is Reach.PILOT for scope in scopes)
    own = {scope.municipality_id for scope in scopes}
    return [row for row in queries.municipalities_in(pilot) if sees_all or row.id in own]


def _month_asked() -> Month:
    """Return the month of the address, else the last one that is over; one to come has no page."""
    try:
        asked = Month.parse(request.args["month"])
    except (KeyError, ValueError):
        return rules.month_before(clock.today())
    return min(max(asked, FIRST), Month.of(clock.today()))


@bp.post("/pilots/<code:code>/brief/end")
@requires(Permission.COMMUNITY_PUBLISH)
def end_own(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_PUBLISH)
    own = actions.own_links(pilot, viewer().user_id)
    actions.end_links(pilot, own, actor=viewer(), now=clock.now())
    return saved(url_for(".brief", code=code), _("The links in your mails no longer work"))


@bp.get("/pilots/<code:code>/briefs")
@requires(Permission.PILOT_UPDATE)
def briefs(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    return render_template(
        "briefs/briefs.html",
        pilot=pilot,
        rows=queries.sent_rows(pilot),
        heads=len(queries.heads_of(pilot)),
        month=rules.month_before(clock.today()),
        month_of=Month.parse,
        now=clock.now(),
    )


@bp.post("/pilots/<code:code>/briefs/send")
@requires(Permission.PILOT_UPDATE)
def send(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    month = rules.month_before(clock.today())
    sent = actions.send(pilot, month, actor=viewer(), now=clock.now())
    if not sent:
        flash(_("Nobody manages a social service in this pilot yet. Invite a head first."), "warning")
        return redirect(url_for(".briefs", code=code), SEE_OTHER)
    words = ngettext("Sent to %(num)d head", "Sent to %(num)d heads", sent)
    return saved(url_for(".briefs", code=code), words)


@bp.post("/pilots/<code:code>/briefs/end")
@requires(Permission.PILOT_UPDATE)
def end(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    named = [row for row in queries.briefs_of(pilot) if row.id == _id(request.form.get("brief", ""))]
    if not actions.end_links(pilot, named, actor=viewer(), now=clock.now()):
        flash(_("This link has ended already."), "warning")
        return redirect(url_for(".briefs", code=code), SEE_OTHER)
    return saved(url_for(".briefs", code=code), _("The link no longer works"))


def _id(text: str) -> uuid.UUID:
    """Return an id from the form; what is none names nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
