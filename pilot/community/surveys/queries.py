"""Surveys in the viewer's scope, and what may be shown of their answers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.community.models import Community
from pilot.community.queries import is_insider, visible_communities
from pilot.community.surveys import results
from pilot.community.surveys.enums import Channel, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer, SurveyContact
from pilot.community.surveys.results import Narrowed, Results
from pilot.errors import NotVisibleError
from pilot.extensions import db

_WITH = joinedload(Survey.community).joinedload(Community.lead).joinedload(Participation.pilot)


@dataclass(frozen=True)
class SurveyLine:
    """A survey in a list with the number of its answers."""

    survey: Survey
    answers: int


def surveys_of(community: Community) -> list[SurveyLine]:
    """Return the surveys of a community, the last one first, with how many answered."""
    counted = select(func.count(SurveyAnswer.id)).where(SurveyAnswer.survey_id == Survey.id).scalar_subquery()
    found = db.session.execute(
        select(Survey, counted)
        .where(Survey.community_id == community.id)
        .order_by(Survey.opens_on.desc(), Survey.made_at.desc(), Survey.id)
    )
    return [SurveyLine(survey, answers) for survey, answers in found]


def get_survey(
    survey_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.NEED_READ
) -> Survey:
    """Return a survey with its community and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    within = visible_communities(viewer, permission).with_only_columns(Community.id)
    survey = db.session.scalar(
        select(Survey).where(Survey.id == survey_id, Survey.community_id.in_(within)).options(_WITH)
    )
    if survey is None:
        raise NotVisibleError
    return survey


def survey_behind(token_hash: str) -> Survey | None:
    """Return the survey that a public link opens; one that is not opened yet has no link."""
    return db.session.scalar(
        select(Survey)
        .where(Survey.token_hash == token_hash, Survey.state != SurveyState.DRAFT)
        .options(_WITH)
    )


def answers_of(survey: Survey) -> list[SurveyAnswer]:
    """Return the answers of a survey in an order that says nothing."""
    return list(
        db.session.scalars(
            select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id).order_by(SurveyAnswer.id)
        )
    )


def counts_of(survey: Survey) -> dict[Channel, int]:
    """Count the answers of a survey by how they came."""
    found = db.session.execute(
        select(SurveyAnswer.channel, func.count())
        .where(SurveyAnswer.survey_id == survey.id)
        .group_by(SurveyAnswer.channel)
    )
    counts = {row.channel: row[1] for row in found}
    return {channel: counts.get(channel, 0) for channel in Channel}


def results_of(survey: Survey, *, viewer: Viewer | None = None, narrowed: Narrowed | None = None) -> Results:
    """Return what a viewer may see of a closed survey; without one, what anybody may (papers, R18)."""
    threshold = survey.community.lead.pilot.small_cell_threshold
    return results.results_of(
        [answer.answers for answer in answers_of(survey)] if survey.state is SurveyState.CLOSED else [],
        places=survey.place_names,
        threshold=threshold,
        insider=viewer is not None and is_insider(viewer, survey.community),
        narrowed=narrowed,
    )


def get_paper(survey: Survey, answer_id: uuid.UUID) -> SurveyAnswer:
    """Return an answer that was typed from paper.

    :raises NotVisibleError: the survey has none of this id.
    """
    answer = db.session.scalar(
        select(SurveyAnswer)
        .where(
            SurveyAnswer.id == answer_id,
            SurveyAnswer.survey_id == survey.id,
            SurveyAnswer.channel == Channel.PAPER,
        )
        .options(joinedload(SurveyAnswer.survey))
    )
    if answer is None:
        raise NotVisibleError
    return answer


def paper_of(survey: Survey, number: int) -> SurveyAnswer | None:
    """Return the paper of a number."""
    return db.session.scalar(
        select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id, SurveyAnswer.paper_number == number)
    )


def last_paper(survey: Survey) -> int:
    """Return the highest number of a paper, 0 where there is none."""
    statement = select(func.max(SurveyAnswer.paper_number)).where(SurveyAnswer.survey_id == survey.id)
    return db.session.scalar(statement) or 0


def find_answers(survey: Survey, keys: Sequence[str]) -> dict[str, SurveyAnswer]:
    """Return the answers of a survey that have one of some keys."""
    found = db.session.scalars(select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id))
    wanted = frozenset(keys)
    return {answer.key: answer for answer in found if answer.key in wanted}


def contacts_of(survey: Survey) -> list[SurveyContact]:
    """Return who wants to be involved, by name: the order of arrival is not kept."""
    return list(
        db.session.scalars(
            select(SurveyContact)
            .where(SurveyContact.survey_id == survey.id)
            .order_by(SurveyContact.name, SurveyContact.id)
        )
    )


def get_contact(survey: Survey, contact_id: uuid.UUID) -> SurveyContact:
    """Return one contact of a survey.

    :raises NotVisibleError: the survey has none of this id.
    """
    contact = db.session.scalar(
        select(SurveyContact).where(SurveyContact.id == contact_id, SurveyContact.survey_id == survey.id)
    )
    if contact is None:
        raise NotVisibleError
    return contact
