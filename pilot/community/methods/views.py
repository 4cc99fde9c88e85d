"""The library of methods, their uses in a community and whom they reached."""

import uuid

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort.queries import get_pilot
from pilot.community.labels import PEOPLE_GROUPS
from pilot.community.methods import actions, forms, labels, pages, queries
from pilot.community.methods.enums import Method
from pilot.community.methods.library import CARDS, chosen
from pilot.community.methods.models import MethodUse, PlannedMethod
from pilot.community.queries import is_insider, may, threshold_for
from pilot.community.views import community_at, unchanged
from pilot.files import queries as files
from pilot.files import serving
from pilot.web.submissions import saved

bp = Blueprint("methods", __name__)
NOT_FOUND = 404


def use_at(use_id: uuid.UUID, permission: Permission) -> MethodUse:
    """Fetch a use in scope and let the menu know its pilot."""
    use = queries.get_use(use_id, viewer=viewer(), permission=permission)
    g.pilot_id = use.community.pilot_id
    return use


def method_named(name: str) -> Method:
    """Return a method by its name in an address."""
    known = {str(method): method for method in Method}
    if name not in known:
        abort(NOT_FOUND)
    return known[name]


@bp.get("/pilots/<code:code>/methods")
@requires(Permission.COMMUNITY_READ)
def library(code: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_READ)
    form = forms.LibraryForm(request.args)
    return render_template(
        "methods/library.html",
        pilot=pilot,
        form=form,
        groups=chosen(form.purpose.data, form.level("cost"), form.level("digital")),
        words=labels,
    )


@bp.get("/pilots/<code:code>/methods/<string:method_name>")
@requires(Permission.COMMUNITY_READ)
def card(code: str, method_name: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_READ)
    method = method_named(method_name)
    return render_template("methods/card.html", pilot=pilot, method=method, card=CARDS[method], words=labels)


@bp.get("/pilots/<code:code>/methods/<string:method_name>/sheet")
@requires(Permission.COMMUNITY_READ)
def sheet(code: str, method_name: str) -> ResponseReturnValue:
    pilot = get_pilot(code, viewer=viewer(), permission=Permission.COMMUNITY_READ)
    method = method_named(method_name)
    return render_template(
        "methods/sheet.html",
        pilot=pilot,
        method=method,
        card=CARDS[method],
        groups=PEOPLE_GROUPS,
        words=labels,
    )


