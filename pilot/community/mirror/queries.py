"""Read the diary as the mirror adds it up: of one participant, or of a whole pilot without names."""

import datetime as dt

from sqlalchemy import ColumnElement, select

from pilot.cohort.models import Participation, Pilot
from pilot.community.enums import SocialWorkRole, SocialWorkTask
from pilot.community.mirror.rules import Mirror, Piece, Quarter, by_quarter, told
from pilot.community.models import DiaryEntry
from pilot.extensions import db


def mirrors_of(participation: Participation) -> dict[Quarter, Mirror]:
    """Return the quarters of a participant's diary."""
    return by_quarter(_pieces(DiaryEntry.participation_id == participation.id))


def mirrors_in(pilot: Pilot, *, until: dt.date) -> dict[Quarter, Mirror | None]:
    """Return the quarters of a pilot; None where fewer people than the threshold wrote, or hidden in part."""
    found = by_quarter(_pieces(Participation.pilot_id == pilot.id, DiaryEntry.done_on <= until))
    threshold = pilot.small_cell_threshold
    return {quarter: told(mirror, threshold=threshold) for quarter, mirror in found.items()}


def _pieces(*conditions: ColumnElement[bool]) -> list[Piece]:
    rows = db.session.execute(
        select(
            DiaryEntry.participation_id,
            DiaryEntry.done_on,
            DiaryEntry.minutes,
            DiaryEntry.outside_minutes,
            DiaryEntry.place_class,
            DiaryEntry.mode,
            DiaryEntry.task,
            DiaryEntry.roles,
        )
        .join(DiaryEntry.participation)
        .where(*conditions)
    )
    return [
        Piece(
            person=row.participation_id,
            done_on=row.done_on,
            minutes=row.minutes or 0,
            outside_minutes=row.outside_minutes,
            place_class=row.place_class,
            mode=row.mode,
            task=SocialWorkTask(row.task) if row.task else None,
            roles=tuple(SocialWorkRole(role) for role in row.roles),
        )
        for row in rows
    ]
