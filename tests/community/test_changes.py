"""Changes in a community: their evidence, their curve, and whether they last."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot.community.changes import queries, rules
from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.changes.models import ChangeRecord
from pilot.community.changes.rules import Check
from pilot.community.models import Community
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client

RECORDED = {
    "text": "Bibliotēka ceturtdienās ir atvērta līdz vakaram",
    "kind": "order",
    "happened_on": "26.01.2023",
    "initiator": "municipality",
    "evidence": "Darba laiks pie durvīm",
}
THREE, SIX = Check.AFTER_3_MONTHS, Check.AFTER_6_MONTHS
YES, NO = Sustained.YES, Sustained.NO


def change(of: Community, **given_values: Any) -> ChangeRecord:
    found: ChangeRecord = build.keep(
        ChangeRecord(
            **{
                "community_id": of.id,
                "kind": ChangeKind.PLACE,
                "text": "Pagalmā atkal drīkst spēlēt bumbu",
                "happened_on": dt.date(2022, 11, 1),
                "evidence": "Vārti ir atslēgti",
                "initiator": Initiator.COMMUNITY,
                "recorded_at": build.NOW,
                **given_values,
            }
        )
    )
    return found


@pytest.mark.parametrize(
    ("happened_on", "three", "six"),
    [
        ("2022-11-14", "2023-02-14", "2023-05-14"),
        ("2022-11-30", "2023-02-28", "2023-05-30"),
        ("2022-08-31", "2022-11-30", "2023-02-28"),
    ],
)
def test_a_change_is_asked_about_after_three_and_six_months(happened_on: str, three: str, six: str) -> None:
    day = dt.date.fromisoformat(happened_on)
    assert [str(rules.day_of(check, day)) for check in Check] == [three, six]


@pytest.mark.parametrize(
    ("today", "after_3", "after_6", "due"),
    [
        ("2023-01-31", None, None, None),
        ("2023-02-01", None, None, THREE),
        ("2023-02-01", YES, None, None),
        ("2023-05-01", None, None, SIX),
        ("2023-05-01", YES, None, SIX),
        ("2023-05-01", NO, None, None),
        ("2023-05-01", YES, NO, None),
        ("2023-05-01", None, YES, None),
    ],
)
def test_what_is_asked_when(
    today: str, after_3: Sustained | None, after_6: Sustained | None, due: Check | None
) -> None:
    found = rules.check_due(dt.date(2022, 11, 1), after_3, after_6, today=dt.date.fromisoformat(today))
    assert found is due


@given(st.lists(st.dates(dt.date(2022, 9, 1), dt.date(2023, 5, 31))))
def test_the_curve_counts_what_had_changed_by_each_day(days: list[dt.date]) -> None:
    assert rules.curve(days) == [(day, sum(each <= day for each in days)) for day in sorted(set(days))]


def test_a_change_is_recorded_with_its_evidence(client: Client, world: build.World) -> None:
    community = made.community(world.anna)
    entry = made.entry(world.anna, community_id=community.id)
    client.sign_in(person(world, "anna"))
    fields = {**RECORDED, "evidence": "", "entry_id": str(entry.id), "goal": "Vieta, kur satikties"}
    response = client.send(f"/communities/{community.id}/changes/new", **fields)
    assert response.status_code == 303
    page = client.get(response.location).get_data(as_text=True)
    assert RECORDED["text"] in page
    assert f"/diary/{entry.id}" in page
    assert "curve" in page
    (found,) = queries.changes_of(community)
    assert (found.kind, found.initiator, found.entry_id) == ("order", "municipality", entry.id)
    seen = client.sign_in(world.coordinator).get(response.location).get_data(as_text=True)
    assert f"/diary/{entry.id}" not in seen, "the entry is not shared"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": ""}, "kind"),
        ({"initiator": ""}, "initiator"),
        ({"happened_on": "15.02.2023"}, "happened_on"),
        ({"happened_on": "vakar"}, "happened_on"),
        ({"evidence": ""}, "evidence"),
        ({"evidence": "Zvanīt 29 123 456"}, "evidence"),
        ({"text": "010180-12345"}, "text"),
        ({"entry_id": "00000000-0000-0000-0000-000000000000"}, "entry_id"),
    ],
)
def test_a_change_that_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    community = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    fields = {**RECORDED, "goal": "Mērķis paliek", **changes}
    page = client.send(f"/communities/{community.id}/changes/new", **fields).get_data(as_text=True)
    assert f'href="#{field}' in page
    assert "Mērķis paliek" in page
    assert db.session.scalar(select(func.count(ChangeRecord.id))) == 0


def test_a_colleague_edits_a_change_and_keeps_the_entry_that_shows_it(
    client: Client, world: build.World
) -> None:
    community = made.community(world.anna)
    entry = made.entry(world.anna, community_id=community.id)
    found = change(community, entry_id=entry.id)
    client.sign_in(person(world, "liga"))
    assert str(entry.id) in client.get(f"/changes/{found.id}/edit").get_data(as_text=True)
    fields = {**RECORDED, "entry_id": str(entry.id)}
    assert client.send(f"/changes/{found.id}/edit", **fields, version="1").status_code == 303
    assert client.send(f"/changes/{found.id}/edit", **fields, version="1").status_code == 409
    db.session.refresh(found)
    assert (found.text, found.entry_id) == (RECORDED["text"], entry.id)
    assert client.sign_in(person(world, "anna")).send(f"/diary/{entry.id}/delete").status_code == 303
    db.session.expire_all()
    assert found.entry_id is None, "the change stays when the entry goes"


def test_whether_it_lasts_is_asked_on_the_home_and_answered_once(client: Client, world: build.World) -> None:
    community = made.community(world.anna)
    found = change(community)
    change(community, text="Vēl nav laika", happened_on=dt.date(2023, 1, 26))
    client.sign_in(person(world, "anna"))
    home = client.get("/?all=1").get_data(as_text=True)
    assert "Vai tas joprojām pastāv? Pagalmā" in home
    assert "Vēl nav laika" not in home
    assert f"/pilots/{world.pilot.code}/diary/new" in home
    path = f"/changes/{found.id}/check"
    assert 'href="#sustained' in client.send(path, sustained="", version="1").get_data(as_text=True)
    assert client.send(path, sustained="partly", version="1").status_code == 303
    db.session.refresh(found)
    assert (found.after_3_months, found.after_6_months) == (Sustained.PARTLY, None)
    assert client.send(path, sustained="no", version="2").status_code == 303
    db.session.refresh(found)
    assert found.after_3_months is Sustained.PARTLY, "nothing is asked any more"
    assert "Pagalmā" not in client.get("/?all=1").get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "status"), [("liga", 200), ("mentor", 200), ("manager", 200), ("peteris", 404), ("observer", 404)]
)
def test_changes_are_read_where_the_community_is(
    client: Client, world: build.World, who: str, status: int
) -> None:
    community = made.community(world.anna)
    assert "Vēl nav" in client.sign_in(world.mentor).get(f"/communities/{community.id}/changes").get_data(
        as_text=True
    )
    found = change(community)
    client.sign_in(person(world, who))
    assert client.get(f"/communities/{community.id}/changes").status_code == status
    may_write = 200 if who == "liga" else 404 if who == "peteris" else 403
    assert client.get(f"/changes/{found.id}/delete").status_code == may_write


def test_a_change_is_deleted_after_it_was_asked(client: Client, world: build.World) -> None:
    found = change(made.community(world.anna))
    client.sign_in(person(world, "anna"))
    assert client.get(f"/changes/{found.id}/delete").status_code == 200
    assert db.session.scalar(select(func.count(ChangeRecord.id))) == 1
    assert client.send(f"/changes/{found.id}/delete").status_code == 303
    assert db.session.scalar(select(func.count(ChangeRecord.id))) == 0


def test_the_page_costs_the_same_for_one_and_three(client: Client, world: build.World) -> None:
    community = made.community(world.anna)
    change(community)
    path = f"/communities/{community.id}/changes"
    cost = queries_of(client.sign_in(person(world, "anna")), path)
    change(community)
    change(community, entry_id=made.entry(world.liga).id)
    assert queries_of(client.sign_in(person(world, "anna")), path) == cost
