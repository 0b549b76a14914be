"""Back from Word: what a person changed in a review copy, figure by figure and word by word."""

from engross.returning.read_back import read_back
from engross.returning.results import Change, FoundFigure, ReadBack, TypedFigure

__all__ = ["Change", "FoundFigure", "ReadBack", "TypedFigure", "read_back"]
