"""The command that takes an edited file back: return-file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from engross.cli import opening, printing

if TYPE_CHECKING:
    from engross.pipeline.returning import TakenBack
    from engross.records import Run
    from engross.returning import Change
    from engross.wiring import House

_MOST_SHOWN: Final = 40
"""Changes that are shown at the terminal; the redline has all."""
_WORD: Final = re.compile(r"\S+\s*")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("return-file")(return_file)


def return_file(
    run: opening.Run,
    email: opening.As,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="The review copy, as edited; left out, --assert is about the version held.",
        ),
    ] = None,
    asserts: Annotated[
        list[str] | None,
        typer.Option(
            "--assert",
            metavar="FIGURE",
            help="Answer for a figure typed in Word, by its name or words; `all` for every one.",
        ),
    ] = None,
    comment: Annotated[str, typer.Option(help="What you changed, and why.")] = "",
) -> None:
    """Take a review copy back as it was edited in Word: it becomes the next version.

    Every change is accepted, every figure found again, and every rule applied. What was agreed to
    before is void. A figure that was typed blocks until somebody who may sign answers for it.
    """
    from engross.pipeline.returning import Wish  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.returning import return_file as take_back  # noqa: PLC0415 - the same

    with opening.opened() as house:
        found = house.run(run)
        house.check_has_password(email)
        wish = Wish(email, tuple(asserts or ()), comment)
        taken = take_back(house.services, found.id, file, wish, password=opening.password)
        _tell(house, found, taken)


def _tell(house: House, run: Run, taken: TakenBack) -> None:
    if not taken.new:
        typer.echo(f"Nothing to take back: version {taken.held.version} of {run.id} says the same.")
    else:
        typer.echo(f"Version {taken.held.version} of {run.id} is held.")
    for change in taken.changes[:_MOST_SHOWN]:
        for line in _lines(change):
            typer.echo(f"  {line}")
    if (more := len(taken.changes) - _MOST_SHOWN) > 0:
        typer.echo(f"  ... and {more} more changes; the redline has all of them")
    if taken.remarks:
        _tell_remarks(run, taken)
    if taken.new:
        printing.print_files(house, run, taken.held)
        printing.print_findings([f for f in taken.held.findings if f.severity != "note"])
        printing.print_next_steps(house, run, taken.held)


def _tell_remarks(run: Run, taken: TakenBack) -> None:
    """What may become of people's comments; a draft made anew has no edits in it."""
    kept = "1 comment was" if len(taken.remarks) == 1 else f"{len(taken.remarks)} comments were"
    drop = " --drop-edits" if taken.held.version > 1 else ""
    without = ", without what was edited in Word" if drop else ""
    typer.echo(f"  {kept} kept: engross redraft {run.id}{drop} makes another draft{without}")


def _lines(change: Change) -> Iterator[str]:
    """The place, then what stood there and what stands there, only as much as differs."""
    before, after = " ".join(change.before.split()), " ".join(change.after.split())
    yield f"{change.place}: {change.kind}"
    if change.kind == "changed":
        before, after = _differing(before, after)
    if before and change.kind != "moved":
        yield f"  - {before}"
    if after:
        yield f"  + {after}"


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both texts with what they begin and end with alike, but for a few words, left out."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    if not changed:
        return before, after
    first, last = max(0, changed[0][1] - _WORDS_BESIDE), changed[-1][2] + _WORDS_BESIDE
    start, end = max(0, changed[0][3] - _WORDS_BESIDE), changed[-1][4] + _WORDS_BESIDE
    return _cut(old, first, last), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    begins, ends = "... " if start else "", " ..." if end < len(words) else ""
    return f"{begins}{''.join(words[start:end]).strip()}{ends}"


_WORDS_BESIDE: Final = 5
"""Words that are shown beside what differs."""
