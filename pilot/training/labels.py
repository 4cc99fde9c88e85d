"""Words for the training: states, refusals and what a plan does not meet."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_pgettext, ngettext
from flask_babel import lazy_gettext as _l

from pilot.cohort import holidays
from pilot.cohort.rules import academic_hours
from pilot.training import attendance_rules, threshold_rules
from pilot.training.enums import (
    AttendanceStanding,
    AttendanceStatus,
    DayMode,
    DayState,
    Half,
    Part,
    TeachingMethod,
)
from pilot.training.plan_check import Acceptance, Finding, PlanRule
from pilot.training.rules import DayFinding, Problem
from pilot.training.threshold_rules import AttendanceTotals
from pilot.web import locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilot.cohort.models import Pilot
    from pilot.training.models import Attendance, TrainingDay

DAY_STATES = {
    DayState.PLANNED: lazy_pgettext("training day", "Planned"),
    DayState.CONFIRMED: lazy_pgettext("training day", "Confirmed"),
    DayState.HELD: lazy_pgettext("training day", "Held"),
    DayState.LOCKED: lazy_pgettext("training day", "Locked"),
    DayState.MOVED: lazy_pgettext("training day", "Moved"),
    DayState.CANCELLED: lazy_pgettext("training day", "Cancelled"),
}
DAY_SIGNS = {
    DayState.PLANNED: ("info", "plan"),
    DayState.CONFIRMED: ("info", "info"),
    DayState.HELD: ("ok", "ok"),
    DayState.LOCKED: ("ok", "ok"),
    DayState.MOVED: ("plain", "right"),
    DayState.CANCELLED: ("plain", "none"),
}
MODES = {
    DayMode.IN_PERSON: _l("In person"),
    DayMode.REMOTE: _l("Remotely"),
    DayMode.HYBRID: _l("Partly remotely"),
}
METHODS = {
    TeachingMethod.LECTURE: _l("Lecture"),
    TeachingMethod.DISCUSSION: _l("Discussion"),
    TeachingMethod.CASE_ANALYSIS: _l("Case analysis"),
    TeachingMethod.GROUP_WORK: _l("Group work"),
    TeachingMethod.DEMONSTRATION: _l("Demonstration"),
    TeachingMethod.PRESENTATIONS: _l("Presentations"),
    TeachingMethod.OTHER: lazy_pgettext("teaching method", "Other"),
}
STATUSES = {
    AttendanceStatus.ATTENDED: lazy_pgettext("attendance", "Attended"),
    AttendanceStatus.PARTLY: lazy_pgettext("attendance", "Attended partly"),
    AttendanceStatus.EXCUSED: lazy_pgettext("attendance", "Excused absence"),
    AttendanceStatus.ABSENT: lazy_pgettext("attendance", "Did not attend"),
}
STATUS_SIGNS = {
    AttendanceStatus.ATTENDED: ("ok", "ok"),
    AttendanceStatus.PARTLY: ("warn", "half"),
    AttendanceStatus.EXCUSED: ("plain", "info"),
    AttendanceStatus.ABSENT: ("danger", "short"),
}
SHORT_STATUSES = {
    AttendanceStatus.ATTENDED: lazy_pgettext("attendance, short", "All day"),
    AttendanceStatus.PARTLY: lazy_pgettext("attendance, short", "Partly"),
    AttendanceStatus.EXCUSED: lazy_pgettext("attendance, short", "Excused"),
    AttendanceStatus.ABSENT: lazy_pgettext("attendance, short", "Absent"),
}
PARTS = {
    Part.MORNING: lazy_pgettext("attendance, short", "Morning"),
    Part.AFTERNOON: lazy_pgettext("attendance, short", "Afternoon"),
    Part.MINUTES: lazy_pgettext("attendance, short", "By minutes"),
}
HALVES = {
    Half.MORNING: lazy_pgettext("attendance", "morning only"),
    Half.AFTERNOON: lazy_pgettext("attendance", "afternoon only"),
}
STANDINGS = {
    AttendanceStanding.NO_THRESHOLD: _l("No threshold is set"),
    AttendanceStanding.REACHED: _l("Reached"),
    AttendanceStanding.REACHABLE: _l("Can still be reached"),
    AttendanceStanding.OUT_OF_REACH: _l("Can no longer be reached"),
}
STANDING_SIGNS = {
    AttendanceStanding.NO_THRESHOLD: "plain",
    AttendanceStanding.REACHED: "ok",
    AttendanceStanding.REACHABLE: "info",
    AttendanceStanding.OUT_OF_REACH: "danger",
}
PROBLEMS = {
    Problem.MINUTES_OUT_OF_RANGE: _l("Enter a length of at least 1 and at most 720 minutes"),
    Problem.ENDS_BEFORE_START: _l("Enter an end that is later than the start"),
    Problem.MINUTES_EXCEED_TIMES: _l("The length is more than the time between start and end; shorten it"),
    Problem.HOLIDAY: _l("The day is a public holiday"),
    Problem.SATURDAY: _l("The day is a Saturday"),
    Problem.DAY_OFF: _l("The day is a day off of the pilot"),
    Problem.SUNDAY: _l("The day is a Sunday"),
    Problem.OUTSIDE_PHASE: _l("The day lies outside the training phase"),
    Problem.OUTSIDE_DAY: _l("Enter times between the start and the end of the training day"),
    Problem.CLASSES_OVERLAP: _l("Another class is at the same time"),
    Problem.LECTURER_BUSY: _l("A lecturer has another class at the same time"),
    Problem.LECTURER_AWAY: _l("A lecturer is not available on the day"),
    Problem.MOVE_NOT_ALLOWED: _l("The day is no longer in a state in which this can be done"),
    Problem.REASON_MISSING: _l("Enter the reason"),
    Problem.NOT_YET_HELD: _l("The day has not come yet; record attendance on the day or later"),
    Problem.MORE_THAN_PLANNED: _l("Enter fewer minutes than the day has"),
    Problem.STATUS_DISAGREES: _l("Enter minutes between 1 and the length of the day less one"),
    Problem.NUMBER_TAKEN: _l("The number is taken; choose another one"),
    Problem.DATE_TAKEN: _l("Another training day is at the same time: everybody would be in two places"),
    Problem.MONTH_FULL: _l("The month already has as many training days as planned"),
    Problem.ROOM_BUSY: _l("Another training day is in the room at the same time"),
    Problem.ROOM_CLOSED: _l("The room is closed on the day"),
    Problem.PROGRAMME_FULL: _l("The programme already has as many training days as planned"),
    Problem.MODULE_IN_USE: _l(
        "Classes, tasks, make-up work, materials or self-ratings belong to the module;"
        " move or remove what can be, else change the module instead"
    ),
    Problem.LESS_THAN_RECORDED: _l("Somebody attended more than this; correct the attendance first"),
    Problem.DAY_LOCKED: _l(
        "The day is locked. Only the coordinator changes it, by a correction with a reason."
    ),
    Problem.DAY_NOT_LOCKED: _l("The day is not locked; change it on the attendance sheet"),
    Problem.NOT_TAKING_PLACE: _l("The day was moved or cancelled"),
    Problem.MONTH_CLOSED: _l("The month is closed; the coordinator can reopen it with a reason"),
    Problem.SHEET_INCOMPLETE: _l("Record the attendance of everybody first"),
    Problem.SHEET_DISAGREES: _l("The number of signatures differs from the recorded attendance"),
    Problem.SCAN_MISSING: _l("Choose the scan, or write below why there is none"),
    Problem.SCAN_KEPT: _l("The day has its scan already"),
    Problem.NOTHING_MISSED: _l("Enter how many minutes were missed, or choose that they were there all day"),
    Problem.STAYS_EXCEED_PLANNED: _l("The times are longer than the day is planned; leave out the breaks"),
    Problem.STAYS_AND_MINUTES: _l("Enter either the times or the minutes that were missed"),
    Problem.OUTSIDE_CLASSES: _l(
        "There is no class at these times; correct them or choose that they were absent"
    ),
    Problem.FILES_FULL: _l("Your files take 200 MB already; remove some that are not needed any more"),
    Problem.NOTHING_CHANGED: _l("Nothing is different from what is recorded"),
}


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def academic(minutes: int, *, pilot: "Pilot") -> str:
    """Write a total of minutes in the pilot's academic hours: 96 ak. st., 92,67 ak. st. (R5)."""
    exact = academic_hours(minutes, pilot.academic_hour_minutes).normalize()
    return locale.academic(Decimal(f"{exact:f}"))


