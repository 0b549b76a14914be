"""The firm's knowledge: read, cut into quotable pieces, kept behind walls, searched."""

from engross.knowledge.searching import search
from engross.knowledge.shelf import Item, Misplaced, Shelf
from engross.knowledge.syncing import LeftOut, Refused, SyncReport, WallReport, sync
from engross.workspace.walls import FIRM, walls

__all__ = [
    "FIRM",
    "Item",
    "LeftOut",
    "Misplaced",
    "Refused",
    "Shelf",
    "SyncReport",
    "WallReport",
    "search",
    "sync",
    "walls",
]
