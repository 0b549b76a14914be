"""What is known of columns beforehand: kinds of table, programs' exports, what is sensitive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from engross.intake.exports import Export, exports
from engross.intake.kinds import Kind, kinds, listed


@dataclass(frozen=True)
class Vocabulary:
    """Everything that headings are compared with."""

    kinds: tuple[Kind, ...]
    exports: tuple[Export, ...]
    sensitive: Mapping[str, tuple[str, ...]]
    """By meaning, the words that mark a column as sensitive."""
    shapes: Mapping[str, str] = field(default_factory=dict)
    """By meaning, what its values look like: `days`, `amounts`, `people`."""
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By meaning that says whether VAT is in an amount, the words that say so in a heading."""
    vague: frozenset[str] = frozenset()
    """Words that headings of many meanings have."""

    def kind(self, key: str) -> Kind:
        """The kind with that key.

        Raises:
            KeyError: there is none.
        """
        return {kind.key: kind for kind in self.kinds}[key]

    def is_sensitive(self, name: str, meaning: str = "") -> bool:
        """Whether a column of that normalised heading, taken to mean that, is to be kept back.

        A meaning that is not itself sensitive was found by a whole name, or by a person, and says
        more than the words: the “cost” of a disbursement is what the client pays.
        """
        if meaning:
            return meaning in self.sensitive
        padded = f" {name} "
        return any(f" {words} " in padded for said in self.sensitive.values() for words in said)

    def shape(self, meaning: str) -> str:
        """What the values of that meaning look like; empty when they may be anything."""
        return self.shapes.get(meaning, "")

    def sensitive_columns(self, names: Sequence[str], columns: Mapping[str, int]) -> frozenset[int]:
        """Of these headings, so taken, the columns that are to be kept back."""
        meanings: dict[int, list[str]] = {}
        for meaning, column in columns.items():
            meanings.setdefault(column, []).append(meaning)
        return frozenset(
            column
            for column, name in enumerate(names)
            if any(self.is_sensitive(name, m) for m in meanings.get(column, [""]))
        )


@cache
def vocabulary(names: str = "columns.toml", of_programs: str = "exports.toml") -> Vocabulary:
    """What two tomls beside this module know; without arguments, of billing files."""
    shapes = listed("shapes", names)
    return Vocabulary(
        kinds=kinds(names),
        exports=exports(of_programs),
        sensitive=listed("sensitive", names),
        shapes={meaning: shape for shape, meanings in shapes.items() for meaning in meanings},
        bases=listed("bases", names),
        vague=frozenset(listed("vague", names).get("words", ())),
    )
