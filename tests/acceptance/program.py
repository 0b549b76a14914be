"""The command line in a process of its own that has most of what it imports already.

A command spends half its time on imports, and the tests start hundreds. So one process for each
that runs tests imports them once and forks for each command: another process with other files, but
the interpreter's start is not in it. `test_help`, `test_silence` and the tests that stop a program
start it as a terminal does.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from multiprocessing.forkserver import ensure_running
from pathlib import Path

from engross.cli import main

# Neither CrewAI, which looks at its environment when it is imported, nor what starts threads.
IMPORTED = (
    *("engross.cli.app", "engross.wiring", "engross.pipeline.waiting"),
    *("chromadb", "dbos", "docxtpl", "openai", "openpyxl", "openxml_audit", "psycopg"),
)

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(list(IMPORTED))


def get_ready() -> None:
    """Start the process that forks. Before any test: a crew of one may lead temporary files to
    where a socket's path is too long, and what one puts into the environment would stay there.
    """
    ensure_running()


def run_program(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """What a command printed in that folder and environment, and its exit code.

    Raises:
        subprocess.TimeoutExpired: it did not end; it is killed.
    """
    with tempfile.TemporaryDirectory() as name:
        printed, told = Path(name, "printed"), Path(name, "told")
        process = _processes.Process(
            target=_command, args=(list(words), str(folder), dict(environment), printed, told)
        )
        printed.touch()
        told.touch()
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(words), timeout, output=told.read_text("utf-8"))
        return subprocess.CompletedProcess(
            list(words), process.exitcode, printed.read_text("utf-8"), told.read_text("utf-8")
        )


def _command(
    words: list[str], folder: str, environment: dict[str, str], printed: Path, told: Path
) -> None:
    """Be the program, in a process that was forked a moment ago."""
    for descriptor, path in ((1, printed), (2, told)):
        file = os.open(path, os.O_WRONLY)
        os.dup2(file, descriptor)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None  # chosen anew, from TMPDIR
    sys.argv = ["engross", *words]
    main()
