"""What reading a file noticed and a person should know; intake makes findings of it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Remark(NamedTuple):
    """One thing noticed; the file that it is about is known to whoever asked for it to be read."""

    rule: str
    """The key of the finding's rule: `hidden-cells`, `readers-disagree`."""
    severity: Literal["warn", "note"]
    place: str
    """Where in the file: `Time!F4`, `sheet Time`; empty for the whole file."""
    message: str
    """What was noticed, for a fee-earner."""
    suggestion: str = ""
    """What to do about it."""
