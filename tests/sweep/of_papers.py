"""What a home has of its papers: a version that waits for an answer."""

import uuid

from pilot.cohort import canonical
from pilot.community.papers.enums import PaperKind
from pilot.community.papers.models import PaperVersion
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def papers_of(home: Home, community_id: uuid.UUID) -> Found:
    """Build a version of the profile that was sent to review."""
    text = canonical.text_of(
        {"sections": [{"title": "Kopiena", "paragraphs": ["Ciems"], "tables": [], "sources": []}]}
    )
    version = keep(
        PaperVersion(
            community_id=community_id,
            kind=PaperKind.PROFILE,
            number=1,
            content=text,
            sha256=canonical.hash_of(text),
            sent_at=NOW,
            sent_by_id=home.participation.user_id,
        )
    )
    return {"paper_version_id": ({"community_id": community_id, "paper_version_id": version.id}, {})}
