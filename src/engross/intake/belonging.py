"""Whose a row is: matched whole on registered names and codes, never guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from engross.workspace.register import Client, Firm, Matter, find_matter

_NOT_A_MATTER = {"misc", "miscellaneous", "n/a", "na", "none", "unknown", "tbc", "-", "general"}
_SAME_WORD = {"ltd": "limited", "&": "and", "co": "company", "plc": "public limited company"}
_ALIKE = 0.86
"""How like a registered name an unknown one must be to be pointed out."""

Answer = Literal["ours", "sibling", "other", "unclear"]
"""This matter; another matter of the client; another client; or nobody can tell."""


@dataclass(frozen=True)
class Belonging:
    """Whose a row is."""

    answer: Answer
    reason: str = ""
    """For `unclear`: why, for a fee-earner."""
    unregistered: str = ""
    """A spelling of our client that the register does not have."""


@dataclass
class Whose:
    """Answers whose a row is, for one client and matter of a firm."""

    firm: Firm
    client: Client
    matter: Matter
    named: dict[tuple[str, str], None] = field(default_factory=dict)
    """Every pair of client and matter met, as written, in order."""
    _known: dict[tuple[str, str | None, str], Belonging] = field(default_factory=dict)

    def of(self, client: str, matter: str | None, code: str = "") -> Belonging:
        """Whose a row is that names this client and matter; `None`: there is no such column.

        `code` is the client's, where a column of its own has it; it says more than a name does.
        """
        key = (client, matter, code)
        if key not in self._known:
            self._known[key] = self._by_name_and_code(client, matter, code)
            if client or matter:
                self.named[client, matter or ""] = None
        return self._known[key]

    def decisions(self) -> tuple[Belonging, ...]:
        """Every answer given so far, each once."""
        return tuple(self._known.values())

    def _by_name_and_code(self, client: str, matter: str | None, code: str) -> Belonging:
        by_code = self.firm.client(code) if code else None
        by_name = self.firm.client(client) if client else None
        if by_code is None or by_code == by_name:
            return self._decide(client or code, matter)
        if by_name is not None:
            if self.client.key in {by_code.key, by_name.key}:
                return Belonging("unclear", "its client code and its client are not the same")
            return Belonging("other")
        decided = self._decide(by_code.name, matter)
        ours = client and decided.answer in {"ours", "sibling"}
        return replace(decided, unregistered=client) if ours else decided

    def _decide(self, client: str, matter_cell: str | None) -> Belonging:
        matter = matter_cell or ""
        registered = self.firm.client(client) if client else None
        by_code = self._by_code(matter)
        if not client:
            return self._without_client(matter, by_code)
        if registered is None:
            return self._unregistered(client, matter, by_code)
        if registered.key != self.client.key:
            if by_code == "ours":
                return Belonging("unclear", "it has this matter's code but names another client")
            return Belonging("other")
        return self._of_our_client(client, matter_cell)

    def _without_client(self, matter: str, by_code: str) -> Belonging:
        if by_code:
            return Belonging("ours" if by_code == "ours" else "sibling")
        if _is_blank(matter):
            return Belonging("unclear", "it names no client and no matter")
        return Belonging("other")

    def _unregistered(self, client: str, matter: str, by_code: str) -> Belonging:
        if by_code:
            return Belonging("ours" if by_code == "ours" else "sibling", unregistered=client)
        if alike(client, (self.client.name, *self.client.names_in_records)):
            found = find_matter(self.client, matter) if matter else None
            where = f" and the matter “{matter}”" if found is None and matter else ""
            return Belonging(
                "unclear", f"its client “{client}”{where} is not in firm.yaml", unregistered=client
            )
        return Belonging("other")

    def _of_our_client(self, client: str, matter: str | None) -> Belonging:
        if matter is None and len(self.client.matters) == 1:
            return Belonging("ours")
        if matter is None or _is_blank(matter):
            return Belonging("unclear", f"it names no matter of {client}")
        found = find_matter(self.client, matter)
        if found is None:
            return Belonging(
                "unclear", f"the matter “{matter}” is not one of {client} in firm.yaml"
            )
        return Belonging("ours" if found == self.matter else "sibling")

    def _by_code(self, matter: str) -> str:
        """Whether the matter's reference, which no other client has, is this client's."""
        for candidate in self.client.matters:
            codes = (candidate.reference, *candidate.names_in_records)
            if matter.strip().casefold() in {code.casefold() for code in codes if code}:
                return "ours" if candidate == self.matter else "sibling"
        return ""


def alike(name: str, registered: Iterable[str]) -> bool:
    """Whether the name looks like one of the registered ones, without being it."""
    plain = _plain(name)
    return any(
        difflib.SequenceMatcher(None, plain, _plain(other)).ratio() >= _ALIKE
        for other in registered
        if other
    )


def _is_blank(matter: str) -> bool:
    return not matter or matter.strip().casefold() in _NOT_A_MATTER


def _plain(name: str) -> str:
    words = re.findall(r"[a-z0-9]+|&", name.casefold())
    return " ".join(_SAME_WORD.get(word, word) for word in words)
