"""What people are called before their names, and names that are written in capitals."""

from __future__ import annotations

import re
from typing import Final

from engross.intake.crm.words import squeezed, words

_PART: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 3
"""Letters of a name that is no initials: `JR` may be two names."""


def parted(name: str) -> tuple[str, str]:
    """`Mrs. Ruth Adeyemi` as `Mrs` and `Ruth Adeyemi`; a title may have several words."""
    listed = name.split()
    count = 0
    while count < len(listed) - 1 and is_title(listed[count]):
        count += 1
    return " ".join(word.rstrip(".") for word in listed[:count]), " ".join(listed[count:])


def is_title(text: str) -> bool:
    """Whether each word is a title: `Dr`, `Rev'd Dr`."""
    listed = text.split()
    return bool(listed) and all(squeezed(word) in words("remarks", "titles") for word in listed)


def in_capitals(name: str) -> bool:
    """Whether the whole name is written in capitals, and is more than initials."""
    return name.isupper() and any(len(part) >= _LEAST for part in _PART.findall(name))


def out_of_capitals(name: str) -> str:
    """`JOHN O'NEILL OBE` as `John O'Neill OBE`; as it stands where nobody can tell, as in `MCDEE`.

    A name that is not wholly in capitals stays as its owner writes it.
    """
    if not in_capitals(name):
        return name
    listed = [_plain(word) for word in name.split()]
    return name if None in listed else " ".join(filter(None, listed))


def _plain(word: str) -> str | None:
    if squeezed(word) in words("remarks", "letters"):
        return word
    parts = _PART.findall(word)
    if squeezed(word) in words("remarks", "particles"):
        return None
    if any(part.startswith(("MC", "MAC")) and len(part) > _LEAST for part in parts):
        return None
    if len(parts) == 1 and len(parts[0]) == _LEAST - 1:
        return None
    return _PART.sub(lambda found: found.group().capitalize(), word)
