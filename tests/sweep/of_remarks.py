"""What a home has of the methodology: a section in two versions, and remarks however far they are."""

import datetime as dt

from pilot.accounts.roles import Role
from pilot.cohort import canonical
from pilot.extensions import db
from pilot.mentoring.remarks import rules
from pilot.mentoring.remarks.enums import Decision, RemarkKind
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologySection,
    MethodologyVersion,
    RemarkAuthor,
    RemarkPoint,
)
from tests.build import NOW, keep
from tests.sweep.home import Found, Home

WRITTEN_ON = dt.date(2023, 2, 1)


def remarks_of(home: Home) -> Found:
    """Build a section that both versions have and that is changed since, and its remarks."""
    section = keep(
        MethodologySection(
            pilot_id=home.pilot.id,
            number=home.number,
            title_lv=f"Nodaļa {home.number}",
            title_en=f"Section {home.number}",
            text="Teksts nākamajai versijai",
        )
    )
    first, second = (_version(home, number) for number in (1, 2))
    author = keep(
        RemarkAuthor(
            pilot_id=home.pilot.id,
            user_id=home.participation.user_id,
            role=Role.PARTICIPANT,
            number=home.number,
        )
    )
    new, answered, merged = (
        keep(RemarkPoint(pilot_id=home.pilot.id, section_id=section.id)) for _ in range(3)
    )
    answered.summary, answered.decision, answered.decided_on = "Vajag piemēru", Decision.ACCEPTED, WRITTEN_ON
    own, heard, _another, one_of_two = (
        keep(
            MethodologyRemark(
                point_id=point.id,
                author_id=author.id,
                about_id=first.id,
                kind=RemarkKind.MISSING,
                text="Trūkst piemēra",
                written_on=WRITTEN_ON,
            )
        )
        for point in (new, answered, merged, merged)
    )
    of_pilot = {"whole_pilot": True}
    return {
        "section_id": ({"section_id": section.id}, of_pilot),
        "methodology_id": ({"methodology_id": second.id}, of_pilot),
        "remark_id": ({"remark_id": own.id}, {}),
        "answered_remark_id": ({"remark_id": heard.id}, {}),
        "point_id": ({"point_id": answered.id}, {}),
        "merged_point_id": ({"point_id": merged.id, "remark_id": one_of_two.id}, {}),
    }


def _version(home: Home, number: int) -> MethodologyVersion:
    """Publish all sections that the pilot has so far; each version has another text."""
    sections = db.session.query(MethodologySection).filter_by(pilot_id=home.pilot.id)
    content = rules.as_text(
        rules.SectionText(each.id, each.number, each.title_lv, each.title_en, f"Teksts {number}")
        for each in sections
    )
    found: MethodologyVersion = keep(
        MethodologyVersion(
            pilot_id=home.pilot.id,
            number=2 * home.number + number,
            label=f"{home.number}.{number}",
            issued_on=WRITTEN_ON,
            content=content,
            sha256=canonical.hash_of(content),
            published_at=NOW,
            published_by_id=home.mentor.id,
        )
    )
    return found
