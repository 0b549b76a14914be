"""What a person should know of how a file was read, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engross.sources.remarks import Remark

_SAID_TOO: Final = {"embedded-files"}
"""Mere notes to a reader of figures, but words that nobody finds here."""


def worth_saying(remarks: Iterable[Remark]) -> Iterator[str]:
    """A sentence for each remark by which something of the file may be missing."""
    for remark in remarks:
        if remark.severity == "warn" or remark.rule in _SAID_TOO:
            message = f"{remark.message[:1].upper()}{remark.message[1:]}"
            yield f"{remark.place}: {message}" if remark.place else message


def counted(number: int, what: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
