"""The chain of a community: what leads from a need to a change, where it is broken, taking a bond away."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.chain import actions, forms, labels, pages, queries
from pilot.community.chain.rules import Bond
from pilot.community.models import Community
from pilot.community.queries import may
from pilot.community.views import community_at
from pilot.errors import NotVisibleError
from pilot.web.paging import page_number, part_of
from pilot.web.submissions import saved

bp = Blueprint("chain", __name__)


@bp.get("/communities/<uuid:community_id>/chain")
@requires(Permission.COMMUNITY_READ)
def chain(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    view = pages.view_of(queries.chain_of(found, viewer=viewer()))
    return render_template(
        "chain/chain.html",
        community=found,
        view=view,
        listed=part_of(view.threads, number=page_number()),
        may_write=may(viewer(), Permission.COMMUNITY_WRITE, found),
        words=labels,
    )


@bp.route(
    "/communities/<uuid:community_id>/chain/<string:bond>/<uuid:left_id>/<uuid:right_id>/unlink",
    methods=["GET", "POST"],
)
@requires(Permission.COMMUNITY_WRITE)
def unlink(
    community_id: uuid.UUID, bond: str, left_id: uuid.UUID, right_id: uuid.UUID
) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    line = _line_at(queries.chain_of(found, viewer=viewer()), bond, left_id, right_id)
    form = forms.UnlinkForm()
    if form.validate_on_submit():
        actions.unlink(found, line.bond, left_id, right_id, actor=viewer(), now=clock.now())
        return saved(_home(found, line), _("Link taken away"))
    return render_template(
        "chain/unlink.html", form=form, community=found, line=line, home=_home(found, line), words=labels
    )


def _home(community: Community, line: pages.Line) -> str:
    """Return where a bond is looked after: matches have a page of their own."""
    if line.bond is Bond.MATCH:
        return url_for("matches.matches", community_id=community.id, _anchor=f"n-{line.left.id}")
    return url_for(".chain", community_id=community.id)


def _line_at(found: queries.Found, name: str, left_id: uuid.UUID, right_id: uuid.UUID) -> pages.Line:
    """Return a bond of the chain.

    :raises NotVisibleError: there is none of this kind between the two for this viewer.
    """
    for line in pages.lines_of(found):
        if (line.bond, line.left.id, line.right.id) == (name, left_id, right_id):
            return line
    raise NotVisibleError
