"""Carries out runs on DBOS, so that a crash loses at most the stage in progress.

DBOS keeps which steps of a run are finished, and nothing else: no input, no result, no error text.
Our own store is the record. Three things differ from DBOS as it comes:

- A step is carried out in the thread that called `carry_out`, not in one of DBOS's, so an
  interrupt at the keyboard reaches it and an exception comes out as the object that was raised.
- A step that fails is not recorded, so carrying the run out again runs it again.
- What a dead process left is taken up by whoever carries out that run next, not at start-up: the
  run's file lock proves that nobody else is at work on it, and the queue it is taken up through is
  listened to by this process alone.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from engross.adapters.databases import storage_error, write_ahead
from engross.adapters.locks import alone
from engross.errors import EngrossError, StorageError

if TYPE_CHECKING:
    from dbos import DBOSConfig

Step = tuple[str, Callable[[str], None]]
"""A step's name with its version (`intake/1`), and what it does to a run."""

APPLICATION_VERSION = "engross"
"""Pinned: a version of DBOS's own making would strand the runs that the last release began. What a
step does is versioned by its name."""

_PATIENCE = 60.0
_GLANCE = 0.02

_one_engine = threading.Lock()
"""DBOS is one object a process."""


class _Stopped(BaseException):
    """Unwinds a workflow without DBOS recording it, which it does with every `Exception`."""


class _Ask(NamedTuple):
    step: Callable[[str], None]
    answer: Future[None]


class _End(NamedTuple):
    error: Exception | None


class _Handover:
    """Hands the steps of one workflow from DBOS's thread to the thread that carries the run out."""

    def __init__(self) -> None:
        self._said: SimpleQueue[_Ask | _End] = SimpleQueue()
        self._open = True
        self._gate = threading.Lock()

    def ask(self, step: Callable[[str], None]) -> None:
        """Have the other thread carry out the step, and wait until it has."""
        answer: Future[None] = Future()
        with self._gate:
            if not self._open:
                raise _Stopped
            self._said.put(_Ask(step, answer))
        answer.result()

    def end(self, error: Exception | None) -> None:
        """Say that there are no more steps, or what went wrong between two."""
        self._said.put(_End(error))

    def next(self) -> _Ask | _End:
        """What DBOS's thread says next; `Empty` when it says nothing for too long."""
        return self._said.get(timeout=_PATIENCE)

    def leave(self) -> None:
        """Stop whoever is asking or will ask, so that no thread of DBOS's outlives the run."""
        with self._gate:
            self._open = False
            with suppress(Empty):  # nobody was asking
                while True:
                    said = self._said.get_nowait()
                    if isinstance(said, _Ask):
                        said.answer.set_exception(_Stopped())


