"""The `engross` program: its commands, and how an error is told."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from engross.cli import (
    batching,
    clients,
    crews,
    deciding,
    gating,
    inspecting,
    keeping,
    knowledge,
    mailing,
    making,
    mapping,
    opening,
    proving,
    reading,
    redrafting,
    returning,
    statements,
    suspicions,
    templates,
    waiting,
)
from engross.cli.opening import say
from engross.errors import EngrossError, WorkspaceError

app = typer.Typer(
    name="engross",
    help="Draft a firm's Word documents with crews of agents; hold each until a person signs it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (
    making,
    batching,
    redrafting,
    inspecting,
    mapping,
    reading,
    waiting,
    returning,
    gating,
    deciding,
    mailing,
    proving,
    suspicions,
    knowledge,
    statements,
    templates,
    crews,
    clients,
    keeping,
):
    room.add_to(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Draft a firm's Word documents with crews of agents; hold each until a person signs it."""
    if version:
        from importlib.metadata import version as installed  # noqa: PLC0415 - only here

        typer.echo(f"engross {installed('engross')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _stopped(_signal: int, _frame: FrameType | None) -> None:
    """Ctrl-C: say how to go on, then end as a program that was stopped."""
    # Not by way of the stream, in whose midst the signal may have come.
    os.write(2, b"Stopped. A run that was under way goes on with: engross resume RUN\n")
    raise KeyboardInterrupt


def run() -> None:
    """Run a command; an error that Engross can name ends it with one message and its exit code."""
    signal.signal(signal.SIGINT, _stopped)
    try:
        app()
    except WorkspaceError as error:
        say(f"error: {error}")
        for problem in getattr(error, "problems", ()):
            say(f"  {problem}")
        sys.exit(error.exit_code)
    except EngrossError as error:
        say(f"error: {error}")
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the edge of the process: re-labelled and kept
        say(f"error: Engross has no name for this: {error!r}.")
        say(f"Please report it with {opening.keep_traceback(error)}, once you have read it.")
        sys.exit(1)
