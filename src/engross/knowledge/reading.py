"""Reads one file of the knowledge folder, and nothing outside it."""

from __future__ import annotations

from typing import Final

from engross.errors import InputError
from engross.knowledge.shelf import Item, Shelf
from engross.sources.guard.limits import MOST_BYTES
from engross.workspace.knowledge_files import leads_elsewhere

LARGEST: Final = MOST_BYTES
"""Bytes of a file; a larger one is opened by no reader."""


def read_file(shelf: Shelf, item: Item) -> bytes:
    """The file's bytes.

    Raises:
        InputError: it is not there, too large, may not be read, or is, by a link, a file outside
            the folder or behind another wall.
    """
    path = shelf.folder / item.file
    try:
        if led_to := leads_elsewhere(shelf.folder, item.file, item.wall, shelf.firm):
            problem, _, remedy = led_to.partition("; ")
            raise InputError(item.file, f"{problem}.", remedy=f"{remedy[:1].upper()}{remedy[1:]}.")
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise InputError(
                item.file,
                f"it is no file of at most {LARGEST // 1_000_000} MB.",
                remedy="Split it, or take it out of knowledge/index.yaml.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            item.file,
            "the file is not there.",
            remedy="Put it there, or take it out of knowledge/index.yaml.",
        ) from error
    except (OSError, RuntimeError) as error:
        raise InputError(
            item.file,
            f"it cannot be read ({_reason(error)}).",
            remedy="Ask for the right to read it, or take it out of knowledge/index.yaml.",
        ) from error


def _reason(error: OSError | RuntimeError) -> str:
    """What the system says; a link that leads to itself is a `RuntimeError` of pathlib's."""
    return (
        (error.strerror or type(error).__name__)
        if isinstance(error, OSError)
        else "a link in a circle"
    )
