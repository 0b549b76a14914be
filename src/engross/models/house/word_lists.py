"""The words of `words.toml`, by which the house model reads."""

from __future__ import annotations

import tomllib
from importlib import resources

_FILE = tomllib.loads(
    resources.files("engross.models.house").joinpath("words.toml").read_text("utf-8")
)


def _words(name: str) -> frozenset[str]:
    return frozenset(_FILE["words"][name])


FILLERS = _words("fillers")
"""Said while thinking; a passage full of them is hard to read."""

SMALL_TALK: tuple[str, ...] = tuple(_FILE["phrases"]["small_talk"])
"""Said to run a meeting, not to settle anything."""

TAKEN_BACK: tuple[str, ...] = tuple(_FILE["phrases"]["taken_back"])
"""Taken back, or never meant for the report."""

DEFERRALS: tuple[str, ...] = tuple(_FILE["phrases"]["deferrals"])
"""Said instead of an answer."""

MOODS: tuple[str, ...] = tuple(_FILE["phrases"]["moods"])
"""How somebody feels."""

CAUSES: tuple[str, ...] = tuple(_FILE["phrases"]["causes"])
"""Before what somebody gives as the reason."""

SUBORDINATING: tuple[str, ...] = tuple(_FILE["phrases"]["subordinating"])
"""Before what somebody gives as the reason, or says beside it."""

DONE = _words("done")
"""Words of somebody who tells what was done."""

OPENERS = _words("openers")
"""A passage that begins with one leans on what was said before it."""

HEADERS = _words("headers")
"""Before a colon at the beginning of a note, these make it a heading and not a statement."""

FORMS = _words("forms")
"""Parts of names that tell nobody apart."""

FIRM = _words("firm")
"""Whoever writes the notes."""

CLIENT = _words("client")
"""Whoever the document is for."""

APPROVAL = _words("approval")
"""Words with which somebody asks for more work or money, or settles it."""

WEIGHTY = _words("weighty")
"""Words of money or of the plan."""

PRICES = _words("prices")
"""With a figure, one of these makes it somebody's price."""

INCREASES = _words("increases")
"""Words of something that became more."""

COMMON = _words("common")
"""Too common to tell two texts apart."""

TURNING = _words("turning")
"""Words that turn a statement round."""
