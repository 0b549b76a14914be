"""Texts as vectors by a small transformer in this process: no download and no call home."""

from engross.adapters.embedding.folder import FolderEmbedding
from engross.adapters.embedding.minilm import MiniLMEmbedding

__all__ = ["FolderEmbedding", "MiniLMEmbedding"]
