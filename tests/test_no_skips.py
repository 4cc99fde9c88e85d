"""The plugin of the continuous checks, tried on a small run of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOOD = "def test_good():\n    assert True\n"
LEFT_OUT = {
    "skipped": "import pytest\ndef test_other():\n    pytest.skip('no browser')\n",
    "xfailed": "import pytest\n@pytest.mark.xfail\ndef test_other():\n    assert False\n",
}


def run(folder: Path, text: str, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_small.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.no_skips",
        "-p",
        "no:cacheprovider",
        *more,
        str(folder),
    ]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=surroundings)


def test_a_complete_run_stays_good(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD).returncode == pytest.ExitCode.OK


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_test_that_was_left_out_fails_the_run_and_is_named(tmp_path: Path, kind: str) -> None:
    done = run(tmp_path, GOOD + LEFT_OUT[kind])
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"{kind.upper()} test_small.py::test_other" in done.stdout


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_it_is_noticed_as_well_when_workers_share_the_run(tmp_path: Path, kind: str) -> None:
    workers = ("-p", "xdist.plugin", "--numprocesses=1")
    assert run(tmp_path, GOOD, *workers).returncode == pytest.ExitCode.OK
    done = run(tmp_path, GOOD + LEFT_OUT[kind], *workers)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"{kind.upper()} test_small.py::test_other" in done.stdout


def test_a_module_that_was_left_out_fails_the_run(tmp_path: Path) -> None:
    module = tmp_path / "test_module.py"
    module.write_text("import pytest\npytest.skip('no browser', allow_module_level=True)\n", encoding="utf-8")
    assert run(tmp_path, GOOD).returncode == pytest.ExitCode.TESTS_FAILED


def test_a_run_without_tests_is_not_good(tmp_path: Path) -> None:
    assert run(tmp_path, "").returncode == pytest.ExitCode.NO_TESTS_COLLECTED
