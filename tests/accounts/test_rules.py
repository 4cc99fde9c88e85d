"""New passwords: long and not what a guesser tries first."""

import pytest

from pilot.accounts.enums import PasswordProblem
from pilot.accounts.rules import LONGEST, device_name, problem_with_password

OWN = ("Anna", "Ozola", "anna.ozola@cesis.example")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        pytest.param("", PasswordProblem.SHORT, id="empty"),
        pytest.param("zaļa pļava", PasswordProblem.SHORT, id="ten characters"),
        pytest.param("z" * (LONGEST + 1), PasswordProblem.LONG, id="129 characters"),
        pytest.param("aaaaaaaaaaaaaaa", PasswordProblem.REPEATED, id="one letter"),
        pytest.param("suns12suns12suns12", PasswordProblem.REPEATED, id="one block"),
        pytest.param("Anna Ozola 85", PasswordProblem.OWN, id="own name"),
        pytest.param("ozolaanna!cesis", PasswordProblem.OWN, id="own name and address"),
        pytest.param("qwertyuiop12345", PasswordProblem.KEYBOARD, id="rows of keys"),
        pytest.param("poiuytrewq987654", PasswordProblem.KEYBOARD, id="rows of keys backwards"),
        pytest.param("abcdefghijklmn", PasswordProblem.KEYBOARD, id="alphabet"),
        pytest.param("Parole2026!!!", PasswordProblem.COMMON, id="common Latvian word"),
        pytest.param("SociālaisDarbs1", PasswordProblem.COMMON, id="words of the work"),
        pytest.param("Password-2026", PasswordProblem.COMMON, id="common English word"),
        pytest.param("zaļa pļava aiz upes", None, id="four words"),
        pytest.param("x9!kQ#t2Lw@e", None, id="twelve random characters"),
        pytest.param("Annas mammas zilais kaķis", None, id="a name among other words"),
        pytest.param("🦔" * 2 + "ezītis miglā rudenī", None, id="any characters"),
    ],
)
def test_a_new_password(password: str, problem: PasswordProblem | None) -> None:
    assert problem_with_password(password, own=OWN) is problem


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl", ""),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
