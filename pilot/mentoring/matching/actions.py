"""Keep what mentors say of themselves and with whom people wish to work."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.matching import queries
from pilot.mentoring.matching.entries import ProfileEntry, WishEntry
from pilot.mentoring.matching.enums import RANKED, WishKind
from pilot.mentoring.matching.models import MentorProfile, PairingWish, PairingWishLine

if TYPE_CHECKING:
    import uuid


class WishRefusedError(DomainError):
    """A wish is refused: one person stands in two places; `kinds` are the places."""

    def __init__(self, kinds: tuple[WishKind, ...]) -> None:
        super().__init__(kinds)
        self.kinds = kinds


def state_profile(
    pilot: Pilot,
    mentor: User,
    entry: ProfileEntry,
    *,
    seen: int,
    is_coordinator: bool,
    actor: Viewer,
    now: dt.datetime,
) -> MentorProfile:
    """Keep what is said of a mentor, the first time or again.

    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    """
    row = queries.profile_of(pilot, mentor.id)
    if row is None:
        row = MentorProfile(pilot_id=pilot.id, user_id=mentor.id)
        db.session.add(row)
    else:
        check_version(row, seen)
    row.languages, row.topics = list(entry.languages), list(entry.topics)
    row.regions, row.municipalities = list(entry.regions), list(entry.municipalities)
    row.works_for_id, row.capacity = entry.works_for_id, entry.capacity
    if is_coordinator:
        row.briefed_on = entry.briefed_on
    _keep()
    audit.record("mentoring.mentor-profile-stated", row, actor=actor, at=now, pilot_id=pilot.id)
    return row


def state_wishes(
    pilot: Pilot, entry: WishEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> PairingWish:
    """Keep the actor's own wishes, the first time or again.

    :raises WishRefusedError: one person stands in two places, or is wished for and avoided.
    :raises EditedMeanwhileError: they were saved from another window since `seen`.
    """
    _refuse_doubled(entry)
    row = queries.wish_of(pilot, actor.user_id)
    if row is None:
        row = PairingWish(pilot_id=pilot.id, user_id=actor.user_id, lines=[])
        db.session.add(row)
    else:
        check_version(row, seen)
        flag_modified(row, "wished_at")
    row.languages, row.topics, row.wished_at = list(entry.languages), list(entry.topics), now
    wanted = {(other, kind) for kind, others in entry.people.items() for other in others}
    row.lines = [line for line in row.lines if (line.other_id, line.kind) in wanted]
    known = {(line.other_id, line.kind) for line in row.lines}
    row.lines += [PairingWishLine(other_id=other, kind=kind) for other, kind in sorted(wanted - known)]
    _keep()
    audit.record("mentoring.wishes-stated", row, actor=actor, at=now, pilot_id=pilot.id)
    return row


def _refuse_doubled(entry: WishEntry) -> None:
    seen: dict[uuid.UUID, WishKind] = {}
    for kind in (*RANKED, WishKind.AVOIDED):
        for other in entry.people.get(kind, ()):
            if other in seen:
                raise WishRefusedError((seen[other], kind))
            seen[other] = kind


def _keep() -> None:
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