def attendance_words(row: "Attendance") -> str:
    """Say what is recorded of somebody, with the half, the minutes missed and taking part remotely."""
    details = [str(HALVES[row.half])] if row.half else []
    if row.stays:
        details.append(_("there: %(times)s", times=stays_words(row.stays)))
    if row.late_minutes:
        details.append(_("came late: %(minutes)s", minutes=locale.minutes(row.late_minutes)))
    if row.early_minutes:
        details.append(_("left early: %(minutes)s", minutes=locale.minutes(row.early_minutes)))
    if row.remote:
        details.append(_("remotely"))
    words = f"{STATUSES[row.status]}, {locale.minutes(row.minutes)}"
    return f"{words} ({', '.join(details)})" if details else words


def stays_words(kept: str) -> str:
    """Write the times of stays: 9.00–10.30, 13.00–17.00."""
    stays = attendance_rules.stays_of(kept)
    return ", ".join(f"{locale.clock_time(begin)}–{locale.clock_time(end)}" for begin, end in stays)


def needed(totals: AttendanceTotals, *, pilot: "Pilot") -> int | None:
    """Return the fewest minutes that reach the pilot's threshold (R13)."""
    return threshold_rules.needed_minutes(totals.planned, threshold_pct=pilot.certificate_min_attendance_pct)


