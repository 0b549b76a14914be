"""Kills a sync again and again, each time somewhere else, and tells what was there afterwards.

    python killed_syncs.py FOLDER BEFORE.json AFTER.json BY_STEP BY_TIME

The JSON files hold the knowledge folder's files before and after the change that the killed sync is
to take in. Prints a JSON list with what came of each kill. Every sync and search is a process of
its own, forked before anything was opened.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from engross.adapters.passages import ChromaIndex
from engross.knowledge import Shelf, sync
from integration.knowledge.firm_shelves import DenseEmbedding, put, workspace

Answers = dict[str, list[list[list[Any]]]]
"""By wall, for each question, what was found: file, id, nearness and words of each match."""

QUESTIONS = ("late payment interest", "the slipway at spring tides", "who buys the glasshouse")


def main() -> None:
    """Make the old index, measure a whole sync, then kill many."""
    root = Path(sys.argv[1])
    before, after = (json.loads(Path(name).read_text()) for name in sys.argv[2:4])
    by_step, by_time = int(sys.argv[4]), int(sys.argv[5])
    _load()
    put(root, before)
    in_child(lambda: synced(root))
    old = in_child(lambda: answers(root))
    shutil.copytree(chroma(root), root / "old")
    put(root, after)
    steps, seconds = in_child(lambda: measured(root))
    new = in_child(lambda: answers(root))
    chooser = random.Random(5)  # noqa: S311 - places to kill at, not a secret
    points = [(step, 0.0) for step in sorted(chooser.sample(range(1, steps), by_step))]
    # Half of the time, as counting the steps took the other half.
    points += [(0, seconds / 2 * (number + 0.5) / by_time) for number in range(by_time)]
    told = [one_kill(root, point, old, new) for point in points]
    sys.stdout.write(json.dumps(told))


def _load() -> None:
    """Import what is slow, once; nothing is opened, so a fork is as good as a new process."""
    import bm25s  # noqa: F401, PLC0415 - loaded for the children
    import chromadb  # noqa: F401, PLC0415 - the same


def one_kill(root: Path, point: tuple[int, float], old: Answers, new: Answers) -> dict[str, object]:
    """What a sync that was killed there left, and what the next one made of it."""
    shutil.rmtree(chroma(root))
    shutil.copytree(root / "old", chroma(root))
    step, seconds = point
    child = os.fork()
    if not child:
        _end(lambda: synced(root, kill_at=step))
    if not step:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    left = in_child(lambda: answers(root))
    in_child(lambda: synced(root))
    return {
        "step": step,
        "killed": os.WIFSIGNALED(status),
        "left": _which(left, old, new),
        "mended": in_child(lambda: answers(root)) == new,
        "folders": {wall.name: _folders(wall) for wall in sorted(chroma(root).glob("[a-z]*"))},
    }


def _which(left: Answers, old: Answers, new: Answers) -> str:
    """`old`, `new`, `between` when each wall is whole but not all are new, or `broken`."""
    if left in (old, new):
        return "old" if left == old else "new"
    whole = all(found in (old[wall], new[wall]) for wall, found in left.items())
    return "between" if whole else "broken"


def _folders(wall: Path) -> int:
    return len([path for path in wall.iterdir() if path.name != "current"])


def chroma(root: Path) -> Path:
    return root / ".engross" / "chroma"


def synced(root: Path, kill_at: int = 0) -> None:
    """Bring the index up to date; kill this process when it makes that call into the engine."""
    index = ChromaIndex(chroma(root), DenseEmbedding())
    shelf = Shelf.of(workspace(root))
    if kill_at:
        sys.setprofile(Counted(kill_at))
    sync(index, shelf)
    sys.setprofile(None)
    index.close()


def measured(root: Path) -> tuple[int, float]:
    """How many calls into the engine a whole sync makes, and how long it takes."""
    counted, started = Counted(0), time.monotonic()
    index = ChromaIndex(chroma(root), DenseEmbedding())
    shelf = Shelf.of(workspace(root))
    sys.setprofile(counted)
    sync(index, shelf)
    sys.setprofile(None)
    index.close()
    return counted.calls, time.monotonic() - started


def answers(root: Path) -> Answers:
    """Everything that searches bring, by wall: an index that lost something answers otherwise."""
    index = ChromaIndex(chroma(root), DenseEmbedding())
    walls = ("firm", "client-copperbeech", "client-wrackline")
    found = {wall: [_rounded(index, wall, asked) for asked in QUESTIONS] for wall in walls}
    index.close()
    return found


def _rounded(index: ChromaIndex, wall: str, question: str) -> list[list[Any]]:
    matches = index.matches([wall], question, 100)
    return sorted(
        [m.text.file, m.text.id, round(m.nearness, 4), round(m.words, 4)] for m in matches
    )


class Counted:
    """Counts calls of the engine's functions, and kills this process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.calls = 0
        self._kill_at = kill_at

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and "/engross/" in frame.f_code.co_filename:
            self.calls += 1
            if self.calls == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work returns, as JSON
    """What the work returns, done in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            _end(lambda: json.dump(work(), pipe) or pipe.flush())
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(f"a process ended with {status}")
    return json.loads(told)


def _end(work: Callable[[], object]) -> None:
    """Do the work and leave this process, with 1 if it failed."""
    try:
        work()
    except BaseException:  # noqa: BLE001 - the edge of the process: it is told and ends
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
