"""Typing filled-in papers one after the other, with the keyboard alone."""

import re
import uuid

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires
from pilot.accounts.roles import Permission
from pilot.community.surveys import actions, forms, queries, rules
from pilot.community.surveys.actions import SurveyRefusedError
from pilot.community.surveys.enums import Language
from pilot.community.surveys.forms import CorrectPaperForm, PaperForm
from pilot.community.surveys.models import Survey, SurveyAnswer
from pilot.community.surveys.questionnaire import options_of
from pilot.community.surveys.views import secret, standing_of, survey_at
from pilot.community.surveys.words import WORDS, option_word
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("survey_papers", __name__)
NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@bp.route("/surveys/<uuid:survey_id>/papers", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def enter(survey_id: uuid.UUID) -> ResponseReturnValue:
    survey = survey_at(survey_id, Permission.NEED_WRITE)
    form = forms.PaperForm(number=queries.last_paper(survey) + 1)
    answers = form.answers(survey.place_names)
    if answers is not None:
        number = form.number.data
        try:
            actions.enter_paper(survey, number, answers, secret=secret(), today=clock.today())
        except SurveyRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            return saved(url_for(".enter", survey_id=survey.id, last=number))
    return _shown("enter", survey, form)


@bp.route("/surveys/<uuid:survey_id>/papers/<uuid:paper_id>", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def correct(survey_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    survey = survey_at(survey_id, Permission.NEED_WRITE)
    paper = queries.get_paper(survey, paper_id)
    form = forms.CorrectPaperForm(obj=paper)
    answers = form.answers(survey.place_names)
    if answers is not None:
        try:
            seen = form.version_seen()
            actions.correct_paper(survey, paper, answers, seen=seen, today=clock.today())
        except SurveyRefusedError as refused:
            form.refuse(refused.refusal)
        else:
            words = _("Sheet %(number)s corrected", number=paper.paper_number)
            return saved(url_for(".enter", survey_id=survey.id), words)
    return _shown("correct", survey, form, paper=paper)


def _shown(
    template: str, survey: Survey, form: PaperForm | CorrectPaperForm, *, paper: SurveyAnswer | None = None
) -> ResponseReturnValue:
    here = Language(language())
    return render_template(
        f"surveys/{template}.html",
        survey=survey,
        community=survey.community,
        form=form,
        paper=paper,
        last=_beside(survey, form),
        blocks=rules.paper_fields(places=survey.place_names),
        takes=standing_of(survey) in actions.TAKES_PAPERS,
        said=WORDS[here],
        here=here,
        option_word=option_word,
        options_of=options_of,
    )


def _beside(survey: Survey, form: PaperForm | CorrectPaperForm) -> SurveyAnswer | None:
    """Return the paper to correct from here: the one that was just saved, or whose number was typed again."""
    taken = form.number.data if isinstance(form, PaperForm) and form.number.errors else None
    last = request.args.get("last", "")
    number = taken or (int(last) if NUMBER.fullmatch(last) else 0)
    return queries.paper_of(survey, number) if 1 <= number <= forms.LAST_PAPER else None
