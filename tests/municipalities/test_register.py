"""The shipped facts: complete, loaded once, never over what people recorded."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import func, select

from pilot.audit import AuditEvent
from pilot.extensions import db
from pilot.municipalities import actions
from pilot.municipalities.enums import MunicipalityKind
from pilot.municipalities.models import Accession, Municipality, Predecessor, Territory

pytestmark = pytest.mark.usefixtures("database")


def load(now: dt.datetime) -> actions.Loaded:
    loaded = actions.load_register(now=now)
    db.session.commit()
    return loaded


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_register_is_complete(now: dt.datetime) -> None:
    loaded = load(now)

    assert loaded == actions.Loaded(municipalities=43, territories=598, predecessors=121)
    assert (count(Municipality), count(Territory), count(Predecessor), count(Accession)) == (43, 598, 121, 7)
    rows = db.session.scalars(select(Municipality)).all()
    assert Counter(row.kind for row in rows) == {MunicipalityKind.COUNTY: 36, MunicipalityKind.STATE_CITY: 7}
    assert Counter(row.planning_region.split()[0] for row in rows) == {
        "Rīgas": 9,
        "Vidzemes": 11,
        "Kurzemes": 8,
        "Zemgales": 6,
        "Latgales": 9,
    }
    assert abs(sum(row.area_hectares for row in rows) - 6_457_070) < 300
    assert 1_800_000 < sum(row.population for row in rows if row.valid_to is None) < 1_900_000
    assert {row.name for row in rows if not row.had_election_20210605} == {
        "Rīga",
        "Rēzeknes novads",
        "Varakļānu novads",
    }
    assert len({(row.tile_row, row.tile_column) for row in rows}) == 43


def test_one_municipality_has_ended_and_knows_its_successor(now: dt.datetime) -> None:
    load(now)

    ended = db.session.scalars(select(Municipality).where(Municipality.valid_to.is_not(None))).one()
    successor = db.session.get(Municipality, ended.successor_id)
    assert successor is not None
    assert (ended.name, ended.valid_to, successor.name) == (
        "Varakļānu novads",
        dt.date(2025, 6, 30),
        "Madonas novads",
    )


def test_territories_are_of_their_time(now: dt.datetime) -> None:
    load(now)

    ended = db.session.scalars(select(Territory.valid_to).where(Territory.valid_to.is_not(None))).all()
    assert Counter(ended) == {dt.date(2022, 6, 30): 3, dt.date(2025, 6, 30): 3}
    assert len(db.session.scalars(select(Predecessor.name).distinct()).all()) == 119


def test_loading_again_changes_nothing(now: dt.datetime) -> None:
    load(now)
    load(now)

    assert (count(Municipality), count(Territory), count(Predecessor), count(Accession)) == (43, 598, 121, 7)
    assert set(db.session.scalars(select(Municipality.version))) == {1, 2}
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "municipalities.register-loaded")
    )
    assert len(events.all()) == 1


def test_loading_repairs_facts_and_keeps_what_people_recorded(now: dt.datetime) -> None:
    load(now)
    liepaja = db.session.scalars(select(Municipality).where(Municipality.iso_code == "LV-LPX")).one()
    accession = db.session.scalars(select(Accession).where(Accession.municipality_id == liepaja.id)).one()
    liepaja.population = 1
    accession.note = "Pielikums pievienots lietai"
    db.session.commit()

    load(now)

    assert liepaja.population > 60_000
    assert accession.note == "Pielikums pievienots lietai"
    assert (accession.decision_no, accession.joined_on) == ("271/9", dt.date(2021, 7, 22))
