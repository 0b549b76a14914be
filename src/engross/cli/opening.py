"""What commands share: opening the workspace, speaking on standard error, reading arguments."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engross.errors import EngrossError, UsageError

if TYPE_CHECKING:
    from engross.settings import Settings
    from engross.wiring import House

Run = Annotated[str, typer.Argument(metavar="RUN", help="A run's id, its last letters, or `last`.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who you are, by e-mail address.")]
AsJSON = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def say(text: str) -> None:
    """Tell the person at the terminal; standard output is kept for results."""
    typer.echo(text, err=True)


def settings() -> Settings:
    """The settings of this process; the workspace is found from the current folder upwards."""
    from engross.settings import Settings  # noqa: PLC0415 - keeps `engross --help` quick

    found = Settings()
    if "ENGROSS_WORKSPACE" in os.environ:
        return found
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "firm.yaml").is_file():
            return found.model_copy(update={"workspace": folder})
    raise UsageError(
        f"There is no firm.yaml in {here} or above it.",
        remedy="Go into a workspace, or make one: engross init DIR.",
    )


@contextmanager
def opened(progress: Callable[[str], None] | None = None) -> Iterator[House]:
    """The workspace with its store, closed again at the end; `progress` is said unless given."""
    from engross.wiring import open_house  # noqa: PLC0415 - loads the adapters

    with open_house(settings(), progress or _Progress(), _mailbox_password) as house:
        yield house


def _mailbox_password(name: str) -> str:
    return ask(f"Password of the mailbox {name}", "ENGROSS_IMAP_PASSWORD")


def password(email: str) -> str:
    """Somebody's password, from the environment for scripts, else asked at the terminal."""
    return settings().password or ask(f"Password of {email}", "ENGROSS_PASSWORD")


def ask(what: str, variable: str, *, twice: bool = False) -> str:
    """A secret, asked at the terminal.

    Raises:
        UsageError: there is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to ask at.", remedy=f"Set {variable}.")
    return str(typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True))


def keep_traceback(error: Exception) -> str:
    """Keep the traceback in the state folder, for whoever mends it; where."""
    try:
        folder = settings().state / "errors"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (EngrossError, OSError):
        return "what follows:\n" + "".join(traceback.format_exception(error))
    handle, name = tempfile.mkstemp(suffix=".txt", dir=folder, text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return name


class _Progress:
    """Tells what is being done; the same words twice in a row are told once."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, words: str) -> None:
        if words != self._last:
            say(f"  {words}")
        self._last = words


def day(text: str) -> dt.date | None:
    """A day as a person writes it, or `None` for nothing."""
    if not text:
        return None
    from engross.uk.dates import parse_date  # noqa: PLC0415 - only where a day is given

    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date.", remedy="Write 2026-10-14.") from error
