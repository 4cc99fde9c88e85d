"""The throwaway PostgreSQL of the tests."""

import pytest
import sqlalchemy as sa

from tests.postgres import throwaway_postgres


def test_an_address_that_is_given_is_used_with_our_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://someone@db.example/pilot")
    with throwaway_postgres() as address:
        assert address == "postgresql+psycopg://someone@db.example/pilot"


def test_a_server_answers_and_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    with throwaway_postgres() as address:
        engine = sa.create_engine(address)
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SELECT upper('māja' COLLATE pg_c_utf8)")) == "MĀJA"
        engine.dispose()
    with pytest.raises(sa.exc.OperationalError), sa.create_engine(address).connect():
        pass
