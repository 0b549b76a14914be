"""Workstreams of a matter: those of firm.yaml, or where it has none those of the budget."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engross.intake.books import BudgetLine
from engross.intake.sheets import Place, spans
from engross.records import Finding
from engross.workspace.register import Matter

_LONGEST_SLUG = 60
"""Ids are limited wherever a model writes them: a fact whose id is too long is in no table."""


@dataclass(frozen=True)
class Stream:
    """A part of a matter that is budgeted on its own."""

    key: str
    name: str
    basis: Literal["fixed", "time", ""]
    """Empty when nothing says."""
    register_place: str = ""
    """Where it stands in firm.yaml, after the matter: `workstreams[0]`; empty for the budget's."""


class Streams:
    """Finds a matter's workstreams by what records call them."""

    def __init__(self, matter: Matter, budget: list[BudgetLine]) -> None:
        self._matter = matter
        self._by_name: dict[str, Stream] = {}
        for number, workstream in enumerate(matter.workstreams):
            stream = Stream(
                workstream.key, workstream.name, workstream.basis, f"workstreams[{number}]"
            )
            for name in (workstream.key, workstream.name, *workstream.names_in_records):
                self._by_name[name.casefold()] = stream
        if not matter.workstreams:
            for line in budget:
                stream = Stream(slug(line.workstream), line.workstream, _basis(line.basis))
                self._by_name.setdefault(line.workstream.casefold(), stream)

    @property
    def all(self) -> tuple[Stream, ...]:
        """Each once, in order."""
        return tuple(dict.fromkeys(self._by_name.values()))

    def find(self, name: str) -> Stream | None:
        """The workstream that records call so; `None` when it is not known."""
        return self._by_name.get(name.strip().casefold())

    def unknown(
        self, named: Iterable[tuple[str, Place]], *, what: str, so: str
    ) -> Iterator[Finding]:
        """For each name that is not known, one finding over all the places that give it.

        `what` says what stands there, in the plural, and `so` what became of it.
        """
        places: dict[str, list[Place]] = {}
        for name, place in named:
            if self.find(name) is None:
                places.setdefault(name, []).append(place)
        for name, where in places.items():
            yield _unknown(name, where, what, so)

    def charged_by_time(self, name: str) -> bool:
        """Whether work under that name is charged by the hour, so that the client may see hours.

        A name that is not known is not, unless everything in the matter is.
        """
        bases = {stream.basis for stream in self.all}
        if not bases:
            return self._matter.time_based
        if bases == {"time"}:
            return True
        found = self.find(name)
        return found is not None and found.basis == "time"

    @property
    def any_by_time(self) -> bool:
        """Whether any part of the matter is charged by the hour."""
        streams = self.all
        return any(s.basis == "time" for s in streams) if streams else self._matter.time_based


def slug(name: str) -> str:
    """A name for ids: `Helen Pike` is `helen-pike`; a long one is cut and keeps apart by a hash."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
    if len(words) <= _LONGEST_SLUG:
        return words
    return f"{words[:_LONGEST_SLUG].rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def free_key(wanted: str, taken: Container[str]) -> str:
    """The key itself, or with the first number that keeps it apart: `visit`, `visit-2`."""
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key


def _unknown(name: str, where: Sequence[Place], what: str, so: str) -> Finding:
    called = f"the workstream “{name}”, which firm.yaml does not have" if name else "no workstream"
    listed = ", ".join(span.place for span in spans(where))
    return Finding(
        rule="name-not-registered",
        severity="warn",
        place=str(where[0]),
        message=f"The {what} in {listed} name {called}; {so}.",
        suggestion=(
            "Correct them, or add the name to the workstream's names_in_records in firm.yaml."
        ),
    )


def _basis(text: str) -> Literal["fixed", "time", ""]:
    word = text.strip().casefold()
    if word.startswith("fixed"):
        return "fixed"
    return "time" if word.startswith(("time", "hour", "t&m")) else ""
