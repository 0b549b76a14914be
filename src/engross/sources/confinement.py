"""What the child takes from itself before it looks at foreign bytes: room, time, files, network.

The limits are the kernel's (`setrlimit`), so that native code is held to them too; the audit hook
(PEP 578) refuses what Python code alone could try. macOS takes `RLIMIT_AS` and does not hold
programs to it: there, memory is bounded by the guard and by time only.
"""

from __future__ import annotations

import os
import resource
import sys

_OPEN_FILES = 64
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    "ftplib.",
    "http.",
    "os.exec",
    "os.fork",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.symlink",
    "os.system",
    "os.truncate",
    "pty.",
    "shutil.",
    "smtplib.",
    "socket.",
    "subprocess.",
    "urllib.",
    "webbrowser.",
)


def confine(memory: int, seconds: int) -> None:
    """From here on this process may take so many bytes and seconds, and change nothing."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_AS, memory)
    # The soft limit ends the process with SIGXCPU, which the parent knows how to name.
    _limit(resource.RLIMIT_CPU, seconds, seconds + 5)
    sys.addaudithook(_refuse)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    """Lowers a limit; one that is lower already stays."""
    most = resource.getrlimit(which)[1]
    wanted = [soft, soft if hard is None else hard]
    if most != resource.RLIM_INFINITY:
        wanted = [min(limit, most) for limit in wanted]
    try:
        resource.setrlimit(which, (wanted[0], wanted[1]))
    except (OSError, ValueError):
        # macOS refuses some of them; everywhere else a limit that does not hold is no limit.
        if sys.platform != "darwin":
            raise


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)
