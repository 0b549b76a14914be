"""Markdown's marks within a line, taken off so that the words can be quoted."""

from __future__ import annotations

import html
import re
from typing import Final

LIST_ITEM: Final = re.compile(r"(?P<indent>\s*)(?:[-*+\u2022]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
"""How a list item begins, in Markdown and in plain text."""

# Each looks so far and no further: a text made of marks must not take a day to read.
_STRONG: Final = re.compile(
    r"\*\*(?=\S)((?:[^*]|\*(?!\*)){1,600}+)(?<=\S)\*\*"
    r"|__(?=\S)((?:[^_]|_(?!_)){1,600}+)(?<=\S)__"
    r"|~~(?=\S)((?:[^~]|~(?!~)){1,600}+)(?<=\S)~~"
    r"|`{1,3}(?=\S)([^`]{1,600}+)(?<=\S)`{1,3}"
)
_EMPHASIS: Final = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]{0,600}?[^\s*_])\1(?![\w*_])")
_LINK: Final = re.compile(
    r"!?\[([^\[\]]{0,600})\]"
    r"(?:\([^()]{0,2000}(?:\([^()]{0,200}\)[^()]{0,200})?\)|\[[^\[\]]{0,200}\])"
)
_ADDRESS: Final = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_TAG: Final = re.compile(
    r"</?(?:a|b|br|center|code|div|em|font|hr|i|img|kbd|mark|p|s|small|span|strong|sub|sup|u)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
"""Of HTML inside Markdown; `<client name>` is a blank that somebody fills in and stays."""
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_FIRST_PRIVATE: Final = 0xE000


def unmarked(text: str) -> str:
    """The text without the marks of a quote, a list item, emphasis, links and HTML."""
    text = text.strip()
    while text.startswith(">"):
        text = text[1:].lstrip()
    if mark := LIST_ITEM.match(text):
        text = text[mark.end() :]
    # A sign that stands for itself must not be taken for a mark meanwhile.
    text = _ESCAPED.sub(lambda match: chr(_FIRST_PRIVATE + ord(match[1])), text)
    text = _TAG.sub(" ", _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text)))
    for _ in range(2):  # bold inside code inside bold is as deep as anybody goes
        text = _STRONG.sub(lambda match: match[match.lastindex or 0], _EMPHASIS.sub(r"\2", text))
    return " ".join(html.unescape(_signs_back(text)).split())


def _signs_back(text: str) -> str:
    return "".join(
        chr(ord(sign) - _FIRST_PRIVATE)
        if _FIRST_PRIVATE <= ord(sign) < _FIRST_PRIVATE + 128
        else sign
        for sign in text
    )
