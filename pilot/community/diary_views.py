"""The work diary: writing it, and reading what others have shared."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.models import Participation
from pilot.cohort.queries import get_pilot
from pilot.cohort.rules import Month
from pilot.community import labels
from pilot.community.diary import actions, forms, queries, rules
from pilot.community.queries import own_participation
from pilot.web.paging import page_number, page_of
from pilot.web.submissions import saved

bp = Blueprint("diary", __name__)


def page_with(participation: Participation, month: Month) -> str:
    """Return the address of the month of the own diary."""
    return url_for(".mine", code=participation.pilot.code, month=str(month))


@bp.get("/pilots/<code:code>/diary")
@bp.get("/pilots/<code:code>/diary/<month:month>")
@requires(Permission.ACTIVITY_WRITE)
def mine(code: str, month: str | None = None) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    this_month = Month.of(clock.today())
    shown = Month.parse(month) if month else this_month
    entries = queries.entries_of(participation, month=shown)
    return render_template(
        "community/mine.html",
        pilot=pilot,
        month=shown,
        months={this_month: 0, shown: 0, **queries.months_of(participation)},
        entries=entries,
        totals=rules.totals(queries.facts_of(entries)),
        labels=labels,
    )


@bp.route("/pilots/<code:code>/diary/new", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def write(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_WRITE)
    participation = own_participation(pilot, viewer=viewer())
    form = forms.WriteEntryForm(done_on=clock.today())
    form.community_id.offer([(row.id, row.name) for row in queries.communities_for(participation)])
    if form.validate_on_submit():
        try:
            entry = actions.write(
                participation, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.EntryRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_with(participation, Month.of(entry.done_on)), _("Entry written"))
    return render_template("community/write.html", form=form, pilot=pilot)


@bp.route("/diary/<uuid:entry_id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_WRITE)
def edit_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = queries.get_own_entry(entry_id, viewer=viewer())
    g.pilot_id = entry.participation.pilot_id
    form = forms.EditEntryForm(obj=entry)
    form.community_id.offer([(row.id, row.name) for row in queries.communities_for(entry.participation)])
    if form.validate_on_submit():
        try:
            actions.change(
                entry,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.EntryRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_with(entry.participation, Month.of(entry.done_on)), _("Entry changed"))
    return render_template("community/edit_entry.html", form=form, entry=entry)


@bp.route("/diary/<uuid:entry_id>/delete", methods=["POST"])
@requires(Permission.ACTIVITY_WRITE)
def delete_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    entry = queries.get_own_entry(entry_id, viewer=viewer())
    location = page_with(entry.participation, Month.of(entry.done_on))
    actions.delete(entry, actor=viewer(), now=clock.now())
    return saved(location, _("Entry deleted"))


@bp.get("/pilots/<code:code>/diary/shared")
@requires(Permission.ACTIVITY_READ)
def shared(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.ACTIVITY_READ)
    singly = queries.reads_single_entries(viewer(), pilot)
    return render_template(
        "community/shared.html",
        pilot=pilot,
        page_of_entries=page_of(queries.shared_in(pilot, viewer=viewer()), number=page_number())
        if singly
        else None,
        totals=None if singly else queries.totals_in(pilot, until=clock.today()),
        labels=labels,
    )
