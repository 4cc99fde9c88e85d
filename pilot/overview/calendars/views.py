"""Calendar files: the feeds behind secret addresses, the page that gives them out, one file a day."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import open_to_all, requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.errors import NotVisibleError
from pilot.overview.calendars import actions, events, ics, queries, rules
from pilot.overview.calendars.models import CalendarFeed
from pilot.overview.calendars.rules import Event
from pilot.training import queries as training
from pilot.web.links import address_of
from pilot.web.locale import language
from pilot.web.submissions import saved

FRESH = "calendar_address"
NOT_MODIFIED = 304

bp = Blueprint("calendars", __name__)


@dataclass(frozen=True)
class Line:
    """A calendar that a person may have an address of; without a code the own one."""

    name: str
    code: str
    feed: CalendarFeed | None


@bp.get("/calendar/<string:token>.ics")
@open_to_all
def feed(token: str) -> ResponseReturnValue:
    found, owner = queries.open_feed(token)
    with force_locale(found.user.locale.value):
        if found.pilot is None:
            return _file("Kopdarbs", events.own(owner))
        return _file(_title(found.pilot), events.in_pilot(owner, found.pilot))


@bp.get("/training-days/<uuid:day_id>/calendar.ics")
@requires(Permission.TRAINING_READ)
def day(day_id: uuid.UUID) -> ResponseReturnValue:
    found = training.get_day(day_id, viewer=viewer())
    answer = _file(_title(found.pilot), events.of_day(found))
    answer.headers.set("Content-Disposition", "attachment", filename=f"kopdarbs-{found.number}.ics")
    return answer


def _file(name: str, found: list[Event]) -> Response:
    """Answer with a calendar, or that the one the reader has is the newest."""
    kept = [event for event in found if rules.is_kept(event, now=clock.now())]
    tag = ics.tag_of(name, kept)
    if request.if_none_match.contains(tag):
        answer = Response(status=NOT_MODIFIED)
    else:
        answer = Response(ics.write(name, kept), mimetype="text/calendar")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _title(pilot: Pilot) -> str:
    return pilot.title_en if language() == "en" else pilot.title_lv


@bp.get("/calendar-feeds")
@requires(Permission.ACCOUNT_OWN)
def feeds() -> ResponseReturnValue:
    mine = queries.feeds_of(viewer())
    pilots = cohort.pilots_of(viewer(), Permission.CALENDAR_SUBSCRIBE)
    lines = [Line(_("Everything of mine"), "", mine.get(None))] if pilots else []
    lines += [Line(_title(pilot), pilot.code, mine.get(pilot.id)) for pilot in pilots]
    fresh = session.pop(FRESH, None)
    return render_template("calendars/feeds.html", lines=lines, fresh=fresh)


@bp.post("/calendar-feeds/make")
@requires(Permission.CALENDAR_SUBSCRIBE)
def make() -> ResponseReturnValue:
    pilot = _chosen(request.form.get("pilot", ""))
    token = actions.make_feed(pilot, actor=viewer(), now=clock.now())
    session[FRESH] = {
        "name": _title(pilot) if pilot else _("Everything of mine"),
        "address": address_of("calendars.feed", token=token),
    }
    return saved(url_for(".feeds"))


def _chosen(code: str) -> Pilot | None:
    """Return the pilot that the button named, None where it named the own calendar."""
    if not code:
        return None
    for pilot in cohort.pilots_of(viewer(), Permission.CALENDAR_SUBSCRIBE):
        if pilot.code == code:
            return pilot
    raise NotVisibleError


@bp.post("/calendar-feeds/<uuid:feed_id>/revoke")
@requires(Permission.ACCOUNT_OWN)
def revoke(feed_id: uuid.UUID) -> ResponseReturnValue:
    actions.revoke_feed(queries.get_feed(feed_id, viewer=viewer()), actor=viewer(), now=clock.now())
    return saved(url_for(".feeds"), _("The address does not work any more"))
