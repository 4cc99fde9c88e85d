"""Mentoring agreements: written and accepted in the pair, on paper, and how they stand for others."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import canonical
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.papers import in_language_asked
from pilot.documents import pdf
from pilot.documents.responses import as_download
from pilot.mentoring.agreements import actions, labels, papers, queries
from pilot.mentoring.agreements.enums import Review
from pilot.mentoring.agreements.forms import AcceptForm, AgreementForm, first_values
from pilot.mentoring.agreements.models import MentoringAgreement
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("agreements", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("/agreements")
@requires(Permission.PAIR_MANAGE)
def agreements(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    return render_template(
        "agreements/agreements.html",
        pilot=pilot,
        found=queries.standings_in(pilot, viewer=viewer(), number=page_number()),
        sees=labels.COORDINATOR_SEES,
        words=labels,
        today=clock.today(),
    )


@bp.get("/pairs/<uuid:pair_id>/agreement")
@requires(Permission.SESSION_CONTENT_READ)
def agreement(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    pair = queries.get_pair(pair_id, pilot=pilot, viewer=viewer())
    versions = queries.versions_of(pair)
    latest = versions[0] if versions else None
    held = queries.reviews_of([pair.id])
    return render_template(
        "agreements/agreement.html",
        pilot=pilot,
        pair=pair,
        latest=latest,
        in_force=queries.in_force(versions),
        older=versions[1:],
        terms=papers.terms(queries.content_of(latest)) if latest else [],
        may_accept=latest is not None and pair.ends_on is None and not _has_accepted(pair, latest),
        held={review: day for (_pair_id, review), day in held.items()},
        words=labels,
        today=clock.today(),
    )


def _has_accepted(pair: MentoringPair, version: MentoringAgreement) -> bool:
    is_mentor = viewer().user_id == pair.mentor_id
    return (version.mentor_accepted_at if is_mentor else version.participant_accepted_at) is not None


@bp.route("/pairs/<uuid:pair_id>/agreement/write", methods=["GET", "POST"])
@requires(Permission.SESSION_CONTENT_READ)
def write(code: str, pair_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    pair = queries.get_pair(pair_id, pilot=pilot, viewer=viewer(), live=True)
    latest = next(iter(queries.versions_of(pair)), None)
    values = queries.content_of(latest) if latest else first_values(queries.proposed_reviews(pilot, pair))
    form = AgreementForm(obj=latest, data=values)
    if form.validate_on_submit():
        try:
            row = actions.write(pilot, pair, form.entry(), seen=form.seen(), actor=viewer(), now=clock.now())
        except actions.AgreementRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_url(code, pair_id), _("Agreement saved: version %(number)d", number=row.number))
    return render_template(
        "agreements/write.html",
        pilot=pilot,
        pair=pair,
        form=form,
        is_new_version=latest is not None and latest.state != "draft",
        sees=labels.COORDINATOR_SEES,
        cancel_url=_url(code, pair_id),
    )


@bp.post("/agreements/<uuid:agreement_id>/accept")
@requires(Permission.SESSION_CONTENT_READ)
def accept(code: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.get_version(agreement_id, pilot=pilot, viewer=viewer())
    pair = queries.get_pair(found.pair_id, pilot=pilot, viewer=viewer(), live=True)
    seen = AcceptForm(obj=found).version_seen()
    try:
        actions.accept(pilot, pair, found, seen=seen, actor=viewer(), now=clock.now())
    except actions.AgreementRefusedError as refusal:
        return _refused(_url(code, pair.id), refusal)
    return saved(_url(code, pair.id), str(labels.STATES[found.state]))


@bp.get("/agreements/<uuid:agreement_id>")
@requires(Permission.SESSION_CONTENT_READ)
def version(code: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.get_version(agreement_id, pilot=pilot, viewer=viewer())
    return render_template(
        "agreements/version.html",
        pilot=pilot,
        pair=found.pair,
        version=found,
        terms=papers.terms(queries.content_of(found)),
        is_intact=canonical.is_intact(found.content, found.sha256),
        words=labels,
    )


@bp.get("/agreements/<uuid:agreement_id>/paper")
@requires(Permission.SESSION_CONTENT_READ)
def paper(code: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    found = queries.get_version(agreement_id, pilot=pilot, viewer=viewer())
    with in_language_asked():
        data = papers.paper(pilot, found)
        made_on = found.written_at.astimezone(clock.RIGA).date()
        return as_download(pdf.render("mentoring_agreement", data, made_on=made_on), name=data["title"])


@bp.post("/pairs/<uuid:pair_id>/agreement/reviews/<any(start,middle,end):review>")
@requires(Permission.SESSION_CONTENT_READ)
def record_review(code: str, pair_id: uuid.UUID, review: str) -> ResponseReturnValue:
    pilot, which = _pilot(code), Review(review)
    pair = queries.get_pair(pair_id, pilot=pilot, viewer=viewer(), live=True)
    try:
        actions.record_review(pilot, pair, which, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.AgreementRefusedError as refusal:
        return _refused(_url(code, pair_id), refusal)
    return saved(_url(code, pair_id), str(labels.REVIEWED[which]))


def _refused(url: str, refusal: actions.AgreementRefusedError) -> ResponseReturnValue:
    flash(str(labels.PROBLEMS[refusal.problem]), "error")
    return redirect(url, 303)


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONTENT_READ)


def _url(code: str, pair_id: uuid.UUID) -> str:
    return url_for(".agreement", code=code, pair_id=pair_id)
