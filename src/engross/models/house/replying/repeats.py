"""One question asked twice in a mail, where that is certain."""

from __future__ import annotations

import re
from typing import Final

from engross.models.house.nearness import telling

_BY_WHEN: Final = re.compile(
    r"\b(?:deadlines?|due|by (?:when|what (?:date|day))|last (?:day|date)|latest"
    r"|when (?:do|does|must|should)\b.*\b(?:have to|has to|must|need to))\b",
    re.IGNORECASE,
)
"""Asks for the day by which something must be done, not for when it will be."""
_ASKING: Final = telling(
    "please tell let know confirm could would can when what which how much by at in on deadline"
    " deadlines due date day last latest must have has need needs reach reaches arrive be is are"
    " do does the our your my we you us also and or so then hi hello thanks exactly"
)
"""What such a question says beside what it is about."""


def is_same_question(one: str, other: str) -> bool:
    """Whether both ask by when the same must be done, or ask the same in the same words."""
    if " ".join(one.split()).casefold() == " ".join(other.split()).casefold():
        return True
    about = telling(one) - _ASKING
    both = _BY_WHEN.search(one) and _BY_WHEN.search(other)
    return bool(both and about and about == telling(other) - _ASKING)
