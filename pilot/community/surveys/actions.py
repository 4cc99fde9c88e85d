"""Write surveys, their answers from pages, papers and files, and the contacts that are left apart."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.models import Community
from pilot.community.surveys import links, queries, rules
from pilot.community.surveys.enums import Channel, Standing, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer, SurveyContact
from pilot.community.surveys.rules import Answers, ContactEntry, Refusal, SurveyEntry
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db

TAKES_PAPERS = frozenset({Standing.RUNNING, Standing.ENDED})


class SurveyRefusedError(DomainError):
    """A step with a survey was refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def make_survey(
    community: Community, entry: SurveyEntry, *, secret: str, actor: Viewer, now: dt.datetime, today: dt.date
) -> Survey:
    """Make a survey that nobody can answer yet.

    :raises SurveyRefusedError: it would end before it begins, or before today.
    """
    _refuse(rules.span_problem(entry.opens_on, entry.closes_on, today=today))
    survey = Survey(id=uuid.uuid4(), community_id=community.id, made_at=now, **vars(entry))
    _give_link(survey, secret=secret)
    db.session.add(survey)
    db.session.flush()
    audit.record("community.survey-made", survey, actor=actor, at=now, pilot_id=community.pilot_id)
    return survey


def change_survey(
    survey: Survey, entry: SurveyEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> Survey:
    """Change a survey: before it is opened all of it, afterwards its title, its contact and its last day.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises SurveyRefusedError: it is closed, or the days make no sense.
    """
    check_version(survey, seen)
    if survey.state is SurveyState.CLOSED:
        raise SurveyRefusedError(Refusal.CLOSED)
    if entry.closes_on != survey.closes_on or survey.state is SurveyState.DRAFT:
        _refuse(rules.span_problem(entry.opens_on, entry.closes_on, today=today))
    survey.title, survey.contact, survey.closes_on = entry.title, entry.contact, entry.closes_on
    if survey.state is SurveyState.DRAFT:
        survey.opens_on, survey.languages, survey.places = entry.opens_on, entry.languages, entry.places
    _record("survey-changed", survey, actor=actor, now=now)
    return survey


def open_survey(survey: Survey, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date) -> Survey:
    """Let a survey be answered from its first day on.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises SurveyRefusedError: it was opened before, or its last day has passed.
    """
    check_version(survey, seen)
    if survey.state is not SurveyState.DRAFT:
        raise SurveyRefusedError(Refusal.NOT_DRAFT)
    _refuse(rules.span_problem(survey.opens_on, survey.closes_on, today=today))
    survey.state = SurveyState.OPEN
    _record("survey-opened", survey, actor=actor, now=now)
    return survey


def close_survey(survey: Survey, *, seen: int, actor: Viewer, now: dt.datetime) -> Survey:
    """Close a survey for good: no answer is taken or corrected any more, and its results stand.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises SurveyRefusedError: it is not open.
    """
    check_version(survey, seen)
    if survey.state is not SurveyState.OPEN:
        raise SurveyRefusedError(Refusal.NOT_OPEN)
    survey.state = SurveyState.CLOSED
    _record("survey-closed", survey, actor=actor, now=now)
    return survey


def renew_link(survey: Survey, *, seen: int, secret: str, actor: Viewer, now: dt.datetime) -> Survey:
    """Give a survey another link; the one before opens nothing any more.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises SurveyRefusedError: it is not open.
    """
    check_version(survey, seen)
    if survey.state is not SurveyState.OPEN:
        raise SurveyRefusedError(Refusal.NOT_OPEN)
    _give_link(survey, secret=secret)
    _record("survey-link-renewed", survey, actor=actor, now=now)
    return survey


def receive(survey: Survey, answers: Answers, *, key: str) -> None:
    """Keep an answer of the public page; of one that was sent before, the first stays.

    No event of the audit is kept: it would name a moment.
    """
    _add(SurveyAnswer(survey_id=survey.id, key=key, channel=Channel.ONLINE, answers=answers))


def was_received(survey: Survey, *, key: str) -> bool:
    """Tell whether a sending was kept before."""
    statement = select(SurveyAnswer.id).where(SurveyAnswer.survey_id == survey.id, SurveyAnswer.key == key)
    return db.session.scalar(statement) is not None


def enter_paper(
    survey: Survey, number: int, answers: Answers, *, secret: str, today: dt.date
) -> SurveyAnswer:
    """Keep what was typed from a paper.

    :raises SurveyRefusedError: the survey takes no papers now, or the number was typed before.
    """
    _refuse_unless_taking(survey, today=today)
    key = links.key_of(survey, "paper", uuid.uuid4(), secret=secret)
    answer = SurveyAnswer(
        survey_id=survey.id, key=key, channel=Channel.PAPER, paper_number=number, answers=answers
    )
    if not _add(answer):
        raise SurveyRefusedError(Refusal.PAPER_TAKEN)
    return answer


def correct_paper(
    survey: Survey, answer: SurveyAnswer, answers: Answers, *, seen: int, today: dt.date
) -> SurveyAnswer:
    """Type a paper anew; its number stays.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises SurveyRefusedError: the survey takes no papers now.
    """
    check_version(answer, seen)
    _refuse_unless_taking(survey, today=today)
    answer.answers = answers
    db.session.flush()
    return answer


@dataclass(frozen=True)
class Brought:
    """A row of a file that is taken, with the key of its sending."""

    key: str
    answers: Answers


def bring(
    survey: Survey, rows: Sequence[Brought], *, actor: Viewer, now: dt.datetime, today: dt.date
) -> tuple[int, int]:
    """Bring the rows of a file into a survey; return how many are new and how many replaced an answer.

    :raises SurveyRefusedError: the survey takes no answers from files now.
    """
    _refuse_unless_taking(survey, today=today)
    there = queries.find_answers(survey, [row.key for row in rows])
    new = [row for row in rows if row.key not in there]
    replaced = [row for row in rows if row.key in there and there[row.key].answers != row.answers]
    db.session.add_all(
        SurveyAnswer(survey_id=survey.id, key=row.key, channel=Channel.IMPORTED, answers=row.answers)
        for row in new
    )
    for row in replaced:
        there[row.key].answers = row.answers
    db.session.flush()
    audit.record(
        "community.survey-imported",
        survey,
        actor=actor,
        at=now,
        pilot_id=survey.community.pilot_id,
        new=len(new),
        replaced=len(replaced),
    )
    return len(new), len(replaced)


def leave_contact(survey: Survey, entry: ContactEntry, *, consent: str, today: dt.date) -> SurveyContact:
    """Keep who wants to be involved, with the words that were agreed to."""
    contact = SurveyContact(survey_id=survey.id, consent=consent, consented_on=today, **vars(entry))
    db.session.add(contact)
    db.session.flush()
    return contact


def delete_contact(survey: Survey, contact: SurveyContact, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete a contact: the consent was withdrawn, or it is not needed any more."""
    db.session.delete(contact)
    _record("survey-contact-deleted", survey, actor=actor, now=now)


def _add(answer: SurveyAnswer) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(answer)
    except IntegrityError:
        return False
    return True


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise SurveyRefusedError(refusal)


def _refuse_unless_taking(survey: Survey, *, today: dt.date) -> None:
    if rules.standing(survey.state, survey.opens_on, survey.closes_on, today=today) not in TAKES_PAPERS:
        raise SurveyRefusedError(Refusal.NOT_OPEN)


def _give_link(survey: Survey, *, secret: str) -> None:
    survey.nonce = links.new_nonce()
    survey.token_hash = links.hash_of(links.token_of(survey, secret=secret))


def _record(action: str, survey: Survey, *, actor: Viewer, now: dt.datetime) -> None:
    db.session.flush()
    audit.record(f"community.{action}", survey, actor=actor, at=now, pilot_id=survey.community.pilot_id)
