"""The mirror: the own quarters for a participant alone, and those of the pilot without names."""

from typing import TypeVar

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.community import labels
from pilot.community.diary.labels import WORK_MODES
from pilot.community.mirror import labels as words
from pilot.community.mirror import pictures, queries
from pilot.community.mirror.rules import Mirror, Quarter
from pilot.community.queries import own_participation

bp = Blueprint("mirror", __name__)
Shown = TypeVar("Shown", Mirror, Mirror | None)


def chosen(mirrors: dict[Quarter, Shown]) -> Quarter:
    """Return the quarter that is asked for, else the one of today, else the last that there is."""
    asked, today = request.args.get("quarter", ""), Quarter.of(clock.today())
    by_name = {str(quarter): quarter for quarter in mirrors}
    return by_name.get(asked) or (today if today in mirrors else max(mirrors, default=today))


@bp.get("/pilots/<code:code>/diary/mirror")
@requires(Permission.ACTIVITY_WRITE)
def mine(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    mirrors = queries.mirrors_of(own_participation(pilot, viewer=viewer()))
    quarter = chosen(mirrors)
    return render_template(
        "mirror/mine.html",
        pilot=pilot,
        quarter=quarter,
        mirrors=mirrors,
        mirror=mirrors.get(quarter, Mirror()),
        drawing=pictures.trend(mirrors),
        swatch=pictures.swatch,
        modes=WORK_MODES,
        labels=labels,
        words=words,
    )


@bp.get("/pilots/<code:code>/mirror")
@requires(Permission.ACTIVITY_READ)
def pilot(code: str) -> ResponseReturnValue:
    found = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_READ)
    mirrors = queries.mirrors_in(found, until=clock.today())
    quarter = chosen(mirrors)
    return render_template(
        "mirror/pilot.html",
        pilot=found,
        quarter=quarter,
        mirrors=mirrors,
        mirror=mirrors.get(quarter),
        drawing=pictures.trend(mirrors),
        swatch=pictures.swatch,
        modes=WORK_MODES,
        labels=labels,
        words=words,
    )
