"""A CRM export read once in a process, however many runs it is given to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from engross.intake.crm.picture import Crm
from engross.intake.crm.reading import read_crm
from engross.intake.given import GivenFile
from engross.workspace.register import ColumnMap


@dataclass(frozen=True)
class _Export:
    """Files of one export; two are the same when their bytes and names are."""

    key: tuple[tuple[str, ...], ...]
    confirmed: tuple[ColumnMap, ...] = field(compare=False)
    files: tuple[GivenFile, ...] = field(compare=False, repr=False)


def crm_of(files: Sequence[GivenFile], confirmed: Sequence[ColumnMap] = ()) -> Crm:
    """What `read_crm` says, of files that were read before without reading them again.

    Raises:
        InputError: a file cannot be read.
    """
    maps = tuple(sorted(one.fingerprint() for one in confirmed))
    names = ((file.sha256, file.name, file.role, file.kind) for file in files)
    return _read(_Export((maps, *names), tuple(confirmed), tuple(files)))


@lru_cache(maxsize=2)
def _read(export: _Export) -> Crm:
    """Two exports at a time: a batch is about one, and a large one takes much memory."""
    return read_crm(export.files, export.confirmed)
