"""Importing modules, lecturers and participants: choose a file, look at its rows, confirm."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.files import labels as file_labels
from pilot.files import tables
from pilot.files.table_rules import Refusal
from pilot.files.tables import FileRefusedError
from pilot.training.imports import forms, labels
from pilot.training.imports import preview as previews
from pilot.training.imports.actions import ImportRefusedError
from pilot.training.imports.enums import ImportKind, RowState
from pilot.training.imports.preview import Preview
from pilot.web.submissions import saved

bp = Blueprint("imports", __name__)
ADDRESS = "/pilots/<code:code>/import/<any(modules,lecturers,participants):kind>"
PERMISSIONS: Mapping[ImportKind, Permission] = MappingProxyType(
    {
        ImportKind.MODULES: Permission.TRAINING_MANAGE,
        ImportKind.LECTURERS: Permission.ACCOUNT_INVITE,
        ImportKind.PARTICIPANTS: Permission.ENROLMENT_MANAGE,
    }
)
MOST_SHOWN = 200


@bp.route(ADDRESS, methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def upload(code: str, kind: str) -> ResponseReturnValue:
    pilot, chosen = _pilot(code, kind), ImportKind(kind)
    form = forms.upload_form(chosen)
    if form.validate_on_submit():
        try:
            sheet = forms.arranged(tables.read(_bytes_of(form.source.data)), chosen)
            return _shown(previews.preview_of(pilot, sheet, reason=form.reason), pilot)
        except FileRefusedError as refused:
            form.refuse(refused)
    return render_template(
        "imports/upload.html",
        pilot=pilot,
        kind=chosen,
        form=form,
        columns=forms.columns_of(chosen),
        back=_back(pilot, chosen),
        words=labels,
    )


@bp.post(f"{ADDRESS}/confirm")
@requires(Permission.TRAINING_MANAGE)
def confirm(code: str, kind: str) -> ResponseReturnValue:
    pilot, chosen = _pilot(code, kind), ImportKind(kind)
    try:
        preview, is_as_seen = previews.opened(_sealed(), pilot, chosen, viewer=viewer())
    except FileRefusedError as refused:
        return _again(pilot, chosen, refused)
    if not is_as_seen:
        return _shown(preview, pilot, FileRefusedError(Refusal.CHANGED))
    try:
        count = previews.bring(preview, pilot, actor=viewer())
    except ImportRefusedError:
        db.session.rollback()
        return _again(_pilot(code, kind), chosen, FileRefusedError(Refusal.STALE))
    return saved(_back(pilot, chosen), ngettext("%(num)d row imported", "%(num)d rows imported", count))


@bp.post(f"{ADDRESS}/errors")
@requires(Permission.TRAINING_MANAGE)
def errors(code: str, kind: str) -> ResponseReturnValue:
    pilot, chosen = _pilot(code, kind), ImportKind(kind)
    try:
        preview, _is_as_seen = previews.opened(_sealed(), pilot, chosen, viewer=viewer())
    except FileRefusedError as refused:
        return _again(pilot, chosen, refused)
    return _file(previews.problem_file(preview), f"{labels.FILE_NAMES[chosen]}-labot.csv")


@bp.get(f"{ADDRESS}/template")
@requires(Permission.TRAINING_MANAGE)
def template(code: str, kind: str) -> ResponseReturnValue:
    _pilot(code, kind)
    return _file(previews.template(ImportKind(kind)), f"{kind}.csv")


def _pilot(code: str, kind: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=PERMISSIONS[ImportKind(kind)])


def _bytes_of(source: FileStorage) -> bytes:
    """Read an uploaded file and let go of its temporary copy."""
    with source.stream as file:
        return file.read()


def _sealed() -> str:
    return request.form.get("sealed", "")


def _back(pilot: Pilot, kind: ImportKind) -> str:
    endpoint = "training.schedule" if kind is ImportKind.MODULES else "people.people"
    return url_for(endpoint, code=pilot.code)


def _again(pilot: Pilot, kind: ImportKind, refused: FileRefusedError) -> ResponseReturnValue:
    """Send the person back to choose a file, and say why."""
    flash(file_labels.refusal(refused), "warning")
    return saved(url_for(".upload", code=pilot.code, kind=kind))


def _shown(preview: Preview, pilot: Pilot, problem: FileRefusedError | None = None) -> ResponseReturnValue:
    remarkable = [each for each in preview.judged if each.said]
    plain = [each for each in preview.judged if not each.said]
    return render_template(
        "imports/preview.html",
        pilot=pilot,
        kind=preview.sheet.kind,
        preview=preview,
        remarkable=remarkable[:MOST_SHOWN],
        plain=plain[:MOST_SHOWN],
        hidden=max(0, len(remarkable) - MOST_SHOWN) + max(0, len(plain) - MOST_SHOWN),
        columns=_columns(preview),
        sealed=previews.sealed(preview, pilot, viewer=viewer()),
        problem=file_labels.refusal(problem) if problem else "",
        wrong=preview.statistics[RowState.ERROR],
        words=labels,
    )


def _columns(preview: Preview) -> list[forms.Column]:
    """Return the columns that hold anything, and those that should."""
    rows = [each.row.cells for each in preview.judged]
    columns = forms.columns_of(preview.sheet.kind)
    return [each for each in columns if each.is_required or any(row.get(each.name) for row in rows)]


def _file(written: str, name: str) -> Response:
    response = Response(written, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
