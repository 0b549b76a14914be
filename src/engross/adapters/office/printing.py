"""LibreOffice at work: Word files in, PDFs out, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from engross.adapters.office.finding import SINCE, find_office
from engross.errors import PrintingFailed
from engross.ooxml.package import open_package
from engross.records.ports import ToPrint

SECONDS = 240
"""What one start may take; two documents of 160 pages took 9 where this was measured."""

_QUIET = (
    "--headless",
    "--invisible",
    "--nologo",
    "--nodefault",
    "--norestore",
    "--nolockcheck",
    "--nofirststartwizard",
    # Whatever the bytes are, they are read as Word's: nothing else is guessed at.
    "--infilter=MS Word 2007 XML",
)
_TRIES = 2
_BOOKMARK = b"bookmarkStart"
_PDF_A = b"<pdfaid:part>2</pdfaid:part>"


class _Start(NamedTuple):
    """What is printed in one start of the program."""

    destinations: bool
    numbers: Sequence[int]
    """The documents' places among all."""
    files: Sequence[bytes]


class LibreOffice:
    """`Printer` by LibreOffice, which each time gets a fresh profile that lets it do nothing else.

    Its profile (`profile.xcu`), home and temporary files are in one folder, removed at the end;
    the program and all that it started are ended with it.
    """

    def __init__(self, program: str = "", seconds: float = SECONDS) -> None:
        self._program = program
        self._seconds = seconds

    def pdfs(self, documents: Sequence[ToPrint]) -> Sequence[bytes]:
        """One for each document, in order; in one start where possible, else in two at once.

        Raises:
            NoPrinter: LibreOffice is not here; the error says how to get it.
            PrintingFailed: it gave no PDF, or took too long.
        """
        program = find_office(self._program)
        starts = _starts(documents)
        with ThreadPoolExecutor(max(1, len(starts))) as at_once:
            printed = at_once.map(
                lambda start: self._printed(program, start.files, destinations=start.destinations),
                starts,
            )
            made = {
                number: pdf
                for start, pdfs in zip(starts, printed, strict=True)
                for number, pdf in zip(start.numbers, pdfs, strict=True)
            }
        return [made[number] for number in range(len(documents))]

    def _printed(
        self, program: Path, files: Sequence[bytes], *, destinations: bool
    ) -> Sequence[bytes]:
        """A start that fails is repeated once; one that took too long is not."""
        for left in reversed(range(_TRIES)):
            with _folder() as folder:
                words = _words(program, folder, _laid_out(folder, files), destinations=destinations)
                self._run(words, folder)
                made = [_finished(_made_of(folder, number)) for number, _ in enumerate(files)]
            if all(made):
                return made
            if not left:
                raise PrintingFailed(
                    _told(made), remedy="Open the Word file in LibreOffice and see what it says."
                )
        return ()

    def _run(self, words: Sequence[str | Path], folder: Path) -> None:
        """Run it to its end, and end with it whatever it started."""
        with _ended_with_its_children(words, folder) as process:
            try:
                process.wait(self._seconds)
            except subprocess.TimeoutExpired as error:
                raise PrintingFailed(
                    f"LibreOffice took longer than {self._seconds:.0f} seconds and was stopped.",
                    remedy="Try again when the machine has less to do; "
                    "ENGROSS_OFFICE=none does without PDFs.",
                ) from error


def _starts(documents: Sequence[ToPrint]) -> Sequence[_Start]:
    """Which documents are printed in one start: LibreOffice takes one set of options for all.

    A document without bookmarks comes out the same either way, so it goes with the others.
    """
    wanted = any(document.destinations for document in documents)
    starts: dict[bool, list[int]] = {}
    for number, document in enumerate(documents):
        either = wanted and not _has_bookmarks(document.docx)
        starts.setdefault(document.destinations or either, []).append(number)
    return [
        _Start(destinations, numbers, [documents[number].docx for number in numbers])
        for destinations, numbers in starts.items()
    ]


def _has_bookmarks(docx: bytes) -> bool:
    return any(_BOOKMARK in part for part in open_package(docx).values())


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A folder of its own that is gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix="engross-office-") as name:
            yield Path(name)
    except OSError as error:
        raise PrintingFailed(
            f"The temporary folder {tempfile.gettempdir()} cannot be used: {error.strerror}.",
            remedy="Make room there.",
        ) from error


def _laid_out(folder: Path, files: Sequence[bytes]) -> Sequence[Path]:
    """The profile and the Word files on disk; the files' paths."""
    profile = folder / "profile" / "user"
    for inside in (profile, folder / "home", folder / "in", folder / "out"):
        inside.mkdir(parents=True, mode=0o700)
    settings = resources.files("engross.adapters.office").joinpath("profile.xcu").read_bytes()
    (profile / "registrymodifications.xcu").write_bytes(settings)
    paths = [folder / "in" / f"{number}.docx" for number, _ in enumerate(files)]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return paths


def _made_of(folder: Path, number: int) -> Path:
    return folder / "out" / f"{number}.pdf"


def _words(
    program: Path, folder: Path, files: Sequence[Path], *, destinations: bool
) -> Sequence[str | Path]:
    """The command line."""
    return [
        program,
        *_QUIET,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        f"pdf:writer_pdf_Export:{_options(destinations=destinations)}",
        "--outdir",
        folder / "out",
        *files,
    ]


@contextlib.contextmanager
def _ended_with_its_children(
    words: Sequence[str | Path], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    try:
        process = subprocess.Popen(  # noqa: S603 - the firm's program and words of ours
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
    except OSError as error:
        raise PrintingFailed(
            f"{words[0]} cannot be started ({error.strerror}).", remedy="Install LibreOffice again."
        ) from error
    try:
        yield process
    finally:
        # Nobody is left to end, or (macOS says it so) only those who are ending.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """No key, no proxy, no screen, no home of anybody's; the person's own fonts are found."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return {
        "HOME": str(folder / "home"),
        "LC_ALL": "C.UTF-8",
        "PATH": os.defpath,
        "TMPDIR": str(folder),
        "TZ": "UTC",
        "XDG_DATA_HOME": data,
    }


def _options(*, destinations: bool) -> str:
    """The filter's options as LibreOffice reads them from its command line."""
    text = (
        resources.files("engross.adapters.office").joinpath("pdf_options.toml").read_text("utf-8")
    )
    wanted = tomllib.loads(text)["PDF"] | {"ExportBookmarksToPDFDestination": destinations}
    return json.dumps({name: _typed(value) for name, value in wanted.items()})


def _typed(value: bool | int) -> dict[str, str]:  # noqa: FBT001 - an option's value
    if isinstance(value, bool):
        return {"type": "boolean", "value": str(value).lower()}
    return {"type": "long", "value": str(value)}


def _finished(path: Path) -> bytes:
    """The PDF if it is whole, else nothing.

    Raises:
        PrintingFailed: it is whole and no PDF/A, as LibreOffice too old for our options makes it.
    """
    data = path.read_bytes() if path.exists() else b""
    if not (data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")):
        return b""
    if _PDF_A not in data:
        raise PrintingFailed(
            "This LibreOffice makes no PDF/A.",
            remedy=f"Install LibreOffice {SINCE[0]}.{SINCE[1]} or newer.",
        )
    return data


def _told(made: Sequence[bytes]) -> str:
    if len(made) == 1:
        return "LibreOffice gave no PDF of the document."
    missing = ", ".join(str(number) for number, data in enumerate(made, start=1) if not data)
    return f"LibreOffice gave no PDF of document {missing} of {len(made)}."
