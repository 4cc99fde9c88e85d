"""Surveys of a community: making, opening, closing, their papers, results and contacts."""

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as community_queries
from pilot.community.surveys import actions, forms, labels, papers, queries, rules
from pilot.community.surveys.actions import SurveyRefusedError
from pilot.community.surveys.enums import Language, Standing, SurveyState
from pilot.community.surveys.models import Survey
from pilot.community.surveys.public_views import link_of
from pilot.community.surveys.questionnaire import BLOCKS, FILTERS
from pilot.community.surveys.results import Narrowed
from pilot.community.surveys.words import WORDS, option_word
from pilot.community.views import community_at, unchanged
from pilot.documents import pdf
from pilot.documents.codes import qr_code
from pilot.documents.responses import as_download
from pilot.web.locale import language
from pilot.web.pictures import bar
from pilot.web.submissions import saved

bp = Blueprint("surveys", __name__)


def survey_at(survey_id: uuid.UUID, permission: Permission) -> Survey:
    """Fetch a survey in scope and let the menu know its pilot."""
    survey = queries.get_survey(survey_id, viewer=viewer(), permission=permission)
    g.pilot_id = survey.community.pilot_id
    return survey


def standing_of(survey: Survey) -> Standing:
    """Judge what may be done with a survey today."""
    return rules.standing(survey.state, survey.opens_on, survey.closes_on, today=clock.today())


def secret() -> str:
    """Return the key that links and hashes are made with."""
    found: str = current_app.config["SETTINGS"].secret_key
    return found


@bp.get("/communities/<uuid:community_id>/surveys")
@requires(Permission.NEED_READ)
def surveys(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.NEED_READ)
    threshold = community_queries.threshold_for(viewer(), community)
    return render_template(
        "surveys/surveys.html",
        community=community,
        lines=[(line, standing_of(line.survey)) for line in queries.surveys_of(community)],
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, community),
        threshold=threshold,
        words=labels,
    )


@bp.route("/communities/<uuid:community_id>/surveys/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def make(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.NEED_WRITE)
    form = forms.SurveyForm(opens_on=clock.today(), languages=list(Language), places=community.place)
    if form.validate_on_submit():
        try:
            survey = actions.make_survey(
                community, form.entry(), secret=secret(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except SurveyRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".survey", survey_id=survey.id), _("Survey made. Look at it, then open it"))
    return render_template("surveys/make.html", form=form, community=community)


@bp.get("/surveys/<uuid:survey_id>")
@requires(Permission.NEED_READ)
def survey(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_READ)
    link = link_of(found, external=True) if found.state is SurveyState.OPEN else ""
    return render_template(
        "surveys/survey.html",
        survey=found,
        community=found.community,
        standing=standing_of(found),
        counts=queries.counts_of(found),
        link=link,
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found.community),
        threshold=community_queries.threshold_for(viewer(), found.community),
        states=Standing,
        words=labels,
    )


@bp.route("/surveys/<uuid:survey_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def change(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    form: Any = (
        forms.ChangeDraftForm(obj=found)
        if found.state is SurveyState.DRAFT
        else forms.ChangeOpenForm(obj=found)
    )
    url = url_for(".survey", survey_id=found.id)
    if form.validate_on_submit():
        try:
            actions.change_survey(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except SurveyRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url, _("Survey changed"))
    return render_template("surveys/change.html", form=form, survey=found, community=found.community)


