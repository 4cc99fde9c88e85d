"""The methodological material of a pilot: its sections now, its versions, and what lies between two."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from pilot.cohort import canonical
from pilot.cohort.models import Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.remarks import rules
from pilot.mentoring.remarks.models import MethodologySection, MethodologyVersion
from pilot.mentoring.remarks.rules import Edition, Line, SectionText


def sections_of(pilot: Pilot) -> list[MethodologySection]:
    """Return the sections of a pilot's material in their order, the retired ones too."""
    return list(
        db.session.scalars(
            select(MethodologySection)
            .where(MethodologySection.pilot_id == pilot.id)
            .order_by(MethodologySection.number)
        )
    )


def get_section(section_id: uuid.UUID, *, pilot: Pilot) -> MethodologySection:
    """Return a section of a pilot's material.

    :raises NotVisibleError: the pilot has none of this id.
    """
    section = db.session.scalar(
        select(MethodologySection).where(
            MethodologySection.id == section_id, MethodologySection.pilot_id == pilot.id
        )
    )
    if section is None:
        raise NotVisibleError
    return section


def texts_now(pilot: Pilot) -> list[SectionText]:
    """Return the sections as the next version would have them."""
    return [
        SectionText(each.id, each.number, each.title_lv, each.title_en, each.text)
        for each in sections_of(pilot)
        if not each.retired
    ]


def versions_of(pilot: Pilot) -> list[MethodologyVersion]:
    """Return the versions of a pilot's material, the newest first."""
    return list(
        db.session.scalars(
            select(MethodologyVersion)
            .where(MethodologyVersion.pilot_id == pilot.id)
            .order_by(MethodologyVersion.number.desc())
        )
    )


def get_version(version_id: uuid.UUID, *, pilot: Pilot) -> MethodologyVersion:
    """Return a version of a pilot's material.

    :raises NotVisibleError: the pilot has none of this id.
    """
    version = db.session.scalar(
        select(MethodologyVersion).where(
            MethodologyVersion.id == version_id, MethodologyVersion.pilot_id == pilot.id
        )
    )
    if version is None:
        raise NotVisibleError
    return version


def before(version: MethodologyVersion) -> MethodologyVersion | None:
    """Return the version before one, or None."""
    return db.session.scalar(
        select(MethodologyVersion).where(
            MethodologyVersion.pilot_id == version.pilot_id,
            MethodologyVersion.number == version.number - 1,
        )
    )


def edition(version: MethodologyVersion, section_id: uuid.UUID) -> Edition:
    """Return a version as far as a section is concerned."""
    found = rules.from_text(version.content).get(section_id)
    return Edition(version.number, found.text if found else None)


@dataclass(frozen=True)
class SectionChange:
    """How a section became another from one version to the next."""

    section: SectionText
    lines: Sequence[Line]
    is_new: bool = False
    is_gone: bool = False


def changes_in(version: MethodologyVersion) -> list[SectionChange]:
    """Return what a version changed in the texts of the version before; nothing for the first one."""
    earlier = before(version)
    if earlier is None:
        return []
    return _changes(rules.from_text(earlier.content), rules.from_text(version.content))


def changes_now(pilot: Pilot, versions: Sequence[MethodologyVersion]) -> list[SectionChange]:
    """Return what the next version would change; in the first one everything is new."""
    old = rules.from_text(versions[0].content) if versions else {}
    return _changes(old, {each.section_id: each for each in texts_now(pilot)})


def has_news(pilot: Pilot, versions: Sequence[MethodologyVersion]) -> bool:
    """Tell whether the sections can be published as the next version."""
    return rules.publish_problem(texts_now(pilot), versions[0].content if versions else None) is None


def _changes(
    old: Mapping[uuid.UUID, SectionText], new: Mapping[uuid.UUID, SectionText]
) -> list[SectionChange]:
    changed = [
        SectionChange(
            each, rules.difference(old[key].text if key in old else "", each.text), is_new=key not in old
        )
        for key, each in new.items()
        if key not in old or old[key].text != each.text
    ]
    gone = [
        SectionChange(each, rules.difference(each.text, ""), is_gone=True)
        for key, each in old.items()
        if key not in new
    ]
    return sorted([*changed, *gone], key=lambda change: change.section.number)


def change_of(section_id: uuid.UUID, version: MethodologyVersion | None) -> Sequence[Line]:
    """Return the lines by which a version changed a section; nothing without a version or a change."""
    if version is None:
        return ()
    return next(
        (change.lines for change in changes_in(version) if change.section.section_id == section_id), ()
    )


def next_number(pilot: Pilot) -> int:
    """Return the number after the last section."""
    last = db.session.scalar(
        select(func.max(MethodologySection.number)).where(MethodologySection.pilot_id == pilot.id)
    )
    return (last or 0) + 1


def seal_of(pilot: Pilot) -> str:
    """Return a mark of what would be published, by which the form tells that it is still so."""
    versions = versions_of(pilot)
    last = versions[0].number if versions else 0
    return f"{last}:{canonical.hash_of(rules.as_text(texts_now(pilot)))}"
