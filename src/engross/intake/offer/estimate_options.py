"""Which rows of an estimate are stages that the client may add, and which it has chosen."""

from __future__ import annotations

import re
from typing import Final, Literal

from engross.intake.cells import Unreadable
from engross.intake.entry import Entry
from engross.intake.kinds import listed, normal
from engross.intake.offer.estimate_tables import EstimateTable
from engross.intake.offer.proposed import Words
from engross.intake.row_shapes import is_blank

Choice = Literal["", "optional", "chosen", "refused"]
"""What is said of a row: nothing, that the client may add it, has added it, has not."""

_CHOSEN: Final = (
    r"(?:,? (?:(?P<chosen>chosen|taken|accepted|agreed)"
    r"|(?:not (?:yet )?(?:chosen|taken|accepted|agreed)|declined)))"
)
_BEFORE: Final = re.compile(
    rf"optional(?: extra)?(?:{_CHOSEN}\s*(?::|[\-–—]\s)\s*|\s*[:\-–—]\s*|\s+)"  # noqa: RUF001 - dashes as Word types them
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
_LETTERED: Final = re.compile(r"(?P<name>option(?: [a-z0-9]{1,2})?\s*[:\-–—].*)", re.IGNORECASE)  # noqa: RUF001 - the same
_AFTER: Final = re.compile(
    rf"(?P<name>\S.*?)\s*(?:[(\[]|[,:\-–—]\s)\s*"  # noqa: RUF001 - the same
    rf"(?:optional|if (?:wanted|required|needed|asked for)){_CHOSEN}?\s*[)\]]?",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(r"(?<!\bnot )(?<!\bnon[- ])\boptional\b", re.IGNORECASE)
_WORDS: Final = "offer/rows.toml"


class Options:
    """What the columns, headings and names of one estimate say of what is optional."""

    def __init__(self, table: EstimateTable) -> None:
        told = listed("options", _WORDS)
        self._said: dict[str, Choice] = dict.fromkeys(told["yes"], "optional")
        self._said |= dict.fromkeys(told["no"], "")
        self._said |= dict.fromkeys(told["chosen"], "chosen")
        self._said |= dict.fromkeys(told["refused"], "refused")
        self._headings = frozenset(told["headings"])
        self._in_part = False
        rows = list(table.rows())
        self.columns = tuple(
            meaning
            for meaning in ("optional", "chosen")
            if any(_cell(row, meaning) in self._said for row in rows)
        )
        """The columns in which a row says something that is understood."""

    @property
    def in_part(self) -> bool:
        """Whether the rows now stand under a heading such as `Optional extras`."""
        return self._in_part

    def begin(self, heading: Words | None) -> bool:
        """Take a row that is a heading; whether it is one of what is optional."""
        words = normal(heading.text).split() if heading else []
        self._in_part = words[:1] == ["optional"] or " ".join(words) in self._headings
        return self._in_part

    def end(self) -> None:
        """Take a total: what follows is no part of what stood above it."""
        self._in_part = False

    def named(self, words: Words | None) -> tuple[Words | None, Choice]:
        """The name without what says that it is optional, and what that said."""
        if words is None:
            return None, ""
        if _LETTERED.fullmatch(words.text):
            return words, "optional"
        match = _BEFORE.fullmatch(words.text) or _AFTER.fullmatch(words.text)
        if match is None:
            return words, ""
        name = match["name"][:1].upper() + match["name"][1:]
        return Words(name, words.where), "chosen" if match["chosen"] else "optional"

    def is_optional(self, entry: Entry, named: Choice) -> bool:
        """Whether the row is a stage that the client may add and has not.

        Raises:
            Unreadable: what its cell says is neither yes nor no.
        """
        said = [named, self._marked(entry, "optional")]
        taken = self._marked(entry, "chosen")
        if "chosen" in said or taken in {"optional", "chosen"}:
            return False  # `yes` in a column of what was chosen
        refused = "chosen" in self.columns and _cell(entry, "chosen") in self._said
        return self._in_part or refused or not {"optional", "refused"}.isdisjoint(said)

    def is_told(self, entry: Entry) -> bool:
        """Whether a cell of the row's own says something of it."""
        return any(_cell(entry, meaning) for meaning in self.columns)

    def is_missed(self, entry: Entry, words: Words | None, named: Choice) -> bool:
        """Whether the words say `optional` of a row in a way that nothing was made of."""
        if words is None or named or self._in_part or self.is_told(entry):
            return False
        return _SAYS.search(words.text) is not None

    def _marked(self, entry: Entry, meaning: str) -> Choice:
        cell = _cell(entry, meaning)
        if meaning not in self.columns or not cell:
            return ""
        if cell not in self._said:
            raise Unreadable(f"“{entry.text(meaning)}” does not say whether it is optional")
        return self._said[cell]


def _cell(entry: Entry, meaning: str) -> str:
    if is_blank(entry.value(meaning)):
        return ""
    return entry.text(meaning).strip().casefold()
