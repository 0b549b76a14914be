"""What was cut out of a file, and what is left of it."""

from __future__ import annotations

from typing import NamedTuple


class Cut(NamedTuple):
    """Something that was taken out."""

    place: str
    """Where it stood: `Entries!C4`, `answers[2]`, `line 12`."""
    text: str
    is_name: bool = False
    """Whether it is only what a field or a column is called, and says nothing itself."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it that somebody told."""
        return bool(self.text.strip()) and not self.is_name


class Left(NamedTuple):
    """A file without what was taken out of it."""

    data: bytes | None
    """`None` where the format allows nothing to be taken out alone."""
    cuts: tuple[Cut, ...]
    """Empty where there was nothing; `data` is then the file as it was."""
