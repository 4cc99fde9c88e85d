"""What a home has of the research: a plan, a draft with a file, a finished use and a step without a use."""

import datetime as dt

from pilot.community.enums import PeopleGroup
from pilot.community.methods.enums import Method
from pilot.community.methods.models import (
    GroupReach,
    MethodFile,
    MethodUse,
    PlannedMethod,
    ResearchPlan,
)
from pilot.community.models import Community
from pilot.extensions import db
from pilot.files.models import StoredFile
from tests.build import NOW, keep
from tests.sweep.home import Found, Home

CONTENT = b"%PDF-1.4\n%%EOF\n"


def methods_of(home: Home) -> Found:
    """Build the research of the home's community, which stands already."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    keep(ResearchPlan(community_id=community.id, questions="Kas traucē satikties?"))
    planned, unused = (
        keep(
            PlannedMethod(
                community_id=community.id,
                method=Method.FOCUS_GROUP,
                groups=[str(PeopleGroup.SENIORS)],
                due_on=dt.date(2023, 3, 1),
            )
        )
        for _ in range(2)
    )
    draft, finished = (
        keep(
            MethodUse(
                community_id=community.id,
                planned_id=planned.id,
                method=Method.FOCUS_GROUP,
                held_on=dt.date(2023, 2, 6),
                reached=12,
                meaning="Trūkst vietas, kur satikties.",
                recorded_at=NOW,
                finished_at=finished_at,
            )
        )
        for finished_at in (None, NOW)
    )
    keep(GroupReach(use_id=draft.id, people_group=PeopleGroup.SENIORS, people=12))
    stored = keep(
        StoredFile(
            owner_id=home.participation.user_id,
            name="karte.pdf",
            media_type="application/pdf",
            size=len(CONTENT),
            sha256="0" * 64,
            content=CONTENT,
            stored_at=NOW,
        )
    )
    file = keep(MethodFile(use_id=draft.id, file_id=stored.id, added_at=NOW))
    names = {"community_id": community.id}
    return {
        "use_id": ({**names, "use_id": draft.id}, {}),
        "finished_use_id": ({**names, "use_id": finished.id}, {}),
        "planned_id": ({**names, "planned_id": planned.id}, {}),
        "unused_planned_id": ({**names, "planned_id": unused.id}, {}),
        "method_file_id": ({**names, "use_id": draft.id, "method_file_id": file.id}, {}),
    }
