"""The whole attendance of a pilot for one sheet, as far as the viewer may see."""

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.training import attendance_queries
from pilot.training.attendance_queries import AttendanceRow, AttendanceTable


def whole_table(pilot: Pilot, *, viewer: Viewer) -> tuple[AttendanceTable, list[AttendanceRow]]:
    """Return the attendance table with the rows of all its pages (T16)."""
    first = attendance_queries.attendance_table(pilot, viewer=viewer)
    rows = list(first.rows)
    for number in range(2, first.page.pages + 1):
        rows += attendance_queries.attendance_table(pilot, viewer=viewer, number=number).rows
    return first, rows
