"""Mails that a program sent: never answered (RFC 3834, section 2; RFC 6522, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.intake.phrases import phrases

_BULK: Final = frozenset({"bulk", "junk", "auto_reply"})
_REPORT: Final = "multipart/report"
_LIST: Final = "list-id"
_TOLD_BY: Final = ("x-autoreply", "x-autorespond")


def is_automatic(headers: Mapping[str, str], address: str, *, by_hand: bool) -> bool:
    """Whether a program sent it: out of office, a delivery failure, a list, a `no-reply`.

    `by_hand` is whether somebody wrote it though it came through a list.
    """
    submitted = headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or headers.get("precedence", "").strip().lower() in _BULK
        or headers.get("return-path", "").replace(" ", "") == "<>"
        or headers.get("content-type", "").lower().startswith(_REPORT)
        or (_LIST in headers and not by_hand)
        or any(name in headers for name in _TOLD_BY)
        or phrases("incoming", "automatic_sender").match(address) is not None
        or phrases("incoming", "automatic_subject").match(headers.get("subject", "")) is not None
    )
