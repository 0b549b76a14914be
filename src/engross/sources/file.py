"""A file as somebody handed it over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from engross.errors import InputError


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


def bytes_of(path: Path) -> bytes:
    """What is in the file that somebody named.

    Raises:
        InputError: there is none, it is a folder, or it cannot be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            str(path), "there is no such file.", remedy="Check the path you gave."
        ) from None
    except IsADirectoryError:
        raise InputError(
            str(path), "this is a folder.", remedy="Name a file in it; several may be given."
        ) from None
    except OSError as error:
        raise InputError(
            str(path), f"it cannot be opened: {error.strerror}.", remedy="Close it elsewhere first."
        ) from error
