"""For every test: nothing calls home, not even native code, nothing sends mail, nothing hangs."""

from __future__ import annotations

import os

import pytest

from smtp_sink import SmtpSink

# Before anything imports onnxruntime, which reads it then and writes to the home folder otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

SINK = pytest.StashKey[SmtpSink]()
HUNG = pytest.mark.flaky(reruns=1, only_rerun=[r"Timeout \(>"])
"""A test of real processes that hangs is started once more; where it stood is printed."""
CALLERS = pytest.StashKey[tuple[str, ...]]()


def pytest_configure(config: pytest.Config) -> None:
    """One sink for the whole session: the workers' processes share the machine's ports."""
    if not hasattr(config, "workerinput"):
        config.stash[SINK] = SmtpSink()


def pytest_itemcollected(item: pytest.Item) -> None:
    if {"acceptance", "integration"} & set(item.path.parts):
        item.add_marker(HUNG)


def pytest_report_header(config: pytest.Config) -> str:
    sink = config.stash.get(SINK, None)
    ports = ", ".join(map(str, sink.ports)) if sink else ""
    return f"nobody may send mail to: {ports or 'no port could be had, see tests/smtp_sink.py'}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the session when anything tried to send mail."""
    sink = session.config.stash.get(SINK, None)
    if sink is None:
        return
    sink.close()
    session.config.stash[CALLERS] = tuple(sink.callers)
    if sink.callers:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for caller in config.stash.get(CALLERS, ()):
        terminalreporter.write_line(f"FAILED: something tried to send mail: {caller}", red=True)
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.section(f"hung, and was started once more: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
        for name, text in report.sections:
            terminalreporter.write_line(f"{name}\n{text}")
