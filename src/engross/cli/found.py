"""How what the knowledge base has, and what it does not say, read at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import typer

from engross.records.evidence import Tier
from engross.uk.dates import format_date

if TYPE_CHECKING:
    from engross.knowledge.gaps import Gap
    from engross.records import Answer, FoundPassage

WIDTH: Final = 100
"""Characters of a line of quoted text."""

_INDENT: Final = 6

_TIERS: Final[dict[Tier, str]] = {
    "firm": "approved by the firm",
    "client": "supplied by a client",
    "third-party": "a third party's words",
}


def print_answer(answer: Answer) -> None:
    """Every passage with who answers for it; or that there is none, and what came nearest.

    Last, where there is anything to read, how likely it is that the question is answered by it.
    """
    if not answer.passages:
        typer.echo("The knowledge base does not say.")
    if answer.nearest:
        typer.echo("What came nearest, which no agent is shown:")
    _print((*answer.passages, *answer.nearest))
    if answer.passages or answer.nearest:
        typer.echo(f"How likely this answers it: {answer.relevance:.0%}.")


def print_gaps(gaps: Sequence[Gap]) -> None:
    """Every gap with how often and for whom it was asked, and what came nearest."""
    for gap in gaps:
        for line in _gap(gap):
            typer.echo(line)
    if not gaps:
        typer.echo("Nothing that a run asked is without an answer.")


def _print(found: Iterable[FoundPassage]) -> None:
    for one in found:
        typer.echo(f"{one.score:.2f}  {where(one)}")
        typer.echo(f"      {_TIERS[one.passage.tier]}; {_owned(one)}")
        for line in one.passage.text.splitlines():
            typer.echo(textwrap.indent(textwrap.fill(line, WIDTH - _INDENT), " " * _INDENT))


def where(found: FoundPassage) -> str:
    """File and place: `faq.md, Fees, paragraph 2`."""
    return f"{found.passage.span.file}, {found.passage.span.place}"


def _owned(found: FoundPassage) -> str:
    day = format_date(found.review_by)
    due = f"OVERDUE: was to be read again by {day}" if found.overdue else f"read again by {day}"
    return f"{found.owner}; {due}"


def _gap(gap: Gap) -> Iterator[str]:
    runs = "1 run" if len(gap.runs) == 1 else f"{len(gap.runs)} runs"
    yield gap.question
    yield from (f"  also as  {other}" for other in gap.others)
    yield f"  asked    in {runs}, last on {format_date(gap.last)}: {', '.join(gap.runs)}"
    yield f"  for      {', '.join(gap.clients)}"
    if gap.nearest is not None:
        yield f"  nearest  {gap.nearest.score:.2f}  {where(gap.nearest)}; {gap.nearest.owner}"
