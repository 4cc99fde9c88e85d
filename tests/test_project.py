"""Promises about the project itself: what it installs, and how its commands answer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
NAMES = ("run", "postgresql", "test")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[a-z,]+\])?==(?P<version>[^\s;]+)", re.MULTILINE)


def pins(file: str) -> dict[str, str]:
    text = (REQUIREMENTS / file).read_text(encoding="utf-8")
    return {found["name"].lower().replace("_", "-"): found["version"] for found in PIN.finditer(text)}


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_no_address(name: str) -> None:
    assert "://" not in (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_every_pin_of_its_source(name: str) -> None:
    wanted = pins(f"{name}.in")
    assert wanted
    assert wanted.items() <= pins(f"{name}.txt").items()


@pytest.mark.parametrize("name", NAMES)
def test_every_locked_package_carries_a_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    packages = [part for part in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE) if part]
    assert [part.split()[0] for part in packages if "--hash=sha256:" not in part] == []


def test_the_larger_locks_repeat_the_smaller_ones() -> None:
    assert pins("run.txt").items() <= pins("postgresql.txt").items() <= pins("test.txt").items()


def test_what_only_tests_need_is_not_installed_to_run() -> None:
    assert pins("run.txt").keys().isdisjoint({"greenlet", "playwright", "pytest", "psycopg", "gunicorn"})


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",)])
def test_the_help_names_every_command(arguments: tuple[str, ...]) -> None:
    answer = dev(*arguments)
    listed = re.findall(r"^  \./dev (\w+)", answer.stdout, re.MULTILINE)
    assert answer.returncode == 0
    assert listed == ["run", "test", "check", "strings", "bench", "figures", "plan", "flask", "lock"]


def test_an_unknown_command_is_refused_in_one_line() -> None:
    answer = dev("rnu")
    assert answer.returncode == 2
    assert answer.stderr == "dev: no command is called rnu; ./dev help lists them\n"


def test_an_old_python_is_refused_in_one_line() -> None:
    program = "import runpy, sys; sys.version_info = (3, 10, 4); runpy.run_path('dev', run_name='__main__')"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("dev: Python 3.11 or newer is needed")
    assert answer.stderr.count("\n") == 1
