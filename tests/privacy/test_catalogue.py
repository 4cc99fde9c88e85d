"""The data catalogue holds every column, once, and none that must not exist."""

import re

import pytest

import pilot.models
from pilot.database import Base
from pilot.privacy.catalogue import CATALOGUE
from pilot.privacy.enums import DataClass
from tests import build
from tests.conftest import Client

MUST_NOT_EXIST = re.compile(
    r"personal_?code|identity|birth|health|ethnic|religio|political|photo|diagnos|client(?!_org)"
)


def test_the_hub_knows_the_tables() -> None:
    assert pilot.models.__doc__
    assert len(Base.metadata.tables) > 40


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_column_is_tagged_once(table: str) -> None:
    named = [column for _, columns in CATALOGUE[table].classes() for column in columns]

    assert sorted(named) == sorted(column.name for column in Base.metadata.tables[table].columns)


def test_no_table_is_tagged_that_does_not_exist() -> None:
    assert set(CATALOGUE) == set(Base.metadata.tables)


def test_no_column_may_hold_what_kopdarbs_must_not_know() -> None:
    names = [
        f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns
    ]

    assert [name for name in names if MUST_NOT_EXIST.search(name.partition(".")[2])] == []


def test_secrets_are_hashes_or_random() -> None:
    secrets = {
        name
        for entry in CATALOGUE.values()
        for name, kind in entry.columns().items()
        if kind is DataClass.SECRET
    }

    assert secrets == {"password_hash", "token_hash", "nonce", "account_key", "address_key", "key"}


def test_the_coordinator_reads_the_catalogue_and_a_mentor_does_not(
    client: Client, world: build.World
) -> None:
    page = client.sign_in(world.coordinator).get("/privacy/catalogue")

    assert page.status_code == 200
    assert all(f">{table}<" in page.get_data(as_text=True) for table in CATALOGUE)
    assert client.sign_in(world.mentor).get("/privacy/catalogue").status_code == 403
