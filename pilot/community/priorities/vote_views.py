"""The vote with dots: opened and closed by the participant, given by phone without an account."""

import secrets
import uuid

import segno
from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts import public_pages, throttle
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.priorities import actions, forms, labels, queries, rules, vote_actions
from pilot.community.priorities.models import PriorityRound
from pilot.community.priorities.rules import Problem
from pilot.community.priorities.views import page_of, round_at
from pilot.community.views import unchanged
from pilot.web import links
from pilot.web.submissions import SEE_OTHER, saved

KIND = "vote"
VOTED = "voted"
REMEMBERED = 20

bp = Blueprint("voting", __name__)


def _secret() -> str:
    return str(current_app.config["SETTINGS"].secret_key)


@bp.post("/priority-rounds/<uuid:round_id>/vote/open")
@requires(Permission.NEED_WRITE)
def open_vote(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    try:
        vote_actions.open_vote(found, secret=_secret(), actor=viewer(), now=clock.now())
    except actions.RoundRefusedError as refusal:
        return unchanged(page_of(found), labels.PROBLEMS[refusal.problem])
    return saved(
        url_for(".poster", round_id=found.id), _("The vote is open. Print the sheet or show the code")
    )


@bp.post("/priority-rounds/<uuid:round_id>/vote/close")
@requires(Permission.NEED_WRITE)
def close_vote(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    try:
        vote_actions.close_vote(found, actor=viewer(), now=clock.now())
    except actions.RoundRefusedError as refusal:
        return unchanged(page_of(found), labels.PROBLEMS[refusal.problem])
    return saved(page_of(found), _("The vote is closed"))


@bp.get("/priority-rounds/<uuid:round_id>/vote")
@requires(Permission.NEED_WRITE)
def poster(round_id: uuid.UUID) -> ResponseReturnValue:
    found = round_at(round_id)
    token = vote_actions.token_of(found, secret=_secret())
    address = links.address_of("public.page", kind=KIND, token=token) if found.vote_is_open else ""
    return render_template(
        "voting/poster.html",
        round=found,
        address=address,
        picture=segno.make(address, error="m", micro=False).svg_data_uri(scale=8) if address else "",
        labels=labels,
    )


def page(token: str) -> ResponseReturnValue:
    """Answer with the ballot behind an address, without knowing who asks."""
    found = queries.round_of_token(vote_actions.hash_of(token, secret=_secret()))
    if found is None:
        abort(404)
    if not found.vote_is_open:
        return render_template("voting/_closed.html", round=found), 410
    here = public_pages.address(KIND, token)
    if request.method == "GET" and _has_voted(found) and request.args.get("next") != "1":
        return render_template("voting/_thanks.html", round=found, here=here)
    form = forms.with_dots(found.items, allowed=found.dots)()
    if form.validate_on_submit():
        try:
            problem = _count(found, form)
        except actions.RoundRefusedError:
            return redirect(here, SEE_OTHER)
        if problem is None:
            _remember(found)
            return saved(here)
        form.refuse(problem, allowed=found.dots)
    return render_template("voting/_ballot.html", round=found, form=form)


def _count(round_: PriorityRound, form: forms.BallotForm) -> Problem | None:
    """Count a ballot, or return why not; a flood from one address does not pass.

    :raises RoundRefusedError: the vote was closed in the meantime.
    """
    if problem := rules.ballot_problem(form.dots().values(), allowed=round_.dots):
        return problem
    whose = f"vote:{round_.id}:{request.remote_addr}"
    source = throttle.source_of(account=whose, address=whose, secret=_secret())
    if throttle.reserve(source, now=clock.now(), limits=vote_actions.BALLOTS) is None:
        return Problem.TOO_MANY_TRIES
    vote_actions.cast(round_, form.dots(), key=form.idem.data or secrets.token_hex(), secret=_secret())
    return None


def _has_voted(round_: PriorityRound) -> bool:
    return round_.id.hex in session.get(VOTED, [])


def _remember(round_: PriorityRound) -> None:
    """Let this browser know that it has voted; nothing of it is kept on the server."""
    session[VOTED] = [*(each for each in session.get(VOTED, []) if each != round_.id.hex), round_.id.hex][
        -REMEMBERED:
    ]