def sum_up_standings(standings: "Iterable[AttendanceStanding | None]") -> str:
    """Say how many reach what the certificate needs and how many no longer can, if anything is needed."""
    known = [each for each in standings if each and each is not AttendanceStanding.NO_THRESHOLD]
    if not known:
        return ""
    reached = _(
        "Enough for the certificate: %(reached)d of %(people)d.",
        reached=known.count(AttendanceStanding.REACHED),
        people=len(known),
    )
    lost = known.count(AttendanceStanding.OUT_OF_REACH)
    return " ".join([reached, _("Can no longer reach it: %(lost)d.", lost=lost)] if lost else [reached])


def short_hours(minutes: int, *, pilot: "Pilot") -> str:
    """Write academic hours without their name and without needless noughts: 8, 2,5."""
    exact = academic_hours(minutes, pilot.academic_hour_minutes).normalize()
    return locale.number(Decimal(f"{exact:f}"))


def day_name(day: "TrainingDay") -> str:
    """Name a training day: Day 3, 15.09.2022."""
    return _("Day %(number)s, %(date)s", number=day.number, date=locale.day(day.held_on))


def speaks_against(found: DayFinding, *, when: Any) -> str:
    """Say what speaks against a date."""
    words = str(PROBLEMS[found.problem])
    if found.problem is Problem.HOLIDAY:
        names = holidays.holidays_between(when, when, language=locale.language())
        words = _("%(date)s is a public holiday: %(name)s", date=locale.day(when), name=names[when])
    elif found.problem is Problem.SATURDAY:
        words = _("%(date)s is a Saturday", date=locale.day(when))
    elif found.problem is Problem.DAY_OFF:
        words = _("%(date)s is a day off: %(name)s", date=locale.day(when), name=found.name)
    elif found.name:
        words = f"{words}: {found.name}"
    elif found.problem is Problem.SUNDAY:
        words = _("%(date)s is a Sunday", date=locale.day(when))
    return words


def next_free(day: Any) -> str:
    """Name the next free day with its weekday."""
    return _("Next free day: %(weekday)s, %(date)s", weekday=locale.weekday(day), date=locale.day(day))


def accepted_because(acceptance: Acceptance) -> str:
    """Say why a finding was accepted, by whom and when."""
    return _(
        "Accepted: %(reason)s (%(name)s, %(date)s)",
        reason=acceptance.reason,
        name=acceptance.by,
        date=locale.day(acceptance.at.date()),
    )


def describe(finding: Finding, *, pilot: "Pilot") -> str:
    """Say which rule the plan does not meet and by how much."""
    words = (
        _of_programme(finding, pilot)
        or _of_answers(finding)
        or _of_class(finding, pilot)
        or _of_calendar(finding)
        or _of_room(finding)
        or _of_day(finding)
    )
    if finding.next_free_on is None:
        return words
    return f"{words}. {next_free(finding.next_free_on)}"


def _of_programme(finding: Finding, pilot: "Pilot") -> str:
    actual, planned = academic(finding.actual, pilot=pilot), academic(finding.highest, pilot=pilot)
    match finding.rule:
        case PlanRule.MODULE_MINUTES:
            return _("Modules together: %(actual)s, programme: %(planned)s", actual=actual, planned=planned)
        case PlanRule.DAY_MINUTES:
            return _("Days together: %(actual)s, programme: %(planned)s", actual=actual, planned=planned)
        case PlanRule.NUMBER_OF_DAYS:
            return _(
                "Training days: %(actual)s of %(planned)s", actual=finding.actual, planned=finding.highest
            )
        case PlanRule.DAYS_PER_MONTH if finding.month is not None:
            return _(
                "%(month)s: %(actual)s of %(planned)s training days",
                month=locale.month(finding.month),
                actual=finding.actual,
                planned=finding.highest,
            )
        case PlanRule.MODULE_CLASSES if finding.module is not None:
            return _(
                "Module %(number)s: classes %(actual)s, planned %(planned)s",
                number=finding.module.number,
                actual=actual,
                planned=planned,
            )
        case _:
            return ""


