"""Entering the sheets of scorers, by keyboard from paper, and the paper form itself."""

import uuid

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.priorities import actions, forms, labels, queries
from pilot.community.priorities.enums import RoundState, ScorerKind
from pilot.community.priorities.models import Criterion, PriorityRound
from pilot.community.priorities.views import page_of, round_at
from pilot.web.submissions import saved

bp = Blueprint("scoring", __name__)


def asked(round_: PriorityRound) -> list[Criterion]:
    """Return the criteria that count."""
    return [criterion for criterion in round_.criteria if criterion.weight]


@bp.route("/priority-rounds/<uuid:round_id>/sheets/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def enter(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    criteria = asked(found)
    form = forms.with_scores(forms.SheetForm, found.items, criteria)()
    if request.method == "GET" and request.args.get("kind") in set(ScorerKind):
        form.kind.data = ScorerKind(request.args["kind"])
    if form.validate_on_submit():
        scores = forms.scores_in(form, found.items, criteria)
        try:
            sheet = actions.enter_sheet(found, form.kind.data, scores, actor=viewer(), now=clock.now())
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            said = _("Kept: %(sheet)s. Write this number on the paper", sheet=labels.sheet_name(sheet))
            return saved(url_for(".enter", round_id=found.id, kind=sheet.kind.value), said)
    return render_template(
        "scoring/enter.html",
        form=form,
        round=found,
        criteria=criteria,
        name_of=forms.score_name,
        states=RoundState,
        labels=labels,
    )


@bp.route("/priority-sheets/<uuid:sheet_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def change(sheet_id: uuid.UUID) -> ResponseReturnValue:
    sheet = queries.get_sheet(sheet_id, viewer=viewer())
    found = round_at(sheet.round_id)
    criteria = asked(found)
    known = {(score.item_id, score.criterion_id): score.value for score in sheet.scores}
    form = forms.with_scores(forms.EditSheetForm, found.items, criteria, known)(obj=sheet)
    if form.validate_on_submit():
        scores = forms.scores_in(form, found.items, criteria)
        try:
            actions.change_sheet(
                found, sheet, scores, seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.RoundRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Sheet changed"))
    return render_template(
        "scoring/change.html",
        form=form,
        round=found,
        sheet=sheet,
        criteria=criteria,
        name_of=forms.score_name,
        labels=labels,
    )


@bp.get("/priority-rounds/<uuid:round_id>/paper")
@requires(Permission.NEED_READ)
def paper(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id, Permission.NEED_READ)
    return render_template("scoring/paper.html", round=found, criteria=asked(found), labels=labels)
