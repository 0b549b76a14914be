"""Which matter of its sender's client a mail is certainly about."""

from __future__ import annotations

import re

from engross.workspace.register import Client, Matter


def matter_meant(client: Client, words: str) -> Matter | None:
    """The only matter whose reference or title the words have; else the client's only one.

    `None` where that is open: a matter is never guessed, as its knowledge is behind a wall.
    """
    named = [matter for matter in client.matters if _names(matter, words)]
    among = named or client.matters
    return among[0] if len(among) == 1 else None


def _names(matter: Matter, words: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None
        for name in (matter.reference, matter.title)
        if name.strip()
    )
