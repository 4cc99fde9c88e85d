"""A month's notice as values for its template, from its content alone."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from pilot.cohort import papers
from pilot.cohort.enums import FunderSet
from pilot.cohort.rules import Month, academic_hours
from pilot.training.notices import labels, rules
from pilot.web import locale


def notice(content: Mapping[str, Any], *, sent_on: str, number: int) -> dict[str, Any]:
    """Return the notice of a month; `number` above one makes it a notice of changes."""
    month = Month.parse(content["month"])
    title = _("Schedule of training days") if number == 1 else _("Changes in the schedule of training days")
    days = content["days"]
    minutes = sum(day["minutes"] for day in days)
    frame = papers.frame(
        f"{title}: {locale.month(month.first_day)}",
        organisation=content["organisation"],
        funder=FunderSet(content["funder_set"]),
    )
    divisor = content["academic_hour_minutes"]
    return {
        **frame,
        "words": {**frame["words"], "changes": _("Changes since the last notice")},
        "recipient": _("To the Central Finance and Contracting Agency"),
        "facts": [
            (_("Project"), papers.project_of(content["project_no"], content["activity_no"])),
            papers.funding(FunderSet(content["funder_set"])),
            (_("Training"), content[f"title_{locale.language()}"]),
            (_("Organiser"), content["organisation"]),
            (_("Send by"), locale.day(rules.deadline(month)) if number == 1 else ""),
            (_("Sent on"), sent_on),
            (_("Contact"), content["contact"]),
        ],
        "warnings": [labels.late_warning(each["number"], _day_of(each)) for each in _late(content)],
        "changes": [labels.describe(each) for each in content["changes"]],
        "columns": [_("No."), _("Date"), _("Time"), _("Place"), _("Lecturers"), _("Ac. h")],
        "days": [_row(day, divisor) for day in days],
        "empty": _("There are no training days in this month."),
        "totals": [
            (_("Training days"), str(len(days))),
            (_("Together"), locale.academic(academic_hours(minutes, divisor))),
        ],
        "organiser": _("Organiser: signature, name in full, date"),
    }


def _late(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in content["changes"] if each["number"] in content["late"]]


def _day_of(change: Mapping[str, Any]) -> Mapping[str, Any]:
    day: Mapping[str, Any] = change["before"] or change["after"]
    return day


def _row(day: Mapping[str, Any], divisor: int) -> list[str]:
    place = ", ".join(part for part in (day["venue"], day["address"]) if part)
    mode = "" if day["mode"] == "in_person" else f"\n{labels.value_of('mode', day)}"
    return [
        f"{day['number']}.",
        labels.date_of(day),
        labels.time_of(day),
        f"{place}{mode}",
        labels.value_of("lecturers", day),
        locale.number(academic_hours(day["minutes"], divisor)),
    ]
