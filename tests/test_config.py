"""Settings: a good installation starts, an unsafe one is refused with one line in both languages (S20)."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

import config

KEY = "correct-horse-battery-staple-0123456789"
GOOD = {
    "KOPDARBS_ENV": "production",
    "SECRET_KEY": KEY,
    "DATABASE_URL": "postgresql://kopdarbs@localhost/kopdarbs",
    "BASE_URL": "https://kopdarbs.example.lv",
    "TRUSTED_HOSTS": "kopdarbs.example.lv",
    "PROXY_COUNT": "1",
    "SMTP_HOST": "mail.example.lv",
    "SMTP_PASSWORD": "something-quite-different",
}
BAD = {
    "no key": {"SECRET_KEY": ""},
    "short key": {"SECRET_KEY": "abcdefghijklmnopqrst"},
    "key of few characters": {"SECRET_KEY": "ab" * 30},
    "known default": {"SECRET_KEY": "changeme"},
    "key equals another key": {"SMTP_PASSWORD": KEY},
    "key file is missing": {"SECRET_KEY_FILE": "/nowhere/at/all"},
    "debug": {"FLASK_DEBUG": "1"},
    "testing": {"TESTING": "true"},
    "login disabled": {"LOGIN_DISABLED": "1"},
    "csrf off": {"WTF_CSRF_ENABLED": "0"},
    "no hosts": {"TRUSTED_HOSTS": ""},
    "no https": {"BASE_URL": "http://kopdarbs.example.lv"},
    "foreign host": {"BASE_URL": "https://other.example.lv"},
    "mail in clear": {"SMTP_SECURITY": "none"},
    "odd mail security": {"SMTP_SECURITY": "maybe"},
    "unknown environment": {"KOPDARBS_ENV": "staging"},
    "odd port": {"PORT": "eighty"},
    "huge proxy count": {"PROXY_COUNT": "99999999"},
    "odd database": {"DATABASE_URL": "mysql://localhost"},
    "demonstration day": {"DEMO_TODAY": "2023-02-14"},
    "day that is none": {"DEMO_TODAY": "14.02.2023"},
}


def test_a_good_installation_starts() -> None:
    settings = config.from_environment(GOOD)

    assert settings.secure
    assert settings.database_url == "postgresql+psycopg://kopdarbs@localhost/kopdarbs"
    assert settings.for_flask()["SESSION_COOKIE_NAME"] == "__Host-session"
    assert KEY not in repr(settings)


@pytest.mark.parametrize("changes", [pytest.param(changes, id=name) for name, changes in BAD.items()])
def test_an_unsafe_installation_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(config.SettingsError) as refused:
        config.from_environment({**GOOD, **changes})

    line = str(refused.value)
    assert line.startswith("Kopdarbs: ")
    assert " / " in line
    assert "\n" not in line
    assert KEY not in line


def test_the_proxy_count_must_be_said() -> None:
    given = {name: value for name, value in GOOD.items() if name != "PROXY_COUNT"}

    with pytest.raises(config.SettingsError, match="PROXY_COUNT"):
        config.from_environment(given)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    given = {name: value for name, value in GOOD.items() if name != "SECRET_KEY"}

    assert config.from_environment({**given, "SECRET_KEY_FILE": str(file)}).secret_key == KEY


def test_the_demonstration_opens_in_the_middle_of_the_pilot_or_on_a_day_of_its_own() -> None:
    usual = config.from_environment({"KOPDARBS_ENV": "demo"})
    chosen = config.from_environment({"KOPDARBS_ENV": "demo", "DEMO_TODAY": "2022-10-10", "PORT": "8123"})

    assert (usual.demo_today, usual.base_url) == (dt.date(2023, 2, 14), "http://127.0.0.1:8000")
    assert (chosen.demo_today, chosen.base_url) == (dt.date(2022, 10, 10), "http://127.0.0.1:8123")
    assert chosen.database_url.endswith("demo-2022-10-10.db")
    assert len(usual.secret_key) >= 32


def test_a_broken_setting_ends_the_start_with_one_line_and_status_2(root: Path) -> None:
    surroundings = {**os.environ, **GOOD, "SECRET_KEY": "changeme"}

    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=root,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Kopdarbs: SECRET_KEY is a known default. / SECRET_KEY ir vispārzināma vērtība."
    ]
