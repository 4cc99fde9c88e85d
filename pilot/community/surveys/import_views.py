"""Bringing in what Kobo, ODK Central or LimeSurvey collected: file, columns, rows, confirm."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from itsdangerous import BadData, URLSafeTimedSerializer

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community.surveys import actions, forms, labels, links, matching, queries
from pilot.community.surveys.actions import Brought, SurveyRefusedError
from pilot.community.surveys.enums import Language
from pilot.community.surveys.matching import Judged, RowState
from pilot.community.surveys.models import Survey
from pilot.community.surveys.views import secret, standing_of, survey_at
from pilot.community.surveys.words import WORDS, option_word
from pilot.files import labels as file_labels
from pilot.files import tables
from pilot.files.table_rules import Refusal, masked
from pilot.files.tables import FileRefusedError
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("survey_imports", __name__)
MOST_COLUMNS, MOST_SEALED, MOST_SHOWN = 250, 450_000, 200
EXAMPLE = 60
LASTS_SECONDS = 2 * 60 * 60


@dataclass(frozen=True)
class _Sheet:
    """A table on its way through the pages: its headings and lines."""

    heading: list[str]
    lines: list[tuple[int, list[str]]]


@bp.route("/surveys/<uuid:survey_id>/import", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def upload(survey_id: uuid.UUID) -> ResponseReturnValue:
    survey = survey_at(survey_id, Permission.NEED_WRITE)
    form = forms.UploadForm()
    if form.validate_on_submit():
        try:
            with form.source.data.stream as file:
                table = tables.read(file.read(), most_columns=MOST_COLUMNS)
            return _columns(survey, _Sheet(table.heading, table.lines))
        except FileRefusedError as refused:
            form.refuse(refused)
    takes = standing_of(survey) in actions.TAKES_PAPERS
    return render_template(
        "surveys/upload.html", survey=survey, community=survey.community, form=form, takes=takes
    )


@bp.post("/surveys/<uuid:survey_id>/import/rows")
@requires(Permission.NEED_WRITE)
def rows(survey_id: uuid.UUID) -> ResponseReturnValue:
    survey = survey_at(survey_id, Permission.NEED_WRITE)
    try:
        sheet = _opened(survey)
    except FileRefusedError as refused:
        return _again(survey, refused)
    targets, id_place = _chosen(sheet)
    problem = _column_problem(targets, id_place)
    if problem:
        return _columns(survey, sheet, targets=targets, id_place=id_place, problem=problem)
    return _preview(survey, sheet, targets, id_place)


def _preview(
    survey: Survey, sheet: _Sheet, targets: Sequence[str], id_place: int | None
) -> ResponseReturnValue:
    judged = _judged(survey, sheet, targets, id_place)
    counts = {state: sum(1 for row in judged if row.state is state) for state in RowState}
    return render_template(
        "surveys/rows.html",
        survey=survey,
        community=survey.community,
        sealed=_sealed(survey, sheet),
        targets=targets,
        id_place=id_place,
        counts={state: count for state, count in counts.items() if count or state is RowState.NEW},
        new=counts[RowState.NEW],
        conflicts=[row for row in judged if row.state is RowState.CONFLICT],
        wrong=[row for row in judged if row.state is RowState.WRONG][:MOST_SHOWN],
        masked=[row for row in judged if row.is_masked],
        written=_written,
        said=WORDS[Language(language())],
        words=labels,
    )


@bp.post("/surveys/<uuid:survey_id>/import/confirm")
@requires(Permission.NEED_WRITE)
def confirm(survey_id: uuid.UUID) -> ResponseReturnValue:
    survey = survey_at(survey_id, Permission.NEED_WRITE)
    try:
        sheet = _opened(survey)
    except FileRefusedError as refused:
        return _again(survey, refused)
    targets, id_place = _chosen(sheet)
    if _column_problem(targets, id_place):
        return _columns(survey, sheet, targets=targets, id_place=id_place)
    taken = [
        Brought(_key(survey, row.row_id), row.answers)
        for row in _judged(survey, sheet, targets, id_place)
        if row.state is RowState.NEW or (row.state is RowState.CONFLICT and _takes_new(row))
    ]
    try:
        new, replaced = actions.bring(survey, taken, actor=viewer(), now=clock.now(), today=clock.today())
    except SurveyRefusedError as refused_step:
        flash(str(labels.REFUSALS[refused_step.refusal]), "warning")
        return saved(url_for("surveys.survey", survey_id=survey.id))
    words = ngettext("%(num)d new answer imported", "%(num)d new answers imported", new)
    if replaced:
        words += "; " + ngettext("%(num)d answer replaced", "%(num)d answers replaced", replaced)
    return saved(url_for("surveys.survey", survey_id=survey.id), words)


def _takes_new(row: Judged) -> bool:
    return request.form.get(f"row-{row.number}") == "new"


def _columns(
    survey: Survey,
    sheet: _Sheet,
    *,
    targets: Sequence[str] | None = None,
    id_place: int | None = None,
    problem: str = "",
) -> ResponseReturnValue:
    """Show what each column is taken for, with the first value as an example."""
    known = targets if targets is not None else _suggested(sheet.heading)
    place = id_place if targets is not None else matching.id_column(sheet.heading)
    example = [_example(sheet, at) for at in range(len(sheet.heading))]
    here = Language(language())
    return render_template(
        "surveys/columns.html",
        survey=survey,
        community=survey.community,
        columns=list(zip(sheet.heading, known, example, strict=True)),
        id_place=place,
        targets=[(target, _name(target, here)) for target in matching.targets()],
        sealed=_sealed(survey, sheet),
        count=len(sheet.lines),
        problem=problem,
    )


def _example(sheet: _Sheet, place: int) -> str:
    """Return the first value of a column, as far as it may be shown."""
    cells = (line[place] for _number, line in sheet.lines if place < len(line))
    return masked(next((cell for cell in cells if cell), ""))[:EXAMPLE]


def _suggested(heading: Sequence[str]) -> list[str]:
    """Suggest what each column stands for, each question once."""
    found: list[str] = []
    for name in heading:
        target = matching.suggestion(name)
        found.append("" if target in found else target)
    return found


def _name(target: str, here: Language) -> str:
    key, _dot, option = target.partition(".")
    words = WORDS[here][key]
    return f"{words} – {option_word(key, option, here)}" if option else words


def _chosen(sheet: _Sheet) -> tuple[list[str], int | None]:
    """Return what a person took each column for; what is nothing of ours is left out."""
    known = frozenset(matching.targets())
    given = [request.form.get(f"column-{place}", "") for place in range(len(sheet.heading))]
    place = request.form.get("id_place", "")
    is_place = place.isascii() and place.isdecimal() and int(place[:4]) < len(sheet.heading)
    return [each if each in known else "" for each in given], int(place[:4]) if is_place else None


def _column_problem(targets: Sequence[str], id_place: int | None) -> str:
    used = [target for target in targets if target]
    if id_place is None:
        return str(_("Choose the column that tells the answers apart"))
    if not used:
        return str(_("Choose at least one column for a question"))
    if len(set(used)) != len(used):
        return str(_("Two columns stand for the same question. Keep one of them"))
    return ""


def _judged(survey: Survey, sheet: _Sheet, targets: Sequence[str], id_place: int | None) -> list[Judged]:
    place = id_place or 0
    ids = [matching.id_of(line, place) for _number, line in sheet.lines]
    keys = {row_id: _key(survey, row_id) for row_id in ids if row_id}
    there = queries.find_answers(survey, list(keys.values()))
    known = {row_id: there[key].answers for row_id, key in keys.items() if key in there}
    return matching.judge(targets, place, sheet.lines, known=known, places=survey.place_names)


def _key(survey: Survey, row_id: str) -> str:
    return links.key_of(survey, "import", row_id, secret=secret())


def _written(key: str, value: str | Sequence[str]) -> str:
    """Write the answers of a row in the language of the page."""
    values = [value] if isinstance(value, str) else value
    return ", ".join(option_word(key, each, Language(language())) for each in values if each) or "–"


def _sealed(survey: Survey, sheet: _Sheet) -> str:
    """Return the table as text that the page carries on: signed, for two hours.

    :raises FileRefusedError: it is longer than a form may be.
    """
    sealed = str(_serializer(survey).dumps([sheet.heading, sheet.lines]))
    if len(sealed) > MOST_SEALED:
        raise FileRefusedError(Refusal.TOO_MUCH_TEXT)
    return sealed


def _opened(survey: Survey) -> _Sheet:
    try:
        heading, lines = _serializer(survey).loads(request.form.get("sealed", ""), max_age=LASTS_SECONDS)
    except BadData:
        raise FileRefusedError(Refusal.STALE) from None
    return _Sheet(heading, [(number, line) for number, line in lines])


def _serializer(survey: Survey) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret(), salt=f"survey import {survey.id} {viewer().user_id}")


def _again(survey: Survey, refused: FileRefusedError) -> ResponseReturnValue:
    flash(file_labels.refusal(refused), "warning")
    return saved(url_for(".upload", survey_id=survey.id))
