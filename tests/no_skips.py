"""A pytest plugin for the continuous checks: a test that was skipped or expected to fail fails the run."""

from typing import Any

import pytest

KINDS = ("skipped", "xfailed", "xpassed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn an otherwise good run into a failed one when it left something out."""
    if session.exitstatus == pytest.ExitCode.OK and _left_out(_reporter(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what was left out."""
    left_out = _left_out(terminalreporter)
    if left_out:
        terminalreporter.section("not run to the end, so this run fails (NO_SKIPS=1)", red=True)
        for kind, place in left_out:
            terminalreporter.line(f"{kind.upper()} {place}")


def _reporter(config: pytest.Config) -> Any:
    return config.pluginmanager.get_plugin("terminalreporter")


def _left_out(reporter: Any) -> list[tuple[str, str]]:
    """Return what was left out as (how, what); a worker has no reporter, its controller knows."""
    if reporter is None:
        return []
    return [(kind, report.nodeid) for kind in KINDS for report in reporter.stats.get(kind, ())]
