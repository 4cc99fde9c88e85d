"""Days away in the running month of the demonstration: one month is at risk, one can no longer be saved."""

from pilot.cohort.models import UnavailableSpan
from pilot.demo.stage import Stage, at, day, keep

# who, first day, last day, stated on
ABSENT = (
    ("liga.abele", "2023-02-20", "2023-02-28", "2023-02-10"),
    ("marija.lukasa", "2023-02-14", "2023-02-28", "2023-02-13"),
)


def fill(stage: Stage) -> None:
    """State that two participants are away for the rest of the month."""
    for key, first, last, stated in ABSENT:
        if stage.happened(day(stated)):
            keep(
                UnavailableSpan(
                    pilot_id=stage.pilot.id,
                    participation_id=stage.participations[key].id,
                    first_on=day(first),
                    last_on=day(last),
                    entered_by_id=stage.users[key].id,
                    entered_at=at(day(stated), 12),
                )
            )
