"""The coordinator's side of the remarks, and the change log that the ministry reads."""

import uuid

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.documents import pdf
from pilot.documents.responses import as_download
from pilot.mentoring.remarks import actions, labels, material_queries, pages, papers, queries
from pilot.mentoring.remarks.forms import AnswerForm, ButtonForm, ImplementForm, MergeForm
from pilot.mentoring.remarks.models import RemarkPoint
from pilot.web.submissions import saved

bp = Blueprint("remark_points", __name__, url_prefix="/pilots/<code:code>/mentoring/remarks")


@bp.get("/points/<uuid:point_id>")
@requires(Permission.REMARK_ANSWER)
def point(code: str, point_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _point(code, point_id)
    return render_template(
        "remark_points/point.html",
        pilot=pilot,
        line=pages.lines_of(pilot, [found], today=clock.today())[0],
        others=len(queries.open_points_beside(found)),
        change=material_queries.change_of(found.section_id, found.implemented_in),
        words=labels,
    )


def _point(code: str, point_id: uuid.UUID) -> tuple[Pilot, RemarkPoint]:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.REMARK_ANSWER)
    return pilot, queries.get_point(point_id, pilot=pilot)


@bp.route("/points/<uuid:point_id>/answer", methods=["GET", "POST"])
@requires(Permission.REMARK_ANSWER)
def answer(code: str, point_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _point(code, point_id)
    form = AnswerForm(obj=found)
    url = url_for(".point", code=code, point_id=point_id)
    if form.validate_on_submit():
        try:
            actions.answer(
                pilot,
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Answer saved; the authors are told"))
    line = pages.lines_of(pilot, [found], today=clock.today())[0]
    return render_template(
        "remark_points/answer.html", pilot=pilot, form=form, line=line, words=labels, cancel_url=url
    )


@bp.route("/points/<uuid:point_id>/implement", methods=["GET", "POST"])
@requires(Permission.REMARK_ANSWER)
def implement(code: str, point_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _point(code, point_id)
    versions = material_queries.versions_of(pilot)
    form = ImplementForm(obj=found)
    form.edition.offer(pages.choices_of(versions))
    url = url_for(".point", code=code, point_id=point_id)
    if form.validate_on_submit():
        try:
            actions.implement(
                pilot,
                found,
                material_queries.get_version(uuid.UUID(form.edition.data), pilot=pilot),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Marked as implemented; the authors are told"))
    return render_template(
        "remark_points/implement.html",
        pilot=pilot,
        form=form,
        line=pages.lines_of(pilot, [found], today=clock.today())[0],
        changes=[(each, material_queries.change_of(found.section_id, each)) for each in versions],
        words=labels,
        cancel_url=url,
    )


@bp.route("/points/<uuid:point_id>/merge", methods=["GET", "POST"])
@requires(Permission.REMARK_ANSWER)
def merge(code: str, point_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _point(code, point_id)
    form = MergeForm(obj=found)
    lines = pages.lines_of(pilot, queries.open_points_beside(found), today=clock.today())
    form.others.offer([(line.point.id, line.words) for line in lines])
    url = url_for(".point", code=code, point_id=point_id)
    if form.validate_on_submit():
        try:
            actions.merge(
                pilot,
                found,
                form.chosen(),
                form.summary.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Remarks merged: one answer goes to all their authors"))
    return render_template(
        "remark_points/merge.html",
        pilot=pilot,
        form=form,
        line=pages.lines_of(pilot, [found], today=clock.today())[0],
        authors={str(line.point.id): line.authors for line in lines},
        words=labels,
        cancel_url=url,
    )


@bp.post("/points/<uuid:point_id>/split/<uuid:remark_id>")
@requires(Permission.REMARK_ANSWER)
def split(code: str, point_id: uuid.UUID, remark_id: uuid.UUID) -> ResponseReturnValue:
    _pilot, found = _point(code, point_id)
    url = url_for(".point", code=code, point_id=point_id)
    seen = ButtonForm(obj=found).version_seen()
    try:
        own = actions.split(found, remark_id, seen=seen, actor=viewer(), now=clock.now())
    except actions.RemarkRefusedError as refusal:
        return pages.sent_back(url, refusal.problem)
    return saved(url_for(".point", code=code, point_id=own.id), _("The remark stands alone again"))


@bp.get("/changes")
@requires(Permission.REMARK_DIGEST)
def changes(code: str) -> ResponseReturnValue:
    pilot, digest = _digest(code)
    may_answer = viewer().may_in(pilot.id, Permission.REMARK_ANSWER)
    return render_template(
        "remark_points/changes.html", pilot=pilot, digest=digest, may_answer=may_answer, words=labels
    )


def _digest(code: str) -> tuple[Pilot, pages.Digest]:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.REMARK_DIGEST)
    digest = pages.digest_of(
        pilot, material_queries.sections_of(pilot), queries.tallies(pilot), queries.decided_points(pilot)
    )
    return pilot, digest


@bp.get("/changes/paper")
@requires(Permission.REMARK_DIGEST)
def paper(code: str) -> Response:
    pilot, digest = _digest(code)
    content = pdf.render(
        "methodology_changes", papers.change_log(pilot, digest, on=clock.today()), made_on=clock.today()
    )
    return as_download(content, name=f"{_('Change log of the methodology')} {pilot.code}")


@bp.get("/changes/table")
@requires(Permission.REMARK_DIGEST)
def table(code: str) -> Response:
    pilot, digest = _digest(code)
    content = papers.workbook(pilot, digest, on=clock.today())
    response = Response(content, mimetype=papers.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="metodika-{pilot.code.lower()}.xlsx"'
    return response
