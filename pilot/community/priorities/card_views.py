"""The card of a priority: five questions, and the sheet to print."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as communities
from pilot.community.priorities import actions, forms, labels, queries
from pilot.community.priorities.models import RoundItem
from pilot.web.submissions import saved

bp = Blueprint("priority_cards", __name__)


def item_at(item_id: uuid.UUID, permission: Permission) -> RoundItem:
    """Fetch a priority in scope and let the menu know its pilot."""
    found = queries.get_item(item_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.round.community.pilot_id
    return found


@bp.get("/priorities/<uuid:item_id>/card")
@requires(Permission.NEED_READ)
def card(item_id: uuid.UUID) -> ResponseReturnValue:
    found = item_at(item_id, Permission.NEED_READ)
    community = found.round.community
    return render_template(
        "priority_cards/card.html",
        item=found,
        community=community,
        missing=queries.missing_in(found.card),
        may_write=communities.may(viewer(), Permission.NEED_WRITE, community),
        labels=labels,
    )


@bp.route("/priorities/<uuid:item_id>/card/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def write(item_id: uuid.UUID) -> ResponseReturnValue:
    found = item_at(item_id, Permission.NEED_WRITE)
    form = forms.CardForm(obj=found.card)
    if form.validate_on_submit():
        actions.write_card(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(url_for(".card", item_id=found.id), _("Card saved"))
    return render_template("priority_cards/write.html", form=form, item=found)
