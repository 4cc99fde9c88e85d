"""The work diary: own entries by month, their sums, and what others have shared."""

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from pilot.accounts.enums import UserState
from pilot.accounts.roles import Role
from pilot.cohort.rules import Month
from pilot.community.diary import queries, rules
from pilot.community.diary.rules import Problem, Refusal
from pilot.community.enums import PeopleGroup, PlaceClass, WorkMode
from pilot.community.models import DiaryEntry
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client

SAID = {"kind": "conversation", "text": "Saruna pie veikala", "mode": "with"}
WRITTEN = {"day": "other", "done_on": "08.02.2023", **SAID}
SENIORS, PARENTS = PeopleGroup.SENIORS, PeopleGroup.PARENTS
TYPED = ("done_on", "text", "minutes", "starts_at", "people_reached", "of_seniors", "contact")
OUT, IN = PlaceClass.OUTSIDE_OFFICE, PlaceClass.OFFICE


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ([], None),
        ([rules.Facts(60, None, outside_hours=False)], None),
        ([rules.Facts(None, OUT, outside_hours=False)], None),
        ([rules.Facts(60, OUT, outside_hours=False), rules.Facts(60, IN, outside_hours=False)], 50),
        ([rules.Facts(1, OUT, outside_hours=True), rules.Facts(199, IN, outside_hours=True)], 1),
        ([rules.Facts(1, OUT, outside_hours=True), rules.Facts(200, IN, outside_hours=True)], 0),
    ],
)
def test_the_share_outside_the_office_is_rounded_half_up(facts: list[rules.Facts], share: int | None) -> None:
    assert rules.totals(facts).outside_office_pct == share


@pytest.mark.parametrize(
    ("total", "parts", "refusal"),
    [
        (20, {}, None),
        (20, {SENIORS: 12, PARENTS: 8}, None),
        (20, {SENIORS: 12}, None),
        (20, {SENIORS: 12, PARENTS: 9}, Refusal(Problem.PARTS_TOO_MANY, 21)),
        (None, {SENIORS: 12, PARENTS: 9}, Refusal(Problem.PARTS_WITHOUT_TOTAL, 21)),
        (None, {}, None),
    ],
)
def test_groups_make_no_more_people_than_there_were(
    total: int | None, parts: dict[PeopleGroup, int], refusal: Refusal | None
) -> None:
    assert rules.parts_refusal(total, parts) == refusal


def test_a_day_a_kind_and_a_sentence_are_enough(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    path = f"/pilots/{world.pilot.code}/diary/new"
    assert client.get(path).status_code == 200
    response = client.send(path, **WRITTEN)
    assert response.status_code == 303
    entry = db.session.scalars(select(DiaryEntry)).one()
    assert (entry.minutes, entry.roles, entry.shared) == (None, [], False)
    assert entry.recorded_at == build.NOW
    assert "Saruna pie veikala" in client.get(response.location).get_data(as_text=True)


def test_everything_of_an_entry_is_kept(client: Client, world: build.World) -> None:
    community = made.community(world.liga)
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/pilots/{world.pilot.code}/diary/new",
        **{**WRITTEN, "mode": "by"},
        starts_at="18.30",
        minutes="90",
        community_id=str(community.id),
        place_class="outside_office",
        task="T1",
        roles=["networker", "animator", "guide"],
        people_reached="24",
        of_seniors="14",
        of_parents="8",
        change_code="resources",
        contact="Pagasta bibliotēka",
        shared="y",
    )
    assert response.status_code == 303
    entry = db.session.scalars(select(DiaryEntry)).one()
    assert (entry.starts_at, entry.minutes, entry.task) == (dt.time(18, 30), 90, "T1")
    assert entry.roles == ["networker", "animator", "guide"]
    assert (entry.community_id, entry.people_reached) == (community.id, 24)
    assert entry.people_parts == {"seniors": 14, "parents": 8}
    assert (entry.mode, entry.change_code, entry.contact) == ("by", "resources", "Pagasta bibliotēka")
    assert entry.shared
    assert (entry.outside_hours, entry.outside_minutes) == (True, 90)
    page = client.get(response.location).get_data(as_text=True)
    assert "Pagasta bibliotēka" in page
    assert "Tīklotājs, Animators, Ceļvedis" in page
    assert "Nav norādīts" in page, "two of the 24 are in no group"


