"""A server on this machine's ports for sending mail that takes nothing and notes who came.

Nothing of Engross sends mail. While the tests run, whoever tries to hand a mail to a server on this
machine is noted, from whatever process, and the session fails.
"""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

PORTS = (25, 465, 587)
"""Mail between servers, and mail handed in by programs, with TLS from the first byte or later."""
HOSTS = ("127.0.0.1", "::1")
REFUSAL = b"554 Engross sends no mail\r\n"


class SmtpSink:
    """Listens on those ports of those that can be had, until it is closed."""

    def __init__(self, ports: Sequence[int] = PORTS) -> None:
        self._sockets = [
            opened for port in ports for host in HOSTS for opened in _listening(host, port)
        ]
        self._callers: list[str] = []
        self._end, self._ended = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="smtp-sink", daemon=True)
        self._thread.start()

    @property
    def ports(self) -> list[int]:
        """The ports that it could have."""
        return sorted({int(each.getsockname()[1]) for each in self._sockets})

    @property
    def callers(self) -> Sequence[str]:
        """Who came, as `port 25`, in order."""
        return tuple(self._callers)

    def close(self) -> None:
        """Stop listening; whoever came up to now is among the callers."""
        self._end.send(b".")
        self._thread.join()
        for each in (*self._sockets, self._end, self._ended):
            each.close()

    def _listen(self) -> None:
        with selectors.DefaultSelector() as waiting:
            for each in (*self._sockets, self._ended):
                waiting.register(each, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in waiting.select()]
                for each in ready:
                    if each in self._sockets:
                        self._note(each)
                if self._ended in ready:
                    return

    def _note(self, listening: object) -> None:
        assert isinstance(listening, socket.socket)
        # Whoever came and went again came all the same.
        self._callers.append(f"port {listening.getsockname()[1]}")
        with suppress(OSError):
            caller, _ = listening.accept()
            with caller:
                caller.sendall(REFUSAL)


def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there; none where another program does, or this user may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen()
        opened.settimeout(0)
    except OSError:
        opened.close()
        return
    yield opened
