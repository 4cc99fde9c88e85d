"""Needs of a community: the register, one need with its sources, recording, merging and deleting."""

import uuid

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import labels as words
from pilot.community import queries as community_queries
from pilot.community.findings import actions, forms, labels, pages, queries
from pilot.community.findings.rules import Wanted
from pilot.community.models import Need, Resource
from pilot.community.views import community_at
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("needs", __name__)


def page_of(subject: Need | Resource) -> str:
    """Return the address of a need or a resource."""
    if isinstance(subject, Need):
        return url_for("needs.need", need_id=subject.id)
    return url_for("needs.resource", resource_id=subject.id)


def need_at(need_id: uuid.UUID, permission: Permission = Permission.NEED_WRITE) -> Need:
    """Fetch a need in scope and let the menu know its pilot."""
    found = community_queries.get_need(need_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.community.pilot_id
    return found


def resource_at(resource_id: uuid.UUID, permission: Permission = Permission.NEED_WRITE) -> Resource:
    """Fetch a resource in scope and let the menu know its pilot."""
    found = community_queries.get_resource(resource_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.community.pilot_id
    return found


@bp.get("/communities/<uuid:community_id>/findings")
@requires(Permission.NEED_READ)
def findings(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    form = forms.NeedFilterForm(request.args)
    wanted = form.wanted()
    return render_template(
        "needs/findings.html",
        community=found,
        form=form,
        is_filtered=wanted != Wanted(),
        sums=queries.sums_of(found),
        page_of_needs=queries.needs_in(found, wanted, number=page_number()),
        reader=pages.reader_of(found, viewer()),
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found),
        affected=pages.affected,
        words=words,
    )


@bp.get("/needs/<uuid:need_id>")
@requires(Permission.NEED_READ)
def need(need_id: uuid.UUID) -> ResponseReturnValue:
    found = need_at(need_id, Permission.NEED_READ)
    return render_template(
        "needs/need.html",
        need=found,
        community=found.community,
        confirmed=queries.sure(found),
        kept=need_at(found.merged_into_id, Permission.NEED_READ) if found.merged_into_id else None,
        merged=queries.merged_into(found),
        matches=queries.matches_of(found),
        reader=pages.reader_of(found.community, viewer()),
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found.community),
        affected=pages.affected(found),
        words=words,
        labels=labels,
    )


@bp.route("/communities/<uuid:community_id>/needs/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def record_need(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.RecordNeedForm(source_told_on=clock.today())
    form.source_method_use.offer(pages.uses_at_hand(found))
    if form.validate_on_submit():
        try:
            recorded = actions.record_need(
                found,
                form.entry(),
                source=form.source(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(recorded), _("Recorded"))
    return render_template("needs/record_need.html", form=form, community=found)


@bp.route("/needs/<uuid:need_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_need(need_id: uuid.UUID) -> ResponseReturnValue:
    found = need_at(need_id)
    form = forms.EditNeedForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change_need(
                found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Changed"))
    return render_template("needs/edit_need.html", form=form, need=found, community=found.community)


@bp.route("/needs/<uuid:need_id>/sources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_source(need_id: uuid.UUID) -> ResponseReturnValue:
    return source_added(need_at(need_id))


def source_added(subject: Need | Resource) -> ResponseReturnValue:
    """Answer the form of one more source."""
    form = forms.AddSourceForm(source_told_on=clock.today())
    form.source_method_use.offer(pages.uses_at_hand(subject.community))
    if form.validate_on_submit():
        try:
            actions.add_source(subject, form.source(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(subject), _("Source added"))
    return render_template(
        "needs/add_source.html",
        form=form,
        community=subject.community,
        title=subject.title if isinstance(subject, Need) else subject.name,
        cancel_url=page_of(subject),
    )


@bp.route("/needs/<uuid:need_id>/merge", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def merge(need_id: uuid.UUID) -> ResponseReturnValue:
    found = need_at(need_id)
    form = forms.MergeForm(obj=found)
    form.into.offer([(each.id, each.title) for each in queries.merge_candidates(found)])
    if form.validate_on_submit():
        into = need_at(uuid.UUID(form.into.data))
        try:
            actions.merge_needs(found, into, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(into), _("Merged"))
    return render_template("needs/merge.html", form=form, need=found, community=found.community)


@bp.route("/needs/<uuid:need_id>/split", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def split(need_id: uuid.UUID) -> ResponseReturnValue:
    found = need_at(need_id)
    form = forms.ButtonForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.split_need(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Taken out"))
    return render_template("needs/split.html", form=form, need=found, community=found.community)


@bp.route("/needs/<uuid:need_id>/delete", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def delete_need(need_id: uuid.UUID) -> ResponseReturnValue:
    found = need_at(need_id)
    home = url_for("needs.findings", community_id=found.community_id)
    return deleted(found, "needs/delete_need.html", home=home)


def deleted(subject: Need | Resource, template: str, *, home: str) -> ResponseReturnValue:
    """Answer the form that deletes a draft."""
    form = forms.ButtonForm(obj=subject)
    if form.validate_on_submit():
        try:
            actions.delete_finding(subject, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(home, _("Deleted"))
    return render_template(
        template, form=form, subject=subject, community=subject.community, cancel_url=page_of(subject)
    )
