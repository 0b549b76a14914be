"""The house style, as the drafter may ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engross.records import Record
from engross.records.ports import Tool
from engross.workspace.register import HouseStyle

_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_RULES = 80
"""The most rules that are handed out."""

_RULE_CHARACTERS = 250
"""The most of one rule; all of them stay below the size of a tool's result."""


class NoArguments(Record):
    """No arguments."""


def toolbox(style: HouseStyle, text: str) -> dict[str, Tool]:
    """The drafting tools by name; `text` is the firm's `knowledge/house-style.md`."""
    answer: Mapping[str, Any] = {
        "rules": [rule[:_RULE_CHARACTERS] for rule in rules_of(text)[:_RULES]],
        "forbidden_words": list(style.forbidden_words),
    }
    tool = Tool(
        "house_style",
        "How this firm writes: its rules, and the words that it does not use.",
        NoArguments,
        lambda _asked: answer,
    )
    return {tool.name: tool}


def rules_of(text: str) -> list[str]:
    """Each bullet or paragraph of the house style as one rule, in order; headings are left out."""
    rules: list[str] = []
    go_on = False
    for line in _COMMENT.sub("", text).splitlines():
        words = line.strip()
        if not words or words.startswith(("#", "---", "|")):
            go_on = False
        elif _BULLET.match(line) or not go_on:
            rules.append(_BULLET.sub("", line).strip())
            go_on = True
        else:
            rules[-1] = f"{rules[-1]} {words}"
    return rules
