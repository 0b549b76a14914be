"""kill -9 after each model call: nothing recorded is asked again, the words are the same."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from acceptance.firm import DEMO, EXAMPLES, Firm, make_firm

INPUTS = (f"notes={EXAMPLES / 'call-notes.md'}", f"billing={EXAMPLES / 'billing.xlsx'}")
# Counts every question that reaches the house model, and dies by SIGKILL once answer number N is
# recorded. It stands around the program as a debugger would; the program is not changed.
DYING = """
import os, signal, sys
from pathlib import Path
from engross.adapters.store.journal import SQLJournal
from engross.models.house import HouseModel
asked, dies_after = Path(sys.argv.pop(1)), int(sys.argv.pop(1))
complete, record, recorded = HouseModel.complete, SQLJournal.record, []
def counted(self, request):
    with asked.open("a") as file:
        file.write("asked\\n")
    return complete(self, request)
def kept(self, key, entry):
    record(self, key, entry)
    if "/" not in key.task:
        recorded.append(key)
        if len(recorded) == dies_after:
            os.kill(os.getpid(), signal.SIGKILL)
HouseModel.complete, SQLJournal.record = counted, kept
from engross.cli import main
sys.argv[0] = "engross"
main()
"""


def _start(firm: Firm, dies_after: int, *words: str, seed: str) -> subprocess.CompletedProcess[str]:
    folder = firm.root.parent / f"tmp-{seed}"
    folder.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", DYING, str(firm.root.parent / "asked"), str(dies_after), *words],
        cwd=firm.root,
        env={**firm.bare_environment(), "PYTHONHASHSEED": seed, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def _asked(firm: Firm) -> int:
    return len((firm.root.parent / "asked").read_text().splitlines())


def _words(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return re.sub(r"<[^>]+>", "|", archive.read("word/document.xml").decode())


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_run_killed_after_each_model_call_repeats_none_and_says_the_same(tmp_path: Path) -> None:
    whole = make_firm(tmp_path / "whole")
    finished = _start(whole, 0, *DEMO, *INPUTS, seed="0")
    assert finished.returncode == 0, finished.stderr
    calls, expected = _asked(whole), _words(whole.candidate(whole.run_id(finished.stdout)))

    def killed(after: int) -> tuple[int, int, str, int]:
        firm = make_firm(tmp_path / f"killed-{after}")
        dead = _start(firm, after, *DEMO, *INPUTS, seed=str(after))
        (run,) = re.findall(r"^Run (\S+)", dead.stderr, re.MULTILINE)
        resumed = _start(firm, 0, "resume", run, seed=str(after + 100))
        assert resumed.returncode == 0, resumed.stderr
        return dead.returncode, _asked(firm), _words(firm.candidate(run)), after

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(killed, range(1, calls + 1)))

    assert calls >= 6
    assert [code for code, *_ in results] == [-9] * calls
    assert [asked for _, asked, *_ in results] == [calls] * calls
    assert [after for *_, words, after in results if words != expected] == []
