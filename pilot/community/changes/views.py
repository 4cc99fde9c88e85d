"""Changes of a community: the curve and the list, recording one, and asking later whether it lasts."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.changes import actions, forms, labels, pictures, queries, rules
from pilot.community.changes.models import ChangeRecord
from pilot.community.labels import DIARY_KINDS
from pilot.community.models import Community, DiaryEntry
from pilot.community.queries import may
from pilot.community.views import community_at, unchanged
from pilot.web.locale import day
from pilot.web.submissions import saved

bp = Blueprint("changes", __name__)
SHOWN = 40


def change_at(change_id: uuid.UUID) -> ChangeRecord:
    """Fetch a change that the viewer may write, and let the menu know its pilot."""
    found = queries.get_change(change_id, viewer=viewer(), permission=Permission.COMMUNITY_WRITE)
    g.pilot_id = found.community.pilot_id
    return found


def offer(form: forms.ChangeForm, community: Community, kept: DiaryEntry | None = None) -> None:
    """Set which entries of the own diary may prove a change; what proves it already stays, whosever it is."""
    entries = queries.entries_to_choose(community, viewer=viewer())
    choices = [
        (entry.id, f"{day(entry.done_on)} {DIARY_KINDS[entry.kind]}: {entry.text[:SHOWN]}")
        for entry in entries
    ]
    if kept is not None and kept not in entries:
        choices.append((kept.id, _("Diary entry of %(day)s", day=day(kept.done_on))))
    form.offer(choices)


@bp.get("/communities/<uuid:community_id>/changes")
@requires(Permission.COMMUNITY_READ)
def changes(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    rows = queries.changes_of(found)
    points = rules.curve(row.happened_on for row in rows)
    return render_template(
        "changes/changes.html",
        community=found,
        rows=rows,
        readable=queries.readable_entries(rows, viewer=viewer()),
        due={row.id: queries.due_of(row, today=clock.today()) for row in rows},
        points=points,
        drawing=pictures.steps(points, until=clock.today()),
        may_write=may(viewer(), Permission.COMMUNITY_WRITE, found),
        words=labels,
    )


@bp.route("/communities/<uuid:community_id>/changes/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def record(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.RecordChangeForm(happened_on=clock.today())
    offer(form, found)
    if form.validate_on_submit():
        try:
            actions.record(found, form.change(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.ChangeRefusedError as refused:
            form.refuse(refused.problem)
        else:
            return saved(url_for(".changes", community_id=found.id), _("Change recorded"))
    return render_template("changes/record.html", form=form, community=found)


@bp.route("/changes/<uuid:change_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit(change_id: uuid.UUID) -> ResponseReturnValue:
    found = change_at(change_id)
    form = forms.EditChangeForm(obj=found)
    offer(form, found.community, found.entry)
    if form.validate_on_submit():
        try:
            actions.edit(
                found,
                form.change(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ChangeRefusedError as refused:
            form.refuse(refused.problem)
        else:
            return saved(url_for(".changes", community_id=found.community_id), _("Change edited"))
    return render_template("changes/edit.html", form=form, change=found, community=found.community)


@bp.route("/changes/<uuid:change_id>/check", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def check(change_id: uuid.UUID) -> ResponseReturnValue:
    found = change_at(change_id)
    form = forms.CheckForm(obj=found)
    back = url_for(".changes", community_id=found.community_id)
    if form.validate_on_submit():
        try:
            actions.answer(
                found,
                form.sustained.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ChangeRefusedError as refused:
            return unchanged(back, labels.PROBLEMS[refused.problem])
        return saved(back, _("Saved"))
    due = queries.due_of(found, today=clock.today())
    return render_template(
        "changes/check.html", form=form, change=found, community=found.community, due=due, words=labels
    )


@bp.route("/changes/<uuid:change_id>/delete", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def delete(change_id: uuid.UUID) -> ResponseReturnValue:
    found = change_at(change_id)
    form = forms.DeleteChangeForm()
    if form.validate_on_submit():
        location = url_for(".changes", community_id=found.community_id)
        actions.delete(found, actor=viewer(), now=clock.now())
        return saved(location, _("Change deleted"))
    return render_template("changes/delete.html", form=form, change=found, community=found.community)
