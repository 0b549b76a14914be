"""Fuzzing of the guard, the readers and the UK grammar: nothing but a named refusal may come out.

    python benchmarks/fuzz.py [--minutes 10] [--seed N] [--share 0.02] [--keep DIR] [--json FILE]

Hypothesis chooses texts for the grammar, and files with what is done to them: small valid files of
every kind that Engross reads, with bits turned, cut, spliced, their numbers, zip directory and XML
changed. What the guard lets through is read in this process, within a time for each case, and a
share of it as a run reads it: through the child process and on to evidence. A case passes when a
value or an `InputError` comes out. Work is done in a process of its own, because a parser may take
the whole process with it; such a case, too, passes if the child process turns it into an
`InputError`. The script prints every other exception with its seed, keeps the file under `--keep`,
and exits with 1.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import importlib
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
sys.set_int_max_str_digits(0)

from fuzz_files import SPOILS, small_files  # noqa: E402 - beside this script
from fuzz_grammar import TARGETS  # noqa: E402 - beside this script

from engross.errors import InputError  # noqa: E402 - after the path
from engross.intake import GivenFile, Subject, read_evidence  # noqa: E402 - after the path
from engross.sources import apart, documents_wire, guard, wire  # noqa: E402 - after the path
from engross.sources.worker import _READERS  # noqa: E402 - the readers that there are
from engross.uk.periods import Period  # noqa: E402 - after the path
from engross.workspace.loading import load_workspace  # noqa: E402 - after the path

ROOT = Path(__file__).resolve().parents[1]
CASES = 150
"""Cases in a round of one target; a failing one ends its round, with the smallest case found."""
SECONDS = 20
"""What one case may take."""
MEMORY = 3_000_000_000
"""Bytes of address space, so that a bomb ends the worker and not the machine."""


class Plan(NamedTuple):
    """A file, and what is done to it."""

    name: str
    spoils: tuple[tuple[int, int], ...]
    """Which way, and the seed of its chances."""


class TooSlow(BaseException):
    """A case took longer than it may; no handler of ordinary exceptions stops it."""


plans = st.builds(
    Plan,
    st.sampled_from(sorted(small_files())),
    st.lists(st.tuples(st.integers(0, len(SPOILS) - 1), st.integers(0, 2**31)), max_size=4).map(
        tuple
    ),
)


class Worker:
    """Runs rounds until its time is over, and keeps count."""

    def __init__(self, folder: Path, number: int, share: float) -> None:
        self._folder, self._number, self._share = folder, number, share
        self._files = small_files()
        self._chance = random.Random(number)  # noqa: S311 - chances, not secrets
        self._subject = _subject()
        self.counts: collections.Counter[str] = collections.Counter()
        self.faults: dict[str, str] = {}

    def run(self, until: float) -> None:
        """Each target in turn; what was counted is kept after each round."""
        targets: dict[str, tuple[Callable[..., None], tuple[Any, ...]]] = {
            **TARGETS,
            "files": (self.read, (plans,)),
        }
        while time.monotonic() < until:
            for name, (function, strategies) in targets.items():
                for _ in range(3 if name == "files" else 1):
                    self._round(name, function, strategies)
                self._keep()

    def read(self, plan: Plan) -> None:
        """The guard, then the reader in this process, and for a share all of intake."""
        kind, data = self._files[plan.name]
        for way, chances in plan.spoils:
            data = SPOILS[way](data, random.Random(chances))[:5_000_000]  # noqa: S311 - chances
        file = GivenFile(plan.name, data, role=kind, kind=kind)
        (self._folder / "case").write_bytes(f"{kind} {plan.name}\n".encode() + data)
        ending = f"{file.suffix} {kind}"
        try:
            guard.check(file, kind)
        except InputError:
            self.counts[f"refused by the guard {ending}"] += 1
            return
        self.counts[f"let through {ending}"] += 1
        self._read_here(file, ending)
        if self._chance.random() < self._share:
            self._read_apart(file, ending)

    def _read_here(self, file: GivenFile, ending: str) -> None:
        try:
            if file.kind != "notes":
                lines = reader("workbook", file.suffix).lines(file)
                count = sum(len(sheet.rows) for sheet in wire.workbook_of(lines).sheets)
                self.counts[f"rows {ending}"] += count
            elif file.suffix in _READERS["document"]:
                read = reader("document", file.suffix).read(file)
                documents_wire.document_of(list(documents_wire.lines_of(read)))
            else:
                read_evidence([file], self._subject)
        except InputError:
            self.counts[f"refused by the reader {ending}"] += 1
        else:
            self.counts[f"read {ending}"] += 1

    def _read_apart(self, file: GivenFile, ending: str) -> None:
        try:
            if file.kind == "crm":
                apart.read_workbook(file)
            else:
                read_evidence([file], self._subject)
        except InputError as error:
            stopped = "stopped before its end" in str(error)
            self.counts[f"apart {'stopped' if stopped else 'refused'} {ending}"] += 1
        else:
            self.counts[f"apart read {ending}"] += 1

    def _round(self, name: str, function: Callable[..., None], strategies: tuple[Any, ...]) -> None:
        number = self._chance.randrange(2**31)

        @seed(number)
        @settings(
            max_examples=CASES,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if name != "files" else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(st.tuples(*strategies))
        def target(drawn: tuple[Any, ...]) -> None:
            self.counts[f"cases {name}"] += 1
            self._case = drawn
            with within(SECONDS):
                function(*drawn)

        try:
            target()
        except (Exception, TooSlow) as error:  # noqa: BLE001 - finding these is what it is for
            self._note(name, number, error)

    def _note(self, name: str, number: int, error: BaseException) -> None:
        where = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in where if "/engross/" in frame.filename]
        last = (ours or list(where))[-1]
        key = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} ({last.name})"
        self.counts["uncaught"] += 1
        if key in self.faults:
            return
        self.faults[key] = f"{name}, seed {number}: {str(error)[:300]!r}\n    {self._case!r:.600}"
        if name == "files":
            kept = f"fault-{self._number}-{len(self.faults)}-{self._case[0].name}"
            data = (self._folder / "case").read_bytes().partition(b"\n")[2]
            (self._folder / kept).write_bytes(data)
            self.faults[key] += f"\n    kept as {kept}"

    def _keep(self) -> None:
        told = {"counts": self.counts, "faults": self.faults}
        (self._folder / f"told-{self._number}.json").write_text(json.dumps(told), "utf-8")


def reader(what: str, suffix: str) -> Any:  # noqa: ANN401 - a module
    """The module that reads files of that ending."""
    return importlib.import_module(f"engross.sources.readers.{_READERS[what][suffix]}")


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises `TooSlow` when what is inside takes longer."""

    def stop(*_: object) -> None:
        raise TooSlow(f"took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _subject() -> Subject:
    """The made-up firm's first client and matter."""
    workspace = load_workspace(ROOT)
    client = workspace.firm.clients[0]
    return Subject(
        firm=workspace.firm,
        client=client,
        matter=client.matters[0],
        period=Period.parse("2026-Q3"),
        as_at=dt.date(2026, 10, 14),
        firm_sha256=workspace.firm_sha256,
    )


def main() -> int:
    """Start workers until the time is over, add up what they tell, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    parser.add_argument("--share", type=float, default=0.02, help="read through the child, too")
    parser.add_argument("--keep", type=Path, help="a folder for the files that fail")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worker", type=float, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        work(asked.keep, asked.seed, asked.worker, asked.share)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return oversee(asked, asked.keep or Path(folder))


def work(folder: Path, number: int, seconds: float, share: float) -> None:
    """One worker's life."""
    until = time.monotonic() + seconds
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    Worker(folder, number, share).run(until)


def oversee(asked: argparse.Namespace, folder: Path) -> int:
    """Runs workers one after the other, as some files may end one; the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    started, ends = time.monotonic(), []
    number = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    first = number
    while (left := started + 60 * asked.minutes - time.monotonic()) > 1:
        command = [sys.executable, __file__, "--worker", str(left), "--seed", str(number)]
        command += ["--keep", str(folder), "--share", str(asked.share)]
        ran = subprocess.run(command, check=False, stderr=subprocess.PIPE)
        if ran.returncode:
            ends.append(ended(folder, number, ran))
            if ran.returncode > 0:
                break
        number += 1
    counts: collections.Counter[str] = collections.Counter()
    faults: dict[str, str] = {}
    for told in sorted(folder.glob("told-*.json")):
        kept = json.loads(told.read_text("utf-8"))
        counts.update(kept["counts"])
        faults |= kept["faults"]
    faults |= {key: words for key, words in ends if words}
    results = summary(counts, faults, len(ends), time.monotonic() - started, first)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    for key, words in faults.items():
        print(f"UNCAUGHT {key}\n    {words}")
    print_table(counts, results)
    return 1 if faults or not counts else 0


def ended(folder: Path, number: int, ran: subprocess.CompletedProcess[bytes]) -> tuple[str, str]:
    """What ended a worker, and why that is a fault; no words when the child refuses the file."""
    (folder / f"ended-{number}.txt").write_bytes(ran.stderr)
    if ran.returncode > 0:
        return f"the worker of seed {number} failed", ran.stderr.decode("utf-8", "replace")[-2000:]
    opening, _, data = (folder / "case").read_bytes().partition(b"\n")
    kind, name = opening.decode().split(" ", 1)
    file = GivenFile(name, data, role=kind, kind=kind)  # type: ignore[arg-type]  # one of the kinds
    (folder / f"ended-{number}-{name}").write_bytes(data)
    try:
        (apart.read_document if kind == "notes" else apart.read_workbook)(file)
    except InputError:
        return name, ""
    except Exception as error:  # noqa: BLE001 - finding these is what it is for
        return f"{type(error).__name__} through the child for {name}", str(error)
    return name, ""


def summary(
    counts: collections.Counter[str],
    faults: dict[str, str],
    ended_workers: int,
    seconds: float,
    number: int,
) -> dict[str, float]:
    """Metric to number."""
    cases = {name: n for name, n in counts.items() if name.startswith("cases ")}
    total = sum(cases.values())
    return {
        "seed": number,
        "minutes": seconds / 60,
        "cases": total,
        "cases_per_minute": 60 * total / seconds,
        "workers_ended_by_a_file": ended_workers,
        "uncaught": counts["uncaught"] + sum("child" in key or "worker" in key for key in faults),
        "different_faults": len(faults),
        **{name.replace(" ", "_"): n for name, n in sorted(counts.items())},
    }


_OUTCOMES = (
    "refused by the guard", "let through", "read", "refused by the reader", "rows", "apart read",
    "apart refused", "apart stopped",
)  # fmt: skip


def print_table(counts: collections.Counter[str], results: dict[str, float]) -> None:
    """Outcomes by kind of file, then the sums."""
    endings = sorted({name.removeprefix("let through ") for name in counts if "let thr" in name})
    print(f"\n{'file':<16}" + "".join(f"{outcome:>22}" for outcome in _OUTCOMES))
    for ending in endings:
        numbers = (counts[f"{outcome} {ending}"] for outcome in _OUTCOMES)
        print(f"{ending:<16}" + "".join(f"{number:>22,}" for number in numbers))
    print()
    for name, value in results.items():
        if not any(name.startswith(o.replace(" ", "_")) for o in _OUTCOMES):
            print(f"{name:<30} {value:>14,.1f}")


if __name__ == "__main__":
    sys.exit(main())
