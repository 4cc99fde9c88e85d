"""Write remarks on the methodology, answer them once for all their authors, and tell these (M23)."""

import datetime as dt
import secrets
import uuid
from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError, NotVisibleError
from pilot.extensions import db
from pilot.mentoring.remarks import material_queries, queries, rules
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologyVersion,
    RemarkAuthor,
    RemarkPoint,
)
from pilot.mentoring.remarks.rules import AnswerEntry, Problem, RemarkEntry
from pilot.outbox import actions as outbox
from pilot.outbox.models import OutgoingMail

ANSWERED_MAIL = "remark_answered"


class RemarkRefusedError(DomainError):
    """A remark or an answer is refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def write_remark(
    pilot: Pilot, entry: RemarkEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> MethodologyRemark:
    """Keep what somebody says of a section; the event tells that the person spoke, not which remark it is.

    :raises NotVisibleError: the person has no role in which to speak.
    :raises RemarkRefusedError: the version does not have the section.
    """
    version = _version_with(pilot, entry)
    point = RemarkPoint(id=uuid.uuid4(), pilot_id=pilot.id, section_id=entry.section_id)
    remark = MethodologyRemark(
        id=uuid.uuid4(),
        point=point,
        author=_author_of(pilot, actor),
        about=version,
        session_id=entry.session_id,
        kind=entry.kind,
        text=entry.text,
        proposal=entry.proposal,
        written_on=today,
    )
    db.session.add_all((point, remark))
    db.session.flush()
    _note_author("mentoring.remark-written", version, pilot, actor, now)
    return remark


def change_remark(
    pilot: Pilot, remark: MethodologyRemark, entry: RemarkEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> MethodologyRemark:
    """Change a remark of the actor that has no answer; one that was merged keeps its section.

    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    :raises RemarkRefusedError: it has been answered, or the version does not have the section.
    """
    check_version(remark, seen)
    point = _open_point(remark)
    version = _version_with(pilot, entry)
    if queries.is_alone(remark):
        point.section_id = entry.section_id
    remark.about, remark.kind = version, entry.kind
    remark.text, remark.proposal = entry.text, entry.proposal
    flag_modified(point, "summary")  # whoever answers now has not read this
    db.session.flush()
    _note_author("mentoring.remark-changed", version, pilot, actor, now)
    return remark


def withdraw_remark(
    pilot: Pilot, remark: MethodologyRemark, *, seen: int, actor: Viewer, now: dt.datetime
) -> None:
    """Delete a remark of the actor that has no answer, and its point when nobody else makes it.

    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    :raises RemarkRefusedError: it has been answered.
    """
    check_version(remark, seen)
    point, version = _open_point(remark), remark.about
    if queries.is_alone(remark):
        db.session.delete(point)
    else:
        flag_modified(point, "summary")
    db.session.delete(remark)
    db.session.flush()
    _note_author("mentoring.remark-withdrawn", version, pilot, actor, now)


def mark_seen(pilot: Pilot, remark: MethodologyRemark, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Keep that the author has seen the answer.

    :raises EditedMeanwhileError: the answer is another one since `seen`.
    :raises RemarkRefusedError: there is no answer.
    """
    check_version(remark, seen)
    if remark.point.decision is None:
        raise RemarkRefusedError(Problem.NOT_ANSWERED)
    remark.seen_at = now
    db.session.flush()
    _note_author("mentoring.remark-answer-seen", remark.about, pilot, actor, now)


