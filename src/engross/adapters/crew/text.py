"""Text on its way through CrewAI, which fills in braces and reads markers wherever it finds them.

CrewAI puts prompts together with several rounds of `replace("{tools}", ...)` and looks for
`Final Answer:` and `Action:` in answers. A client called "Acme {tools} Ltd" would be filled in.
So braces of our texts travel as two private-use characters and come back on CrewAI's far side, in
`GatewayLLM`; in JSON, where escapes are at hand, they and the markers travel escaped.
"""

from __future__ import annotations

import re

_OUTWARD = str.maketrans("{}", "\ue000\ue001")
_INWARD = str.maketrans("\ue000\ue001", "{}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_MARKER = re.compile(r"((?:Answer|Action|Input)\s*\d*\s*):")


def shielded(text: str) -> str:
    """The text as CrewAI may see it: without a brace."""
    return text.translate(_OUTWARD)


def unshielded(text: str) -> str:
    """What `shielded` was given."""
    return text.translate(_INWARD)


def shielded_json(text: str) -> str:
    """The same JSON value, without a brace or a marker of CrewAI's inside its strings."""
    return _STRING.sub(lambda match: _escaped(match.group()), text)


def _escaped(literal: str) -> str:
    plain = literal.replace("{", "\\u007b").replace("}", "\\u007d")
    return _MARKER.sub(r"\1\\u003a", plain)
