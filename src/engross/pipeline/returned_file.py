"""A file that somebody gives back: guarded, recognised, and undressed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from engross.errors import InputError, WrongState
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of
from engross.records import HeldDocument, Remark, Run
from engross.returning import ReadBack
from engross.sources import guard
from engross.sources.file import SourceFile, bytes_of

_FEWEST_FOUND = 0.5
"""How much of a document's figures a file must have that does not say whose copy it is."""


@dataclass(frozen=True, eq=False)
class ReturnedFile(SourceFile):
    """The file as it came from Word."""

    @cached_property
    def named(self) -> tuple[str, int] | None:
        """Whose copy it says that it is: the run's hash and the version."""
        from engross.ooxml.copy_name import copy_named  # noqa: PLC0415 - loads lxml

        return copy_named(self.data, self.name)

    def check_copy_of(self, services: Services, run: Run, version: int, since: int) -> None:
        """Refuse a copy of another run's document, or of an earlier version.

        `since` is the first version that has the same document as `version`.

        Raises:
            InputError: it is another run's.
            WrongState: it is an earlier version's, or may be.
        """
        from engross.ooxml.copy_name import run_hash  # noqa: PLC0415 - loads lxml

        if self.named is None:
            self._check_only_version(run, version, since)
            return
        whose, which = self.named
        if whose != run_hash(run.id):
            others = (other.id for other in services.runs.list() if run_hash(other.id) == whose)
            other = next(others, "")
            raise InputError(
                self.name,
                f"it is the review copy of {other or 'another run'}, not of {run.id}.",
                remedy=f"Give it back there: engross return-file {other} FILE --as EMAIL"
                if other
                else f"Edit the review copy in outputs/{run.id} and give that.",
            )
        if not since <= which <= version:
            raise WrongState(
                f"{self.name} is a copy of version {which}, and version {version} is held: taking "
                "it back would undo what was changed between them.",
                remedy=f"Make your changes in the review copy in outputs/{run.id} and give that.",
            )

    def _check_only_version(self, run: Run, version: int, since: int) -> None:
        """A file that does not say what it is a copy of can only be one of the first version."""
        if since > 1:
            raise WrongState(
                f"{self.name} does not say which version of the document it is a copy of, and "
                f"version {version} is held: taking it back may undo what was changed before.",
                remedy=f"Make your changes in the review copy in outputs/{run.id} and give that.",
            )

    def check_resembles(self, read: ReadBack, run: Run, version: int) -> None:
        """Refuse a file that neither says that it is a copy nor has the document's figures.

        Raises:
            InputError: it is no copy of this document.
        """
        there = sum(one.status != "gone" for one in read.figures)
        if self.named is None and there < _FEWEST_FOUND * max(1, len(read.figures)):
            raise InputError(
                self.name,
                f"it is no copy of the document of {run.id} (version {version}): {there} of its "
                f"{len(read.figures)} figures are in it.",
                remedy=f"Edit the review copy in outputs/{run.id} and give that.",
            )


class Undressed(NamedTuple):
    """A returned file without what was for the review only, every change accepted."""

    docx: bytes
    remarks: tuple[Remark, ...]
    editors: tuple[str, ...]
    """Whom Word names as authors of tracked changes."""


def opened(path: Path) -> ReturnedFile:
    """The file, when it is a Word file that may be read.

    Raises:
        InputError: it is not there, is no Word file, or is unsafe to open.
    """
    file = ReturnedFile(path.name, bytes_of(path))
    if file.suffix != ".docx":
        old = file.suffix in {".doc", ".dot", ".rtf", ".odt"}
        problem = f"it is saved as {file.suffix}." if old else "it is not a Word document."
        raise InputError(file.name, problem, remedy="Save it in Word as .docx and give that.")
    guard.check(file, "notes")
    return file


def undressed_file(
    services: Services, run: Run, file: ReturnedFile, held: HeldDocument
) -> Undressed:
    """The document that the file holds, with its anchors.

    Raises:
        InputError: it cannot be read as a Word document without macros.
    """
    from engross.ooxml.revisions import accept_changes  # noqa: PLC0415 - loads lxml
    from engross.ooxml.tracked import tracked_changes  # noqa: PLC0415 - loads lxml
    from engross.ooxml.undressing import undressed  # noqa: PLC0415 - loads lxml

    came = undressed(
        file.data,
        held.candidate.figures,
        sections={s.key: s.heading for s in crew_of(services, run).standard_format},
        draft_mark=services.workspace.firm.house_style.draft_mark,
        name=file.name,
    )
    authors = (change.author for change in tracked_changes(came.docx) if change.author)
    return Undressed(
        accept_changes(came.docx, file.name), came.remarks, tuple(dict.fromkeys(authors))
    )
