"""The sink itself: that it notes who comes, and that a session in which somebody came fails."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from smtp_sink import SmtpSink

TESTS = Path(__file__).parent


def test_whoever_comes_is_noted_and_refused() -> None:
    sink = SmtpSink([_free_port()])
    port = sink.ports[0]

    with socket.create_connection(("127.0.0.1", port)) as caller:
        told = caller.recv(100)
    sink.close()

    assert told.startswith(b"554 ")
    assert sink.callers == (f"port {port}",)


def test_nobody_is_noted_when_nobody_comes() -> None:
    sink = SmtpSink([_free_port()])
    sink.close()

    assert sink.callers == ()


def test_a_port_that_another_program_has_is_left_to_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        sink = SmtpSink([other.getsockname()[1]])
        with socket.create_connection(other.getsockname()):
            pass
        sink.close()

    assert sink.callers == ()


def test_a_session_in_which_something_tried_to_send_mail_fails(tmp_path: Path) -> None:
    port = _free_port()
    ours = (TESTS / "conftest.py").read_text(encoding="utf-8")
    theirs = ours.replace("SmtpSink()", f"SmtpSink([{port}])")
    (tmp_path / "conftest.py").write_text(theirs, encoding="utf-8")
    (tmp_path / "test_sends.py").write_text(
        "import smtplib, contextlib\n"
        "def test_sends():\n"
        "    with contextlib.suppress(smtplib.SMTPException, OSError):\n"
        f"        smtplib.SMTP('127.0.0.1', {port})\n",
        encoding="utf-8",
    )

    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={tmp_path}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-o", f"pythonpath={TESTS}", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    assert f"something tried to send mail: port {port}" in done.stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
