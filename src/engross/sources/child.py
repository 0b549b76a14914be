"""One child process: the file's bytes go in, its lines come out, and it is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import orjson

from engross.errors import EngrossError
from engross.sources.allowance import Allowance
from engross.sources.file import SourceFile
from engross.sources.wire import Unintelligible

_START = (
    "import sys; sys.path += [p for p in sys.argv[1:] if p not in sys.path]; "
    "from engross.sources.worker import main; main()"
)
"""`-I` leaves out what the environment adds to the search path: the parent's own is passed on."""

# An empty environment: no keys, no tokens, no proxy, no `PYTHON...`.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}

_CHUNK = 1 << 18
_STDERR_KEPT = 4_000
_OUT_OF_MEMORY = b"memory allocation of"
"""What Rust prints before it aborts."""


class Stopped(Exception):
    """The child did not finish."""

    def __init__(self, reason: str | signal.Signals, refused: Sequence[str] | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        """`memory`, `time`, `output`, a signal, or the name of an exception."""
        self.refused = refused
        """Problem, place and remedy, where the reader could name what is wrong."""


class Child:
    """A child that reads one file; used in a `with`, after which it is gone."""

    def __init__(self, file: SourceFile, what: str, allowance: Allowance) -> None:
        self._allowance = allowance
        self._deadline = time.monotonic() + allowance.seconds
        self._stderr = bytearray()
        order = {
            "name": file.name,
            "what": what,
            "size": len(file.data),
            "memory": allowance.memory,
            "seconds": allowance.seconds,
        }
        self._unsent = [memoryview(file.data), memoryview(orjson.dumps(order) + b"\n")]
        self._process = _started()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for name in ("stdin", "stdout", "stderr"):
            _close(self._pipe(name))

    def lines(self) -> Iterator[bytes]:
        """What it tells, line by line.

        Raises:
            Stopped: it refused the file, reached a limit, or ended otherwise than well.
            Unintelligible: its last line is none that a reader of ours sends.
        """
        for line in _split(self._chunks()):
            if line.startswith((b'{"refused"', b'{"stopped"')):
                raise _farewell(line)
            if line:
                yield line
        self._see_off()

    def _chunks(self) -> Iterator[bytes]:
        """Sends the file while it reads the answer, until the child closes its side."""
        told = 0
        with selectors.DefaultSelector() as ready:
            ready.register(self._pipe("stdin"), selectors.EVENT_WRITE)
            for name in ("stdout", "stderr"):
                ready.register(self._pipe(name), selectors.EVENT_READ)
            while ready.get_map():
                for key, _ in ready.select(self._remaining()):
                    pipe = cast("IO[bytes]", key.fileobj)
                    if pipe is self._process.stdin:
                        if not self._send(pipe):
                            ready.unregister(pipe)
                            _close(pipe)
                        continue
                    chunk = os.read(pipe.fileno(), _CHUNK)
                    if not chunk:
                        ready.unregister(pipe)
                    elif pipe is self._process.stderr:
                        self._stderr += chunk[: _STDERR_KEPT - len(self._stderr)]
                    else:
                        told += len(chunk)
                        if told > self._allowance.output:
                            raise Stopped("output")
                        yield chunk
                self._remaining()

    def _send(self, pipe: IO[bytes]) -> bool:
        """Whether something is left to send."""
        try:
            sent = os.write(pipe.fileno(), self._unsent[-1][:_CHUNK])
        except BrokenPipeError:
            return False  # It ended early; how, its exit tells.
        self._unsent[-1] = self._unsent[-1][sent:]
        while self._unsent and not self._unsent[-1]:
            self._unsent.pop()
        return bool(self._unsent)

    def _remaining(self) -> float:
        """Seconds until the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Stopped("time")
        return left

    def _see_off(self) -> None:
        """Returns when it ended well."""
        try:
            code = self._process.wait(self._remaining())
        except subprocess.TimeoutExpired as error:
            raise Stopped("time") from error
        if code == -signal.SIGABRT and _OUT_OF_MEMORY in self._stderr:
            raise Stopped("memory")
        if code < 0:
            raise Stopped(_signal(-code))
        if code > 0:
            raise Stopped(_last_words(bytes(self._stderr)))

    def _pipe(self, name: str) -> IO[bytes]:
        return cast("IO[bytes]", getattr(self._process, name))


def _started() -> subprocess.Popen[bytes]:
    """Away from the parent's folder, environment, terminal and signals."""
    places = [place for place in sys.path if Path(place).is_absolute()]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and words of ours
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, *places],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd="/",
            env=_ENVIRONMENT,
            bufsize=0,
            start_new_session=True,
        )
    except OSError as error:
        raise EngrossError(
            f"The process that reads files could not be started ({error.strerror}).",
            remedy="Close other programs and try again.",
        ) from error
    os.set_blocking(cast("IO[bytes]", process.stdin).fileno(), False)
    return process


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines without their ends; the last, where it is cut, too."""
    pending: list[bytes] = []
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        pending.append(first)
        for piece in others:
            yield b"".join(pending)
            pending = [piece]
    yield b"".join(pending)


def _farewell(line: bytes) -> Stopped:
    match orjson.loads(line):
        case {"refused": [str(), str(), str()] as refused}:
            return Stopped("refused", refused)
        case {"stopped": str(reason)}:
            return Stopped(reason)
    raise Unintelligible


def _signal(number: int) -> str | signal.Signals:
    try:
        return signal.Signals(number)
    except ValueError:
        return f"signal {number}"


def _last_words(stderr: bytes) -> str:
    """The kind of error that ended it, never its message, which may hold what was in the file."""
    if b"MemoryError" in stderr:
        return "memory"
    last = stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    name = last.partition(":")[0].rpartition(".")[2]
    return name if name.isidentifier() else "without a reason"
