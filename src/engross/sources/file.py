"""A file as somebody handed it over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath


@dataclass(frozen=True, eq=False)
class SourceFile:
    """A file's name and bytes; compared by identity, as its bytes may be many."""

    name: str
    """Its name, without folders."""
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """The end of its name in lower case: `.xlsx`."""
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without the end."""
        return PurePath(self.name).stem