def _of_answers(finding: Finding) -> str:
    if finding.day is None or finding.held_class is None:
        return ""
    facts = {
        "day": day_name(finding.day),
        "topic": finding.held_class.topic,
        "people": ", ".join(finding.people),
    }
    match finding.rule:
        case PlanRule.LECTURER_AWAY:
            return _("%(day)s: the lecturer of the class “%(topic)s” is not available: %(people)s", **facts)
        case PlanRule.CLASS_DECLINED:
            return _("%(day)s: the lecturer declined the class “%(topic)s”: %(people)s", **facts)
        case _:
            return ""


def _of_class(finding: Finding, pilot: "Pilot") -> str:
    if finding.day is None:
        return ""
    name = day_name(finding.day)
    topic = finding.held_class.topic if finding.held_class else ""
    match finding.rule:
        case PlanRule.CLASS_OUTSIDE_DAY:
            return _("%(day)s: the class “%(topic)s” lies outside the day", day=name, topic=topic)
        case PlanRule.LECTURER_BUSY | PlanRule.SHORT_WAY:
            return _of_lecturer(finding, name, topic)
        case PlanRule.NO_LECTURER:
            return _("%(day)s: the class “%(topic)s” has no lecturer", day=name, topic=topic)
        case PlanRule.DAY_CLASSES:
            return _(
                "%(day)s: classes %(actual)s, planned %(planned)s",
                day=name,
                actual=academic(finding.actual, pilot=pilot),
                planned=academic(finding.highest, pilot=pilot),
            )
        case _:
            return ""


def _of_lecturer(finding: Finding, name: str, topic: str) -> str:
    """Name both classes that a lecturer would have at once, or the way that there is no time for."""
    if finding.rule is PlanRule.SHORT_WAY:
        return _(
            "%(day)s: before the class “%(topic)s” %(people)s has %(minutes)s for the way"
            " %(towns)s, which needs %(needed)s",
            day=name,
            topic=topic,
            people=", ".join(finding.people),
            minutes=locale.minutes(finding.actual),
            towns=finding.name,
            needed=locale.minutes(finding.lowest),
        )
    words = _(
        "%(day)s: the class “%(topic)s” has a lecturer who is elsewhere then: %(people)s",
        day=name,
        topic=topic,
        people=", ".join(finding.people),
    )
    others = [f"„{held.topic}”" for held in finding.other_classes]
    if finding.is_elsewhere:
        others.append(_("a class of another pilot"))
    return f"{words} ({', '.join(others)})"


def _of_calendar(finding: Finding) -> str:
    if finding.day is None:
        return ""
    name, held_on = day_name(finding.day), finding.day.held_on
    match finding.rule:
        case PlanRule.HOLIDAY:
            found = holidays.holidays_between(held_on, held_on, language=locale.language())
            return _("%(day)s: public holiday (%(name)s)", day=name, name=found[held_on])
        case PlanRule.DAY_OFF:
            return _("%(day)s: day off (%(name)s)", day=name, name=finding.name)
        case PlanRule.SATURDAY | PlanRule.SUNDAY:
            return _("%(day)s: a %(weekday)s", day=name, weekday=locale.weekday(held_on))
        case PlanRule.OUTSIDE_PHASE:
            return _("%(day)s: outside the training phase", day=name)
        case _:
            return ""


def _of_room(finding: Finding) -> str:
    if finding.day is None:
        return ""
    name = day_name(finding.day)
    match finding.rule:
        case PlanRule.ROOM_CLOSED:
            return _("%(day)s: the room is closed (%(room)s)", day=name, room=finding.name)
        case PlanRule.ROOM_SMALL:
            return _(
                "%(day)s: %(people)d participants, but the room has %(seats)d seats (%(room)s)",
                day=name,
                people=finding.actual,
                seats=finding.highest,
                room=finding.name,
            )
        case PlanRule.ROOM_ELSEWHERE:
            return _(
                "%(day)s: another pilot is in a room of the same name at the same time (%(room)s)",
                day=name,
                room=finding.name,
            )
        case PlanRule.ROOM_BUSY if finding.other_day is not None:
            return _(
                "%(day)s: day %(other)s is in the same room at the same time (%(room)s)",
                day=name,
                other=finding.other_day.number,
                room=finding.name,
            )
        case _:
            return ""


def _of_day(finding: Finding) -> str:
    if finding.day is None:
        return ""
    name = day_name(finding.day)
    match finding.rule:
        case PlanRule.NO_CLASSES:
            numbers = ", ".join(str(number) for number in finding.numbers)
            return str(
                ngettext(
                    "%(num)d day without classes: %(numbers)s",
                    "%(num)d days without classes: %(numbers)s",
                    len(finding.numbers),
                    numbers=numbers,
                )
            )
        case PlanRule.DAYS_OVERLAP if finding.other_day is not None:
            return _(
                "%(day)s: at the same time as day %(other)s, everybody would be in two places",
                day=name,
                other=finding.other_day.number,
            )
        case _:
            return _("%(day)s: no venue yet", day=name)
