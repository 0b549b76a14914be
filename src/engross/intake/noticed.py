"""What reading a file noticed, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engross.records import Finding
from engross.sources.file import SourceFile
from engross.sources.remarks import Remark


def noticed(file: SourceFile, remarks: Iterable[Remark]) -> Iterator[Finding]:
    """A finding for each remark, its place beginning with the file's name."""
    for remark in remarks:
        yield Finding(
            rule=remark.rule,
            severity=remark.severity,
            place=f"{file.name}, {remark.place}" if remark.place else file.name,
            message=remark.message,
            suggestion=remark.suggestion,
        )
