"""The program starts at once: nothing slow is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

SLOW = (
    "crewai",
    "chromadb",
    "sqlalchemy",
    "alembic",
    "dbos",
    "docx",
    "docxtpl",
    "openpyxl",
    "lxml",
)
PROGRAM = """
import sys
sys.argv = ["engross", "--help"]
from engross.cli import main
try:
    main()
except SystemExit:
    pass
print("LOADED", sorted(set(sys.modules) & set(sys.stdin.read().split())))
"""


def test_help_loads_no_slow_library() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=" ".join(SLOW),
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "Commands:" in printed
    assert printed.splitlines()[-1] == "LOADED []"
