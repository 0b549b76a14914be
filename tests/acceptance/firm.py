"""A firm's workspace in a folder of its own, and the real command line started in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from acceptance.program import run_program

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "client_report"
PASSWORD = "harbour lantern quince"  # noqa: S105 - a made-up person's
HELEN = "helen.pike@penhallowreeve.example"
INPUTS = (
    f"notes={EXAMPLES / 'wrackline-call.vtt'}",
    f"notes={EXAMPLES / 'call-notes.md'}",
    f"billing={EXAMPLES / 'billing.xlsx'}",
)
"""What `make demo` gives it."""
DEMO = (
    *("run", "client_report", "--client", "wrackline", "--matter", "accounts-2026"),
    *("--period", "2026-Q3", "--as-at", "2026-10-14"),
)


@dataclass(frozen=True)
class Firm:
    """A workspace and the program in it."""

    root: Path

    def engross(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command as somebody at a terminal would."""
        return run_program(words, self.root, {**self.bare_environment(), **more}, timeout=240)

    def engross_with_room_for(self, size: int, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command that can make no file larger than `size` bytes."""
        limited = f'ulimit -f {size // 1024}; exec "$@"'
        return subprocess.run(
            ["bash", "-c", limited, "bash", sys.executable, "-m", "engross", *words],  # noqa: S607 - a test
            cwd=self.root,
            env=self.bare_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    def bare_environment(self) -> dict[str, str]:
        """No key, no home of anybody's, nothing that a developer's machine would add."""
        kept = {n: os.environ[n] for n in ("PATH", "LANG", "PYTHONPATH") if n in os.environ}
        quick = {
            "ENGROSS_OFFICE": "none"
        }  # PDFs take seconds; tests/acceptance/test_pages.py makes them
        return {**kept, **quick, "HOME": str(self.root.parent / "home")}

    def done(self, *words: str, **more: str) -> str:
        """Run a command that must succeed; what it printed."""
        result = self.engross(*words, **more)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def run_demo(self, *more: str) -> str:
        """Make the example report; the run's id."""
        return self.run_id(self.done(*DEMO, *more, *INPUTS))

    def run_id(self, printed: str) -> str:
        """The run's id in what `engross run` printed."""
        first = printed.splitlines()[0]
        return first.split()[1]

    def held(self, run: str) -> dict[str, object]:
        """The held document, as `engross show --json` prints it."""
        return dict(json.loads(self.done("show", run, "--json")))

    def candidate(self, run: str) -> Path:
        """The candidate's path in outputs/."""
        (path,) = (self.root / "outputs" / run / "candidate").glob("*.docx")
        return path

    def review_copy(self, run: str) -> Path:
        """The review copy's path in outputs/."""
        (path,) = (self.root / "outputs" / run).glob("*.docx")
        return path


def make_firm(folder: Path) -> Firm:
    """A fresh copy of the workspace that the repository is."""
    root = folder / "firm"
    root.mkdir(parents=True)
    (folder / "home").mkdir()
    for name in ("crews", "agents", "tasks", "knowledge", "templates", "outputs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("client_report-*"))
    shutil.copy(ROOT / "firm.yaml", root)
    return Firm(root)
