"""How a letter addresses somebody: by title and surname where the name has a title."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

_PLAIN = 2
"""Words of a name without its title: a first name and a surname."""


_TRADING = "trading as "


def salutation(name: str) -> str:
    """`Dear Ms Adeyemi`; the whole name where it has no title or its surname is not certain.

    Neither title nor gender is ever inferred from a name.
    """
    words = _file()
    if name.startswith(words["unproved"]):
        return str(words["unknown"])
    if not name.strip():
        return str(words["nobody"])
    return str(words["named"]).format(who=_addressed(name))


def closing(name: str) -> str:
    """`Yours sincerely`, or `Yours faithfully` where nobody is named."""
    return str(_file()["closing_named" if name.strip() else "closing_nobody"])


def below(name: str, client: str) -> str:
    """What of the client's name stands in an address below the person's, `name`.

    Nothing where the person is the client; `trading as Doe Plumbing` where they trade under a name.
    """
    person, whole = (" ".join(_parted(one)[1]) for one in (name, client))
    if not person or not whole.casefold().startswith(person.casefold()):
        return client
    rest = whole[len(person) :].strip()
    return rest if not rest or rest.startswith(_TRADING) else client


def _addressed(name: str) -> str:
    whole = _without_letters(name)
    titles, rest = _parted(whole)
    if not rest or "," in whole:
        return whole
    by_first_name = [title for title in titles if title in _file()["by_first_name"]]
    if by_first_name:
        return f"{by_first_name[-1]} {rest[0]}"
    surname = _surname(rest) if titles else ""
    return " ".join((*titles, surname or " ".join(rest)))


def _parted(whole: str) -> tuple[list[str], list[str]]:
    """The titles without their full stops, of which there may be several, and the name."""
    known = {*_file()["titles"], *_file()["by_first_name"]}
    words = whole.split()
    count = 0
    while count < len(words) and _plain(words[count]) in known:
        count += 1
    return [word.rstrip(".") for word in words[:count]], words[count:]


def _plain(title: str) -> str:
    """`Rev'd` and `Revd.` as `Revd`."""
    return title.rstrip(".").replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")


def _surname(words: list[str]) -> str:
    """The surname of `Ruth Adeyemi`, `J R Smith`, `Anna van der Berg`; empty where it may be two.

    Of `Helena Bonham Carter` nobody can tell whether the second word is part of the surname.
    """
    full = [word for word in words if len(word.rstrip(".")) > 1]
    particle = next((place for place, word in enumerate(full) if word[0].islower()), None)
    if particle is not None:
        return " ".join(full[particle:])
    return full[-1] if 0 < len(full) <= _PLAIN else ""


def _without_letters(name: str) -> str:
    """The name without what stands behind it: `OBE`, `FCA`."""
    words = name.replace(",", " , ").split()
    while len(words) > 1 and words[-1].rstrip(".") in {*_file()["letters_after"], ","}:
        words.pop()
    return " ".join(words).replace(" ,", ",")


@cache
def _file() -> dict[str, Any]:
    text = resources.files("engross.rendering").joinpath("salutations.toml").read_text("utf-8")
    return tomllib.loads(text)
