"""Builders of the methodology: a material in two versions, and remarks on it as their authors write them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.mentoring.remarks import actions, material_actions, material_queries, queries
from pilot.mentoring.remarks.enums import Decision, RemarkKind
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologySection,
    MethodologyVersion,
    RemarkPoint,
)
from pilot.mentoring.remarks.rules import AnswerEntry, RemarkEntry, SectionEntry, VersionEntry
from tests import build
from tests.build import NOW

TODAY = dt.date(2023, 2, 14)


@dataclass(frozen=True)
class Material:
    """Two sections; the second version changed only the first of them."""

    pilot: Pilot
    survey: MethodologySection
    mentor_support: MethodologySection
    first: MethodologyVersion
    second: MethodologyVersion


def section(pilot: Pilot, by: User, number: int, title: str, text: str) -> MethodologySection:
    entry = SectionEntry(number, title, f"Section {number}", text)
    return material_actions.add_section(pilot, entry, actor=build.viewer(by), now=NOW)


def publish(pilot: Pilot, by: User, label: str) -> MethodologyVersion:
    return material_actions.publish(
        pilot,
        VersionEntry(label, TODAY),
        seen=material_queries.seal_of(pilot),
        actor=build.viewer(by),
        now=NOW,
    )


def material(world: build.World) -> Material:
    """Publish two sections, change the first of them and publish again."""
    by = world.coordinator
    survey = section(world.pilot, by, 1, "Aptauja", "Divi avoti.\nTrīsdesmit jautājumi.")
    support = section(world.pilot, by, 2, "Atbalsts", "Divas stundas mēnesī.")
    first = publish(world.pilot, by, "1.0")
    survey.text = "Divi avoti.\nDesmit jautājumi."
    db.session.flush()
    return Material(world.pilot, survey, support, first, publish(world.pilot, by, "1.1"))


def remark(
    found: Material, author: User, text: str = "Par garu", *, on: dt.date = TODAY, **given: Any
) -> MethodologyRemark:
    """Write a remark on the survey in the first version, unless something else is given."""
    entry = RemarkEntry(
        section_id=given.pop("section", found.survey).id,
        about_id=given.pop("about", found.first).id,
        kind=given.pop("kind", RemarkKind.UNUSABLE),
        text=text,
        **given,
    )
    return actions.write_remark(found.pilot, entry, actor=build.viewer(author), now=NOW, today=on)


def reread(found: Material, remark: MethodologyRemark, author: User) -> MethodologyRemark:
    """Return a remark as its author's page loads it."""
    db.session.expire_all()
    return queries.get_own_remark(remark.id, pilot=found.pilot, viewer=build.viewer(author))


def point_of(remark: MethodologyRemark) -> RemarkPoint:
    """Return the point of a remark as the coordinator's pages load it."""
    db.session.expire_all()
    return db.session.scalars(
        select(RemarkPoint)
        .where(RemarkPoint.id == remark.point_id)
        .options(
            selectinload(RemarkPoint.remarks).joinedload(MethodologyRemark.about),
            selectinload(RemarkPoint.remarks).joinedload(MethodologyRemark.author),
            joinedload(RemarkPoint.section),
        )
    ).one()


def answer(
    found: Material,
    by: User,
    remark: MethodologyRemark,
    decision: Decision = Decision.ACCEPTED,
    *,
    reason: str = "Saīsinām",
    summary: str = "Aptauja ir par garu",
) -> RemarkPoint:
    point = point_of(remark)
    entry = AnswerEntry(summary, decision, reason)
    return actions.answer(
        found.pilot, point, entry, seen=point.version, actor=build.viewer(by), now=NOW, today=TODAY
    )


def implement(
    found: Material, by: User, remark: MethodologyRemark, version: MethodologyVersion
) -> RemarkPoint:
    point = point_of(remark)
    return actions.implement(
        found.pilot, point, version, seen=point.version, actor=build.viewer(by), now=NOW, today=TODAY
    )


def merge(found: Material, by: User, into: MethodologyRemark, *others: MethodologyRemark) -> RemarkPoint:
    point = point_of(into)
    return actions.merge(
        found.pilot,
        point,
        {str(other.point_id) for other in others},
        "Aptauja ir par garu",
        seen=point.version,
        actor=build.viewer(by),
        now=NOW,
        today=TODAY,
    )
