"""By what the kinds of escalation are known: `escalations.toml` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple, cast, get_args

from engross.records import EscalationKind
from engross.triage.phrases import whole_words

_WORDS: Final = "words"


class Signs(NamedTuple):
    """How a kind is called and known."""

    title: str
    """As reasons and lists have it; it gives nothing away where the kind is quiet."""
    quiet: bool
    """Whether nobody but the handler is to see why the mail is theirs."""
    clock: str
    """The legal clock that it starts, by its name in `clocks.toml`; empty for none."""
    known_by: re.Pattern[str]
    harmless: re.Pattern[str] | None
    """Words that are looked past first."""


@cache
def signs_of(kind: EscalationKind) -> Signs:
    """How that kind is called and known."""
    table = _file()[kind]
    harmless = table.get("harmless")
    return Signs(
        title=table["title"],
        quiet=table.get("quiet", False),
        clock=table.get("clock", ""),
        known_by=whole_words(table["signs"], _file()[_WORDS]),
        harmless=whole_words(harmless, _file()[_WORDS]) if harmless else None,
    )


@cache
def kinds() -> tuple[EscalationKind, ...]:
    """Every kind, in the order in which a handler is looked for."""
    closed = get_args(EscalationKind)
    return tuple(cast("EscalationKind", name) for name in _file() if name in closed)


@cache
def _file() -> dict[str, Any]:
    text = resources.files("engross.triage").joinpath("escalations.toml").read_text("utf-8")
    return tomllib.loads(text)
