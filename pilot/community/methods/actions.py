"""Write the research plan of a community, the uses of its methods and the files of these."""

import datetime as dt

from sqlalchemy import exists, select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.methods import rules
from pilot.community.methods.models import (
    GroupReach,
    MethodFile,
    MethodUse,
    PlannedMethod,
    ResearchPlan,
)
from pilot.community.methods.rules import PlannedEntry, Problem, Refusal, UseEntry
from pilot.community.models import Community
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.files import actions as files
from pilot.files.rules import Upload


class MethodRefusedError(DomainError):
    """A use or a plan is refused; `refusal` says why and which number would fit."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def record_use(
    community: Community,
    entry: UseEntry,
    *,
    planned: PlannedMethod | None,
    finishes: bool,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MethodUse:
    """Record that a method was used, as a draft or finished.

    :raises MethodRefusedError: a day lies ahead, the parts do not add up, or the meaning is missing.
    """
    _check(entry, today=today, finishes=finishes)
    use = MethodUse(
        community_id=community.id,
        recorded_at=now,
        finished_at=now if finishes else None,
        planned_id=planned.id if planned else None,
        **_own(entry),
    )
    use.reach = _reach(entry)
    db.session.add(use)
    db.session.flush()
    _note("community.method-used", use, community, actor, now, method=entry.method, finished=finishes)
    return use


def change_use(
    use: MethodUse,
    entry: UseEntry,
    *,
    planned: PlannedMethod | None,
    finishes: bool,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MethodUse:
    """Change a draft, and finish it where that is asked.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MethodRefusedError: it is finished, a day lies ahead, the parts do not add up, or the meaning is
        missing.
    """
    check_version(use, seen)
    if use.finished_at is not None:
        raise MethodRefusedError(Refusal(Problem.FINISHED))
    _check(entry, today=today, finishes=finishes)
    changed = [name for name, value in _own(entry).items() if getattr(use, name) != value]
    for name in changed:
        setattr(use, name, getattr(entry, name))
    use.planned_id = planned.id if planned else None
    if {reach.people_group: reach.people for reach in use.reach} != dict(entry.groups):
        use.reach.clear()
        db.session.flush()
        use.reach.extend(_reach(entry))
        changed.append("groups")
    use.finished_at = now if finishes else None
    db.session.flush()
    _note(
        "community.method-use-changed",
        use,
        use.community,
        actor,
        now,
        fields=changed,
        finished=finishes,
    )
    return use


def reopen_use(use: MethodUse, *, seen: int, actor: Viewer, now: dt.datetime) -> MethodUse:
    """Make a finished use a draft again.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MethodRefusedError: it is a draft already.
    """
    check_version(use, seen)
    if use.finished_at is None:
        raise MethodRefusedError(Refusal(Problem.NOT_FINISHED))
    use.finished_at = None
    db.session.flush()
    _note("community.method-use-reopened", use, use.community, actor, now)
    return use


def write_plan(
    community: Community,
    plan: ResearchPlan | None,
    *,
    questions: str,
    ethics: str,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> ResearchPlan:
    """Write what the research asks and promises, the first time or again.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    if plan is None:
        plan = ResearchPlan(community_id=community.id)
        db.session.add(plan)
    else:
        check_version(plan, seen)
    plan.questions, plan.ethics = questions, ethics
    db.session.flush()
    _note("community.research-plan-written", plan, community, actor, now)
    return plan


def plan_method(
    community: Community, entry: PlannedEntry, *, actor: Viewer, now: dt.datetime
) -> PlannedMethod:
    """Put a method into the plan; its day may lie ahead or behind."""
    planned = PlannedMethod(community_id=community.id, **vars(entry))
    db.session.add(planned)
    db.session.flush()
    _note("community.method-planned", planned, community, actor, now, method=entry.method)
    return planned


def change_planned(
    planned: PlannedMethod, entry: PlannedEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> PlannedMethod:
    """Change a method of the plan.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(planned, seen)
    changed = [name for name, value in vars(entry).items() if getattr(planned, name) != value]
    for name in changed:
        setattr(planned, name, getattr(entry, name))
    db.session.flush()
    _note("community.planned-method-changed", planned, planned.community, actor, now, fields=changed)
    return planned


def remove_planned(planned: PlannedMethod, *, actor: Viewer, now: dt.datetime) -> None:
    """Take a method out of the plan that has not been used.

    :raises MethodRefusedError: it has been used.
    """
    if db.session.scalar(select(exists().where(MethodUse.planned_id == planned.id))):
        raise MethodRefusedError(Refusal(Problem.PLANNED_DONE))
    _note("community.planned-method-removed", planned, planned.community, actor, now)
    db.session.delete(planned)
    db.session.flush()


def add_file(use: MethodUse, upload: Upload, *, actor: Viewer, now: dt.datetime) -> MethodFile:
    """Keep a file with a use of a method.

    :raises MethodRefusedError: the files of the person would take more than they may together.
    """
    try:
        stored = files.keep(upload, owner_id=actor.user_id, now=now)
    except files.FilesFullError as full:
        raise MethodRefusedError(Refusal(Problem.FILES_FULL)) from full
    added = MethodFile(use_id=use.id, file_id=stored.id, added_at=now)
    db.session.add(added)
    db.session.flush()
    _note("community.method-file-added", use, use.community, actor, now, file=stored.id)
    return added


def remove_file(found: MethodFile, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete a file of a use with its bytes."""
    use, file_id = found.use, found.file_id
    db.session.delete(found)
    db.session.flush()
    files.discard(file_id)
    _note("community.method-file-removed", use, use.community, actor, now, file=file_id)


def _check(entry: UseEntry, *, today: dt.date, finishes: bool) -> None:
    if refusal := rules.use_refusal(entry, today=today, finishes=finishes):
        raise MethodRefusedError(refusal)


def _own(entry: UseEntry) -> dict[str, object]:
    """Return the values of an entry that stand on the use itself."""
    return {name: value for name, value in vars(entry).items() if name != "groups"}


def _reach(entry: UseEntry) -> list[GroupReach]:
    return [GroupReach(people_group=group, people=people) for group, people in entry.groups.items()]


def _note(
    action: str,
    subject: MethodUse | PlannedMethod | ResearchPlan,
    community: Community,
    actor: Viewer,
    now: dt.datetime,
    **detail: object,
) -> None:
    audit.record(action, subject, actor=actor, at=now, pilot_id=community.pilot_id, **detail)
