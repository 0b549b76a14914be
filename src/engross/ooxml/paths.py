"""What in a Word file leads to somebody's own machine."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
"""Two letters at least: one letter and a colon are a drive."""

FOLDERS = re.compile(
    r"file:/{1,3}[^\s\"'<>|]+"
    r"|(?<![\w/])[a-z]:\\{1,2}[^\s\\/:*?\"<>|][^:*?\"<>|\x00-\x1f]{2,}"
    r"|(?<![\w/])[a-z]:/[^\s/:*?\"<>|][^/:*?\"<>|\x00-\x1f]*/[^:*?\"<>|\x00-\x1f]+"
    r"|\\\\[\w.-]+\\[\w$ .-]+"
    r"|(?<![\w./])/(?:users|home|volumes|private|mnt|tmp|var)/[\w.-]+",
    re.IGNORECASE,
)
"""A path on a drive, on a server, or in a home folder, wherever it stands in a text."""

_FILE_NAME = re.compile(
    r"[^:*?\"<>|]+\.(?:bmp|emf|gif|jpe?g|png|svg|tiff?|webp|wmf)", re.IGNORECASE
)


def is_local(target: str) -> bool:
    """Whether a link leads to a file: in a folder, on a drive, or beside the document."""
    if not target or target.startswith(("#", "www.")):
        return False
    return target.lower().startswith("file:") or _SCHEME.match(target) is None


def is_file_name(words: str) -> bool:
    """Whether a picture's name or description is only the file that it came from."""
    return _FILE_NAME.fullmatch(words.strip()) is not None or FOLDERS.search(words) is not None
