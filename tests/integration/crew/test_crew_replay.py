"""A crew killed after every recorded answer repeats none, whatever the process it goes on in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engross.records.ports import JournalKey
from engross.testing.stores import FileJournal

SCRIPT = Path(__file__).with_name("crew_process.py")
KILLED = -9


class Stage(NamedTuple):
    """Two processes with different hash seeds and temporary folders, and one folder for both."""

    folder: Path
    processes: tuple[subprocess.Popen[str], subprocess.Popen[str]]

    def run(self, process: int, name: str, *, die: bool) -> int:
        """The exit status of the crew in a child of that process."""
        command = {part: str(self.folder / f"{name}.{part}") for part in PARTS} | {"die": die}
        chosen = self.processes[process]
        assert chosen.stdin
        assert chosen.stdout
        chosen.stdin.write(json.dumps(command) + "\n")
        chosen.stdin.flush()
        return int(chosen.stdout.readline())

    def calls(self, name: str) -> list[str]:
        return (self.folder / f"{name}.calls").read_text().splitlines()

    def journal(self, name: str) -> dict[JournalKey, Any]:
        return FileJournal(self.folder / f"{name}.journal").entries

    def result(self, name: str) -> str:
        return (self.folder / f"{name}.result").read_text()


PARTS = ("journal", "calls", "result")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("replay")
    processes = (_started(folder, "1"), _started(folder, "4242"))
    yield Stage(folder, processes)
    for process in processes:
        output, errors = process.communicate(timeout=60)
        assert (output, errors, process.returncode) == ("", "", 0)


def _started(folder: Path, seed: str) -> subprocess.Popen[str]:
    state, elsewhere = folder / f"state-{seed}", folder / f"elsewhere-{seed}"
    elsewhere.mkdir()
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(state), str(folder / "offences")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=elsewhere,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.slow
def test_a_crew_killed_after_each_recorded_answer_repeats_none(stage: Stage) -> None:
    assert stage.run(0, "whole", die=False) == 0
    whole = stage.journal("whole")

    for number in range(len(whole)):
        assert stage.run(number % 2, "killed", die=True) == KILLED
        assert len(stage.journal("killed")) == number + 1
    assert stage.run(1, "killed", die=False) == 0

    assert len(whole) == 13
    assert stage.result("killed") == stage.result("whole")
    assert stage.calls("killed") == stage.calls("whole")
    assert len(stage.calls("killed")) == 8
    # The same request hashes: every prompt was the same to the byte in every process.
    assert list(stage.journal("killed").items()) == list(whole.items())


@pytest.mark.slow
def test_a_crew_connects_to_nothing_and_writes_nowhere_else(stage: Stage) -> None:
    assert stage.run(0, "quiet", die=False) == 0

    strays = [
        path for seed in ("1", "4242") for path in (stage.folder / f"elsewhere-{seed}").iterdir()
    ]
    assert not strays
    assert not (stage.folder / "offences").exists(), (stage.folder / "offences").read_text()


@pytest.mark.slow
def test_no_word_of_a_run_stays_in_crewais_own_files(stage: Stage) -> None:
    assert stage.run(1, "tidy", die=False) == 0

    kept = [path for path in (stage.folder / "state-4242").rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Acme" in path.read_bytes()]