@pytest.mark.parametrize(
    ("day", "starts_at", "outside"),
    [
        ("08.02.2023", "9", False),
        ("08.02.2023", "18", True),
        ("08.02.2023", "7.59", True),
        ("11.02.2023", "", True),
        ("18.11.2022", "10", True),
        ("08.02.2023", "", False),
    ],
)
def test_whether_it_lay_outside_normal_hours_is_computed(
    client: Client, world: build.World, day: str, starts_at: str, *, outside: bool
) -> None:
    client.sign_in(person(world, "anna"))
    fields = {**WRITTEN, "done_on": day, "starts_at": starts_at}
    assert client.send(f"/pilots/{world.pilot.code}/diary/new", **fields).status_code == 303
    assert db.session.scalars(select(DiaryEntry.outside_hours)).one() is outside


@pytest.mark.parametrize(
    ("day", "done_on"), [("2023-02-14", dt.date(2023, 2, 14)), ("2023-02-13", dt.date(2023, 2, 13))]
)
def test_today_and_yesterday_are_one_tap(
    client: Client, world: build.World, day: str, done_on: dt.date
) -> None:
    client.sign_in(person(world, "anna"))
    path = f"/pilots/{world.pilot.code}/diary/new"
    page = client.get(path).get_data(as_text=True)
    assert f'value="{day}"' in page
    assert "autofocus" not in page, "the keyboard does not open by itself"
    assert client.send(path, day=day, done_on="rīt", **SAID).status_code == 303
    assert db.session.scalars(select(DiaryEntry.done_on)).one() == done_on


def test_kinds_and_who_did_it_begin_with_what_was_chosen_last(client: Client, world: build.World) -> None:
    made.entry(world.anna, kind="travel", mode=WorkMode.BY)
    made.entry(world.anna, kind="visit", mode=WorkMode.FOR, recorded_at=build.LONG_AGO)
    made.entry(world.liga, kind="training", mode=WorkMode.FOR)
    assert queries.recent_kinds(world.anna)[:3] == ["travel", "visit", "conversation"]
    assert queries.last_mode(world.anna) is WorkMode.BY
    assert queries.last_mode(world.peteris) is WorkMode.WITH
    page = client.sign_in(person(world, "anna")).get(f"/pilots/{world.pilot.code}/diary/new")
    assert re.search(r'<input checked[^>]*name="mode"[^>]*value="by"', page.get_data(as_text=True))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"done_on": ""}, "done_on"),
        ({"done_on": "15.02.2023"}, "done_on"),
        ({"day": "2023-02-15"}, "day"),
        ({"day": "rīt"}, "day"),
        ({"day": ""}, "day"),
        ({"kind": ""}, "kind"),
        ({"mode": ""}, "mode"),
        ({"text": "  "}, "text"),
        ({"text": "a" * 2001}, "text"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "1441"}, "minutes"),
        ({"minutes": "pusotra"}, "minutes"),
        ({"starts_at": "25.00"}, "starts_at"),
        ({"people_reached": "ap 20"}, "people_reached"),
        ({"people_reached": "-1"}, "people_reached"),
        ({"people_reached": "10", "of_seniors": "7", "of_parents": "4"}, "people_reached"),
        ({"of_seniors": "7"}, "people_reached"),
        ({"people_reached": "10", "of_seniors": "daži"}, "of_seniors"),
        ({"text": "Runāju ar 010180-12345"}, "text"),
        ({"text": "Zvanīt 29 123 456"}, "text"),
        ({"contact": "anna@example.lv"}, "contact"),
        ({"change_code": "success"}, "change_code"),
        ({"roles": ["networker", "animator", "guide", "expert"]}, "roles"),
        ({"task": "T11"}, "task"),
        ({"community_id": "00000000-0000-0000-0000-000000000000"}, "community_id"),
    ],
)
def test_an_entry_that_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, object], field: str
) -> None:
    client.sign_in(person(world, "anna"))
    response = client.send(f"/pilots/{world.pilot.code}/diary/new", **{**WRITTEN, **changes})
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    typed = [changes[name] for name in TYPED if name in changes]
    assert all(str(each).strip() in text for each in typed), "what was typed stays"
    assert db.session.scalar(select(func.count(DiaryEntry.id))) == 0


