"""What nobody should have written into a free answer: cut out, and told by its kind alone."""

from __future__ import annotations

import re
from typing import Final

CUT: Final = "[left out]"
FREE: Final = frozenset({"text", "words", "list", "service"})
"""Kinds of answer that people write freely."""

_DAY: Final = (
    r"(?:[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9},?\s+[0-9]{2,4}"
    r"|[a-z]{3,9}\s+[0-9]{1,2}(?:st|nd|rd|th)?,?\s+[0-9]{4})"
)
_SAYS: Final = r"\s*(?:is|are|was|:|=|-)?\s*"
_PATTERNS: Final = {
    "credentials": (
        r"\b(?:password|passcode|pass\s?word|memorable word|pin(?: number)?)\s*(?:is|:|=)\s*\S+",
    ),
    "personal-code": (
        rf"\b(?:personal|authentication|verification|webfiling)\s+code{_SAYS}[a-z0-9][a-z0-9-]{{4,}}",
    ),
    "papers": (
        r"\b[a-z]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[a-d]\b",
        rf"\bpassport(?:\s+(?:number|no\.?))?{_SAYS}[0-9]{{9}}\b",
    ),
    "money": (
        r"(?-i:\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b)",
        r"\b(?:[0-9]{4}[ -]?){3}[0-9]{1,7}\b",
        rf"\bsort(?:\s?code)?{_SAYS}[0-9]{{2}}[- ]?[0-9]{{2}}[- ]?[0-9]{{2}}\b",
        r"\b[0-9]{2}[- ][0-9]{2}[- ][0-9]{2}\b\W+(?:(?:account|acc|number|no)\W+)*[0-9]{8}\b",
        rf"\b(?:account|acc|a/c)(?:\s+(?:number|no\.?))?{_SAYS}[0-9]{{7,8}}\b",
    ),
    "birth": (
        rf"\b(?:born|birth|dob|d\.o\.b\.?|birthday)(?:\s+(?:on|is|was))?\W{{0,3}}(?:the\s+)?{_DAY}",
    ),
}
"""By key of `never` in fields.toml."""
_READ: Final = {
    key: [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    for key, patterns in _PATTERNS.items()
}


def without_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """The answer with such values cut out, and the kinds of what was."""
    kinds = []
    for key, patterns in _READ.items():
        before = text
        for pattern in patterns:
            text = pattern.sub(CUT, text)
        if text != before:
            kinds.append(key)
    return text, tuple(kinds)
