"""Which files the knowledge base is made of, which wall each is behind and who answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from engross.records.evidence import Tier
from engross.workspace.knowledge_files import faults
from engross.workspace.register import Firm
from engross.workspace.walls import wall_of

if TYPE_CHECKING:
    from engross.workspace.loading import LoadedWorkspace


class Item(NamedTuple):
    """A file that may be searched."""

    file: str
    """Its name inside the knowledge folder, with `/` between folders."""
    wall: str
    owner: str
    """E-mail address of the person who answers for it."""
    tier: Tier
    review_by: dt.date
    """The day by which the owner reads it again."""


class Misplaced(NamedTuple):
    """What is wrong with how a file is kept, as far as the index and the folders tell."""

    file: str
    """Its name inside the knowledge folder."""
    problem: str
    """What is wrong and what to do, for the person who keeps the knowledge base."""
    wall: str = ""
    """Whose file it is; empty when that cannot be told."""


class Shelf(NamedTuple):
    """The knowledge base as index.yaml and the folders have it."""

    folder: Path
    items: Mapping[str, Item]
    """What may be searched, by file, in the order of the files' names."""
    problems: tuple[Misplaced, ...]
    """Of the index and the folders; what is in a file is not looked at."""
    firm: Firm

    @classmethod
    def of(cls, workspace: LoadedWorkspace) -> Self:
        """The shelf of a workspace, as its folder stands now."""
        folder, listed = workspace.root / "knowledge", workspace.knowledge.files
        found = faults(folder, listed, workspace.firm)
        left_out = {fault.file for fault in found if fault.left_out}
        items = {
            file: Item(
                file,
                wall_of(file, workspace.firm),
                listed[file].owner,
                listed[file].tier,
                listed[file].review_by,
            )
            for file in sorted(listed)
            if file not in left_out
        }
        problems = tuple(Misplaced(fault.file, fault.message, fault.wall) for fault in found)
        return cls(folder, MappingProxyType(items), problems, workspace.firm)

    def behind(self, wall: str) -> tuple[Item, ...]:
        """The files behind a wall, in the order of their names."""
        return tuple(item for item in self.items.values() if item.wall == wall)

    def item(self, file: str, wall: str) -> Item | None:
        """The file if it may be searched and is behind that wall."""
        item = self.items.get(file)
        return item if item and item.wall == wall else None

    @property
    def walls(self) -> tuple[str, ...]:
        """Every wall that has a file, in order."""
        return tuple(sorted({item.wall for item in self.items.values()}))
