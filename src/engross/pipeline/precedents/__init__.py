"""A released document's words, kept as a precedent because a person chose to.

Nothing else calls this: no document becomes knowledge by itself.
"""

from engross.pipeline.precedents.keeping import keep
from engross.pipeline.precedents.shelving import Behind, KeptPrecedent

__all__ = ["Behind", "KeptPrecedent", "keep"]
