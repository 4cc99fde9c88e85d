"""The list to sign on a training day, and everybody's attendance on one sheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from pilot.cohort import papers
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import academic_hours
from pilot.training import labels
from pilot.training.attendance_queries import AttendanceRow, AttendanceSummary, AttendanceTable, Cell
from pilot.training.enums import AttendanceStatus
from pilot.training.models import TrainingDay
from pilot.training.threshold_rules import AttendanceTotals
from pilot.web import locale

BLANK_ROWS = 3
NOTHING = "–"


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def attendance_sheet(day: TrainingDay, people: Sequence[Participation]) -> dict[str, Any]:
    """Return the list of a day: who is expected, with empty rows for those who come unexpected."""
    pilot = day.pilot
    lecturers = {person.id: person.name for held in day.classes for person in held.lecturers}
    expected = [[person.user.name, person.municipality.name] for person in people]
    rows = [*expected, *[["", ""]] * BLANK_ROWS]
    return {
        **papers.frame_of(pilot, _("List of participants: %(day)s", day=locale.day(day.held_on))),
        "event": papers.title_of(pilot),
        "facts": [
            (_("Project"), papers.project_of(pilot.project_no, pilot.activity_no)),
            papers.funding(pilot.funder_set),
            (_("Training day"), str(day.number)),
            (_("Date"), f"{locale.day(day.held_on)}, {locale.weekday(day.held_on)}"),
            (_("Time"), f"{locale.clock_time(day.starts_at)}–{locale.clock_time(day.ends_at)}"),
            (_("Place"), ", ".join(part for part in (day.venue, day.address) if part)),
            (_("Lecturers"), ", ".join(lecturers.values())),
            (_("Planned"), labels.academic(day.planned_minutes, pilot=pilot)),
        ],
        "columns": [
            _("No."),
            _("Given name, family name"),
            _("Municipality"),
            _("Signature before noon"),
            _("Signature after noon"),
            _("Ac. h"),
        ],
        "people": [[f"{number}.", *row, "", "", ""] for number, row in enumerate(rows, start=1)],
        "totals": [(_("Expected participants"), str(len(expected))), (_("Signatures, number"), "________")],
        "organiser": _("Organiser: signature, name in full, date"),
    }


def attendance_matrix(
    pilot: Pilot, table: AttendanceTable, rows: Sequence[AttendanceRow], summary: AttendanceSummary | None
) -> dict[str, Any]:
    """Return everybody's minutes by day with the sums, as far as the viewer may see (T16)."""
    days = [f"{day.number}.\n{day.held_on:%d.%m.}" for day in table.days]
    sums = [_("min"), _("Ac. h"), _("Of the days held"), _("Of all days")] if table.has_sums else []
    return {
        **papers.frame_of(pilot, _("Attendance: %(pilot)s", pilot=pilot.code)),
        "facts": [
            (_("Training"), papers.title_of(pilot)),
            (_("Project"), papers.project_of(pilot.project_no, pilot.activity_no)),
            papers.funding(pilot.funder_set),
            (_("Academic hour"), locale.minutes(pilot.academic_hour_minutes)),
        ],
        "number": _("No."),
        "person": _("Participant"),
        "days": days,
        "sums": sums,
        "people": [_line(number, row, pilot, bool(sums)) for number, row in enumerate(rows, start=1)],
        "empty": _("There is nothing to show here."),
        "totals": _together(summary, pilot) if summary else [(_("Days"), _signs())],
    }


def _line(number: int, row: AttendanceRow, pilot: Pilot, has_sums: bool) -> list[str]:  # noqa: FBT001 - private
    name = f"{row.participation.user.name}\n{row.participation.municipality.name}"
    cells = [_cell(cell) for cell in row.cells]
    if not has_sums:
        return [f"{number}.", name, *cells]
    totals = row.totals
    return [f"{number}.", name, *cells, *(_sums(totals, pilot) if totals else [NOTHING] * 4)]


def _cell(cell: Cell) -> str:
    if not cell.is_enrolled:
        return ""
    if cell.status is None:
        return "?"
    if cell.status is AttendanceStatus.EXCUSED:
        return _("exc.")
    return f"{cell.minutes}*" if cell.status is AttendanceStatus.PARTLY else str(cell.minutes)


def _sums(totals: AttendanceTotals, pilot: Pilot) -> list[str]:
    return [
        locale.number(totals.attended),
        locale.number(academic_hours(totals.attended, pilot.academic_hour_minutes)),
        _pct(totals.pct_of_taken),
        _pct(totals.pct_of_planned),
    ]


def _pct(share: Decimal | None) -> str:
    return NOTHING if share is None else f"{locale.number(share)}{locale.NBSP}%"


def _signs() -> str:
    return _(
        "minutes attended; * – attended partly; 0 – did not attend; exc. – excused absence;"
        " ? – not recorded yet; empty – not in the group then"
    )


def _together(summary: AttendanceSummary, pilot: Pilot) -> list[tuple[str, str]]:
    totals = summary.totals
    if totals is None:
        return []
    return [
        (_("Attended by all together"), labels.academic(totals.attended, pilot=pilot)),
        (_("Of the days held"), _pct(totals.pct_of_taken)),
        (_("Of all days"), _pct(totals.pct_of_planned)),
    ]
