"""The outcome of trying to put a passage into the report's own words."""

from __future__ import annotations

from typing import NamedTuple


class Rephrased(NamedTuple):
    """A sentence, or why there is none."""

    text: str
    why_not: str = ""


def quoted_because(why: str) -> Rephrased:
    """No sentence, for this reason."""
    return Rephrased("", why)
