"""The firm's knowledge: read, cut into quotable pieces, kept behind walls, searched."""

from engross.knowledge.pieces import KnowledgeItem, pieces
from engross.knowledge.reading import read_item
from engross.knowledge.shelf import overdue, search, sync, walls

__all__ = ["KnowledgeItem", "overdue", "pieces", "read_item", "search", "sync", "walls"]
