from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engross.adapters.durable import DBOSEngine
from engross.errors import InputError, RunBusy, StorageError

RUN = "client_report-20261014-7f3a9c"
MakeEngine = Callable[..., DBOSEngine]


class Steps:
    """Steps that note that they ran, and may be made to fail."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.faults: dict[str, list[BaseException]] = {}

    def __call__(self, *names: str) -> list[tuple[str, Callable[[str], None]]]:
        return [(name, self._step(name)) for name in names]

    def _step(self, name: str) -> Callable[[str], None]:
        def step(run: str) -> None:
            assert run == RUN
            self.ran.append(name)
            if faults := self.faults.get(name):
                raise faults.pop()

        return step


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeEngine]:
    """Makes engines on one state folder and closes them."""
    made: list[DBOSEngine] = []

    def engine(**workflows: list[tuple[str, Callable[[str], None]]]) -> DBOSEngine:
        # A name that an address would have to escape.
        made.append(DBOSEngine(tmp_path / "state 100%", workflows))
        return made[-1]

    yield engine
    for one in made:
        one.close()


def test_steps_are_carried_out_once_in_order(make: MakeEngine, steps: Steps) -> None:
    engine = make(produce=steps("read.1", "draft.1", "hold.1"))

    engine.carry_out("produce", RUN)
    engine.carry_out("produce", RUN)

    assert steps.ran == ["read.1", "draft.1", "hold.1"]


def test_a_finished_workflow_stays_finished_in_another_process(
    make: MakeEngine, steps: Steps
) -> None:
    first = make(produce=steps("read.1"))
    first.carry_out("produce", RUN)
    first.close()

    make(produce=steps("read.1")).carry_out("produce", RUN)

    assert steps.ran == ["read.1"]


def test_the_workflows_of_a_run_are_apart(make: MakeEngine, steps: Steps) -> None:
    engine = make(produce=steps("hold.1"), release=steps("release.1"))

    engine.carry_out("produce", RUN)
    engine.carry_out("release", RUN)

    assert steps.ran == ["hold.1", "release.1"]


def test_the_very_exception_of_a_step_comes_out(make: MakeEngine, steps: Steps) -> None:
    error = InputError("billing.xlsx", "it is empty", remedy="Export it again.")
    steps.faults["draft.1"] = [error]
    engine = make(produce=steps("read.1", "draft.1"))

    with pytest.raises(InputError) as raised:
        engine.carry_out("produce", RUN)

    assert raised.value is error


def test_a_failed_run_goes_on_at_the_step_that_failed(make: MakeEngine, steps: Steps) -> None:
    steps.faults["draft.1"] = [InputError("a", "b"), KeyboardInterrupt()]
    engine = make(produce=steps("read.1", "draft.1", "hold.1"))
    with pytest.raises(KeyboardInterrupt):
        engine.carry_out("produce", RUN)
    with pytest.raises(InputError):
        engine.carry_out("produce", RUN)
    engine.close()

    make(produce=steps("read.1", "draft.1", "hold.1")).carry_out("produce", RUN)

    assert steps.ran == ["read.1", "draft.1", "draft.1", "draft.1", "hold.1"]


def test_a_step_runs_in_the_thread_that_asked_for_the_run(make: MakeEngine) -> None:
    seen: list[str] = []
    engine = make(produce=[("read.1", lambda _: seen.append(threading.current_thread().name))])

    engine.carry_out("produce", RUN)

    assert seen == [threading.current_thread().name]


def test_dbos_keeps_no_words_of_a_failure(make: MakeEngine, steps: Steps, tmp_path: Path) -> None:
    steps.faults["read.1"] = [InputError("Wrackline overdraft.xlsx", "it is empty")]
    engine = make(produce=steps("read.1"))
    with pytest.raises(InputError):
        engine.carry_out("produce", RUN)
    engine.close()

    kept = b"".join(p.read_bytes() for p in (tmp_path / "state 100%").glob("durable.db*"))

    assert RUN.encode() in kept
    assert b"Wrackline" not in kept


def test_a_run_that_somebody_works_on_is_busy(make: MakeEngine) -> None:
    started, finish = threading.Event(), threading.Event()

    def wait(_run: str) -> None:
        started.set()
        finish.wait(30)

    engine = make(produce=[("read.1", wait)], release=[("release.1", print)])
    worker = threading.Thread(target=engine.carry_out, args=("produce", RUN))
    worker.start()
    started.wait(30)

    with pytest.raises(RunBusy, match=f"Another process .{os.getpid()}. is working on run"):
        engine.carry_out("release", RUN)
    finish.set()
    worker.join(30)

    assert not worker.is_alive()


def test_different_runs_may_be_carried_out_side_by_side(make: MakeEngine) -> None:
    both = threading.Barrier(2, timeout=30)
    engine = make(produce=[("read.1", lambda _: both.wait() and None)])
    workers = [
        threading.Thread(target=engine.carry_out, args=("produce", f"run-{number}"))
        for number in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)

    assert not both.broken


def test_steps_of_another_version_are_refused_with_a_remedy(make: MakeEngine, steps: Steps) -> None:
    steps.faults["draft.1"] = [InputError("a", "b")]
    first = make(produce=steps("read.1", "draft.1"))
    with pytest.raises(InputError):
        first.carry_out("produce", RUN)
    first.close()

    with pytest.raises(StorageError, match="begun by another version") as raised:
        make(produce=steps("read.2", "draft.1")).carry_out("produce", RUN)

    assert "rerun" in raised.value.remedy
    assert steps.ran == ["read.1", "draft.1"]


def test_a_new_version_of_a_later_step_goes_on(make: MakeEngine, steps: Steps) -> None:
    steps.faults["draft.1"] = [InputError("a", "b")]
    first = make(produce=steps("read.1", "draft.1"))
    with pytest.raises(InputError):
        first.carry_out("produce", RUN)
    first.close()

    make(produce=steps("read.1", "draft.2")).carry_out("produce", RUN)

    assert steps.ran == ["read.1", "draft.1", "draft.2"]


def test_two_engines_in_one_process_are_a_mistake(make: MakeEngine, steps: Steps) -> None:
    make(produce=steps("read.1")).carry_out("produce", RUN)

    with pytest.raises(RuntimeError, match="another durable engine"):
        make(produce=steps("read.1")).carry_out("produce", RUN)


def test_a_damaged_database_is_a_storage_error(
    make: MakeEngine, steps: Steps, tmp_path: Path
) -> None:
    (tmp_path / "state 100%").mkdir()
    (tmp_path / "state 100%" / "durable.db").write_bytes(b"no database, but a letter" * 100)

    with pytest.raises(StorageError, match="its file is no database"):
        make(produce=steps("read.1")).carry_out("produce", RUN)


def test_closing_leaves_no_thread_no_words_and_no_stray_file(
    make: MakeEngine, steps: Steps, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    engine = make(produce=steps("read.1"))
    engine.carry_out("produce", RUN)

    engine.close()

    assert set(threading.enumerate()) == before
    assert capfd.readouterr() == ("", "")
    assert {path.name for path in (tmp_path / "state 100%").iterdir()} <= {
        "durable.db",
        "durable.db-shm",
        "durable.db-wal",
        "locks",
    }


def test_nothing_of_dbos_is_pickled(make: MakeEngine, steps: Steps, tmp_path: Path) -> None:
    make(produce=steps("read.1")).carry_out("produce", RUN)

    connection = sqlite3.connect(tmp_path / "state 100%" / "durable.db")
    ways = connection.execute(
        "SELECT DISTINCT serialization FROM workflow_status"
        " UNION SELECT DISTINCT serialization FROM operation_outputs"
    ).fetchall()
    mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()

    assert ways == [("portable_json",)]
    assert mode == ("wal",)


# --- processes that die, and processes at the same time

PROCESS = """
import os, signal, sys, time
from pathlib import Path
from engross.adapters.durable import DBOSEngine

