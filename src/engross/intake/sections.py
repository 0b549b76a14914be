"""Whose the rows of a section are, in a table that names matters between its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from engross.intake.belonging import Belonging
from engross.intake.row_shapes import is_blank, is_figure
from engross.sources.sheets import Row
from engross.workspace.register import Client, Firm, Matter

_BEGINS_SECTION = re.compile(r"(?:matter|client|project|job|engagement)\b", re.IGNORECASE)


@dataclass
class Sections:
    """Follows the labels of a table whose title names our matter, and whose rows name none."""

    firm: Firm
    client: Client
    matter: Matter
    _other: bool = False
    _unknown: str = ""
    """The label of a client or matter that firm.yaml does not have; empty under any other."""
    _known: dict[str, bool | None] = field(default_factory=dict)

    def of(self, row: Row) -> Belonging:
        """Ours, until a label between the rows names another client or matter, known or not."""
        label = _label(row)
        if label:
            self._follow(label)
        if self._unknown:
            return Belonging("unclear", f"it stands under “{self._unknown}”, which is not known")
        return Belonging("other" if self._other else "ours")

    def _follow(self, label: str) -> None:
        named = self._named(label)
        if named is not None:
            self._other, self._unknown = named, ""
        elif _BEGINS_SECTION.match(label):
            self._unknown = label

    def _named(self, label: str) -> bool | None:
        """Whether the label names somebody else; `None` when it names nobody that is known."""
        if label not in self._known:
            ours = says(label, _names(self.client, self.matter))
            self._known[label] = False if ours else (True if says(label, self._others()) else None)
        return self._known[label]

    def _others(self) -> Iterator[str]:
        for client in self.firm.clients:
            for matter in client.matters:
                if matter != self.matter:
                    yield from (matter.reference, *matter.names_in_records)
            if client.key != self.client.key:
                yield from (client.name, *client.names_in_records)


def _names(client: Client, matter: Matter) -> Sequence[str]:
    codes = (matter.reference, *matter.names_in_records)
    return (*codes, client.name) if len(client.matters) == 1 else codes


def _label(row: Row) -> str:
    """The words of a row that has one cell or two and no figures; empty for any other row."""
    filled = [value for value in row.values if not is_blank(value)]
    if len(filled) > 2 or any(is_figure(value) for value in filled):  # noqa: PLR2004 - name and value
        return ""
    return " ".join(str(value) for value in filled)


def says(label: str, names: Iterable[str]) -> bool:
    """Whether the words hold one of the names as a whole, in any capitals."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", label, re.IGNORECASE)
        for name in names
        if name
    )