@bp.get("/communities/<uuid:community_id>/methods")
@requires(Permission.NEED_READ)
def uses(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    threshold = threshold_for(viewer(), found)
    return render_template(
        "methods/uses.html",
        community=found,
        lines=[(use, pages.parts_of(use, threshold=threshold)) for use in queries.uses_of(found)],
        unheard=queries.reach_of(found).unheard,
        may_write=may(viewer(), Permission.NEED_WRITE, found),
        groups=PEOPLE_GROUPS,
        words=labels,
    )


@bp.get("/communities/<uuid:community_id>/reach")
@requires(Permission.NEED_READ)
def reach(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    return render_template(
        "methods/reach.html",
        community=found,
        table=pages.reach_table(queries.reach_of(found), threshold=threshold_for(viewer(), found)),
        may_write=may(viewer(), Permission.NEED_WRITE, found),
        groups=PEOPLE_GROUPS,
        words=labels,
    )


@bp.route("/communities/<uuid:community_id>/methods/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def record(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    planned = queries.open_planned(found)
    form = forms.RecordUseForm(**_first_values(planned))
    form.offer(pages.planned_choices(planned))
    if form.validate_on_submit():
        try:
            use = actions.record_use(
                found,
                form.entry(),
                planned=_chosen(planned, form),
                finishes=form.finish.data,
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MethodRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".use", use_id=use.id), _saved_words(use))
    return render_template("methods/record.html", form=form, community=found)


def _first_values(planned: list[PlannedMethod]) -> dict[str, object]:
    """Return what stands in the form of a new use, where it is opened from a step of the plan."""
    asked = request.args.get("planned", "")
    first: dict[str, object] = {"held_on": clock.today()}
    for each in planned:
        if str(each.id) == asked:
            first |= {
                "planned": asked,
                "method": each.method,
                "groups": each.groups,
                "led_by": each.led_by,
            }
    return first


def _chosen(planned: list[PlannedMethod], form: forms.UseForm) -> PlannedMethod | None:
    return next((each for each in planned if str(each.id) == form.planned.data), None)


def _saved_words(use: MethodUse) -> str:
    return str(_("Saved and finished") if use.finished_at else _("Draft saved"))


@bp.get("/method-uses/<uuid:use_id>")
@requires(Permission.NEED_READ)
def use(use_id: uuid.UUID) -> ResponseReturnValue:
    found = use_at(use_id, Permission.NEED_READ)
    threshold = threshold_for(viewer(), found.community)
    return render_template(
        "methods/use.html",
        use=found,
        community=found.community,
        parts=pages.parts_of(found, threshold=threshold),
        reached=queries.groups_of(found),
        shows_counts=threshold == 0,
        files=found.files if is_insider(viewer(), found.community) else (),
        may_write=may(viewer(), Permission.NEED_WRITE, found.community),
        card=CARDS[found.method],
        groups=PEOPLE_GROUPS,
        words=labels,
    )


@bp.route("/method-uses/<uuid:use_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit(use_id: uuid.UUID) -> ResponseReturnValue:
    found = use_at(use_id, Permission.NEED_WRITE)
    planned = queries.open_planned(found.community, beside=found.planned_id)
    form = forms.EditUseForm(obj=found, **_kept_values(found))
    form.offer(pages.planned_choices(planned))
    if form.validate_on_submit():
        try:
            actions.change_use(
                found,
                form.entry(),
                planned=_chosen(planned, form),
                finishes=form.finish.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.MethodRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".use", use_id=found.id), _saved_words(found))
    return render_template("methods/edit.html", form=form, use=found, community=found.community)


def _kept_values(use: MethodUse) -> dict[str, object]:
    reached = queries.groups_of(use)
    counts = {f"{forms.COUNTED}{group}": people for group, people in reached.items()}
    return {"planned": str(use.planned_id or ""), "groups": list(reached), **counts}


@bp.post("/method-uses/<uuid:use_id>/reopen")
@requires(Permission.NEED_WRITE)
def reopen(use_id: uuid.UUID) -> ResponseReturnValue:
    found = use_at(use_id, Permission.NEED_WRITE)
    seen = forms.ReopenForm(obj=found).version_seen()
    url = url_for(".use", use_id=found.id)
    try:
        actions.reopen_use(found, seen=seen, actor=viewer(), now=clock.now())
    except actions.MethodRefusedError as refused:
        return unchanged(url, labels.words_of(refused.refusal))
    return saved(url, _("Open again"))


@bp.route("/method-uses/<uuid:use_id>/files/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_file(use_id: uuid.UUID) -> ResponseReturnValue:
    found = use_at(use_id, Permission.NEED_WRITE)
    form = forms.FileForm()
    if form.validate_on_submit():
        try:
            actions.add_file(found, form.upload.data, actor=viewer(), now=clock.now())
        except actions.MethodRefusedError as refused:
            form.refuse_field("upload", labels.words_of(refused.refusal))
        else:
            return saved(url_for(".use", use_id=found.id), _("File added"))
    return render_template("methods/add_file.html", form=form, use=found, words=labels)


@bp.get("/method-files/<uuid:method_file_id>")
@requires(Permission.NEED_READ)
def file(method_file_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_file(method_file_id, viewer=viewer(), permission=Permission.NEED_READ)
    return serving.attachment(files.opened(found.file_id))


@bp.post("/method-files/<uuid:method_file_id>/remove")
@requires(Permission.NEED_WRITE)
def remove_file(method_file_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_file(method_file_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    url = url_for(".use", use_id=found.use_id)
    actions.remove_file(found, actor=viewer(), now=clock.now())
    return saved(url, _("File removed"))
