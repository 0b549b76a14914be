"""A run calls nobody and writes nowhere but its state folder and outputs/, native code included."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.firm import DEMO, EXAMPLES, Firm

CALLS = (
    *("connect", "sendto", "sendmsg", "sendmmsg"),
    *("open", "openat", "creat", "truncate", "mkdir", "mkdirat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
)
CONNECT = re.compile(r"^(?:connect|send\w+)\(.*sa_family=AF_INET6?\b")
OPENED = re.compile(r'^open(?:at)?\((?:[^,"]*, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
MADE = re.compile(
    r'^(?:mkdir|mkdirat|creat|truncate|rename\w*|link\w*|symlink\w*)\([^"]*"([^"]+)"(?:[^"]*"([^"]+)")?'
)
FAILED = re.compile(r"\) += -1 E")
DEVICES = ("/dev/null", "/dev/tty", "/dev/urandom", "/proc/")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="strace watches system calls on Linux only")
def test_a_run_connects_to_nobody_and_writes_only_where_it_may(firm: Firm) -> None:
    strace = shutil.which("strace")
    assert strace, "this test needs the system package strace (make system installs it)"
    traces = firm.root.parent / "traces"
    traces.mkdir()
    inputs = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")

    ran = subprocess.run(
        [
            # One file a process and thread, so that no line is torn in two by another's.
            *(strace, "-ff", "-qq", "-s", "400", "-o", traces / "of"),
            *("-e", f"trace={','.join(CALLS)}"),
            *(sys.executable, "-m", "engross", *DEMO, *inputs),
        ],
        cwd=firm.root,
        env={**firm.bare_environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    lines = [
        line
        for trace in traces.iterdir()
        for line in trace.read_text(errors="replace").splitlines()
        if not FAILED.search(line) or line.startswith(("connect", "send"))
    ]

    assert ran.returncode == 0, ran.stderr
    assert len(lines) > 1000
    assert [line for line in lines if CONNECT.search(line)] == []
    assert sorted(_written(lines, firm.root)) == []


def _written(lines: list[str], root: Path) -> set[Path]:
    paths = {
        (root / path).resolve()
        for line in lines
        for pattern in (OPENED, MADE)
        for match in pattern.finditer(line)
        for path in match.groups()
        if path and not path.startswith(DEVICES)
    }
    allowed = (root / ".engross", root / "outputs")
    return {path for path in paths if not any(path.is_relative_to(place) for place in allowed)}
