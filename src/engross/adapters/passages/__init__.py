"""The knowledge base in this process: Chroma for meaning, bm25s for words, and no way round a wall.

Each wall has a folder of its own, so a search opens the walls that it was given and no other file.
In it a folder for each content is built once, never changed, and named after what it was made of;
`current` names the one that counts. That makes an unchanged wall cost next to nothing, a killed
build harmless, and an erased text really gone: Chroma's own delete leaves it in its files.
"""

from engross.adapters.passages.index import ChromaIndex

__all__ = ["ChromaIndex"]
