"""Words of an estimate that a client is to read, told from what somebody wrote to colleagues."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from engross.intake.kinds import toml

_SIGNS: Final = re.compile(r"[?!<>{}\[\]|~^\\@#]|https?:|\bwww\.|\.\.\.|…")


def reads_as_aside(text: str) -> bool:
    """Whether the words are no name of a stage or of what the client receives."""
    return bool(_SIGNS.search(text) or _phrases().search(text))


@cache
def _phrases() -> re.Pattern[str]:
    listed = "|".join(
        re.escape(phrase).replace(r"\ ", r"[\s-]+")
        for phrase in toml("offer/rows.toml")["remarks"]["phrases"]
    )
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
