"""A Word document's words as a mail has them: in plain text, and as simple HTML.

The head of a letter is left out, for a mail has its own: it begins with the salutation where the
document has one. What the law wants on a firm's letters stands at its end.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING, Final, NamedTuple

from engross.rendering.values import cleaned

if TYPE_CHECKING:
    from engross.ooxml.body_words import Paragraph

SALUTATION: Final = "salutation"
"""The paragraph style that a mail begins with."""
LETTER_ONLY: Final = "letter only"
"""The paragraph style of what a letter says and a mail does not."""
PARTICULARS: Final = "particulars"
"""The paragraph style, in a footer, of what the law wants on letters and mails alike."""
SIGN_OFF: Final = "sign-off"
"""The paragraph style of lines that stand close together."""

_PAGE: Final = "mail.html"
_PARTED: Final = "\n\n-- \n"
"""What mail programs take for the beginning of a signature."""


class MailWords(NamedTuple):
    """The same words twice."""

    plain: str
    html: str


class _Piece(NamedTuple):
    """What stands together: a paragraph, a list, a table, or the lines of a sign-off."""

    kind: str
    paragraphs: Sequence[Paragraph]


def mail_words(docx: bytes, title: str) -> MailWords:
    """The document's words; `title` is what the HTML calls itself.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    from engross.ooxml.body_words import body_words  # noqa: PLC0415 - loads lxml

    words = body_words(docx)
    pieces = _pieces(_of_the_mail(words.body))
    feet = [cleaned(one.text) for one in words.footers if one.style.lower() == PARTICULARS]
    plain = "\n\n".join("\n".join(_plain(piece)) for piece in pieces)
    page = resources.files("engross.rendering").joinpath(_PAGE).read_text(encoding="utf-8")
    return MailWords(
        plain=plain + (_PARTED + "\n".join(feet) if feet else "") + "\n",
        html=Template(page).substitute(
            title=_escaped(title),
            body="\n".join(map(_html, pieces)),
            particulars="<br>\n".join(map(_escaped, feet)),
        ),
    )


def _of_the_mail(body: Sequence[Paragraph]) -> list[Paragraph]:
    starts = (n for n, one in enumerate(body) if one.style.lower() == SALUTATION)
    return [one for one in body[next(starts, 0) :] if one.style.lower() != LETTER_ONLY]


def _pieces(paragraphs: Sequence[Paragraph]) -> list[_Piece]:
    grouped = groupby(enumerate(paragraphs), key=lambda pair: _together(*pair))
    return [_Piece(key[0], [one for _, one in group]) for key, group in grouped]


def _together(number: int, one: Paragraph) -> tuple[str, str]:
    """Its kind, and what is the same for all that stand together with it."""
    if one.cell is not None:
        return "table", str(one.cell[0])
    if one.points:
        return one.points, one.list
    if one.style.lower() == SIGN_OFF:
        return SIGN_OFF, ""
    return ("heading" if one.style.lower().startswith("heading ") else "text"), str(number)


def _plain(piece: _Piece) -> Iterator[str]:
    for number, one in enumerate(piece.paragraphs, start=1):
        mark = {"bullet": "- ", "number": f"{number}. "}.get(piece.kind, "")
        if piece.kind != "table":
            yield mark + "\n".join(_lines(one.text))
    if piece.kind == "table":
        yield from (" | ".join(cells) for cells in _rows(piece))


def _html(piece: _Piece) -> str:
    told = ["<br>".join(map(_escaped, _lines(one.text))) for one in piece.paragraphs]
    if piece.kind == "table":
        rows = ("".join(f"<td>{_escaped(cell)}</td>" for cell in row) for row in _rows(piece))
        inside = "\n".join(f"<tr>{row}</tr>" for row in rows)
        return f'<table cellpadding="4">\n{inside}\n</table>'
    if piece.kind in {"bullet", "number"}:
        tag = "ul" if piece.kind == "bullet" else "ol"
        points = "\n".join(f"<li>{point}</li>" for point in told)
        return f"<{tag}>\n{points}\n</{tag}>"
    together = "<br>\n".join(told)
    return f"<p><b>{together}</b></p>" if piece.kind == "heading" else f"<p>{together}</p>"


def _rows(piece: _Piece) -> Iterator[list[str]]:
    """The table's cells with their words on one line, row by row."""
    for _, row in groupby(piece.paragraphs, key=lambda one: one.cell and one.cell[:2]):
        cells = groupby(row, key=lambda one: one.cell)
        yield [" ".join(cleaned(one.text) for one in cell) for _, cell in cells]


def _lines(text: str) -> list[str]:
    return [cleaned(line) for line in text.splitlines() if cleaned(line)]


def _escaped(text: str) -> str:
    """The text between tags, where quotation marks are words."""
    return html.escape(text, quote=False)
