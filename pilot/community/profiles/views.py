"""Pages of the community profile: reading it whole, writing a block, figures, ages and places."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as community_queries
from pilot.community.models import Community
from pilot.community.profiles import actions, forms, labels, pictures, queries, rules
from pilot.community.profiles.enums import AgeGroup, Block
from pilot.community.profiles.models import AgeCount
from pilot.community.views import community_at
from pilot.errors import NotVisibleError
from pilot.web.submissions import saved

bp = Blueprint("profiles", __name__)


@bp.get("/communities/<uuid:community_id>/profile")
@requires(Permission.COMMUNITY_READ)
def profile(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    blocks = queries.blocks_of(found)
    is_insider = community_queries.is_insider(viewer(), found)
    threshold = community_queries.threshold_for(viewer(), found)
    points, ages = queries.points_of(found) if is_insider else [], queries.ages_of(found)
    return render_template(
        "profiles/profile.html",
        community=found,
        blocks=blocks,
        missing=rules.missing_blocks(blocks),
        indicators=queries.indicators_of(found, threshold=threshold),
        ages=labels.ages(
            {group: row.people for group, row in ages.items()},
            threshold=threshold,
        ),
        ages_from=next(iter(ages.values()), None),
        points=points,
        picture=pictures.map_of(points) if points else "",
        may_write=community_queries.may(viewer(), Permission.COMMUNITY_WRITE, found),
        words=labels,
    )


def _block(name: str) -> Block:
    if name not in set(Block):
        raise NotVisibleError
    return Block(name)


@bp.route("/communities/<uuid:community_id>/profile/<string:block>", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def write_block(community_id: uuid.UUID, block: str) -> ResponseReturnValue:
    found, which = community_at(community_id, Permission.COMMUNITY_WRITE), _block(block)
    form = forms.BlockForm(obj=queries.blocks_of(found).get(which))
    if form.validate_on_submit():
        try:
            actions.write_block(
                found,
                which,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ProfileRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, which), _("Saved"))
    return render_template("profiles/write_block.html", form=form, community=found, block=which, words=labels)


def page_of(community: Community, block: Block | None = None) -> str:
    """Return the address of the profile, at a block."""
    return url_for("profiles.profile", community_id=community.id, _anchor=block)


@bp.route("/communities/<uuid:community_id>/profile/<string:block>/figures/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def add_indicator(community_id: uuid.UUID, block: str) -> ResponseReturnValue:
    found, which = community_at(community_id, Permission.COMMUNITY_WRITE), _block(block)
    form = forms.AddIndicatorForm()
    if form.validate_on_submit():
        try:
            actions.add_indicator(
                found, which, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.ProfileRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, which), _("Figure added"))
    return render_template(
        "profiles/add_indicator.html", form=form, community=found, block=which, words=labels
    )


@bp.route("/indicators/<uuid:indicator_id>/edit", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def edit_indicator(indicator_id: uuid.UUID) -> ResponseReturnValue:
    row = queries.get_indicator(indicator_id, viewer=viewer())
    g.pilot_id = row.community.pilot_id
    form = forms.EditIndicatorForm(obj=row)
    if form.validate_on_submit():
        try:
            actions.change_indicator(
                row,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.ProfileRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(row.community, row.block), _("Figure changed"))
    return render_template("profiles/edit_indicator.html", form=form, indicator=row, community=row.community)


@bp.post("/indicators/<uuid:indicator_id>/remove")
@requires(Permission.COMMUNITY_WRITE)
def remove_indicator(indicator_id: uuid.UUID) -> ResponseReturnValue:
    row = queries.get_indicator(indicator_id, viewer=viewer())
    g.pilot_id = row.community.pilot_id
    page = page_of(row.community, row.block)
    actions.remove_indicator(row, actor=viewer(), now=clock.now())
    return saved(page, _("Figure removed"))


def values_of(known: Mapping[AgeGroup, AgeCount]) -> dict[str, int]:
    """Return what stands in the form of ages before anything is typed."""
    values = {group.value: row.people for group, row in known.items()}
    return {**values, "total": sum(values.values())} if values else {}


@bp.route("/communities/<uuid:community_id>/ages", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def residents_by_age(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    known = queries.ages_of(found)
    first = known.get(AgeGroup.UNDER_7)
    form = forms.AgesForm(obj=first, data=values_of(known))
    if form.validate_on_submit():
        try:
            actions.write_ages(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.PartsDifferError as refusal:
            form.refuse_parts(refusal.left_over)
        except actions.ProfileRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found, Block.RESIDENTS), _("Residents by age saved"))
    return render_template("profiles/residents_by_age.html", form=form, community=found)


@bp.route("/communities/<uuid:community_id>/places/new", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_WRITE)
def add_point(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_WRITE)
    form = forms.PointForm(name=request.args.get("name", ""), resource_id=request.args.get("resource", ""))
    form.offer([(each.id, each.name) for each in community_queries.resources_of(found)])
    if form.validate_on_submit():
        try:
            actions.add_point(found, form.entry(), actor=viewer(), now=clock.now())
        except actions.ProfileRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".profile", community_id=found.id, _anchor="map"), _("Place added"))
    return render_template("profiles/add_point.html", form=form, community=found)


@bp.post("/places/<uuid:place_id>/remove")
@requires(Permission.COMMUNITY_WRITE)
def remove_point(place_id: uuid.UUID) -> ResponseReturnValue:
    row = queries.get_point(place_id, viewer=viewer())
    g.pilot_id = row.community.pilot_id
    page = url_for(".profile", community_id=row.community_id, _anchor="map")
    actions.remove_point(row, actor=viewer(), now=clock.now())
    return saved(page, _("Place removed"))
