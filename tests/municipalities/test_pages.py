"""The register's pages: who sees what, what is found, what is refused."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from pilot import clock
from pilot.accounts import sessions
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.extensions import db
from pilot.municipalities import actions, queries, rules
from pilot.municipalities.enums import MemorandumState
from pilot.municipalities.models import Accession, Municipality
from tests import build
from tests.conftest import Client


@pytest.fixture
def observer(database: object, now: dt.datetime) -> User:  # noqa: ARG001 - the rows need the database
    """Load the whole register and return somebody who may read it."""
    actions.load_register(now=now)
    person = build.user("Rūta Šķēle")
    build.role(person, Role.OBSERVER, build.pilot())
    db.session.commit()
    return person


def found_names(
    user: User, search: str, day: dt.date = dt.date(2023, 2, 14)
) -> list[tuple[str, tuple[str, ...]]]:
    register = queries.register(build.viewer(user), day=day, search=search)
    return [(row.municipality.name, row.found_by) for row in register.found]


def municipality(iso_code: str) -> Municipality:
    return db.session.scalars(select(Municipality).where(Municipality.iso_code == iso_code)).one()


def test_the_three_states_sum_to_all_municipalities_of_the_day(observer: User) -> None:
    then = queries.register(build.viewer(observer), day=dt.date(2023, 2, 14))
    later = queries.register(build.viewer(observer), day=dt.date(2025, 7, 1))

    assert then.counts == {
        MemorandumState.JOINED: 7,
        MemorandumState.NO_ELECTION: 3,
        MemorandumState.UNKNOWN: 33,
    }
    assert (sum(then.counts.values()), len(then.everything)) == (43, 43)
    assert (sum(later.counts.values()), len(later.everything)) == (42, 42)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cesu", [("Cēsu novads", ())]),
        ("VECUMNIEKU NOVADS", [("Bauskas novads", ("Vecumnieku novads",))]),
        ("271/9", [("Liepāja", ("271/9",))]),
        ("Nr. 271/9", [("Liepāja", ("271/9",))]),
        ("vangazi", [("Ropažu novads", ("Vangaži",))]),
        (
            "pilskalnes pag",
            [
                ("Aizkraukles novads", ("Pilskalnes pagasts",)),
                ("Augšdaugavas novads", ("Pilskalnes pagasts",)),
            ],
        ),
        ("100%", []),
    ],
)
def test_searching_finds_by_any_name_without_diacritics(
    observer: User, typed: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found_names(observer, typed) == found


def test_an_ended_municipality_is_found_by_its_successor(observer: User) -> None:
    assert found_names(observer, "varaklanu nov", dt.date(2025, 7, 1)) == [
        ("Madonas novads", ("Varakļānu novads",))
    ]


def test_the_page_has_the_map_its_table_and_its_filters(client: Client, observer: User) -> None:
    page = client.sign_in(observer).get("/municipalities").get_data(as_text=True)
    joined = client.get("/municipalities?state=joined").get_data(as_text=True)

    assert page.count('class="tile"') == 43
    assert page.count('role="rowheader"') == 43
    assert joined.count('class="tile"') == 43
    assert joined.count('role="rowheader"') == 7
    assert "refused" not in page
    assert client.get("/municipalities?state=refused&q=%25").status_code == 200


def test_a_search_without_result_says_so(client: Client, observer: User) -> None:
    page = client.sign_in(observer).get("/municipalities?q=Atlant%C4%ABda").get_data(as_text=True)

    assert 'class="empty"' in page


def test_a_manager_sees_the_own_municipality_only(client: Client, world: build.World) -> None:
    client.sign_in(world.manager)

    page = client.get("/municipalities").get_data(as_text=True)

    assert "Cēsu novads" in page
    assert "Tukuma novads" not in page
    assert 'class="tile"' not in page
    assert client.get(f"/municipalities/{world.cesis.id}").status_code == 200
    assert client.get(f"/municipalities/{world.tukums.id}").status_code == 404
    assert client.get(f"/municipalities/{world.tukums.id}/memorandum").status_code == 404


@pytest.mark.parametrize("name", ["coordinator", "mentor", "lecturer", "observer"])
def test_everybody_else_in_a_pilot_reads_the_register(client: Client, world: build.World, name: str) -> None:
    client.sign_in(getattr(world, name))

    assert client.get(f"/municipalities/{world.tukums.id}").status_code == 200
    assert "Tukuma novads" in client.get("/municipalities").get_data(as_text=True)


def test_who_has_no_part_in_the_register_is_refused(client: Client, world: build.World) -> None:
    administrator = build.user("Valdis Krūmiņš")
    build.role(administrator, Role.ADMINISTRATOR, None)

    assert client.sign_in(administrator).get("/municipalities").status_code == 403
    client.sign_in(world.mentor)
    assert client.get(f"/municipalities/{world.cesis.id}/memorandum").status_code == 403
    assert client.get(f"/municipalities/{world.pilot.id}").status_code == 404


def test_the_page_of_a_municipality_tells_its_story(client: Client, observer: User) -> None:
    client.sign_in(observer)

    augsdaugava = client.get(f"/municipalities/{municipality('LV-111').id}").get_data(as_text=True)
    preili = client.get(f"/municipalities/{municipality('LV-073').id}").get_data(as_text=True)
    varaklani = client.get(f"/municipalities/{municipality('LV-102').id}").get_data(as_text=True)

    assert "15.07.2021" in augsdaugava
    assert "Ilūkstes novads" in augsdaugava
    assert "Aglonas novads" in preili
    assert "Madonas novads" in varaklani


def test_after_june_2025_a_commitment_is_the_previous_councils(
    client: Client, observer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/municipalities/{municipality('LV-LPX').id}"
    observer.locale = Locale.EN
    client.sign_in(observer)
    words = "Commitment of the previous council"
    assert words not in client.get(address).get_data(as_text=True)

    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2025, 7, 1, 8, 0, tzinfo=dt.UTC))

    with client.session_transaction() as session:
        session["token"] = sessions.begin(observer, device="test", now=clock.now())
    assert words in client.get(address).get_data(as_text=True)
    assert words in client.get("/municipalities").get_data(as_text=True)


def test_a_coordinator_records_an_accession_once(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    typed = client.form(joined_year="2022", joined_month="3", decision_no="55", source="cesis.lv")
    address = f"/municipalities/{world.cesis.id}/memorandum"

    first, second = client.post(address, data=typed), client.post(address, data=typed)

    assert (first.status_code, second.status_code) == (303, 303)
    accession = db.session.scalars(select(Accession)).one()
    assert (accession.joined_year, accession.joined_month, accession.joined_on) == (2022, 3, None)
    assert (accession.decision_no, accession.source, accession.note) == ("55", "cesis.lv", "")
    events = select(func.count()).where(AuditEvent.action == "municipalities.accession-recorded")
    assert db.session.scalar(events) == 1


def test_a_manager_corrects_and_nobody_is_overwritten(client: Client, world: build.World) -> None:
    client.sign_in(world.manager)
    address = f"/municipalities/{world.cesis.id}/memorandum"
    client.send(address, joined_year="2022", source="cesis.lv")

    corrected = client.send(
        address, joined_year="2022", joined_on="17.03.2022", source="cesis.lv", version="1"
    )
    late = client.send(address, joined_year="2021", source="Mans avots", version="1")

    accession = db.session.scalars(select(Accession)).one()
    assert corrected.status_code == 303
    assert (accession.joined_on, accession.joined_month) == (dt.date(2022, 3, 17), 3)
    assert late.status_code == 409
    assert "Mans avots" in late.get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"joined_year": ""}, "joined_year"),
        ({"joined_year": "2020"}, "joined_year"),
        ({"joined_year": "divi"}, "joined_year"),
        ({"joined_month": "13"}, "joined_month"),
        ({"joined_on": "32.01.2022"}, "joined_on"),
        ({"joined_on": "01.02.2021"}, "joined_on"),
        ({"joined_on": "15.02.2023", "joined_year": "2023"}, "joined_on"),
        ({"joined_year": "2024"}, "joined_year"),
        ({"source": ""}, "source"),
        ({"note": "Parakstīja 010180-12345"}, "note"),
    ],
)
def test_bad_input_is_refused_beside_its_field(
    client: Client, world: build.World, typed: dict[str, str], field: str
) -> None:
    client.sign_in(world.coordinator)

    response = client.send(
        f"/municipalities/{world.cesis.id}/memorandum",
        **{"joined_year": "2022", "source": "paša teksts", **typed},
    )

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in page
    assert db.session.scalars(select(Accession)).all() == []
    assert field == "source" or "paša teksts" in page


def test_a_second_accession_of_a_municipality_is_refused(
    world: build.World, now: dt.datetime, today: dt.date
) -> None:
    entry = rules.AccessionEntry(2022, None, None, None, "cesis.lv")
    actor = build.viewer(world.coordinator)
    actions.record_accession(world.cesis, entry, actor=actor, now=now, today=today)

    with pytest.raises(actions.AlreadyJoinedError):
        actions.record_accession(world.cesis, entry, actor=actor, now=now, today=today)