class DBOSEngine:
    """`DurableEngine` on DBOS; close it, or use it in a `with` block."""

    def __init__(
        self, state: Path, workflows: Mapping[str, Sequence[Step]], database: str = ""
    ) -> None:
        """Prepare; DBOS itself is loaded and launched by the first `carry_out`.

        `state` holds the locks and, unless `database` is a PostgreSQL address, `durable.db`. The
        locks are the machine's own: two machines on one PostgreSQL must not share a run.
        """
        self._state = state
        self._steps = {name: tuple(steps) for name, steps in workflows.items()}
        self._database = database
        self._queue = f"engross-{secrets.token_hex(8)}"
        self._launched = False
        self._took_up = False
        self._launching = threading.Lock()
        self._workflows: dict[str, Callable[[str], None]] = {}
        self._handovers: dict[str, _Handover] = {}

    def carry_out(self, workflow: str, run: str) -> None:
        """Carry out the workflow for that run, from where it stopped; finished ones stay finished.

        Raises:
            RunBusy: another process or thread is at work on this run.
            StorageError: which steps are finished cannot be read or kept.
            Exception: whatever a step raised; carrying out again goes on with that step.
        """
        with alone(self._state, run):
            self._launch()
            name = f"{workflow}:{run}"
            handover = self._handovers[name] = _Handover()
            try:
                with _named():
                    begun = self._begin(workflow, run, name)
                if begun:
                    _serve(name, run, handover)
            finally:
                del self._handovers[name]
                handover.leave()

    def close(self) -> None:
        """Stop DBOS; a run in progress can be taken up again later."""
        if not self._launched:
            return
        from dbos import DBOS  # noqa: PLC0415 - slow to load

        try:
            if self._took_up:
                with _named():
                    DBOS.delete_queue(self._queue)
        finally:
            DBOS.destroy(destroy_registry=True)
            self._launched = self._took_up = False
            _one_engine.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _launch(self) -> None:
        with self._launching:
            if self._launched:
                return
            if not _one_engine.acquire(blocking=False):
                message = "this process has another durable engine; close it first"
                raise RuntimeError(message)
            try:
                with _named():
                    self._launch_dbos()
            except BaseException:
                _one_engine.release()
                raise
            self._launched = True

    def _launch_dbos(self) -> None:
        _quieten()
        from dbos import DBOS  # noqa: PLC0415 - slow to load

        config = self._config()
        for name, steps in self._steps.items():
            self._workflows[name] = DBOS.workflow(name=name)(self._body(name, steps))
        DBOS(config=config)
        try:
            DBOS.listen_queues([self._queue])
            DBOS.launch()
        except BaseException:
            DBOS.destroy(destroy_registry=True)
            raise

    def _config(self) -> DBOSConfig:
        from dbos import DBOSPortableJSONSerializer  # noqa: PLC0415 - slow to load

        return {
            "name": "engross",
            "system_database_url": self._address(),
            "application_version": APPLICATION_VERSION,
            # New every time, so that DBOS finds nothing of its own to recover at start-up.
            "executor_id": self._queue,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "WARNING",
            # How long a launch's background threads sleep, and so how long `close` waits for them.
            "notification_listener_polling_interval_sec": 0.05,
        }

    def _address(self) -> str:
        if self._database.startswith("postgresql"):
            return self._database
        file = (self._state / "durable.db").absolute()
        write_ahead(file)
        return f"sqlite:///{file}"

    def _body(self, name: str, steps: Sequence[Step]) -> Callable[[str], None]:
        """What DBOS runs in its own thread: it asks the caller's thread for one step at a time."""
        from dbos import DBOS  # noqa: PLC0415 - slow to load

        def body(run: str) -> None:
            handover = self._handovers.get(f"{name}:{run}")
            if handover is None:
                raise _Stopped
            error: Exception | None = None
            try:
                for step_name, step in steps:
                    DBOS.run_step({"name": step_name}, handover.ask, step)
            except Exception as failure:
                error = failure
                raise _Stopped from failure
            finally:
                handover.end(error)

        return body

    def _begin(self, workflow: str, run: str, name: str) -> bool:
        """Start or take up; `False` when it is finished already."""
        from dbos import DBOS, SetWorkflowID  # noqa: PLC0415 - slow to load

        status = DBOS.get_workflow_status(name)
        if status is None:
            with SetWorkflowID(name):
                DBOS.start_workflow(self._workflows[workflow], run)
            return True
        if status.status == "SUCCESS":
            return False
        if status.status == "ERROR":
            raise StorageError(
                f"The record of run {run}'s steps is damaged.",
                remedy="Start the run again with 'engross rerun'.",
            )
        self._took_up = True
        DBOS.register_queue(self._queue, polling_interval_sec=_GLANCE, on_conflict="always_update")
        DBOS.resume_workflow(name, queue_name=self._queue)
        return True


def _serve(name: str, run: str, handover: _Handover) -> None:
    """Carry out the steps that DBOS asks for, until it says that there are no more."""
    while True:
        try:
            said = handover.next()
        except Empty:
            raise _stuck(run) from None
        if isinstance(said, _End):
            break
        _carry_out_step(said, run, handover)
    if said.error is not None:
        raise _between_steps(run, said.error) from said.error
    _await_recorded(name, run)


def _carry_out_step(ask: _Ask, run: str, handover: _Handover) -> None:
    try:
        ask.step(run)
    except BaseException:
        ask.answer.set_exception(_Stopped())
        with suppress(Empty):  # the step's own failure is what the caller must see
            # DBOS's thread unwinds; the run is not let go of before it has.
            handover.next()
        raise
    ask.answer.set_result(None)


def _await_recorded(name: str, run: str) -> None:
    """Wait until DBOS has recorded the end, which it does after the last step."""
    from dbos import DBOS  # noqa: PLC0415 - slow to load

    until = time.monotonic() + _PATIENCE
    with _named():
        while time.monotonic() < until:
            status = DBOS.get_workflow_status(name)
            if status is not None and status.status == "SUCCESS":
                return
            time.sleep(_GLANCE)
    raise _stuck(run)


def _stuck(run: str) -> StorageError:
    return StorageError(
        f"The durable engine did not go on with run {run} within {_PATIENCE:.0f} seconds.",
        remedy="See that the disk has space and no other program holds durable.db; then try again.",
    )


def _quieten() -> None:
    """Keep DBOS's log off the terminal; whoever wants it adds a handler to the logger `dbos`."""
    logger = logging.getLogger("dbos")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


@contextmanager
def _named() -> Iterator[None]:
    """Re-label what DBOS or the database under it says; only calls of DBOS stand inside."""
    try:
        yield
    except EngrossError:
        raise
    except Exception as error:
        raise storage_error("of the durable engine", error) from error


def _between_steps(run: str, error: Exception) -> StorageError:
    from dbos import error as dbos_error  # noqa: PLC0415 - slow to load

    if isinstance(error, dbos_error.DBOSUnexpectedStepError):
        return StorageError(
            f"Run {run} was begun by another version of Engross, whose steps are not these.",
            remedy="Start the run again with 'engross rerun'.",
        )
    return storage_error("of the durable engine", error)
