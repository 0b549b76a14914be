"""What a confined process can no longer do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CONFINED = "from engross.sources.confinement import confine; confine({memory}, {seconds}); "


def confined(
    code: str, *, memory: int = 400_000_000, seconds: int = 20
) -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}; "
        + CONFINED.format(memory=memory, seconds=seconds)
        + code
    )
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.system('true')",
        "import os; os.fork()",
        "import subprocess; subprocess.run(['true'])",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import os; os.remove('/nowhere')",
        "import os; os.mkdir('/tmp/engross-confined')",
    ],
)
def test_it_starts_nothing_and_reaches_nothing(code: str) -> None:
    ran = confined(code)

    assert ran.returncode == 1
    assert "PermissionError" in ran.stderr


def test_it_writes_no_file(tmp_path: Path) -> None:
    ran = confined(f"open({str(tmp_path / 'file')!r}, 'w')")

    assert "PermissionError" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_still_reads_files() -> None:
    assert confined(f"open({__file__!r}).read(); print('read')").stdout == "read\n"


def test_it_takes_no_more_memory_than_it_may() -> None:
    ran = confined("bytes(500_000_000)")

    # macOS does not hold a process to it.
    assert "MemoryError" in ran.stderr or sys.platform == "darwin"


def test_it_takes_no_more_processor_time_than_it_may() -> None:
    assert confined("\nwhile True: pass", seconds=1).returncode == -24