def answer(
    pilot: Pilot,
    point: RemarkPoint,
    entry: AnswerEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> RemarkPoint:
    """Answer a point for all who made it, the first time or again; each is told once a day at most.

    :raises EditedMeanwhileError: the point, or a remark of it, was changed since `seen`.
    :raises RemarkRefusedError: it is implemented already, or the reason is missing.
    """
    check_version(point, seen)
    is_implemented = point.implemented_in_id is not None
    if problem := rules.answer_problem(entry.decision, reason=entry.reason, is_implemented=is_implemented):
        raise RemarkRefusedError(problem)
    point.summary, point.decision, point.reason = entry.summary, entry.decision, entry.reason
    point.decided_on = today
    _put_before_authors(pilot, point, now=now, today=today)
    _note("mentoring.remark-answered", point, actor, now, decision=str(entry.decision))
    return point


def implement(
    pilot: Pilot,
    point: RemarkPoint,
    version: MethodologyVersion,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> RemarkPoint:
    """Say in which version a point was implemented; the difference of the section's texts proves it.

    :raises EditedMeanwhileError: the point was changed since `seen`.
    :raises RemarkRefusedError: it was not accepted, or the version did not change its section.
    """
    check_version(point, seen)
    if problem := _implement_problem(point, version):
        raise RemarkRefusedError(problem)
    point.implemented_in = version
    _put_before_authors(pilot, point, now=now, today=today)
    _note("mentoring.remark-implemented", point, actor, now, version=version.number)
    return point


def merge(
    pilot: Pilot,
    point: RemarkPoint,
    chosen: Collection[str],
    summary: str,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> RemarkPoint:
    """Let one point stand for several of its section without an answer; all their authors get its answer.

    :raises EditedMeanwhileError: the point was changed since `seen`, or a chosen one waits no more.
    :raises RemarkRefusedError: nothing was chosen, or the point is implemented already.
    """
    check_version(point, seen)
    if point.implemented_in_id is not None:
        raise RemarkRefusedError(Problem.ALREADY_IMPLEMENTED)
    if not chosen:
        raise RemarkRefusedError(Problem.NOTHING_TO_MERGE)
    others = [each for each in queries.open_points_beside(point) if str(each.id) in chosen]
    if len(others) < len(chosen):
        raise EditedMeanwhileError
    point.summary = summary
    flag_modified(point, "summary")
    for other in others:
        for remark in list(other.remarks):
            remark.point = point
        db.session.delete(other)
    db.session.flush()
    if point.decision is not None:
        _tell(pilot, point, now=now, today=today)
    _note("mentoring.remarks-merged", point, actor, now, count=len(others))
    return point


def split(
    point: RemarkPoint, remark_id: uuid.UUID, *, seen: int, actor: Viewer, now: dt.datetime
) -> RemarkPoint:
    """Take a remark out of a point without an answer again, to be a point of its own.

    :raises EditedMeanwhileError: the point was changed since `seen`.
    :raises NotVisibleError: the point has no such remark.
    :raises RemarkRefusedError: the point has been answered, or the remark stands alone.
    """
    check_version(point, seen)
    remark = next((each for each in point.remarks if each.id == remark_id), None)
    if remark is None:
        raise NotVisibleError
    if point.decision is not None:
        raise RemarkRefusedError(Problem.ANSWERED)
    if len(point.remarks) == 1:
        raise RemarkRefusedError(Problem.ONLY_ONE)
    own = RemarkPoint(id=uuid.uuid4(), pilot_id=point.pilot_id, section_id=point.section_id)
    db.session.add(own)
    remark.point = own
    flag_modified(point, "summary")
    db.session.flush()
    _note("mentoring.remark-split", own, actor, now)
    return own


def _implement_problem(point: RemarkPoint, version: MethodologyVersion) -> Problem | None:
    """Return why a point that was loaded with its remarks is not implemented in a version, or None."""
    earlier = material_queries.before(version)
    return rules.implement_problem(
        point.decision,
        is_implemented=point.implemented_in_id is not None,
        about=[remark.about.number for remark in point.remarks],
        before=material_queries.edition(earlier, point.section_id) if earlier else None,
        chosen=material_queries.edition(version, point.section_id),
    )


def _open_point(remark: MethodologyRemark) -> RemarkPoint:
    """Return the point of a remark, which nobody answers meanwhile.

    :raises RemarkRefusedError: it has been answered.
    """
    point = remark.point
    db.session.refresh(point, ["version", "decision"], with_for_update=True)
    if point.decision is not None:
        raise RemarkRefusedError(Problem.ANSWERED)
    return point


def _version_with(pilot: Pilot, entry: RemarkEntry) -> MethodologyVersion:
    version = material_queries.get_version(entry.about_id, pilot=pilot)
    if entry.section_id not in rules.from_text(version.content):
        raise RemarkRefusedError(Problem.NOT_IN_VERSION)
    return version


def _author_of(pilot: Pilot, actor: Viewer) -> RemarkAuthor:
    """Return under which number the actor speaks; the first time it is drawn by lot, one person at a time."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot.id).with_for_update())
    known = queries.find_author(pilot, user_id=actor.user_id)
    if known is not None:
        return known
    role = rules.role_of({grant.role for grant in actor.grants if grant.pilot_id == pilot.id})
    if role is None:
        raise NotVisibleError
    people = sum(queries.role_sizes(pilot).values())
    free = rules.free_numbers(queries.taken_numbers(pilot), people=people)
    author = RemarkAuthor(pilot_id=pilot.id, user_id=actor.user_id, role=role, number=secrets.choice(free))
    db.session.add(author)
    return author


def _put_before_authors(pilot: Pilot, point: RemarkPoint, *, now: dt.datetime, today: dt.date) -> None:
    """Show an answer as new to everybody who made the point, and tell them by mail."""
    for remark in point.remarks:
        remark.seen_at = None
        flag_modified(remark, "seen_at")  # a window that shows the answer before this one is too old
    db.session.flush()
    _tell(pilot, point, now=now, today=today)


def _tell(pilot: Pilot, point: RemarkPoint, *, now: dt.datetime, today: dt.date) -> None:
    """Queue a mail without content for each author with a role, one a day and person.

    It belongs to no pilot: the coordinator reads to whom a pilot's mails go, and would learn who spoke.
    """
    has_role = exists().where(
        RoleAssignment.user_id == User.id,
        RoleAssignment.pilot_id == pilot.id,
        RoleAssignment.role.in_(rules.AUTHOR_ROLES),
        RoleAssignment.ended_at.is_(None),
    )
    people = db.session.scalars(
        select(User.id)
        .join(RemarkAuthor, RemarkAuthor.user_id == User.id)
        .join(MethodologyRemark, MethodologyRemark.author_id == RemarkAuthor.id)
        .where(
            MethodologyRemark.point_id == point.id,
            MethodologyRemark.seen_at.is_(None),
            User.state == UserState.ACTIVE,
            has_role,
        )
        .distinct()
        .order_by(User.id)
    ).all()
    keys = {f"remark:{pilot.id}:{person}:{today}": person for person in people}
    queued = db.session.scalars(select(OutgoingMail.key).where(OutgoingMail.key.in_(keys))).all()
    for key in keys.keys() - set(queued):
        letter = outbox.Message(
            key=key, template=ANSWERED_MAIL, recipient_id=keys[key], facts={"code": pilot.code}
        )
        try:
            with db.session.begin_nested():
                outbox.queue(letter, now=now)
        except IntegrityError:
            continue  # another answer of this moment has told the person


def _note(action: str, point: RemarkPoint, actor: Viewer, now: dt.datetime, **detail: object) -> None:
    audit.record(action, point, actor=actor, at=now, pilot_id=point.pilot_id, **detail)


def _note_author(
    action: str, version: MethodologyVersion, pilot: Pilot, actor: Viewer, now: dt.datetime
) -> None:
    """Record a deed of an author under the version: the log does not tell which remark it was."""
    audit.record(action, version, actor=actor, at=now, pilot_id=pilot.id)