# A shell starts what runs in the background with interrupts switched off, and children inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)
state, run, kill_in, pause = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])

def step(name):
    def carry_out(run):
        with open(state.parent / "log", "a") as log:
            log.write(f"{os.getpid()} {run} {name}\\n")
            log.flush()
            os.fsync(log.fileno())
        time.sleep(pause)
        if name == kill_in:
            os.kill(os.getpid(), signal.SIGKILL)
    return name, carry_out

workflows = {"produce": [step(name) for name in ("read.1", "draft.1", "hold.1")]}
with DBOSEngine(state, workflows) as engine:
    engine.carry_out("produce", run)
"""


def start(
    state: Path, *, run: str = RUN, kill_in: str = "", pause: float = 0.0, seed: int = 1
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(state), run, kill_in, str(pause)],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    output, _ = process.communicate(timeout=120)
    return process.returncode, output


def log(state: Path) -> list[tuple[int, str, str]]:
    lines = (state.parent / "log").read_text().splitlines()
    return [(int(pid), run, step) for pid, run, step in map(str.split, lines)]


@pytest.mark.slow
@pytest.mark.parametrize("killed", ["read.1", "draft.1", "hold.1"])
def test_after_kill_9_the_run_goes_on_at_that_step_in_a_new_process(
    tmp_path: Path, killed: str
) -> None:
    state = tmp_path / "state"
    ended = finish(start(state, kill_in=killed, seed=1))
    before = [step for _, _, step in log(state)]
    second = start(state, seed=2)

    assert ended == (-signal.SIGKILL, b"")
    assert finish(second) == (0, b"")
    assert before[-1] == killed
    after = [step for pid, _, step in log(state) if pid == second.pid]
    steps = ["read.1", "draft.1", "hold.1"]
    assert after == steps[steps.index(killed) :]


@pytest.mark.slow
def test_two_processes_never_take_each_others_live_run(tmp_path: Path) -> None:
    state = tmp_path / "state"
    runs = [f"run-{number}" for number in range(3)]
    killed = [start(state, run=run, kill_in="draft.1") for run in runs]
    for process in killed:
        finish(process)

    again = {run: start(state, run=run, pause=0.6, seed=n) for n, run in enumerate(runs)}
    fresh = start(state, run="fresh", pause=0.6)

    assert [finish(process) for process in (*again.values(), fresh)] == [(0, b"")] * 4
    dead = {process.pid for process in killed}
    worked = {(run, pid) for pid, run, _ in log(state) if pid not in dead}
    assert worked == {(run, again[run].pid) for run in runs} | {("fresh", fresh.pid)}
    for run in runs:
        steps = [step for pid, name, step in log(state) if name == run and pid not in dead]
        assert steps == ["draft.1", "hold.1"]


@pytest.mark.slow
def test_a_second_process_on_one_run_is_told_which_one_is_at_work(tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = start(state, pause=1.5)
    while not (state.parent / "log").exists():
        time.sleep(0.02)
    second = start(state)

    code, output = finish(second)

    assert code != 0
    assert f"RunBusy: Another process ({first.pid}) is working on run {RUN}".encode() in output
    assert finish(first) == (0, b"")


@pytest.mark.slow
def test_an_interrupt_at_the_keyboard_ends_the_process_at_once(tmp_path: Path) -> None:
    state = tmp_path / "state"
    process = start(state, pause=20)
    while not (state.parent / "log").exists():
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    since = time.monotonic()

    code, output = finish(process)

    assert code != 0
    assert b"KeyboardInterrupt" in output
    assert time.monotonic() - since < 5