@bp.post("/surveys/<uuid:survey_id>/open")
@requires(Permission.NEED_WRITE)
def open_survey(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    url, seen = url_for(".survey", survey_id=found.id), forms.ButtonForm(obj=found).version_seen()
    try:
        actions.open_survey(found, seen=seen, actor=viewer(), now=clock.now(), today=clock.today())
    except SurveyRefusedError as refused:
        return unchanged(url, labels.REFUSALS[refused.refusal])
    return saved(url, _("Survey opened. Give residents the link, the poster or the paper"))


@bp.route("/surveys/<uuid:survey_id>/close", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def close(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    form, url = forms.ButtonForm(obj=found), url_for(".survey", survey_id=found.id)
    if form.validate_on_submit():
        try:
            actions.close_survey(found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except SurveyRefusedError as refused:
            return unchanged(url, labels.REFUSALS[refused.refusal])
        return saved(url_for(".results", survey_id=found.id), _("Survey closed. These are its results"))
    return render_template(
        "surveys/close.html",
        form=form,
        survey=found,
        community=found.community,
        standing=standing_of(found),
        counts=queries.counts_of(found),
        cancel_url=url,
    )


@bp.post("/surveys/<uuid:survey_id>/renew-link")
@requires(Permission.NEED_WRITE)
def renew_link(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    url, seen = url_for(".survey", survey_id=found.id), forms.ButtonForm(obj=found).version_seen()
    try:
        actions.renew_link(found, seen=seen, secret=secret(), actor=viewer(), now=clock.now())
    except SurveyRefusedError as refused:
        return unchanged(url, labels.REFUSALS[refused.refusal])
    return saved(url, _("This is the new link. The one before no longer works: print the poster anew"))


@bp.get("/surveys/<uuid:survey_id>/code.svg")
@requires(Permission.NEED_READ)
def code(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_READ)
    return Response(qr_code(link_of(found, external=True)), mimetype="image/svg+xml")


@bp.get("/surveys/<uuid:survey_id>/paper")
@requires(Permission.NEED_READ)
def paper(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_READ)
    asked = rules.language_of(request.args.get("language", ""), found.languages)
    content = pdf.render("survey_form", papers.form(found, asked), made_on=clock.today())
    return as_download(content, name=f"aptauja {found.title} {asked}")


@bp.get("/surveys/<uuid:survey_id>/poster")
@requires(Permission.NEED_READ)
def poster(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_READ)
    asked = rules.language_of(request.args.get("language", ""), found.languages)
    link = link_of(found, external=True, language=asked)
    content = pdf.render("survey_poster", papers.poster(found, asked, link=link), made_on=clock.today())
    return as_download(content, name=f"plakats {found.title} {asked}")


@bp.get("/surveys/<uuid:survey_id>/results")
@requires(Permission.NEED_READ)
def results(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_READ)
    shown = queries.results_of(found, viewer=viewer(), narrowed=_narrowed())
    here = Language(language())
    return render_template(
        "surveys/results.html",
        survey=found,
        community=found.community,
        standing=standing_of(found),
        results=shown,
        narrowed=shown.narrowed,
        blocks=BLOCKS,
        said=WORDS[here],
        here=here,
        option_word=option_word,
        bar=bar,
        threshold=found.community.lead.pilot.small_cell_threshold,
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found.community),
    )


def _narrowed() -> Narrowed | None:
    """Return by what the address narrows the results: one question and one of its answers."""
    given = [(name, request.args[name]) for name in FILTERS if request.args.get(name)]
    return Narrowed(*given[0]) if given else None


@bp.get("/surveys/<uuid:survey_id>/contacts")
@requires(Permission.NEED_WRITE)
def contacts(survey_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    return render_template(
        "surveys/contacts.html",
        survey=found,
        community=found.community,
        contacts=queries.contacts_of(found),
    )


@bp.post("/surveys/<uuid:survey_id>/contacts/<uuid:involved_id>/delete")
@requires(Permission.NEED_WRITE)
def delete_contact(survey_id: uuid.UUID, involved_id: uuid.UUID) -> ResponseReturnValue:
    found = survey_at(survey_id, Permission.NEED_WRITE)
    contact = queries.get_contact(found, involved_id)
    actions.delete_contact(found, contact, actor=viewer(), now=clock.now())
    return saved(url_for(".contacts", survey_id=found.id), _("Contact deleted"))
