"""The firm's knowledge: read, cut into quotable pieces, kept behind walls, searched."""

from engross.knowledge.searching import search
from engross.knowledge.shelf import Item, Shelf
from engross.knowledge.syncing import sync
from engross.workspace.walls import FIRM, walls

__all__ = ["FIRM", "Item", "Shelf", "search", "sync", "walls"]
