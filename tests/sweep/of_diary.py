"""What a home has of the diary: photo, private entry, change that is asked about, shared reflection."""

import datetime as dt

from pilot.community.changes.enums import ChangeKind, Initiator
from pilot.community.changes.models import ChangeRecord
from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.models import EntryPhoto
from pilot.community.enums import DiaryKind
from pilot.community.models import Community, DiaryEntry
from pilot.community.reflections.models import Reflection
from pilot.extensions import db
from pilot.files.models import StoredFile
from tests.build import NOW, keep
from tests.sweep.home import Found, Home

CONTENT = b"\xff\xd8\xff\xd9"


def diary_of(home: Home) -> Found:
    """Build what belongs to the entry of the home's diary, which stands already."""
    entry = db.session.query(DiaryEntry).filter_by(participation_id=home.participation.id).one()
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    stored = keep(
        StoredFile(
            owner_id=home.participation.user_id,
            name="attels.jpg",
            media_type="image/jpeg",
            size=len(CONTENT),
            sha256="0" * 64,
            content=CONTENT,
            stored_at=NOW,
        )
    )
    photo = keep(EntryPhoto(entry_id=entry.id, file_id=stored.id, consent=PhotoConsent.NOBODY, added_at=NOW))
    change = keep(
        ChangeRecord(
            community_id=community.id,
            kind=ChangeKind.PLACE,
            text="Pagalmā atkal drīkst spēlēt bumbu",
            happened_on=dt.date(2022, 11, 1),
            evidence="Vārti ir atslēgti",
            entry_id=entry.id,
            initiator=Initiator.COMMUNITY,
            recorded_at=NOW,
        )
    )
    reflection = keep(
        Reflection(
            participation_id=home.participation.id,
            reflected_on=dt.date(2023, 2, 6),
            happened="Klusākie ierunājās",
            shared_with_id=home.mentor.id,
            shared_at=NOW,
            written_at=NOW,
        )
    )
    private = keep(
        DiaryEntry(
            participation_id=home.participation.id,
            done_on=dt.date(2023, 2, 7),
            kind=DiaryKind.PLANNING,
            text="Plāns nākamajai nedēļai.",
            roles=[],
            outside_hours=False,
            recorded_at=NOW,
        )
    )
    return {
        "private_entry_id": ({"entry_id": private.id}, {}),
        "photo_id": ({"entry_id": entry.id, "photo_id": photo.id}, {}),
        "change_id": ({"community_id": community.id, "change_id": change.id}, {}),
        "reflection_id": ({"reflection_id": reflection.id}, {}),
    }
