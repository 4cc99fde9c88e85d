"""The plan check as a page shows it: what is open and where to fix it, what was accepted, what is met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.cohort.models import Pilot
from pilot.training import labels
from pilot.training.plan_check import Finding, Level, PlanRule
from pilot.training.queries import Plan

SIGNS = {Level.BLOCK: "danger", Level.WARN: "warn", Level.MISSING: "plan"}
FREE_DAYS = frozenset({PlanRule.HOLIDAY, PlanRule.SATURDAY, PlanRule.SUNDAY, PlanRule.DAY_OFF})
MODULES = frozenset({PlanRule.MODULE_MINUTES, PlanRule.MODULE_CLASSES})
IN_TWO_PLACES = frozenset({PlanRule.LECTURER_BUSY, PlanRule.DAYS_OVERLAP, PlanRule.SHORT_WAY})
LACKS_LECTURER = frozenset({PlanRule.LECTURER_AWAY, PlanRule.CLASS_DECLINED})
ROOMS = frozenset({PlanRule.ROOM_BUSY, PlanRule.ROOM_CLOSED, PlanRule.ROOM_SMALL, PlanRule.ROOM_ELSEWHERE})


@dataclass(frozen=True)
class Check:
    """A line of the plan check: what is not met, where to fix it, and why it was accepted."""

    words: str
    sign: str
    fix_url: str
    fix_label: str
    accept_url: str | None
    reason: str


@dataclass(frozen=True)
class CheckList:
    """The whole check: open lines by level, lines accepted with a reason, and what is met."""

    open: tuple[Check, ...]
    accepted: tuple[Check, ...]
    met: tuple[str, ...]


def check_list(plan: Plan, *, pilot: Pilot) -> CheckList:
    """Return the plan check of a pilot for whoever manages the training."""
    checks = [(finding, check_of(finding, pilot=pilot)) for finding in plan.findings]
    order = list(Level)
    waiting = sorted(
        ((finding, check) for finding, check in checks if finding.accepted is None),
        key=lambda pair: order.index(pair[0].level),
    )
    return CheckList(
        open=tuple(check for _finding, check in waiting),
        accepted=tuple(check for finding, check in checks if finding.accepted is not None),
        met=tuple(_met(plan, pilot)),
    )


def check_of(finding: Finding, *, pilot: Pilot) -> Check:
    """Return a finding as a line with the links that settle it."""
    may_be_accepted = finding.is_soft and finding.accepted is None
    url, label = _fix(finding, pilot)
    return Check(
        words=labels.describe(finding, pilot=pilot),
        sign=SIGNS[finding.level],
        fix_url=url,
        fix_label=label,
        accept_url=url_for("training.accept_finding", code=pilot.code, rule=finding.key)
        if may_be_accepted
        else None,
        reason=labels.accepted_because(finding.accepted) if finding.accepted else "",
    )


def _fix(finding: Finding, pilot: Pilot) -> tuple[str, str]:
    """Return the page on which a finding is put right, and what the link says."""
    if finding.module is not None:
        return url_for("training.change_module", module_id=finding.module.id), _("Edit module")
    if finding.held_class is not None:
        label = _("Choose another lecturer") if finding.rule in LACKS_LECTURER else _("Edit class")
        return url_for("agenda.change_class", class_id=finding.held_class.id), label
    if finding.day is None:
        return _fix_programme(finding, pilot)
    endpoint, label = {
        PlanRule.NO_VENUE: ("training.change_day", _("Enter venue")),
        PlanRule.ROOM_BUSY: ("training.change_day", _("Choose another room")),
        PlanRule.ROOM_CLOSED: ("training.change_day", _("Choose another room")),
        PlanRule.ROOM_SMALL: ("training.change_day", _("Choose another room")),
        PlanRule.ROOM_ELSEWHERE: ("training.change_day", _("Choose another room")),
        PlanRule.NO_CLASSES: ("training.day", _("Open day")),
        PlanRule.DAY_CLASSES: ("training.day", _("Open day")),
    }.get(finding.rule, ("training.move_day", _("Move day")))
    to = finding.next_free_on if endpoint == "training.move_day" else None
    return url_for(endpoint, day_id=finding.day.id, to=to), label


def _fix_programme(finding: Finding, pilot: Pilot) -> tuple[str, str]:
    """Return where the number or the hours of modules and days are put right."""
    is_module = finding.rule is PlanRule.MODULE_MINUTES
    if finding.actual > finding.highest:
        anchor, label = ("modules", _("See modules")) if is_module else ("days", _("See training days"))
        return url_for("training.schedule", code=pilot.code, _anchor=anchor), label
    label = _("Add module") if is_module else _("Add training day")
    endpoint = "training.add_module" if is_module else "training.plan_day"
    return url_for(endpoint, code=pilot.code), label


def _met(plan: Plan, pilot: Pilot) -> Iterator[str]:
    """Yield the promises that the plan keeps, in words with their numbers."""
    broken = {finding.rule for finding in plan.findings}
    days = len(plan.live_days)
    if days and pilot.training_days and PlanRule.NUMBER_OF_DAYS not in broken:
        yield ngettext("%(num)d of %(planned)d day", "%(num)d of %(planned)d days", days, planned=days)
    if days and PlanRule.DAY_MINUTES not in broken:
        planned = labels.academic(plan.planned_minutes, pilot=pilot)
        yield _("%(hours)s together, as the programme asks", hours=planned)
    most = pilot.training_days_per_month
    if days and most and PlanRule.DAYS_PER_MONTH not in broken:
        yield ngettext("%(num)d day in every month", "%(num)d days in every month", most)
    if plan.modules and not MODULES & broken:
        count = len(plan.modules)
        yield ngettext("%(num)d module with its hours", "All %(num)d modules with their hours", count)
    if days and not FREE_DAYS & broken:
        yield _("No day on a holiday or at a weekend")
    if days and not IN_TWO_PLACES & broken:
        yield _("Nobody is in two places at once")
    if any(day.room_id for day in plan.live_days) and not ROOMS & broken:
        yield _("Every room is free and large enough")


def answer(plan: Plan, *, pilot: Pilot, manages: bool) -> str:
    """Answer at the top of the schedule: how much is planned, and what is still open."""
    if not plan.live_days:
        return str(_("No training day is planned yet."))
    hours = labels.academic(plan.planned_minutes, pilot=pilot)
    amount = ngettext("%(num)d day, %(hours)s.", "%(num)d days, %(hours)s.", len(plan.live_days), hours=hours)
    return f"{amount} {_still_open(plan.findings)}" if manages else str(amount)


def _still_open(findings: Sequence[Finding]) -> str:
    waiting = [finding for finding in findings if finding.accepted is None]
    blocking = sum(1 for finding in waiting if finding.level is Level.BLOCK)
    if not waiting:
        words = _("Everything is planned, and nothing conflicts.")
    elif all(finding.rule is PlanRule.NO_VENUE for finding in waiting):
        words = ngettext(
            "Everything is planned, %(num)d day still needs a venue.",
            "Everything is planned, %(num)d days still need a venue.",
            len(waiting),
        )
    elif blocking:
        words = ngettext(
            "%(num)d conflict has to be settled.", "%(num)d conflicts have to be settled.", blocking
        )
    else:
        words = ngettext("%(num)d thing is still open.", "%(num)d things are still open.", len(waiting))
    return str(words)
