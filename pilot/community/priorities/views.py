"""Rounds of priorities: arranging, opening, closing and copying them, choosing, and asking the community."""

import uuid
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import labels as community_labels
from pilot.community import queries as communities
from pilot.community.models import Community
from pilot.community.priorities import actions, forms, labels, maps, pictures, queries
from pilot.community.priorities.enums import RoundState
from pilot.community.priorities.models import PriorityRound
from pilot.community.views import community_at, unchanged
from pilot.web.submissions import saved

bp = Blueprint("priorities", __name__)


def round_at(round_id: uuid.UUID, permission: Permission = Permission.NEED_WRITE) -> PriorityRound:
    """Fetch a round in scope and let the menu know its pilot."""
    found = queries.get_round(round_id, viewer=viewer(), permission=permission)
    g.pilot_id = found.community.pilot_id
    return found


def page_of(round_: PriorityRound) -> str:
    """Return the address of a round."""
    return url_for("priorities.show", round_id=round_.id)


def results_for_viewer(round_: PriorityRound) -> queries.Results:
    """Return a round's results as this viewer may read them; `?all=1` lets every sheet count."""
    everybody = request.args.get("all") == "1"
    return queries.results_of(
        round_, everybody=everybody, threshold=communities.threshold_for(viewer(), round_.community)
    )


