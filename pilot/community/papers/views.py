"""The community's papers: reading, printing, sending to review, answering."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import canonical
from pilot.cohort.papers import in_language_asked
from pilot.community import queries as communities
from pilot.community.models import Community
from pilot.community.papers import actions, forms, labels, printed, queries, rules, sections
from pilot.community.papers.enums import PaperKind, Standing
from pilot.community.papers.models import PaperVersion
from pilot.community.papers.sections import INSIDER
from pilot.community.papers.shapes import Reader, content_of
from pilot.community.views import community_at, unchanged
from pilot.documents.responses import as_download
from pilot.errors import NotVisibleError
from pilot.web.locale import LANGUAGES
from pilot.web.submissions import saved

bp = Blueprint("papers", __name__)


@dataclass(frozen=True)
class Line:
    """A paper in the list: how it stands, and its last version."""

    kind: PaperKind
    standing: Standing
    last: PaperVersion | None


def _kind(name: str) -> PaperKind:
    """Return a kind of paper by its name in the address.

    :raises NotVisibleError: there is no such paper.
    """
    try:
        return PaperKind(name)
    except ValueError:
        raise NotVisibleError from None


def _reader(community: Community) -> Reader:
    threshold = communities.threshold_for(viewer(), community)
    return Reader(threshold, is_insider=communities.is_insider(viewer(), community))


def _content(community: Community, kind: PaperKind) -> dict[str, Any]:
    """Return what is kept of a paper: in Latvian and with all counts, whoever sends it."""
    with force_locale(LANGUAGES[0]):
        return content_of(sections.paper_of(community, kind, INSIDER).sections)


def _line(community: Community, kind: PaperKind, versions: list[PaperVersion]) -> Line:
    last = next((each for each in versions if each.kind is kind), None)
    now = canonical.hash_of(canonical.text_of(_content(community, kind))) if last else ""
    standing = rules.standing_of(
        last.state if last else None, is_same=last is not None and last.sha256 == now
    )
    return Line(kind, standing, last)


def _sees_review(community: Community) -> bool:
    """Tell whether a viewer reads the comments: who may write the paper, and its reviewers."""
    return communities.may(viewer(), Permission.PAPER_COMMENT, community)


@bp.get("/communities/<uuid:community_id>/papers")
@requires(Permission.COMMUNITY_READ)
def papers(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_READ)
    is_insider = communities.is_insider(viewer(), community)
    versions = queries.versions_of(community) if is_insider else []
    return render_template(
        "papers/papers.html",
        community=community,
        lines=[_line(community, kind, versions) for kind in PaperKind],
        is_insider=is_insider,
        words=labels,
    )


@bp.get("/communities/<uuid:community_id>/papers/<string:kind>")
@requires(Permission.COMMUNITY_READ)
def paper(community_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_READ)
    chosen, reader = _kind(kind), _reader(community)
    versions = queries.versions_of(community, chosen) if reader.is_insider else []
    sees_review = reader.is_insider and _sees_review(community)
    return render_template(
        "papers/paper.html",
        community=community,
        paper=sections.paper_of(community, chosen, reader),
        line=_line(community, chosen, versions),
        versions=versions,
        is_insider=reader.is_insider,
        may_send=communities.may(viewer(), Permission.COMMUNITY_WRITE, community),
        answers=_answers(community, versions),
        sees_review=sees_review,
        words=labels,
    )


def _answers(community: Community, versions: list[PaperVersion]) -> bool:
    """Tell whether the viewer may answer to the last version now."""
    if not versions or not queries.may_review(viewer(), community):
        return False
    return bool(rules.answers_to(versions[0].state, is_last=True))


@bp.get("/communities/<uuid:community_id>/papers.pdf")
@requires(Permission.COMMUNITY_READ)
def printout(community_id: uuid.UUID) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_READ)
    reader = _reader(community)
    with in_language_asked():
        content = printed.as_pdf(community, reader, today=clock.today())
    return as_download(content, name=community.name)


@bp.post("/communities/<uuid:community_id>/papers/<string:kind>/send")
@requires(Permission.COMMUNITY_WRITE)
def send(community_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    community = community_at(community_id, Permission.COMMUNITY_WRITE)
    chosen = _kind(kind)
    here = url_for(".paper", community_id=community.id, kind=chosen)
    try:
        actions.send(community, chosen, _content(community, chosen), actor=viewer(), now=clock.now())
    except actions.PaperRefusedError as refusal:
        return unchanged(here, labels.PROBLEMS[refusal.problem])
    return saved(here, _("Sent to review"))


def _version_at(version_id: uuid.UUID) -> PaperVersion:
    """Fetch a version in scope and let the menu know its pilot."""
    version = queries.get_version(version_id, viewer=viewer())
    g.pilot_id = version.community.pilot_id
    return version


@bp.get("/papers/<uuid:paper_version_id>")
@requires(Permission.COMMUNITY_READ)
def version(paper_version_id: uuid.UUID) -> ResponseReturnValue:
    shown = _version_at(paper_version_id)
    kept = queries.content_in(shown)
    now = _content(shown.community, shown.kind)
    return render_template(
        "papers/version.html",
        version=shown,
        community=shown.community,
        content=kept,
        differences=rules.differences(rules.lines_of(kept), rules.lines_of(now)),
        sees_review=_sees_review(shown.community),
        words=labels,
    )


@bp.route("/papers/<uuid:paper_version_id>/answer", methods=["GET", "POST"])
@requires(Permission.PAPER_REVIEW)
def judge(paper_version_id: uuid.UUID) -> ResponseReturnValue:
    shown = _version_at(paper_version_id)
    if not queries.may_review(viewer(), shown.community):
        raise NotVisibleError
    form = forms.JudgeForm(obj=shown)
    here = url_for(".paper", community_id=shown.community_id, kind=shown.kind)
    if form.validate_on_submit():
        try:
            actions.judge(
                shown,
                form.answer.data,
                form.words.data or "",
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.PaperRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(here, _("Answer saved. The author gets a mail."))
    return render_template(
        "papers/judge.html",
        form=form,
        version=shown,
        community=shown.community,
        cancel_url=here,
        words=labels,
    )


@bp.route("/papers/<uuid:paper_version_id>/comment", methods=["GET", "POST"])
@requires(Permission.PAPER_COMMENT)
def comment(paper_version_id: uuid.UUID) -> ResponseReturnValue:
    shown = _version_at(paper_version_id)
    if not _sees_review(shown.community):
        raise NotVisibleError
    form = forms.CommentForm()
    here = url_for(".paper", community_id=shown.community_id, kind=shown.kind)
    if form.validate_on_submit():
        actions.comment(shown, form.words.data, actor=viewer(), now=clock.now())
        return saved(here, _("Comment saved"))
    return render_template(
        "papers/comment.html",
        form=form,
        version=shown,
        community=shown.community,
        cancel_url=here,
        words=labels,
    )
