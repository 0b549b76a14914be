"""Files of the knowledge base cut into quotable pieces, whatever their format."""

from engross.knowledge.pieces.cutting import PIECES, Cut, cut, pieces

__all__ = ["PIECES", "Cut", "cut", "pieces"]
