"""One figure of a passage, as the document prints it."""

from __future__ import annotations

from engross.records import Figure, Passage
from engross.rendering.origins import quote_origin, quote_working


def part_of(passage: Passage, part: int, anchor: str, text: str, place: str) -> Figure:
    """The figure of that number in the passage, with its origin."""
    return Figure(
        anchor=anchor,
        id=f"{passage.id}#{part}",
        kind="quote",
        text=text,
        place=place,
        origin=quote_origin(passage),
        working=quote_working(passage),
        spans=(passage.span,),
    )
