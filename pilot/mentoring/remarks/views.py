"""Remarks on the methodology: what each role sees of them, and all that their authors do."""

import uuid

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.mentoring.models import MentorSession
from pilot.mentoring.remarks import actions, labels, material_queries, pages, queries
from pilot.mentoring.remarks.forms import ButtonForm, ChangeForm, FilterForm, WriteForm
from pilot.mentoring.remarks.models import MethodologyRemark, MethodologyVersion
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("remarks", __name__, url_prefix="/pilots/<code:code>/mentoring/remarks")


@bp.get("/")
@requires(Permission.REMARK_READ)
def overview(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.REMARK_READ)
    return render_template(
        "remarks/overview.html",
        pilot=pilot,
        own=pages.own_of(queries.own_remarks(pilot, viewer=viewer())) if _reads(pilot, Reach.OWN) else None,
        may_write=viewer().may_in(pilot.id, Permission.REMARK_WRITE),
        desk=_desk(pilot) if _reads(pilot, Reach.PILOT) else None,
        digest=_digest(pilot) if _reads(pilot, Reach.AGGREGATE) else None,
        state_of=pages.state_of,
        words=labels,
    )


def _reads(pilot: Pilot, reach: Reach) -> bool:
    return any(scope.reach is reach for scope in viewer().scopes_in(pilot.id, Permission.REMARK_READ))


def _desk(pilot: Pilot) -> pages.Desk:
    """Return the coordinator's list as the filters of the address ask for it."""
    sections, today = material_queries.sections_of(pilot), clock.today()
    form = FilterForm(request.args)
    form.section.offer([(each.id, labels.title_of(each)) for each in sections])
    is_asked = form.validate()
    wanted = pages.wanted_of(form.data if is_asked else {}, today=today)
    found = queries.points_in(pilot, wanted, number=page_number())
    return pages.Desk(
        form=form,
        is_filtered=wanted != queries.Wanted(),
        sections=pages.section_lines(sections, tallies := queries.tallies(pilot)),
        total=(total := queries.total_of(tallies)),
        lede=pages.lede(total, queries.waiting_long(pilot, today=today)),
        page=found,
        lines=pages.lines_of(pilot, found.items, today=today),
    )


def _digest(pilot: Pilot) -> pages.Digest:
    return pages.digest_of(
        pilot, material_queries.sections_of(pilot), queries.tallies(pilot), queries.decided_points(pilot)
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.REMARK_WRITE)
def write(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.REMARK_WRITE)
    versions, session = material_queries.versions_of(pilot), _session(pilot)
    sections = _sections(pilot, versions)
    form = WriteForm(**pages.first_choices(sections, request.args.get("section", "")))
    form.offer(sections, pages.choices_of(versions))
    if versions and form.validate_on_submit():
        try:
            remark = actions.write_remark(
                pilot,
                form.entry(session_id=session.id if session else None),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".remark", code=code, remark_id=remark.id), _("Remark saved"))
    return render_template(
        "remarks/write.html", pilot=pilot, form=form, sections=sections, versions=versions, session=session
    )


def _sections(pilot: Pilot, versions: list[MethodologyVersion]) -> list[tuple[uuid.UUID, str]]:
    found = queries.sections_by_use(pilot, versions[0] if versions else None, viewer=viewer())
    return [(each.id, labels.title_of(each)) for each in found]


def _session(pilot: Pilot) -> MentorSession | None:
    """Return the session that the address names, where the viewer was there."""
    try:
        asked = uuid.UUID(request.args.get("session", ""))
    except ValueError:
        return None
    return queries.find_session(asked, pilot=pilot, viewer=viewer())


@bp.get("/<uuid:remark_id>")
@requires(Permission.REMARK_WRITE)
def remark(code: str, remark_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _own(code, remark_id)
    point = found.point
    return render_template(
        "remarks/remark.html",
        pilot=pilot,
        remark=found,
        point=point,
        state=pages.state_of(point),
        has_news=pages.has_news(found),
        change=material_queries.change_of(point.section_id, point.implemented_in),
        words=labels,
    )


def _own(code: str, remark_id: uuid.UUID) -> tuple[Pilot, MethodologyRemark]:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.REMARK_WRITE)
    return pilot, queries.get_own_remark(remark_id, pilot=pilot, viewer=viewer())


@bp.route("/<uuid:remark_id>/change", methods=["GET", "POST"])
@requires(Permission.REMARK_WRITE)
def change(code: str, remark_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _own(code, remark_id)
    versions, section_id = material_queries.versions_of(pilot), found.point.section_id
    form = ChangeForm(obj=found, section=str(section_id), about=str(found.about_id))
    sections = pages.with_first(_sections(pilot, versions), found.point.section)
    form.offer(sections, pages.choices_of(versions))
    if not queries.is_alone(found):
        form.keep_section()
    url = url_for(".remark", code=code, remark_id=remark_id)
    if form.validate_on_submit():
        try:
            actions.change_remark(
                pilot,
                found,
                form.changed_entry(section_id),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Remark saved"))
    return render_template("remarks/change.html", pilot=pilot, form=form, remark=found, cancel_url=url)


@bp.route("/<uuid:remark_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.REMARK_WRITE)
def withdraw(code: str, remark_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _own(code, remark_id)
    form = ButtonForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.withdraw_remark(pilot, found, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.RemarkRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".overview", code=code), _("Remark withdrawn"))
    url = url_for(".remark", code=code, remark_id=remark_id)
    return render_template("remarks/withdraw.html", pilot=pilot, form=form, remark=found, cancel_url=url)


@bp.post("/<uuid:remark_id>/seen")
@requires(Permission.REMARK_WRITE)
def seen(code: str, remark_id: uuid.UUID) -> ResponseReturnValue:
    pilot, found = _own(code, remark_id)
    url = url_for(".remark", code=code, remark_id=remark_id)
    seen_version = ButtonForm(obj=found).version_seen()
    try:
        actions.mark_seen(pilot, found, seen=seen_version, actor=viewer(), now=clock.now())
    except actions.RemarkRefusedError as refusal:
        return pages.sent_back(url, refusal.problem)
    return saved(url_for(".overview", code=code), _("Thank you. The answer stays here to read again"))