def test_the_community_of_another_municipality_cannot_be_picked(client: Client, world: build.World) -> None:
    elsewhere = made.community(world.peteris)
    client.sign_in(person(world, "anna"))
    response = client.send(f"/pilots/{world.pilot.code}/diary/new", **WRITTEN, community_id=str(elsewhere.id))
    assert response.status_code == 200
    assert db.session.scalar(select(func.count(DiaryEntry.id))) == 0


def test_the_same_form_sent_twice_writes_one_entry(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    fields = client.form(**WRITTEN)
    for _ in range(2):
        assert client.post(f"/pilots/{world.pilot.code}/diary/new", data=fields).status_code == 303
    assert db.session.scalar(select(func.count(DiaryEntry.id))) == 1


def test_an_entry_is_changed_and_deleted_by_its_author_only(client: Client, world: build.World) -> None:
    entry = made.entry(world.anna, shared=True)
    client.sign_in(person(world, "liga"))
    for deed in ("edit", "delete", "share", "photos/new"):
        assert client.get(f"/diary/{entry.id}/{deed}").status_code == 404
    assert client.send(f"/diary/{entry.id}/delete").status_code == 404
    assert client.send(f"/diary/{entry.id}/withdraw").status_code == 404
    client.sign_in(person(world, "anna"))
    assert client.get(f"/diary/{entry.id}/edit").status_code == 200
    seen = str(entry.version)
    changed = client.send(f"/diary/{entry.id}/edit", **{**WRITTEN, "minutes": "45"}, version=seen)
    assert changed.status_code == 303
    late = client.send(f"/diary/{entry.id}/edit", **{**WRITTEN, "minutes": "50"}, version=seen)
    assert late.status_code == 409
    ahead = client.send(f"/diary/{entry.id}/edit", **{**WRITTEN, "done_on": "15.02.2023"}, version="2")
    assert ahead.status_code == 200
    db.session.refresh(entry)
    assert entry.minutes == 45
    assert "Vai dzēst ierakstu?" in client.get(f"/diary/{entry.id}/delete").get_data(as_text=True)
    assert db.session.scalar(select(func.count(DiaryEntry.id))) == 1, "asking deletes nothing"
    assert client.send(f"/diary/{entry.id}/delete").status_code == 303
    assert db.session.scalar(select(func.count(DiaryEntry.id))) == 0


def test_editing_keeps_what_stood_behind_add_more(client: Client, world: build.World) -> None:
    entry = made.entry(
        world.anna, people_reached=9, people_parts={"seniors": 4}, roles=["guide"], mode=WorkMode.FOR
    )
    page = client.sign_in(person(world, "anna")).get(f"/diary/{entry.id}/edit").get_data(as_text=True)
    assert re.search(r'name="of_seniors"[^>]*value="4"', page)
    assert re.search(r'<input checked[^>]*value="guide"', page)
    assert page.count('<details class="data" open>') == 2, "more, and the groups inside it"


def test_a_month_shows_its_entries_and_sums(client: Client, world: build.World) -> None:
    made.entry(world.anna, text="Februāra saruna", minutes=60, place_class=OUT)
    made.entry(world.anna, text="Janvāra apmeklējums", done_on=dt.date(2023, 1, 9), minutes=30)
    made.entry(world.liga, text="Kolēģes saruna", shared=True)
    client.sign_in(person(world, "anna"))
    this_month = client.get(f"/pilots/{world.pilot.code}/diary").get_data(as_text=True)
    assert "Februāra saruna" in this_month
    assert "Janvāra apmeklējums" not in this_month
    assert "Kolēģes saruna" not in this_month
    assert "100%" in this_month.replace("\N{NO-BREAK SPACE}", "")
    january = client.get(f"/pilots/{world.pilot.code}/diary/2023-01").get_data(as_text=True)
    assert "Janvāra apmeklējums" in january


@pytest.mark.parametrize("who", ["mentor", "manager", "coordinator", "observer", "lecturer"])
def test_only_participants_keep_a_diary(client: Client, world: build.World, who: str) -> None:
    client.sign_in(getattr(world, who))
    assert client.get(f"/pilots/{world.pilot.code}/diary").status_code == 403


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("liga", True),
        ("peteris", False),
        ("mentor", True),
        ("other_mentor", False),
        ("manager", True),
        ("coordinator", True),
        ("observer", False),
    ],
)
def test_who_reads_a_shared_entry(client: Client, world: build.World, who: str, *, reads: bool) -> None:
    made.entry(world.anna, text="Dalītais ieraksts", shared=True)
    made.entry(world.anna, text="Savējais ieraksts", minutes=30)
    client.sign_in(person(world, who))
    response = client.get(f"/pilots/{world.pilot.code}/diary/shared")
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert ("Dalītais ieraksts" in text) == reads
    assert "Savējais ieraksts" not in text
    assert ("Ozola" in text) == reads


