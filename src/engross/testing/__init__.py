"""Doubles for every port, shipped so that a firm's own tests can use them too.

They do what the real thing promises and nothing clever: no network, no clock, no randomness.
"""

from engross.testing.embeddings import HashedEmbedding

__all__ = ["HashedEmbedding"]
