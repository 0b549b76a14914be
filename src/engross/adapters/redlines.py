"""Redlines by Docxodus: two versions of a document as one, with tracked changes."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import tempfile
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Final

from engross.errors import InputError, RedlineFailed
from engross.ooxml.revisions import accept_formatting
from engross.ooxml.text import Mode, read_text

SECONDS: Final = 120
"""What one comparison may take; a 200-page report took a tenth of it."""

_PACKAGE = "python-redlines-docxodus"
_UNPACKING = threading.Lock()
_REMEDY = "Read the changes on the screen instead; nothing else needs this file."


class Docxodus:
    """`Redliner` by the program that comes with python-redlines.

    The program is unpacked once, under `folder`; nothing is read from or written to the home
    folder, and it is given no way to report anything to anybody.
    """

    def __init__(self, folder: Path, *, seconds: float = SECONDS) -> None:
        self._folder = folder / version(_PACKAGE)
        self._seconds = seconds

    def redline(self, before: bytes, after: bytes, author: str, at: dt.datetime) -> bytes:
        """`after` with the words that differ as tracked changes by that author.

        Formatting is not compared: who saves a file with another program changes nearly all of it.

        Raises:
            RedlineFailed: the comparison could not be made, or does not lead from the one document
                to the other.
        """
        program = self._program()
        with tempfile.TemporaryDirectory(prefix="engross-redline-") as name:
            folder = Path(name)
            (folder / "before.docx").write_bytes(before)
            (folder / "after.docx").write_bytes(after)
            _run([program, *_arguments(author, at)], folder, self._seconds)
            made = folder / "redline.docx"
            if not made.is_file():
                raise RedlineFailed("The comparison gave no file.", remedy=_REMEDY)
            return _checked(made.read_bytes(), before, after)

    def _program(self) -> Path:
        """Where the program is, unpacked first if need be: whole, or not at all."""
        from python_redlines import (  # type: ignore[import-untyped]  # it has no types  # noqa: PLC0415 - only to compare
            DocxodusEngine,
        )

        try:
            with _UNPACKING:
                if not self._folder.is_dir():
                    self._folder.parent.mkdir(parents=True, exist_ok=True)
                    with tempfile.TemporaryDirectory(dir=self._folder.parent) as name:
                        DocxodusEngine(target_path=name)
                        _put_in_place(Path(name), self._folder)
                return Path(DocxodusEngine(target_path=str(self._folder)).extracted_binaries_path)
        except (OSError, ImportError) as error:
            raise RedlineFailed(
                f"The program that compares documents cannot be unpacked: {error}.",
                remedy="It needs 110 MB of room in the state folder. " + _REMEDY,
            ) from error


def _put_in_place(unpacked: Path, folder: Path) -> None:
    """Move it there in one step; another process may have been quicker with the same."""
    try:
        unpacked.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
    else:
        unpacked.mkdir()  # for whoever removes it


def _arguments(author: str, at: dt.datetime) -> list[str]:
    name = "".join(letter for letter in author if letter.isprintable())
    moment = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    files = ["before.docx", "after.docx", "redline.docx"]
    return [*files, f"--author={name}", f"--date-time={moment}", "--no-detect-format-changes"]


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of this process's but where programs are; every temporary file in the folder."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
        "DOTNET_EnableDiagnostics": "0",
        # One rule for comparing letters on every machine, with or without its libraries for that.
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
    }


def _run(command: list[Path | str], folder: Path, seconds: float) -> None:
    """Run the program in the folder, and end it with all that it started if it takes too long."""
    with subprocess.Popen(  # noqa: S603 - our own program; of a document only its author's name
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _, told = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise RedlineFailed(
                f"The comparison took more than {seconds:g} seconds.", remedy=_REMEDY
            ) from error
        if process.returncode:
            said = told.decode("utf-8", "replace").strip().partition("\n")[0]
            raise RedlineFailed(
                f"The comparison failed: {said or 'no reason given'}", remedy=_REMEDY
            )


def _checked(redline: bytes, before: bytes, after: bytes) -> bytes:
    """The redline, once it is sure that its changes lead from the one document to the other."""
    try:
        words_only = accept_formatting(redline, "the redline")
        true = _words(redline, "original") == _words(before, "final") and _words(
            redline, "final"
        ) == _words(after, "final")
    except InputError as error:
        raise RedlineFailed(f"The comparison gave no Word file: {error}", remedy=_REMEDY) from error
    if not true:
        raise RedlineFailed(
            "The comparison does not lead from the one version to the other.", remedy=_REMEDY
        )
    return words_only


def _words(docx: bytes, mode: Mode) -> str:
    """What a reader sees, without regard to the kinds of its spaces."""
    return " ".join(" ".join(block.text for block in read_text(docx, mode=mode)).split())