WHO = ("anna", "liga", "peteris", "mentor", "other_mentor", "manager", "coordinator", "observer")


def test_sharing_names_exactly_those_who_read_it_then(client: Client, world: build.World) -> None:
    gone, invited = build.user("Bijusī Kolēģe"), build.user("Gaidāmais Kolēģis", state=UserState.INVITED)
    build.role(gone, Role.PARTICIPANT, world.pilot, world.cesis).ended_at = build.NOW
    build.role(invited, Role.PARTICIPANT, world.pilot, world.cesis)
    entry = made.entry(world.anna, text="Mans ieraksts")
    client.sign_in(person(world, "anna"))
    page = client.get(f"/diary/{entry.id}/share").get_data(as_text=True)
    form = client.get(f"/pilots/{world.pilot.code}/diary/new").get_data(as_text=True)
    main = page[page.index("<main") :]
    named = {who for who in WHO if person(world, who).name in main}
    assert client.send(f"/diary/{entry.id}/share").status_code == 303
    reading = {
        who
        for who in WHO
        if who != "anna" and client.sign_in(person(world, who)).get(f"/diary/{entry.id}").status_code == 200
    }
    assert named == reading == {"liga", "mentor", "manager", "coordinator"}
    assert "Bijusī" not in main
    assert "Gaidāmais" not in main
    assert all(person(world, who).name in form for who in reading), "also where it is shared at once"


def test_sharing_that_ended_is_gone_everywhere(client: Client, world: build.World) -> None:
    entry = made.entry(world.anna, text="Bija kopīgots", shared=True)
    client.sign_in(world.mentor)
    path = f"/pilots/{world.pilot.code}/diary/shared"
    assert "Bija kopīgots" in client.get(path).get_data(as_text=True)
    client.sign_in(person(world, "anna"))
    assert client.send(f"/diary/{entry.id}/withdraw").status_code == 303
    for who in ("mentor", "manager", "coordinator", "liga"):
        client.sign_in(person(world, who))
        assert "Bija kopīgots" not in client.get(path).get_data(as_text=True)
        assert client.get(f"/diary/{entry.id}").status_code == 404


def test_the_month_of_the_head_is_that_of_the_diary(world: build.World) -> None:
    made.entry(world.anna, minutes=90, place_class=OUT, outside_hours=True, outside_minutes=30)
    made.entry(world.anna, minutes=45, place_class=IN, people_reached=7)
    made.entry(world.anna, minutes=60, done_on=dt.date(2023, 1, 31))
    month = queries.month_of(world.anna, Month(2023, 2))
    assert month == rules.Totals(2, 135, 135, 90, 1, 7, 30)
    assert month.outside_office_pct == 67


def test_the_list_of_shared_entries_is_closed_to_lecturers_and_other_pilots(
    client: Client, world: build.World
) -> None:
    path = f"/pilots/{world.pilot.code}/diary/shared"
    assert client.sign_in(world.lecturer).get(path).status_code == 403
    assert client.sign_in(world.other_coordinator).get(path).status_code == 404


def test_the_diary_costs_the_same_for_one_and_three(client: Client, world: build.World) -> None:
    paths = (f"/pilots/{world.pilot.code}/diary/shared", f"/pilots/{world.pilot.code}/diary")
    made.entry(world.anna, shared=True)
    costs = {
        path: queries_of(client.sign_in(person(world, who)), path)
        for path, who in zip(paths, ("coordinator", "anna"), strict=True)
    }
    made.entry(world.anna, shared=True)
    made.entry(world.liga, shared=True)
    for path, who in zip(paths, ("coordinator", "anna"), strict=True):
        assert queries_of(client.sign_in(person(world, who)), path) == costs[path]
