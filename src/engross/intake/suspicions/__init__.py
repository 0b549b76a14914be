"""Suspicions in what people hand in: known by words, and cut out before anything is kept."""

from engross.intake.suspicions.cutting import Cut, Left, cut_out
from engross.intake.suspicions.words import names_suspicion, tells_suspicion

__all__ = ["Cut", "Left", "cut_out", "names_suspicion", "tells_suspicion"]