@bp.get("/communities/<uuid:community_id>/priorities")
@requires(Permission.NEED_READ)
def priorities(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    rounds = queries.rounds_of(found)
    current = queries.current_round(rounds)
    results = results_for_viewer(current) if current else None
    return render_template(
        "priorities/priorities.html",
        community=found,
        rounds=rounds,
        current=current,
        chosen=queries.priorities_of(found),
        picture=pictures.scores(results) if results else None,
        matrix=maps.matrix(results) if results else None,
        results=results,
        validated=queries.is_validated(current, queries.validations_of(found)),
        may_write=communities.may(viewer(), Permission.NEED_WRITE, found),
        has_needs=bool(communities.needs_of(found)),
        states=RoundState,
        labels=labels,
    )


def _offered(form: forms.RoundForm, community: Community) -> None:
    """Offer the needs of a community; one with a single source says so beside its name (R15)."""
    needs = communities.needs_of(community)
    form.needs.offer([(need.id, need.title) for need in needs])
    form.single = {str(need.id) for need in needs if not queries.need_is_confirmed(need)}


@bp.route("/communities/<uuid:community_id>/priorities/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def begin(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.RoundForm()
    _offered(form, found)
    if form.validate_on_submit():
        round_ = actions.begin_round(found, form.entry(), actor=viewer(), now=clock.now())
        return saved(page_of(round_), _("Round begun. Look through the criteria before you open scoring"))
    return render_template("priorities/begin.html", form=form, community=found)


@bp.get("/priority-rounds/<uuid:round_id>")
@requires(Permission.NEED_READ)
def show(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id, Permission.NEED_READ)
    results = results_for_viewer(found)
    return render_template(
        "priorities/show.html",
        round=found,
        community=found.community,
        results=results,
        picture=pictures.scores(results) if found.closed_at else None,
        matrix=maps.matrix(results) if found.closed_at else None,
        chosen=queries.priorities_in(found, results),
        single=[item for item in found.items if not queries.is_confirmed(item)],
        may_write=communities.may(viewer(), Permission.NEED_WRITE, found.community),
        states=RoundState,
        labels=labels,
    )


@bp.route("/priority-rounds/<uuid:round_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    form = forms.EditRoundForm(obj=found, needs=[str(item.need_id) for item in found.items])
    _offered(form, found.community)
    if form.validate_on_submit():
        try:
            actions.change_round(
                found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Round changed"))
    return render_template("priorities/edit.html", form=form, round=found)


@bp.route("/priority-criteria/<uuid:criterion_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def criterion(criterion_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_criterion(criterion_id, viewer=viewer())
    g.pilot_id = found.round.community.pilot_id
    form = forms.CriterionForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change_criterion(
                found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found.round), _("Criterion changed"))
    return render_template("priorities/criterion.html", form=form, criterion=found, labels=labels)


@bp.post("/priority-rounds/<uuid:round_id>/open")
@requires(Permission.NEED_WRITE)
def open_scoring(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    try:
        actions.open_scoring(found, actor=viewer(), now=clock.now())
    except actions.RoundRefusedError as refusal:
        return unchanged(page_of(found), labels.PROBLEMS[refusal.problem])
    return saved(page_of(found), _("Scoring is open. Criteria, weights and needs stand still from now on"))


@bp.post("/priority-rounds/<uuid:round_id>/close")
@requires(Permission.NEED_WRITE)
def close(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    try:
        actions.close_round(found, actor=viewer(), now=clock.now())
    except actions.RoundRefusedError as refusal:
        return unchanged(page_of(found), labels.PROBLEMS[refusal.problem])
    return saved(page_of(found), _("Round closed"))


@bp.post("/priority-rounds/<uuid:round_id>/copy")
@requires(Permission.NEED_WRITE)
def copy(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    title = labels.copied_title(found.title, clock.today())
    copied = actions.copy_round(found, title=title, actor=viewer(), now=clock.now())
    return saved(page_of(copied), _("Copied. Criteria, weights and needs of the copy can be changed"))


@bp.route("/priority-rounds/<uuid:round_id>/choose", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def choose(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    form = forms.with_places(found.items)(obj=found)
    if form.validate_on_submit() and _chosen(found, form):
        return saved(url_for(".priorities", community_id=found.community_id), _("Priorities chosen"))
    return render_template(
        "priorities/choose.html",
        form=form,
        round=found,
        results=queries.results_of(found),
        single={item.id for item in found.items if not queries.is_confirmed(item)},
        labels=labels,
    )


def _chosen(round_: PriorityRound, form: forms.ChooseForm) -> bool:
    """Keep the chosen priorities, or put what is refused into the form."""
    try:
        actions.choose(
            round_,
            forms.choices_in(form, round_.items),
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
        )
    except actions.RoundRefusedError as refusal:
        form.refuse(refusal.problem)
    except actions.ChoiceRefusedError as refusal:
        items = {item.id: item for item in round_.items}
        for item_id, problem in refusal.problems:
            form.refuse_item(items[item_id], problem)
    else:
        return True
    return False


@bp.get("/communities/<uuid:community_id>/validation")
@requires(Permission.NEED_READ)
def validation(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    current, records = queries.current_round(queries.rounds_of(found)), queries.validations_of(found)
    threshold = communities.threshold_for(viewer(), found)
    return render_template(
        "priorities/validation.html",
        community=found,
        current=current,
        records=records,
        done=queries.is_validated(current, records),
        people=lambda number: community_labels.people_count(number, threshold=threshold),
        may_write=communities.may(viewer(), Permission.NEED_WRITE, found),
        groups=community_labels.PEOPLE_GROUPS,
        labels=labels,
    )


@bp.route("/priority-rounds/<uuid:round_id>/validate", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def validate(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    form = forms.ValidationForm()
    deed: dict[str, Any] = {"actor": viewer(), "now": clock.now(), "today": clock.today()}
    if form.validate_on_submit():
        try:
            actions.validate(found, form.entry(), **deed)
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".validation", community_id=found.community_id), _("Recorded"))
    return render_template("priorities/validate.html", form=form, round=found)


@bp.route("/validations/<uuid:validation_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_validation(validation_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_validation(validation_id, viewer=viewer())
    g.pilot_id = found.community.pilot_id
    form = forms.EditValidationForm(obj=found)
    deed: dict[str, Any] = {"actor": viewer(), "now": clock.now(), "today": clock.today()}
    if form.validate_on_submit():
        try:
            actions.change_validation(found, form.entry(), seen=form.version_seen(), **deed)
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".validation", community_id=found.community_id), _("Changed"))
    return render_template("priorities/edit_validation.html", form=form, validation=found)
