"""The public pages of a survey: its questions, and apart from them the contact that may be left."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts import public_pages
from pilot.community.surveys import actions, gates, links, pages, queries, rules
from pilot.community.surveys.enums import Language, Standing
from pilot.community.surveys.models import Survey
from pilot.community.surveys.questionnaire import blocks_of
from pilot.community.surveys.rules import Gate, Problem
from pilot.community.surveys.words import WORDS, option_word
from pilot.extensions import db
from pilot.web.submissions import SEE_OTHER, saved

SURVEY, INVOLVE = "survey", "involve"
TOO_MANY, GONE, TOO_LARGE = 429, 410, 413


@dataclass(frozen=True)
class _Visit:
    """Somebody at a public link: the survey, its link and the language of the page."""

    survey: Survey
    token: str
    language: Language

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.language]

    @property
    def standing(self) -> Standing:
        survey = self.survey
        return rules.standing(survey.state, survey.opens_on, survey.closes_on, today=clock.today())

    def url(self, kind: str, **given: str) -> str:
        return f"{public_pages.address(kind, self.token)}?{pages.query(lang=self.language, **given)}"

    def shown(self, template: str, kind: str, status: int = 200, **given: Any) -> ResponseReturnValue:
        """Show a page in the language of the visit, with the way to the others."""
        others = [(WORDS[each]["language"], each, self.other(kind, each)) for each in self.languages]
        page = render_template(
            f"surveys/{template}.html",
            survey=self.survey,
            language=self.language,
            said=self.words,
            others=others,
            opens=pages.day(self.survey.opens_on, self.language),
            closes=pages.day(self.survey.closes_on, self.language),
            involve_url=self.url(INVOLVE),
            **given,
        )
        return page, status

    @property
    def languages(self) -> list[Language]:
        return [each for each in Language if each in self.survey.languages]

    def other(self, kind: str, language: Language) -> str:
        done = {"done": "1"} if request.args.get("done") else {}
        return f"{public_pages.address(kind, self.token)}?{pages.query(lang=language, **done)}"


def answer(token: str) -> ResponseReturnValue:
    """Show the questions of a survey, or take the answers."""
    visit = _visit(token)
    if visit.standing is Standing.AHEAD:
        return visit.shown("_ahead", SURVEY)
    if request.method == "POST":
        return _answered(visit)
    if request.args.get("done"):
        return visit.shown("_thanks", SURVEY)
    if visit.standing is not Standing.RUNNING:
        return visit.shown("_over", SURVEY, GONE, typed=[])
    return _questions(visit, sent={}, problems={}, sending=str(uuid.uuid4()))


def _visit(token: str) -> _Visit:
    survey = queries.survey_behind(links.hash_of(token))
    if survey is None:
        abort(404)
    return _Visit(survey, token, rules.language_of(request.args.get("lang", ""), survey.languages))


def _answered(visit: _Visit) -> ResponseReturnValue:
    """Keep the answers of one sending once; what cannot be taken stays on the page."""
    sent, sending = _sent(), _sending()
    key = links.key_of(visit.survey, "online", sending, secret=_secret())
    thanks = visit.url(SURVEY, done="1")
    if actions.was_received(visit.survey, key=key):
        return redirect(thanks, SEE_OTHER)
    if visit.standing is not Standing.RUNNING:
        return visit.shown("_over", SURVEY, GONE, typed=_in_words(visit, sent))
    reading = rules.read(sent, places=visit.survey.place_names)
    if reading.problems:
        return _questions(visit, sent=sent, problems=reading.problems, sending=sending)
    gate = _gate(visit)
    if gate is not Gate.PASSES:
        return _questions(visit, sent=sent, problems={}, sending=sending, gate=gate, status=TOO_MANY)
    actions.receive(visit.survey, reading.answers, key=key)
    return saved(thanks)


def _gate(visit: _Visit) -> Gate:
    """Count the sending; one that may not pass leaves no trace."""
    gate = gates.pass_gate(visit.survey, address=request.remote_addr or "", secret=_secret(), now=clock.now())
    if gate is not Gate.PASSES:
        db.session.rollback()
    return gate


def _questions(
    visit: _Visit,
    *,
    sent: Mapping[str, Sequence[str]],
    problems: Mapping[str, Problem],
    sending: str,
    gate: Gate = Gate.PASSES,
    status: int = 200,
) -> ResponseReturnValue:
    return visit.shown(
        "_answer",
        SURVEY,
        status,
        blocks=blocks_of(places=tuple(visit.survey.place_names)),
        option_word=option_word,
        sent=sent,
        problems=problems,
        sending=sending,
        gate=gate,
        action=visit.url(SURVEY),
    )


def _in_words(visit: _Visit, sent: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Write what somebody sent too late as questions and answers, so that nothing typed is lost."""
    found = []
    for block in blocks_of(places=tuple(visit.survey.place_names)):
        for question in block.questions:
            values = [
                option_word(question.key, value, visit.language) for value in sent.get(question.key, ())
            ]
            if written := ", ".join(value for value in values if value.strip()):
                found.append((visit.words[question.key], written))
    return found


def involve(token: str) -> ResponseReturnValue:
    """Take the contact of somebody who wants to be involved; nothing ties it to any answer."""
    visit = _visit(token)
    if visit.standing is Standing.AHEAD:
        return visit.shown("_ahead", INVOLVE)
    if request.args.get("done"):
        return visit.shown("_involved", INVOLVE)
    if request.method == "GET":
        return _contact(visit, {}, {})
    sent = _sent()
    entry, problems = rules.read_contact(sent, consents=bool(sent.get("consent")))
    if problems:
        return _contact(visit, sent, problems)
    gate = _gate(visit)
    if gate is not Gate.PASSES:
        return _contact(visit, sent, {}, gate=gate, status=TOO_MANY)
    actions.leave_contact(visit.survey, entry, consent=visit.words["consent"], today=clock.today())
    return saved(visit.url(INVOLVE, done="1"))


def _contact(
    visit: _Visit,
    sent: Mapping[str, Sequence[str]],
    problems: Mapping[str, Problem],
    *,
    gate: Gate = Gate.PASSES,
    status: int = 200,
) -> ResponseReturnValue:
    return visit.shown(
        "_involve", INVOLVE, status, sent=sent, problems=problems, gate=gate, action=visit.url(INVOLVE)
    )


def _sent() -> dict[str, list[str]]:
    if (request.content_length or 0) > rules.MOST_BODY:
        abort(TOO_LARGE)
    return request.form.to_dict(flat=False)


def _sending() -> str:
    """Return the id that the page gave this sending; what is none gets one of its own."""
    try:
        return str(uuid.UUID(request.form.get("sending", "")))
    except ValueError:
        return str(uuid.uuid4())


def _secret() -> str:
    secret: str = current_app.config["SETTINGS"].secret_key
    return secret


def link_of(survey: Survey, *, external: bool = False, language: str = "") -> str:
    """Return the address of a survey's public page."""
    token = links.token_of(survey, secret=_secret())
    where = url_for("public.page", kind=SURVEY, token=token, _external=external)
    return f"{where}?{pages.query(lang=language)}" if language else where
