"""What a mail says of a payment, and whether it says more than that."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Final

from engross.models.house.reading import has_digits, words_in
from engross.models.house.word_lists import COMMON, TURNING
from engross.uk.dates import dates_in

_FILE: Final = tomllib.loads(
    resources.files("engross.models.house.replying").joinpath("words.toml").read_text("utf-8")
)
_PAID: Final = re.compile(_FILE["payment"]["said"], re.IGNORECASE)
_NOT_ONLY: Final = re.compile("|".join(_FILE["payment"]["not_only"]), re.IGNORECASE)
_TURNING: Final = TURNING | set(_FILE["payment"]["turning"])
_PLAIN: Final = COMMON - _TURNING | {word.casefold() for word in _FILE["payment"]["plain"]}


def tells_of_a_payment(text: str) -> bool:
    """Whether it says that something is paid, and neither in part nor on terms."""
    return bool(_PAID.search(text)) and not _NOT_ONLY.search(text)


def tells_more(text: str, known: Iterable[str]) -> bool:
    """Whether what says that something is paid says more than when, how and what.

    `known` are the number, the days and the amounts of the invoice.
    """
    if not _PAID.search(text):
        return False
    for date in reversed(dates_in(text)):
        text = f"{text[: date.start]} {text[date.end :]}"
    for figure in sorted(known, key=len, reverse=True):
        text = re.sub(
            rf"(?<![\w.,]){re.escape(figure)}(?:\.00)?(?![\w]|[.,]\d)",
            " ",
            text,
            flags=re.IGNORECASE,
        )
    return has_digits(text) or bool(words_in(text) - _PLAIN)
