"""Time sheets and supervision: a lecturer who is also a mentor, and an hour that a moved day made double."""

import datetime as dt
from dataclasses import dataclass

from pilot.demo.stage import Stage, at, day, keep
from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind
from pilot.mentoring.timesheets.models import Supervision, WorkLine


@dataclass(frozen=True)
class Work:
    """A line of the script; the hour is where the time of day is known."""

    key: str
    on: str
    minutes: int
    kind: WorkKind
    note: str
    hour: int | None = None
    capacity: Capacity = Capacity.MENTOR


LECTURER = Capacity.LECTURER
WORK = (
    Work("lektore", "2022-09-06", 120, WorkKind.PREPARATION, "Pirmā moduļa materiāli", 10, LECTURER),
    # written down for the morning that was free until the day of 21.10. was moved to it
    Work("lektore", "2022-10-28", 90, WorkKind.WRITING, "Patstāvīgo darbu vērtējumi", 10, LECTURER),
    Work("lektore", "2022-10-28", 45, WorkKind.TRAVEL, "Rīga–Ikšķile un atpakaļ", 17, LECTURER),
    Work("solvita.egle", "2022-10-05", 150, WorkKind.PREPARATION, "Trešais modulis", 13, LECTURER),
    Work("solvita.egle", "2022-11-24", 60, WorkKind.MEETING, "Gatavošanās mentoru pāriem", 12),
    Work("solvita.egle", "2022-12-14", 80, WorkKind.TRAVEL, "Rīga–Tukums un atpakaļ"),
    Work("solvita.egle", "2023-01-18", 80, WorkKind.TRAVEL, "Rīga–Tukums un atpakaļ"),
    Work("solvita.egle", "2023-02-02", 80, WorkKind.TRAVEL, "Rīga–Tukums un atpakaļ"),
    Work("mentore", "2022-12-05", 45, WorkKind.PREPARATION, "Pirmās tikšanās plāns", 9),
    Work("mentore", "2023-01-19", 60, WorkKind.PREPARATION, "Grupas tikšanās: trīs aptauju uzmetumi", 8),
    Work("mentore", "2023-01-31", 60, WorkKind.MEETING, "Mentoru sanāksme", 15),
    Work("mentore", "2023-02-03", 30, WorkKind.WRITING, "Mēneša pārskats"),
    Work("mentore", "2023-02-09", 60, WorkKind.MEETING, "Mentoru sanāksme", 15),
    Work("janis.liepa", "2023-01-31", 60, WorkKind.MEETING, "Mentoru sanāksme", 15),
    Work("janis.liepa", "2023-02-09", 60, WorkKind.MEETING, "Mentoru sanāksme", 15),
    Work("aivars.cirulis", "2023-02-09", 60, WorkKind.MEETING, "Mentoru sanāksme", 15),
)
SUPERVISION = (
    ("mentore", "2023-01-12", SupervisionKind.GROUP, 180),
    ("mentore", "2023-02-08", SupervisionKind.INDIVIDUAL, 60),
    ("dalibniece", "2023-01-17", SupervisionKind.INDIVIDUAL, 60),
    ("dalibniece", "2023-02-01", SupervisionKind.GROUP, 180),
    ("liga.abele", "2023-02-01", SupervisionKind.GROUP, 180),
)


def fill(stage: Stage) -> None:
    """Add what was written down up to the day of the demonstration."""
    for work in WORK:
        on = day(work.on)
        if stage.happened(on):
            starts_at = at(on, work.hour) if work.hour is not None else None
            keep(
                WorkLine(
                    pilot_id=stage.pilot.id,
                    user_id=stage.users[work.key].id,
                    capacity=work.capacity,
                    worked_on=on,
                    starts_at=starts_at,
                    ends_at=starts_at + dt.timedelta(minutes=work.minutes) if starts_at else None,
                    minutes=work.minutes,
                    kind=work.kind,
                    note=work.note,
                    entered_at=at(on, 19),
                )
            )
    for key, text, kind, minutes in SUPERVISION:
        on = day(text)
        if stage.happened(on):
            keep(
                Supervision(
                    pilot_id=stage.pilot.id,
                    user_id=stage.users[key].id,
                    held_on=on,
                    kind=kind,
                    minutes=minutes,
                    entered_at=at(on, 19),
                )
            )
