"""Values made fit for a Word file, whatever their source put into them."""

from __future__ import annotations

import re

from engross.ooxml.marks import without_private_use

_SPACES = re.compile(r" *[\t\n\v\f\r\x85\u2028\u2029][\s\x85]*")
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufff9-\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, lone surrogates, and marks that turn the direction of reading: the first
two make Word refuse the file or lose the rest of a paragraph, the last can make `12` read `21`."""


def cleaned(value: str) -> str:
    """The value on one line, without any character that Word or the marks would trip over."""
    return without_private_use(_CONTROLS.sub("", _SPACES.sub(" ", value))).strip()
