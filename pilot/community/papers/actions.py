"""Send a paper to review, answer to a version, write a comment."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.community.models import Community
from pilot.community.papers import queries, rules
from pilot.community.papers.enums import PaperKind, ReviewState
from pilot.community.papers.models import PaperComment, PaperVersion
from pilot.community.papers.rules import Problem
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.outbox.actions import Message, queue


class PaperRefusedError(DomainError):
    """A paper is not sent, or an answer is not taken; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def send(
    community: Community, kind: PaperKind, content: Mapping[str, Any], *, actor: Viewer, now: dt.datetime
) -> PaperVersion:
    """Send a paper to review as it stands now; the version keeps its content for good.

    :raises PaperRefusedError: nothing is in it, or it still says what was sent last.
    """
    last = queries.last_of(community, kind)
    text = canonical.text_of(content)
    problem = rules.sending_problem(
        last.state if last else None,
        is_same=last is not None and last.sha256 == canonical.hash_of(text),
        is_empty=not content["sections"],
    )
    if problem:
        raise PaperRefusedError(problem)
    version = PaperVersion(
        community_id=community.id,
        kind=kind,
        number=last.number + 1 if last else 1,
        content=text,
        sha256=canonical.hash_of(text),
        sent_at=now,
        sent_by_id=actor.user_id,
    )
    db.session.add(version)
    db.session.flush()
    _record("community.paper-sent", version, community, actor=actor, now=now, number=version.number)
    return version


def judge(
    version: PaperVersion, answer: ReviewState, words: str, *, seen: int, actor: Viewer, now: dt.datetime
) -> PaperVersion:
    """Answer to a version; its author gets a mail without a word of what was said.

    :raises EditedMeanwhileError: somebody answered first.
    :raises PaperRefusedError: the version takes no such answer, or the words are missing.
    """
    check_version(version, seen)
    community = version.community
    last = queries.last_of(community, version.kind)
    problem = rules.answer_problem(
        version.state, answer, is_last=last is not None and last.id == version.id, has_words=bool(words)
    )
    if problem:
        raise PaperRefusedError(problem)
    version.state, version.judged_at, version.judged_by_id = answer, now, actor.user_id
    db.session.flush()
    if words:
        _say(version, words, actor=actor, now=now)
    _record("community.paper-judged", version, community, actor=actor, now=now, state=answer)
    _tell_author(version, community, actor=actor, now=now)
    return version


def comment(version: PaperVersion, words: str, *, actor: Viewer, now: dt.datetime) -> PaperComment:
    """Write a comment on a version; the author hears of those that others write."""
    said = _say(version, words, actor=actor, now=now)
    _record("community.paper-commented", version, version.community, actor=actor, now=now)
    _tell_author(version, version.community, actor=actor, now=now)
    return said


def _say(version: PaperVersion, words: str, *, actor: Viewer, now: dt.datetime) -> PaperComment:
    said = PaperComment(version_id=version.id, author_id=actor.user_id, text=words, written_at=now)
    db.session.add(said)
    db.session.flush()
    return said


def _tell_author(version: PaperVersion, community: Community, *, actor: Viewer, now: dt.datetime) -> None:
    if version.sent_by_id == actor.user_id:
        return
    message = Message(
        key=f"paper_judged:{version.id}:{actor.user_id}:{now.isoformat()}",
        template="paper_judged",
        recipient_id=version.sent_by_id,
        pilot_id=community.pilot_id,
        facts={"community_id": str(community.id), "kind": version.kind.value},
    )
    queue(message, now=now)


def _record(
    name: str,
    version: PaperVersion,
    community: Community,
    *,
    actor: Viewer,
    now: dt.datetime,
    **facts: object,
) -> None:
    audit.record(name, version, actor=actor, at=now, pilot_id=community.pilot_id, kind=version.kind, **facts)
