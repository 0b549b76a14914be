"""A run calls nobody and writes nowhere but its state folder and outputs/, native code included."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from acceptance.firm import DEMO, EXAMPLES, Firm

CONNECT = re.compile(r"(?:connect|sendto)\(.*?sa_family=(AF_INET6?),.*")
OPENED = re.compile(r'openat?\((?:[^,"]*, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR)[^)]*\)\s+= \d+')
MADE = re.compile(r'(?:mkdir|mkdirat|rename|renameat2?|creat)\(.*?"([^"]+)"(?:.*?"([^"]+)")?.*= 0')
HARMLESS = ("/dev/", "/proc/")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="strace watches system calls on Linux only")
def test_a_run_connects_to_nobody_and_writes_only_where_it_may(firm: Firm) -> None:
    strace = shutil.which("strace")
    assert strace, "this test needs the system package strace (make system installs it)"
    trace = firm.root.parent / "trace"
    calls = "trace=connect,sendto,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    inputs = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")

    ran = subprocess.run(
        [
            *(strace, "-f", "-qq", "-s", "400", "-o", trace, "-e", calls),
            *(sys.executable, "-m", "engross", *DEMO, *inputs),
        ],
        cwd=firm.root,
        env={**firm.bare_environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    lines = trace.read_text(errors="replace").splitlines()

    assert ran.returncode == 0, ran.stderr
    assert len(lines) > 1000
    assert [line for line in lines if CONNECT.search(line)] == []
    assert sorted(_written(lines, firm.root)) == []


def _written(lines: list[str], root: Path) -> set[str]:
    allowed = (str(root / ".engross"), str(root / "outputs"))
    paths = {
        str((root / path).resolve())
        for line in lines
        for pattern in (OPENED, MADE)
        for match in pattern.finditer(line)
        for path in match.groups()
        if path and not path.startswith(HARMLESS)
    }
    return {path for path in paths if not path.startswith(allowed)}
