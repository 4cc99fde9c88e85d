"""The commands: prepare, invite the first person, examine, print figures."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import config
from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from tests import build
from tests.installation import installation


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    with installation(f"sqlite:///{tmp_path / 'house.db'}") as app:
        yield app


def test_preparing_twice_changes_nothing_and_says_nothing(house: Flask) -> None:
    runner = house.test_cli_runner()

    answers = [runner.invoke(args=["prepare"]) for _time in range(2)]

    assert [(answer.exit_code, answer.stdout) for answer in answers] == [(0, ""), (0, "")]
    with house.app_context():
        assert len(db.session.scalars(db.select(Municipality)).all()) >= 42


def test_the_first_coordinator_gets_a_link_that_works(house: Flask) -> None:
    answer = house.test_cli_runner().invoke(args=["create-coordinator", "ieva@example.lv", "Ieva Kalna"])

    assert answer.exit_code == 0
    assert answer.stdout.count("\n") == 1
    found = re.fullmatch(r"http://localhost(/enter/[0-9a-f-]{36}/[\w-]{43})\n", answer.stdout)
    assert found is not None
    assert house.test_client().get(found[1]).status_code == 200
    with house.app_context():
        user = db.session.scalars(db.select(User)).one()
        role = db.session.scalars(db.select(RoleAssignment)).one()
        assert (user.name, user.state) == ("Ieva Kalna", UserState.INVITED)
        assert (role.role, role.pilot_id) == (Role.COORDINATOR, None)


@pytest.mark.parametrize("arguments", [["ieva@example.lv", "Ieva"], ["ieva", "Ieva Kalna"]])
def test_a_coordinator_without_a_full_name_or_address_is_refused(arguments: list[str], house: Flask) -> None:
    answer = house.test_cli_runner().invoke(args=["create-coordinator", *arguments])

    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_an_address_that_has_an_account_is_refused(house: Flask) -> None:
    runner = house.test_cli_runner()
    runner.invoke(args=["create-coordinator", "ieva@example.lv", "Ieva Kalna"])

    answer = runner.invoke(args=["create-coordinator", "IEVA@example.lv", "Ilze Kalna"])

    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_the_doctor_says_what_is_wrong(house: Flask, tmp_path: Path) -> None:
    well = house.test_cli_runner().invoke(args=["doctor"])
    (tmp_path / "house.db").chmod(0o644)
    ill = house.test_cli_runner().invoke(args=["doctor"])

    assert (well.exit_code, well.stdout) == (0, "Kopdarbs: ok\n")
    assert (ill.exit_code, ill.stdout.count("\n")) == (config.EXIT_BROKEN_SETTING, 1)


def test_figures_are_json_and_nothing_else(house: Flask) -> None:
    with house.app_context():
        build.world()

    answer = house.test_cli_runner().invoke(args=["figures", "SDK-2022"])

    assert (answer.exit_code, answer.stderr) == (0, "")
    assert isinstance(json.loads(answer.stdout), dict)


def test_figures_of_an_unknown_pilot_are_refused_in_one_line(house: Flask) -> None:
    answer = house.test_cli_runner().invoke(args=["figures", "NAV-2022"])

    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
