"""Validators of Word files, in this process: openxml-audit and ooxml-integrity.

Both are under the MIT licence, work on the file alone and reach no network. A validator that fails
over a file has not said that the file is good: its failure is a fault.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from engross.records.ports import WordFault, WordValidator

_MOST = 50
"""Faults of one validator; nobody reads more."""

_SET_ASIDE = re.compile(
    r"A required relationship type '.*/(?:theme|settings|fontTable)' is missing\."
    r"|Style '.*' references missing style '.*' via (?:basedOn|next|link)"
)
"""What openxml-audit alone calls an error: Word writes its own theme and takes the default style,
and Microsoft's validator has nothing against such a file, which other programs make every day."""


class Validator(NamedTuple):
    """A validator that reads a file from a path."""

    name: str
    """Who says so, in findings: `openxml-audit`."""
    judge: Callable[[Path], Iterable[tuple[str, str]]]
    """Place and message of each error."""

    def faults(self, docx: bytes) -> Sequence[WordFault]:
        """Errors only; none for a valid file."""
        with tempfile.TemporaryDirectory(prefix="engross-") as folder:
            path = Path(folder) / "document.docx"
            path.write_bytes(docx)
            try:
                found = list(self.judge(path))
            except Exception as error:  # noqa: BLE001 - whatever a foreign judge trips over, the run goes on and says so
                found = [("the whole file", f"The validator failed over it: {error!r}.")]
        return [WordFault(self.name, place, message) for place, message in found[:_MOST]]


def validators() -> tuple[WordValidator, ...]:
    """The two that run before every hold, the quicker one first."""
    return (Validator("ooxml-integrity", _integrity), Validator("openxml-audit", _audit))


def _integrity(path: Path) -> Iterable[tuple[str, str]]:
    from ooxml_integrity import ERROR, check  # noqa: PLC0415 - slow to load

    for found in check(path):
        if found.severity is ERROR:
            yield ", ".join(filter(None, (found.part, found.where))), found.message


def _audit(path: Path) -> Iterable[tuple[str, str]]:
    from openxml_audit import (  # type: ignore[import-untyped]  # it has no types  # noqa: PLC0415 - slow to load
        FileFormat,
        OpenXmlValidator,
        ValidationSeverity,
    )

    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=_MOST)
    for found in validator.validate(path).errors:
        if found.severity is ValidationSeverity.ERROR and not _SET_ASIDE.match(found.description):
            place = ", ".join(filter(None, (found.part_uri.lstrip("/"), found.path)))
            yield place, found.description
