"""Every odd, broken, encrypted or huge spreadsheet read, or refused with a reason.

    python benchmarks/robustness.py --data DIR [--json FILE] [--list]

`DIR/spreadsheets/robustness` holds the files. Each goes through the guard and the child as a
billing export would. Counted are the reasons, files over 30 seconds, and whatever is neither read
nor refused ("crashes", which must be none). `--list` prints a line for each file refused.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engross.errors import InputError
from engross.sources import apart, guard
from engross.sources.file import SourceFile

MOST_SECONDS = 30.0
VARIABLE = re.compile(r"[\d,]*\d|\(.*\)|“[^”]*”")
"""What differs between two refusals for one reason."""


class Tried(NamedTuple):
    """One file and what became of it."""

    name: str
    size: int
    seconds: float
    outcome: str
    """`read`, `refused` or `crashed`."""
    reason: str
    """Of a refusal, its words; of a crash, the error."""


def main() -> int:
    """Try every file, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--list", action="store_true", help="print each refusal")
    asked = parser.parse_args()
    tried = list(try_all(asked.data))
    results = summary(tried)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    if asked.list:
        for one in tried:
            if one.outcome != "read":
                print(f"{one.name}: {one.outcome}: {one.reason}")
    print_table(tried, results)
    return 1 if results["crashes"] or results["over_30_s"] else 0


def measure(data: Path) -> dict[str, float]:
    """Metric to number."""
    return summary(list(try_all(data)))


def try_all(data: Path) -> Iterator[Tried]:
    """Each file of the folder, in order of names."""
    folder = data / "spreadsheets" / "robustness"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "SOURCE.txt":
            yield try_one(SourceFile(path.name, path.read_bytes()))


def try_one(file: SourceFile) -> Tried:
    """What became of it."""
    started = time.monotonic()
    outcome, reason = "read", ""
    try:
        guard.check(file, "billing")
        for sheet in apart.read_workbook(file).sheets:
            for _ in sheet.rows:
                pass
    except InputError as error:
        outcome, reason = "refused", error.problem
    except Exception as error:  # noqa: BLE001 - what is measured is that there is none
        outcome, reason = "crashed", repr(error)
    return Tried(file.name, len(file.data), time.monotonic() - started, outcome, reason)


def summary(tried: Sequence[Tried]) -> dict[str, float]:
    """Metric to number."""
    outcomes = Counter(one.outcome for one in tried)
    return {
        "files": len(tried),
        "read": outcomes["read"],
        "refused": outcomes["refused"],
        "refused_without_reason": sum(one.outcome == "refused" and not one.reason for one in tried),
        "crashes": outcomes["crashed"],
        "over_30_s": sum(one.seconds > MOST_SECONDS for one in tried),
        "slowest_s": max((one.seconds for one in tried), default=0.0),
        "seconds": sum(one.seconds for one in tried),
        "biggest_mb": max((one.size for one in tried), default=0) / 1e6,
    }


def print_table(tried: Sequence[Tried], results: dict[str, float]) -> None:
    """Reasons with their counts, the slowest files, then one metric a line."""
    reasons = Counter(VARIABLE.sub("…", one.reason) for one in tried if one.outcome != "read")
    for reason, count in reasons.most_common():
        print(f"{count:>4}  {reason}")
    print()
    for one in sorted(tried, key=lambda one: -one.seconds)[:5]:
        print(f"{one.seconds:>7.2f} s  {one.size:>9,} bytes  {one.name}: {one.outcome}")
    print(f"\n{'metric':<24} {'value':>10}")
    for metric, value in results.items():
        print(f"{metric:<24} {value:>10.2f}")


if __name__ == "__main__":
    sys.exit(main())
