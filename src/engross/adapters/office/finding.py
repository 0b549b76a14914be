"""Where LibreOffice is on this machine, and how to get it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from engross.errors import NoPrinter

SINCE = (7, 4)
"""The first release that takes the options of `pdf_options.toml`."""

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
)
_REMEDY = (
    "brew install --cask libreoffice"
    if sys.platform == "darwin"
    else "on Debian and Ubuntu: apt install libreoffice-writer fonts-crosextra-carlito"
)
_VERSION = re.compile(r"LibreOffice\w* (\d+)\.(\d+)[.\d]*")
_SECONDS = 30


def find_office(program: str = "") -> Path:
    """LibreOffice's program: the one named, or the first there is.

    Raises:
        NoPrinter: there is none; the error says how to get it.
    """
    if program:
        named = shutil.which(Path(program).expanduser())
        if named is None:
            raise NoPrinter(
                f"ENGROSS_OFFICE names {program}, which is no program on this machine.",
                remedy="Give the path of LibreOffice's `soffice`, or leave the setting empty.",
            )
        return Path(named)
    for found in _candidates():
        if os.access(found, os.X_OK):
            return found
    raise NoPrinter(
        "LibreOffice, which makes PDFs, is not on this machine.",
        remedy=f"Install it ({_REMEDY}), or set ENGROSS_OFFICE=none to do without PDFs.",
    )


def office_version(program: Path) -> str:
    """Its version, `7.4.7`.

    Raises:
        NoPrinter: it does not tell, or is too old to be asked for PDF/A.
    """
    told = _told_version(program)
    found = _VERSION.search(told)
    if found is None:
        raise NoPrinter(
            f"{program} does not say that it is LibreOffice.",
            remedy="ENGROSS_OFFICE names the program; empty looks for it.",
        )
    if (int(found[1]), int(found[2])) < SINCE:
        raise NoPrinter(
            f"{program} is {found[0]}, which is too old.",
            remedy=f"Install LibreOffice {SINCE[0]}.{SINCE[1]} or newer.",
        )
    return found[0].partition(" ")[2]


def _candidates() -> Iterator[Path]:
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    for place in _PLACES:
        yield from sorted(Path("/").glob(place.removeprefix("/")), key=_numbers, reverse=True)


def _numbers(path: Path) -> list[int]:
    """Newer releases have higher numbers in their folders' names."""
    return [int(number) for number in re.findall(r"\d+", str(path))]


def _told_version(program: Path) -> str:
    try:
        told = subprocess.run(  # noqa: S603 - the program that the firm chose, no word of a document
            [program, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPrinter(
            f"{program} cannot be started.", remedy="Install LibreOffice again."
        ) from error
    return told.stdout
