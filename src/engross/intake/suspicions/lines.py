"""Text without the lines that tell a suspicion."""

from __future__ import annotations

from collections.abc import Iterator

from engross.intake.suspicions.cuts import Cut
from engross.intake.suspicions.words import names_suspicion, tells_suspicion

_LONGEST_LABEL = 60
_READ_WITH_LABEL = 200


def cut_lines(text: str) -> tuple[str, tuple[Cut, ...]]:
    """The text without them, and each with its place.

    A paragraph whose lines tell one only together goes as a whole. A line with a label such as
    `Suspicion: none` goes by its label, and with it what follows up to the next empty line where
    nothing stands behind the label.
    """
    lines = text.split("\n")
    gone = {number for number in range(len(lines)) if _tells(lines[number])}
    for start, end in _paragraphs(lines):
        left = [number for number in range(start, end) if number not in gone]
        headed = next((n for n in range(start, end) if n in gone and _is_bare_label(lines[n])), end)
        gone |= {number for number in left if number > headed}
        if tells_suspicion(" ".join(lines[n] for n in left if n not in gone)):
            gone |= set(left)
    cuts = tuple(
        Cut(f"line {number + 1}", lines[number].strip(), _is_bare_label(lines[number]))
        for number in sorted(gone)
    )
    return "\n".join("" if n in gone else line for n, line in enumerate(lines)), cuts


def _tells(line: str) -> bool:
    label, colon, _ = line.partition(":")
    labelled = bool(colon) and len(label) <= _LONGEST_LABEL and names_suspicion(label)
    # `SAR: she asks for her personal data` is a request for data, which the label alone hides.
    return (labelled and names_suspicion(line[:_READ_WITH_LABEL])) or tells_suspicion(line)


def _is_bare_label(line: str) -> bool:
    label, colon, said = line.partition(":")
    return bool(colon) and not said.strip() and names_suspicion(label)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of lines that are not empty."""
    start = None
    for number, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = number
        elif not line.strip() and start is not None:
            yield start, number
            start = None
