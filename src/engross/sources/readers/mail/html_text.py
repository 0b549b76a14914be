"""The text that a mail's HTML shows, line by line, and what it hides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from engross.sources.readers.mail.hidden import Look, look_of, styles_of
from engross.sources.readers.mail.quotes import Line
from engross.sources.texts import clean

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
}  # fmt: skip
_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "hr"}
"""These stand apart from what is above and below them by a blank line."""
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_UNSHOWN = {"head", "title", "script", "noscript", "template", "object", "svg", "select"}
_ENDS_PARAGRAPH = _BLOCKS - {"body", "html"}
_QUOTE_CLASS = re.compile(r"(?:^|\s)(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-quote)")
_BORDER = re.compile(
    r"border(?:-left)?\s*:(?!\s*(?:none|0))[^;]*(?:solid|double|[1-9])", re.IGNORECASE
)
_MARKED = re.compile(r"<!\[[^>]{0,200}>|\]\]>")
"""`<![if mso]>` and the like, which only Word understands."""
_OPENED = "<!["
"""One that is never closed; the parser would stop at it."""
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
"""To its end or the file's, as programs read it; the parser would look for each end again."""
_DEEPEST = 2_000


class HtmlText(NamedTuple):
    """The text of a mail's HTML."""

    lines: tuple[Line, ...]
    hidden_words: int = 0
    """How many words it has that nobody sees."""


@dataclass
class _Element:
    tag: str
    look: Look
    quotes: int
    """How many quotes it stands in."""
    kept: bool = False
    """Whether spaces and line ends stay."""


@dataclass
class _Written:
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    depth: int = 0

    def end_line(self, *, apart: bool = False) -> None:
        if self.text.strip():
            self._add(self.text.rstrip())
        self.text = ""
        if apart and self.lines and not self.lines[-1].blank:
            self._add("")

    def _add(self, text: str) -> None:
        self.lines.append(Line(len(self.lines) + 1, text, self.depth if text else 0))


def read_html(html: str) -> HtmlText:
    """The lines that a reader of the mail sees, with the depth of the quotes that they stand in."""
    tags = _MARKED.sub("", _COMMENT.sub("", clean(html))).replace(_OPENED, " ")
    closed, end, rest = tags.rpartition(">")
    reader = _Reader()
    # What looks like a tag and never ends is text; the parser would look for its end each time.
    reader.feed(closed + end + rest.replace("<", "&lt;"))
    reader.close()
    reader.written.end_line()
    return HtmlText(tuple(reader.written.lines), reader.hidden_words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written = _Written()
        self.hidden_words = 0
        self._styles: dict[str, Mapping[str, str]] = {}
        self._open: list[_Element] = [_Element("", Look(), 0)]
        self._unshown = 0
        """How many elements are open whose text is no text."""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
        if tag in _ENDS_PARAGRAPH and self._open[-1].tag == "p":
            self.handle_endtag("p")
        if tag in _BLOCKS:
            self.written.end_line(apart=tag in _APART)
        if tag in {"td", "th"} and self.written.text.strip():
            self.written.text += "\t"
        if tag in _VOID or len(self._open) > _DEEPEST:
            return
        self._enter(tag, dict(attrs))
        if tag == "li":
            self.written.text = "- "

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _BLOCKS - {"hr"} and tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.written.end_line(apart=tag in _APART)
        if tag in _VOID or tag not in (each.tag for each in self._open):
            return
        while len(self._open) > 1:
            left = self._open.pop()
            self._unshown -= left.tag in _UNSHOWN
            if left.tag == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if inside.tag == "style":
            self._styles.update(styles_of(data))
        if self._unshown or inside.tag == "style":
            return
        if inside.look.unseen:
            self.hidden_words += len(data.split())
            return
        if inside.kept:
            first, *rest = data.split("\n")
            self._add(first, inside)
            for line in rest:
                self.written.end_line()
                self._add(line, inside)
            return
        spaced = re.sub(r"[ \t\n\r\f]+", " ", data)
        self._add(spaced if self.written.text else spaced.lstrip(" "), inside)

    def _add(self, text: str, inside: _Element) -> None:
        if text:
            self.written.depth = inside.quotes
            joins = self.written.text.endswith(" ") and not inside.kept
            self.written.text += text.lstrip(" ") if joins else text

    def _break(self) -> None:
        if self.written.text.strip():
            self.written.end_line()
        else:
            self.written.end_line(apart=True)

    def _enter(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        parent = self._open[-1]
        look = look_of(tag, attributes, self._styles, parent.look)
        quotes = parent.quotes + (tag == "blockquote" and _is_quote(attributes))
        kept = parent.kept or tag == "pre"
        self._open.append(_Element(tag, look, quotes, kept))
        self._unshown += tag in _UNSHOWN


def _is_quote(attributes: Mapping[str, str | None]) -> bool:
    """Whether a block is set in as a quote, and not only to set it in."""
    if attributes.get("type") == "cite" or "cite" in attributes:
        return True
    if _QUOTE_CLASS.search(attributes.get("class") or ""):
        return True
    return _BORDER.search(attributes.get("style") or "") is not None
