"""Remarks: under a number, changed until they are answered, answered once for all, told without content."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DatabaseError

from pilot.accounts.models import User
from pilot.audit import AuditEvent
from pilot.errors import EditedMeanwhileError, NotVisibleError
from pilot.extensions import db
from pilot.mentoring.remarks import actions, material_actions, material_queries, queries
from pilot.mentoring.remarks.enums import Decision, PointState
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologyVersion,
    RemarkAuthor,
    RemarkPoint,
)
from pilot.mentoring.remarks.rules import Problem, RemarkEntry, VersionEntry
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.build import NOW
from tests.mentoring.remarks import build as said
from tests.mentoring.remarks.build import TODAY, Material


@pytest.fixture
def material(world: build.World) -> Material:
    return said.material(world)


def participant(world: build.World) -> User:
    return db.session.get_one(User, world.anna.user_id)


def author_of(user: User) -> RemarkAuthor:
    return db.session.scalars(select(RemarkAuthor).where(RemarkAuthor.user_id == user.id)).one()


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.recipient_id)))


def changed(remark: MethodologyRemark, **given: Any) -> RemarkEntry:
    """Return what stands in a remark, with something changed."""
    facts: dict[str, Any] = {
        "section_id": remark.point.section_id,
        "about_id": remark.about_id,
        "kind": remark.kind,
        "text": remark.text,
    }
    return RemarkEntry(**{**facts, **given})


def test_a_person_keeps_one_number_that_nobody_else_has(world: build.World, material: Material) -> None:
    anna = participant(world)
    for user in (anna, world.mentor, world.lecturer, anna):
        said.remark(material, user)

    rows = db.session.scalars(select(RemarkAuthor)).all()
    assert len({row.number for row in rows}) == len(rows) == 3
    assert len(queries.own_remarks(world.pilot, viewer=build.viewer(anna))) == 2


def test_who_has_no_role_to_speak_in_is_not_heard(world: build.World, material: Material) -> None:
    with pytest.raises(NotVisibleError):
        said.remark(material, world.coordinator)


def test_the_log_of_events_does_not_tell_whose_a_remark_is(world: build.World, material: Material) -> None:
    remark = said.remark(material, participant(world))
    own = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == world.anna.user_id)).all()

    assert [(event.action, event.subject_id) for event in own] == [
        ("mentoring.remark-written", material.first.id)
    ]
    assert str(remark.id) not in str([event.detail for event in own])


def test_a_remark_speaks_about_a_section_of_its_version(world: build.World, material: Material) -> None:
    late = said.section(world.pilot, world.coordinator, 3, "Vēlāka", "Teksts")

    with pytest.raises(actions.RemarkRefusedError) as refused:
        said.remark(material, world.mentor, section=late)

    assert refused.value.problem is Problem.NOT_IN_VERSION


def test_an_author_changes_a_remark_until_it_is_answered(world: build.World, material: Material) -> None:
    remark = said.remark(material, world.mentor)
    entry = changed(remark, text="Pārāk gari", section_id=material.mentor_support.id)
    deed: dict[str, Any] = {"seen": remark.version, "actor": build.viewer(world.mentor), "now": NOW}
    actions.change_remark(world.pilot, remark, entry, **deed)

    assert (remark.text, remark.point.section_id) == ("Pārāk gari", material.mentor_support.id)
    said.answer(material, world.coordinator, remark)
    remark = said.reread(material, remark, world.mentor)
    with pytest.raises(actions.RemarkRefusedError) as refused:
        actions.change_remark(world.pilot, remark, entry, **{**deed, "seen": remark.version})
    assert refused.value.problem is Problem.ANSWERED


def test_who_answers_has_read_the_text_as_it_stands(world: build.World, material: Material) -> None:
    remark = said.remark(material, world.mentor)
    seen = remark.point.version
    actions.change_remark(
        world.pilot,
        remark,
        changed(remark, text="Citādi"),
        seen=remark.version,
        actor=build.viewer(world.mentor),
        now=NOW,
    )

    with pytest.raises(EditedMeanwhileError):
        actions.split(
            said.point_of(remark), remark.id, seen=seen, actor=build.viewer(world.coordinator), now=NOW
        )


def test_a_withdrawn_remark_leaves_nothing_of_its_own(world: build.World, material: Material) -> None:
    alone, one, another = (
        said.remark(material, user) for user in (world.mentor, participant(world), world.lecturer)
    )
    said.merge(material, world.coordinator, one, another)
    for remark, user in ((alone, world.mentor), (one, participant(world))):
        found = said.reread(material, remark, user)
        actions.withdraw_remark(world.pilot, found, seen=found.version, actor=build.viewer(user), now=NOW)

    left = db.session.scalars(select(MethodologyRemark)).all()
    assert [row.id for row in left] == [another.id]
    assert db.session.scalar(select(func.count()).select_from(RemarkPoint)) == 1


def test_merged_authors_each_get_the_answer_in_one_mail_a_day(world: build.World, material: Material) -> None:
    anna = participant(world)
    one, another, own_second = (said.remark(material, user) for user in (anna, world.mentor, anna))
    said.merge(material, world.coordinator, one, another, own_second)
    said.answer(material, world.coordinator, one, Decision.PARTLY)
    said.answer(material, world.coordinator, one, Decision.ACCEPTED)

    assert {mail.recipient_id for mail in mails()} == {anna.id, world.mentor.id}
    assert len(mails()) == 2
    assert {(mail.template, mail.pilot_id, str(mail.facts)) for mail in mails()} == {
        ("remark_answered", None, str({"code": "SDK-2022"}))
    }
    for user, count in ((anna, 2), (world.mentor, 1)):
        assert len(queries.answers_to_see(world.pilot, user_id=user.id)) == count
    assert len(queries.points_in(world.pilot, queries.Wanted(), number=1).items) == 1


def test_a_remark_that_is_merged_into_an_answer_gets_it(world: build.World, material: Material) -> None:
    first = said.remark(material, world.mentor)
    said.answer(material, world.coordinator, first, Decision.DECLINED)
    later = said.remark(material, world.lecturer)
    said.merge(material, world.coordinator, first, later)

    assert [mail.recipient_id for mail in mails() if mail.recipient_id == world.lecturer.id]
    assert len(queries.answers_to_see(world.pilot, user_id=world.lecturer.id)) == 1


def test_what_waits_no_more_is_not_merged(world: build.World, material: Material) -> None:
    first, answered = said.remark(material, world.mentor), said.remark(material, world.lecturer)
    said.answer(material, world.coordinator, answered)

    with pytest.raises(EditedMeanwhileError):
        said.merge(material, world.coordinator, first, answered)


def test_a_merged_remark_stands_alone_again(world: build.World, material: Material) -> None:
    one, another = said.remark(material, world.mentor), said.remark(material, world.lecturer)
    point = said.merge(material, world.coordinator, one, another)
    deed: dict[str, Any] = {"actor": build.viewer(world.coordinator), "now": NOW}
    own = actions.split(said.point_of(one), another.id, seen=point.version, **deed)

    assert another.point_id == own.id != one.point_id
    with pytest.raises(actions.RemarkRefusedError) as refused:
        actions.split(said.point_of(one), one.id, seen=said.point_of(one).version, **deed)
    assert refused.value.problem is Problem.ONLY_ONE


@pytest.mark.parametrize("decision", [Decision.PARTLY, Decision.DECLINED])
def test_a_no_needs_a_reason(world: build.World, material: Material, decision: Decision) -> None:
    remark = said.remark(material, world.mentor)

    with pytest.raises(actions.RemarkRefusedError) as refused:
        said.answer(material, world.coordinator, remark, decision, reason="")

    assert refused.value.problem is Problem.REASON_MISSING
    assert not mails()


def test_implemented_is_what_two_stored_versions_differ_in(world: build.World, material: Material) -> None:
    on_survey = said.remark(material, world.mentor)
    on_support = said.remark(material, world.lecturer, section=material.mentor_support)
    for remark in (on_survey, on_support):
        said.answer(material, world.coordinator, remark)

    for remark, version, problem in (
        (on_survey, material.first, Problem.NOT_LATER),
        (on_support, material.second, Problem.SAME_TEXT),
    ):
        with pytest.raises(actions.RemarkRefusedError) as refused:
            said.implement(material, world.coordinator, remark, version)
        assert refused.value.problem is problem
    point = said.implement(material, world.coordinator, on_survey, material.second)

    lines = material_queries.change_of(point.section_id, material.second)
    assert [line.text for line in lines] == ["Divi avoti.", "Trīsdesmit jautājumi.", "Desmit jautājumi."]


def test_an_answer_is_new_until_its_author_has_seen_it(world: build.World, material: Material) -> None:
    remark = said.remark(material, world.mentor)
    deed: dict[str, Any] = {"actor": build.viewer(world.mentor), "now": NOW}
    with pytest.raises(actions.RemarkRefusedError) as refused:
        actions.mark_seen(world.pilot, remark, seen=remark.version, **deed)
    assert refused.value.problem is Problem.NOT_ANSWERED
    said.answer(material, world.coordinator, remark)
    remark = said.reread(material, remark, world.mentor)
    before = remark.version
    actions.mark_seen(world.pilot, remark, seen=before, **deed)
    assert not queries.answers_to_see(world.pilot, user_id=world.mentor.id)

    said.implement(material, world.coordinator, remark, material.second)

    assert len(queries.answers_to_see(world.pilot, user_id=world.mentor.id)) == 1
    with pytest.raises(EditedMeanwhileError):
        actions.mark_seen(world.pilot, remark, seen=before, **deed)


def test_each_remark_is_in_one_state_and_the_counts_make_the_total(
    world: build.World, material: Material
) -> None:
    users = (world.mentor, world.lecturer, participant(world))
    remarks = [said.remark(material, user) for user in users for _each in range(2)]
    said.merge(material, world.coordinator, remarks[0], remarks[1])
    said.answer(material, world.coordinator, remarks[0])
    said.implement(material, world.coordinator, remarks[0], material.second)
    for remark, decision in zip(remarks[2:5], Decision, strict=True):
        said.answer(material, world.coordinator, remark, decision)

    total = queries.total_of(queries.tallies(world.pilot))
    found = {
        state: queries.points_in(world.pilot, queries.Wanted(state=state), number=1).items
        for state in PointState
    }
    assert total.total == len(remarks)
    assert total.counts == {
        state: sum(len(point.remarks) for point in points) for state, points in found.items()
    }
    seen = Counter(point.id for points in found.values() for point in points)
    assert set(seen.values()) == {1}
    assert total.counts[PointState.IMPLEMENTED] == 2


def test_only_what_waits_for_more_than_thirty_days_is_counted(world: build.World, material: Material) -> None:
    for days in (30, 31, 40):
        said.remark(material, world.mentor, on=TODAY - dt.timedelta(days=days))

    waiting = queries.waiting_long(world.pilot, today=TODAY)

    assert waiting == queries.Waiting(2, TODAY - dt.timedelta(days=40))


def test_a_published_version_is_never_changed(material: Material) -> None:
    db.session.commit()
    with pytest.raises(DatabaseError, match="never changed"), db.session.begin_nested():
        db.session.execute(
            update(MethodologyVersion).where(MethodologyVersion.id == material.first.id).values(label="2")
        )


def test_what_has_not_changed_is_not_published_again(world: build.World, material: Material) -> None:
    with pytest.raises(material_actions.MaterialRefusedError) as refused:
        said.publish(world.pilot, world.coordinator, "1.2")
    assert refused.value.problem is Problem.NOTHING_NEW

    seen = material_queries.seal_of(world.pilot)
    material.survey.text = "Cits"
    db.session.flush()
    with pytest.raises(EditedMeanwhileError):
        material_actions.publish(
            world.pilot,
            VersionEntry("1.2", TODAY),
            seen=seen,
            actor=build.viewer(world.coordinator),
            now=NOW,
        )


def test_a_retired_section_is_in_no_later_version(world: build.World, material: Material) -> None:
    material.survey.retired = True
    db.session.flush()
    third = said.publish(world.pilot, world.coordinator, "1.2")

    assert [
        each.id for each in queries.sections_by_use(world.pilot, third, viewer=build.viewer(world.mentor))
    ] == [material.mentor_support.id]
    assert [change.is_gone for change in material_queries.changes_in(third)] == [True]


def test_the_sections_one_speaks_of_most_are_at_hand(world: build.World, material: Material) -> None:
    for user, section in (
        (world.lecturer, material.survey),
        (world.lecturer, material.survey),
        (world.mentor, material.mentor_support),
    ):
        said.remark(material, user, section=section)

    def first(user: User) -> object:
        found = queries.sections_by_use(world.pilot, material.second, viewer=build.viewer(user))
        return found[0].id

    assert first(world.mentor) == material.mentor_support.id
    assert first(participant(world)) == material.survey.id
