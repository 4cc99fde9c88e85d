"""What a home has of working time: a line of its mentor, supervision, and the statements of its people."""

import datetime as dt

from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind
from pilot.mentoring.timesheets.models import Supervision, WorkLine
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def timesheets_of(home: Home) -> Found:
    """Build a line of the mentor and supervision of the mentor, without times of day."""
    worked_on = dt.date(2023, 2, home.number % 7 + 1)
    line = keep(
        WorkLine(
            pilot_id=home.pilot.id,
            user_id=home.mentor.id,
            capacity=Capacity.MENTOR,
            worked_on=worked_on,
            minutes=30,
            kind=WorkKind.PREPARATION,
            note=f"Gatavošanās {home.number}",
            entered_at=NOW,
        )
    )
    attended = keep(
        Supervision(
            pilot_id=home.pilot.id,
            user_id=home.mentor.id,
            held_on=worked_on,
            kind=SupervisionKind.GROUP,
            minutes=90,
            entered_at=NOW,
        )
    )
    of_mentor = {"owners": frozenset({home.mentor.id})}
    return {
        "line_id": ({"line_id": line.id}, of_mentor),
        "supervision_id": ({"supervision_id": attended.id}, of_mentor),
        "mentor_id": ({"mentor_id": home.mentor.id}, of_mentor),
        "lecturer_id": ({"lecturer_id": home.lecturer.id}, {"owners": frozenset({home.lecturer.id})}),
    }
