"""Sections of the papers from what residents answered and from what has changed."""

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from pilot.community.changes import labels as change_words
from pilot.community.changes.models import ChangeRecord
from pilot.community.changes.queries import changes_of
from pilot.community.models import Community
from pilot.community.papers.shapes import Reader, Section, Table
from pilot.community.surveys import queries as surveys
from pilot.community.surveys.enums import Language, SurveyState
from pilot.community.surveys.models import Survey
from pilot.community.surveys.questionnaire import BLOCKS, SCALE, Block, Kind
from pilot.community.surveys.results import NO_ANSWER, Distribution, Results
from pilot.community.surveys.words import WORDS, option_word
from pilot.web import locale

HIDDEN = "–"


def answers(community: Community, _reader: Reader) -> Section:
    """Write the results of surveys that have ended, from the threshold up, alike for every reader (R18)."""
    closed = [
        line.survey for line in surveys.surveys_of(community) if line.survey.state is SurveyState.CLOSED
    ]
    found = [(survey, results) for survey in closed if (results := surveys.results_of(survey)).people]
    if not found:
        return Section(_("Survey results"), since=1)
    tables = [
        table for survey, results in found for table in _tables(survey, results, is_one=len(found) == 1)
    ]
    paragraphs = [_people(survey, results) for survey, results in found]
    if any(results.has_hidden for _survey, results in found):
        paragraphs.append(_("%(sign)s stands for a small number, or one that would tell it.", sign=HIDDEN))
    return Section(_("Survey results"), tuple(paragraphs), tuple(tables), since=1)


def _people(survey: Survey, results: Results) -> str:
    days = f"{locale.day(survey.opens_on)}–{locale.day(survey.closes_on)}"
    count = ngettext("%(num)d answer", "%(num)d answers", results.people or 0)
    return f"{survey.title}, {days}: {count}"


def _tables(survey: Survey, results: Results, *, is_one: bool) -> list[Table]:
    """Return the marks of a survey, those under a heading apart, and a table for each other question."""
    prefix = "" if is_one else f"{survey.title}: "
    marks: dict[str, list[Distribution]] = {}
    chosen = []
    for block in BLOCKS:
        for found in (results.distributions.get(question.key) for question in block.questions):
            if found and found.question.kind is Kind.SCALE:
                marks.setdefault(_scale(block), []).append(found)
            elif found:
                chosen.append(found)
    tables = [_marks(prefix + title, rows) for title, rows in marks.items()]
    return tables + [_table(each, prefix) for each in chosen if any(each.counts.values())]


def _scale(block: Block) -> str:
    """Return what the marks of a block mean."""
    return f"{_said(block.heading)} {_said('satisfied_scale')}" if block.heading else _said("agree_scale")


def _marks(title: str, rows: list[Distribution]) -> Table:
    columns = (_("Question"), *SCALE, _("No answer"))
    return Table(title, columns, tuple(_row(each) for each in rows))


def _row(found: Distribution) -> tuple[str, ...]:
    counts = (found.counts[option] for option in (*SCALE, NO_ANSWER))
    return _said(found.question.key), *(_number(count) for count in counts)


def _table(found: Distribution, prefix: str) -> Table:
    """Return who gave each answer; answers that nobody gave are left out."""
    key = found.question.key
    rows = tuple(
        (option_word(key, option, _language()) if option else _("No answer"), _number(count))
        for option, count in found.counts.items()
        if count != 0
    )
    return Table(prefix + _said(key), (pgettext("survey", "Answer"), _("People")), rows)


def _number(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _language() -> Language:
    return Language(locale.language())


def _said(key: str) -> str:
    return WORDS[_language()][key]


def changes(community: Community, _reader: Reader) -> Section:
    """Write what has changed in the community, whoever began it, and whether it lasts."""
    rows = tuple(
        (
            locale.day(each.happened_on),
            str(change_words.KINDS[each.kind]),
            each.text,
            str(change_words.INITIATORS[each.initiator]),
            _lasting(each),
        )
        for each in changes_of(community)
    )
    title = pgettext("community", "Changes")
    columns = (_("Day"), _("Kind"), _("What has changed"), _("Begun by"), _("Does it last"))
    return Section(title, tables=(Table(title, columns, rows),) if rows else (), since=1)


def _lasting(change: ChangeRecord) -> str:
    """Write the last answer to whether a change holds, and when it was asked."""
    answered = [
        f"{words}: {change_words.SUSTAINED[said]}"
        for check, words in change_words.CHECKS.items()
        if (said := getattr(change, check))
    ]
    return answered[-1] if answered else _("not asked yet")
