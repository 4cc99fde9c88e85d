"""Write the sections of the methodological material and publish its versions."""

import datetime as dt
import uuid

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.remarks import material_queries, rules
from pilot.mentoring.remarks.models import MethodologySection, MethodologyVersion
from pilot.mentoring.remarks.rules import Problem, SectionEntry, VersionEntry


class MaterialRefusedError(DomainError):
    """A section or a version is refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def add_section(pilot: Pilot, entry: SectionEntry, *, actor: Viewer, now: dt.datetime) -> MethodologySection:
    """Add a section to the material; it can be spoken about once a version with it is published.

    :raises MaterialRefusedError: its number is taken.
    """
    section = MethodologySection(pilot_id=pilot.id)
    _write(section, entry)
    _note("mentoring.section-added", section, actor, now)
    return section


def change_section(
    section: MethodologySection, entry: SectionEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> MethodologySection:
    """Change a section as the next version will have it; versions that were published stay.

    :raises EditedMeanwhileError: it was saved by somebody else since `seen`.
    :raises MaterialRefusedError: its number is taken.
    """
    check_version(section, seen)
    _write(section, entry)
    _note("mentoring.section-changed", section, actor, now)
    return section


def publish(
    pilot: Pilot, entry: VersionEntry, *, seen: str, actor: Viewer, now: dt.datetime
) -> MethodologyVersion:
    """Publish the sections as they are now; from then on nobody changes that version.

    :raises EditedMeanwhileError: the sections or the last version are not those that the person saw.
    :raises MaterialRefusedError: there are no sections, or nothing has changed.
    """
    texts, versions = material_queries.texts_now(pilot), material_queries.versions_of(pilot)
    last = versions[0] if versions else None
    if seen != material_queries.seal_of(pilot):
        raise EditedMeanwhileError
    if problem := rules.publish_problem(texts, last.content if last else None):
        raise MaterialRefusedError(problem)
    content = rules.as_text(texts)
    version = MethodologyVersion(
        id=uuid.uuid4(),
        pilot_id=pilot.id,
        number=last.number + 1 if last else 1,
        label=entry.label,
        issued_on=entry.issued_on,
        note=entry.note,
        content=content,
        sha256=canonical.hash_of(content),
        published_at=now,
        published_by_id=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        raise EditedMeanwhileError from None
    audit.record(
        "mentoring.methodology-published",
        version,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        number=version.number,
        sha256=version.sha256,
    )
    return version


def _write(section: MethodologySection, entry: SectionEntry) -> None:
    """Give a section what was typed; a number that is taken leaves it as it was.

    :raises MaterialRefusedError: its number is taken.
    """
    try:
        with db.session.begin_nested():
            section.number = entry.number
            section.title_lv, section.title_en = entry.title_lv, entry.title_en
            section.text, section.retired = entry.text, entry.retired
            db.session.add(section)
    except IntegrityError:
        raise MaterialRefusedError(Problem.NUMBER_TAKEN) from None


def _note(action: str, section: MethodologySection, actor: Viewer, now: dt.datetime) -> None:
    audit.record(action, section, actor=actor, at=now, pilot_id=section.pilot_id, number=section.number)
