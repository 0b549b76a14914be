"""Runs the small crew in forked children, on command, and reports what they did; see the tests.

Arguments: the state folder and a log file for offences. Each line of standard input is a JSON
command `{"journal": path, "calls": path, "result": path, "die": bool}`; the answer is the child's
exit status. A child that is to die kills itself right after its first new journal entry is on disk.
An offence is a connect, a look-up of a name, or a write outside the state and journal folders.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

STATE, OFFENCES = Path(sys.argv[1]), Path(sys.argv[2])
ALLOWED = (str(STATE.resolve()), str(OFFENCES.parent.resolve()), os.devnull)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    outside = ""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        outside = event
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & WRITES:
        outside = os.path.abspath(arguments[0])  # noqa: PTH100 - a hook must stay small
    if event in {"os.mkdir", "os.rename", "os.remove"}:
        outside = os.path.abspath(arguments[0])  # noqa: PTH100 - the same
    if outside and not outside.startswith(ALLOWED):
        descriptor = os.open(OFFENCES, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{event} {outside}\n".encode())
        os.close(descriptor)


sys.dont_write_bytecode = True
sys.addaudithook(watch)

from engross.adapters.crew import CrewAIRunner, quiet  # noqa: E402 - under the hook
from engross.records import ChatAnswer, ChatRequest  # noqa: E402 - the same
from engross.records.ports import JournalEntry, JournalKey  # noqa: E402 - the same
from engross.testing import crew as small  # noqa: E402 - the same
from engross.testing.stores import FileJournal  # noqa: E402 - the same


class KillingJournal(FileJournal):
    """Kills the process as soon as a new entry is safe."""

    def record(self, key: JournalKey, entry: JournalEntry) -> None:
        super().record(key, entry)
        os.kill(os.getpid(), signal.SIGKILL)


class Counted(small.SmallModel):
    """Writes down every call that is really made."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def complete(self, request: ChatRequest) -> ChatAnswer:
        with self._log.open("a") as file:
            file.write(request.fingerprint() + "\n")
        return super().complete(request)


def child(command: dict[str, Any]) -> None:
    kind = KillingJournal if command["die"] else FileJournal
    model = Counted(Path(command["calls"]))
    gateway = small.gateway(model, kind(Path(command["journal"])))
    runner = CrewAIRunner(small.workspace(), lambda _: gateway, STATE)
    outputs = runner.run(small.RUN, small.kits(), small.tools(), lambda _: None)
    result = {key: record.model_dump(mode="json") for key, record in outputs.items()}
    Path(command["result"]).write_text(json.dumps(result, sort_keys=True))


def forked(command: dict[str, Any]) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        try:
            child(command)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    quiet.load(STATE)
    import engross.adapters.crew.assembly  # noqa: F401 - so that children need not

    for line in sys.stdin:
        sys.stdout.write(f"{forked(json.loads(line))}\n")
        sys.stdout.flush()
