"""Every error that Engross raises on purpose, drawn as a tree.

EngrossError
├── UsageError                  the command cannot be carried out as it was given
│   ├── UnknownRun
│   └── RunBusy
├── WorkspaceError              firm.yaml or a spec is wrong; carries every problem found
├── InputError                  a source file cannot be used; names file, place and remedy
├── ModelError                  a model is down, refuses, or answers what cannot be used
│   ├── ModelUnavailable
│   ├── ModelAnswerUnusable
│   └── EmbeddingUnusable
├── TemplateError               the firm's Word template cannot be rendered
├── ProgramError                another program, which Word files are shown to, is missing or failed
│   ├── NoPrinter
│   ├── PrintingFailed
│   ├── RedlineFailed
│   └── MailboxError
├── RefusedError                a rule of sign-off or release says no
│   ├── NotAuthenticated
│   ├── NoRightToSign
│   ├── GateShut
│   ├── WrongState
│   └── Tampered
└── StorageError                the disk or the database let us down; nothing was half-written

Each class carries the exit code of the command line that meets it. An expected outcome is a
`Finding`, never one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class EngrossError(Exception):
    """Something went wrong that Engross can name."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").splitlines()[0])
        self.remedy = remedy
        """What the reader can do about it; empty when nothing is known."""

    def __str__(self) -> str:
        message = str(self.args[0])
        return f"{message} {self.remedy}" if self.remedy else message


class UsageError(EngrossError):
    """The command cannot be carried out as it was given."""

    exit_code = 2


class UnknownRun(UsageError):
    """There is no run of that name in this workspace."""


class RunBusy(UsageError):
    """Another process is working on this run."""


class Problem(NamedTuple):
    """One thing wrong in a workspace's files."""

    file: str
    """Relative to the workspace, with forward slashes: `crews/client_report.yaml`."""
    line: int
    """The line of the key, from 1; 0 when the whole file or folder is meant."""
    key: str
    """Where in the file: `standard_format[2].words`; empty when the whole file is meant."""
    message: str
    """What is wrong and what to write instead."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class WorkspaceError(EngrossError):
    """The workspace has problems."""

    exit_code = 3

    def __init__(
        self, message: str = "", *, remedy: str = "", problems: Sequence[Problem] = ()
    ) -> None:
        count = "is one problem" if len(problems) == 1 else f"are {len(problems)} problems"
        counted = f"There {count} in the workspace's files." if problems else ""
        super().__init__(message or counted, remedy=remedy)
        self.problems = tuple(problems)
        """Every problem found, in the order of files and lines."""


class InputError(EngrossError):
    """A source file cannot be used."""

    exit_code = 4

    def __init__(self, file: str, problem: str, *, place: str = "", remedy: str = "") -> None:
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}", remedy=remedy)
        self.file = file
        self.place = place
        self.problem = problem


class ModelError(EngrossError):
    """The model could not do its part."""

    exit_code = 5


class ModelUnavailable(ModelError):
    """The model cannot be reached."""


class ModelAnswerUnusable(ModelError):
    """The model answered what cannot be used."""


class EmbeddingUnusable(ModelError):
    """The embedding's files are missing, have been changed, or cannot be used."""


class TemplateError(EngrossError):
    """The firm's Word template cannot be rendered."""

    exit_code = 6


class ProgramError(EngrossError):
    """Another program, which Word files are shown to, is missing or failed."""

    exit_code = 9


class NoPrinter(ProgramError):
    """This machine has no program that makes PDFs."""


class PrintingFailed(ProgramError):
    """The program that makes PDFs gave none."""


class RedlineFailed(ProgramError):
    """The two versions could not be compared in Word's own form."""


class MailboxError(ProgramError):
    """The firm's mail server cannot be reached, or refuses."""


class RefusedError(EngrossError):
    """Engross refuses to do this."""

    exit_code = 7


class NotAuthenticated(RefusedError):
    """E-mail address or password is wrong."""


class NoRightToSign(RefusedError):
    """This person may not decide on this document."""


class GateShut(RefusedError):
    """A gate of onboarding is shut."""


class WrongState(RefusedError):
    """The run is not in a state that allows this."""


class Tampered(RefusedError):
    """What is stored is not what was recorded: it has been changed."""


class StorageError(EngrossError):
    """The disk or the database could not keep what it was given; nothing was half-written."""

    exit_code = 8
