"""Needs and the resources that answer them: what is uncovered comes first."""

import uuid

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import labels as words
from pilot.community import queries as community_queries
from pilot.community.findings import actions, forms, pages, queries
from pilot.community.findings.models import Match
from pilot.community.findings.views import need_at
from pilot.community.models import Need
from pilot.community.views import community_at
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("matches", __name__)


@bp.get("/communities/<uuid:community_id>/matches")
@requires(Permission.NEED_READ)
def matches(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    helpers = queries.helpers_in(found)
    listed = queries.needs_by_cover(found, number=page_number())
    return render_template(
        "matches/matches.html",
        community=found,
        sums=queries.sums_of(found),
        listed=listed,
        suggested={
            line.need.id: pages.suggestions_for(line.need, helpers, taken=line.resources)
            for line in listed.items
            if not line.resources
        },
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found),
        words=words,
    )


@bp.route("/needs/<uuid:need_id>/matches/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def join(need_id: uuid.UUID) -> ResponseReturnValue:
    need = need_at(need_id)
    helpers = queries.helpers_in(need.community)
    form = forms.MatchForm(resource=request.args.get("resource", ""))
    form.resource.offer([(each.id, f"{each.name} · {words.RESOURCE_KINDS[each.kind]}") for each in helpers])
    if form.validate_on_submit():
        try:
            actions.match(
                need,
                uuid.UUID(form.resource.data),
                form.note.data or "",
                actor=viewer(),
                now=clock.now(),
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_home(need), _("Matched"))
    taken = [match.resource for match in queries.matches_of(need)]
    return render_template(
        "matches/join.html",
        form=form,
        need=need,
        community=need.community,
        suggested=pages.suggestions_for(need, helpers, taken=taken),
        cancel_url=_home(need),
    )


def _home(need: Need) -> str:
    return url_for("matches.matches", community_id=need.community_id, _anchor=f"n-{need.id}")


def _match_at(match_id: uuid.UUID) -> tuple[Match, Need]:
    match, need = queries.get_match(match_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    g.pilot_id = need.community.pilot_id
    return match, need


@bp.route("/matches/<uuid:match_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_match(match_id: uuid.UUID) -> ResponseReturnValue:
    match, need = _match_at(match_id)
    form = forms.EditMatchForm(obj=match)
    if form.validate_on_submit():
        actions.change_match(
            match,
            need,
            form.note.data or "",
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
        )
        return saved(_home(need), _("Changed"))
    return render_template(
        "matches/edit_match.html",
        form=form,
        match=match,
        need=need,
        community=need.community,
        cancel_url=_home(need),
    )
