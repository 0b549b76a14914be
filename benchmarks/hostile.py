"""What the guard and the child make of files that are meant to do harm.

    python benchmarks/hostile.py [--data DIR] [--json FILE]

Makes every file of `hostile_files.py` and gives it to the guard and, where that lets it pass, to
the reader in its child. Each file has a process of its own, so that one that brought the engine
down would be seen; its seconds are by the clock. Memory is the most that the reading child held,
or the process that started it where that was more; 0 where no child was needed. The files are made
here, so `--data` is not read.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from hostile_files import FILES

from engross.errors import InputError
from engross.sources import apart, guard
from engross.sources.allowance import allowance_for
from engross.sources.file import SourceFile

MOST_SECONDS = 30.0
PLAIN = (".txt", ".md", ".vtt", ".srt")


class Outcome(TypedDict):
    """What became of one file."""

    size: int
    outcome: str
    said: str
    seconds: float
    memory_mb: float
    allowed_mb: float


class Row(NamedTuple):
    """A file and what became of it."""

    name: str
    result: Outcome


def main() -> int:
    """Try every file, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="not read; taken so that all benchmarks agree")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", help="the name of one file: print its outcome as JSON")
    asked = parser.parse_args()
    if asked.one:
        # Made outside: what making a bomb takes must not count as what reading it takes.
        print(json.dumps(outcome(asked.one, FILES[asked.one].kind, sys.stdin.buffer.read())))
        return 0
    rows = list(all_outcomes(list(FILES)))
    results = summary(rows)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(rows, results)
    return 1 if results["parent_crashes"] or results["over_30_s"] else 0


def all_outcomes(names: Sequence[str]) -> Iterator[Row]:
    """Each file in a process of its own."""
    for name in names:
        ran = subprocess.run(
            [sys.executable, __file__, "--one", name],
            check=False,
            capture_output=True,
            input=FILES[name].make(),
        )
        if ran.returncode:
            last = (ran.stderr.decode().strip().splitlines() or ["no word"])[-1]
            yield Row(name, _crashed(f"exit {ran.returncode}: {last}"))
        else:
            yield Row(name, json.loads(ran.stdout))


def outcome(name: str, kind: str, data: bytes) -> Outcome:
    """What guard and reader make of it; anything but an `InputError` is let through."""
    file = SourceFile(name, data)
    started = time.monotonic()
    try:
        remarks = guard.check(file, kind)
        what, said = "read", read(file, kind)
        said += "".join(f"; {remark.rule}" for remark in remarks)
    except InputError as error:
        what, said = "refused", f"{error.place}: {error.problem}" if error.place else error.problem
    return {
        "size": len(data),
        "outcome": what,
        "said": said,
        "seconds": time.monotonic() - started,
        "memory_mb": _child_memory(),
        "allowed_mb": allowance_for(file).memory / 1e6,
    }


def read(file: SourceFile, kind: str) -> str:
    """What the child found, in a few words."""
    if kind == "notes" and file.suffix not in PLAIN:
        document = apart.read_document(file)
        attached = sum(len(attachment.data) for attachment in document.attachments)
        return f"{len(document.blocks):,} blocks, {attached / 1e6:.0f} MB attached"
    workbook = apart.read_workbook(file)
    cells = sum(len(row.values) for sheet in workbook.sheets for row in sheet.rows)
    rows = sum(len(sheet.rows) for sheet in workbook.sheets)
    rules = Counter(remark.rule for remark in workbook.remarks)
    return f"{rows:,} rows, {cells:,} cells" + "".join(f"; {rule}" for rule in rules)


def _child_memory() -> float:
    """The most that any child of this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


def _crashed(said: str) -> Outcome:
    return {
        "size": 0,
        "outcome": "CRASHED",
        "said": said,
        "seconds": 0.0,
        "memory_mb": 0.0,
        "allowed_mb": 0.0,
    }


def summary(rows: Sequence[Row]) -> dict[str, float]:
    """Metric to number."""
    outcomes = Counter(row.result["outcome"] for row in rows)
    return {
        "files": len(rows),
        "refused": outcomes["refused"],
        "read": outcomes["read"],
        "parent_crashes": outcomes["CRASHED"],
        "over_30_s": sum(row.result["seconds"] > MOST_SECONDS for row in rows),
        "slowest_s": max(row.result["seconds"] for row in rows),
        "most_memory_mb": max(row.result["memory_mb"] for row in rows),
        "over_their_memory": sum(
            row.result["memory_mb"] > row.result["allowed_mb"] for row in rows
        ),
    }


def print_table(rows: Sequence[Row], results: dict[str, float]) -> None:
    """A line for each file, then one for each metric."""
    print(f"{'file':<27} {'bytes':>11} {'s':>6} {'MB':>6} {'of MB':>6}  outcome")
    for name, result in rows:
        shown = name.encode("ascii", "backslashreplace").decode()
        numbers = f"{result['size']:>11,} {result['seconds']:>6.2f} {result['memory_mb']:>6.0f}"
        said = f"{result['outcome']}: {result['said']}"
        print(f"{shown:<27} {numbers} {result['allowed_mb']:>6.0f}  {said}")
    print(f"\n{'metric':<20} {'value':>10}")
    for metric, value in results.items():
        print(f"{metric:<20} {value:>10.2f}")


if __name__ == "__main__":
    sys.exit(main())
