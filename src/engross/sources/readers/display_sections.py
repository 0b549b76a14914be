"""A number format code taken apart: its sections, and the parts that each is made of.

ECMA-376 Part 1, section 18.8.31 (number formats), and what Excel makes of codes that it leaves
open: an escape at the end, a bracket of an unknown kind, letters nobody quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "literal",
    "digit",
    "point",
    "comma",
    "percent",
    "exponent",
    "slash",
    "text",
    "general",
    "date",
    "elapsed",
    "noon",
    "fraction",
]
"""`text` is `@`, `noon` is AM/PM, `elapsed` is `[h]`, `fraction` is that of a second: `.00`."""


class Part(NamedTuple):
    """One piece of a section."""

    kind: Kind
    text: str
    """A literal as it is shown; otherwise as the code has it, date letters in lower case, a month
    `m` told from a minute, which is written `n`."""


class Condition(NamedTuple):
    """`[>=100]` before a section."""

    sign: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether the section is for this number."""
        return _COMPARE[self.sign](number, self.limit)

    @property
    def negative_only(self) -> bool:
        """Whether no number from nought up can meet it: its section then writes its own sign."""
        return (self.sign == "<" and self.limit <= 0) or (
            self.sign in {"<=", "="} and self.limit < 0
        )


_COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = MappingProxyType(
    {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
)


class Layout(NamedTuple):
    """A section that is one unbroken number between words: `"£"#,##0.00_)`, `0.0%`."""

    before: str
    grouped: bool
    places: int
    """Decimals, all of them shown."""
    percents: int
    after: str


_LAYOUT = re.compile(r"(?P<before>[lp]*)(?P<whole>[#,]*0)(?:\.(?P<decimals>0+))?(?P<after>[lp]*)")
"""Parts by letter: `l` a literal, `p` a percent sign, everything else as it stands in the code."""


@dataclass(frozen=True)
class Section:
    """One of the up to four parts between semicolons."""

    parts: tuple[Part, ...]
    condition: Condition | None = None
    locale: str = ""
    """What stands after the hyphen of `[$£-809]`, in upper case."""

    @cached_property
    def layout(self) -> Layout | None:
        """How most numbers are shown, for speed; `None` for what needs more care."""
        signs = "".join({"literal": "l", "percent": "p"}.get(p.kind, p.text) for p in self.parts)
        match = _LAYOUT.fullmatch(signs)
        if match is None or match["whole"].endswith(",0") or match["whole"].startswith(","):
            return None
        texts = [part.text for part in self.parts]
        return Layout(
            before="".join(texts[: match.end("before")]),
            grouped="," in match["whole"],
            places=len(match["decimals"] or ""),
            percents=signs.count("p"),
            after="".join(texts[match.start("after") :]),
        )

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows a number as a date, a time or a duration."""
        return any(part.kind in {"date", "elapsed", "noon"} for part in self.parts)

    @property
    def is_text(self) -> bool:
        """Whether it has a place for a text."""
        return any(part.kind == "text" for part in self.parts)


@dataclass(frozen=True)
class Code:
    """A whole format code."""

    numbers: tuple[Section, ...]
    """One to three; empty when the code is only for texts."""
    text: Section | None
    """For texts; `None` when they are shown as they are."""


_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.?)
    | _(?P<padding>.?)
    | \*(?P<filling>.?)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<end>;)
    | (?P<general>General)
    | (?P<noon>AM/PM|A/P)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|b+|g+)
    | (?P<mark>[0\#?.,%/@])
    | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*([-+]?[\d.]+(?:E[-+]?\d+)?)\s*", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MARKS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "0": "digit",
        "#": "digit",
        "?": "digit",
        ".": "point",
        ",": "comma",
        "%": "percent",
        "/": "slash",
        "@": "text",
    }
)
_LETTERS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"general": "general", "noon": "noon", "exponent": "exponent", "date": "date"}
)
_NUMBER_SECTIONS = 3


@lru_cache(maxsize=2048)
def parse(code: str) -> Code:
    """The code's sections; any text at all is some code."""
    sections = tuple(_finished(section) for section in _sections(code))
    if len(sections) > _NUMBER_SECTIONS:
        return Code(sections[:_NUMBER_SECTIONS], sections[_NUMBER_SECTIONS])
    if sections[-1].is_text:
        return Code(sections[:-1], sections[-1])
    return Code(sections, None)


def _sections(code: str) -> Sequence[Section]:
    sections = [Section(())]
    for match in _TOKEN.finditer(code):
        if match["end"]:
            sections.append(Section(()))
        elif match["bracket"] is not None:
            sections[-1] = _with_bracket(sections[-1], match["bracket"])
        elif part := _part(match):
            sections[-1] = _with_part(sections[-1], part)
    return sections


def _part(match: re.Match[str]) -> Part | None:
    group = match.lastgroup or ""
    text = match[group]
    if group == "padding":  # as wide as the character after it; a text file has spaces only
        return Part("literal", " ")
    if group == "filling":  # repeated to the width of the column, which a text does not have
        return None
    if group in {"quoted", "escaped", "plain"}:
        return Part("literal", text) if text else None
    if group == "mark":
        return Part(_MARKS[text], text)
    return Part(_LETTERS[group], text.lower() if group == "date" else text)


def _with_part(section: Section, part: Part) -> Section:
    return replace(section, parts=(*section.parts, part))


def _with_bracket(section: Section, inside: str) -> Section:
    """A currency or locale, a condition, elapsed time; colours and what is unknown go."""
    if inside.startswith("$"):
        symbol, _, locale = inside[1:].partition("-")
        with_symbol = _with_part(section, Part("literal", symbol)) if symbol else section
        return replace(with_symbol, locale=locale.upper())
    if condition := _CONDITION.fullmatch(inside):
        limit = Decimal(condition[2]) if condition[2].count(".") <= 1 else Decimal(0)
        return replace(section, condition=Condition(condition[1], limit))
    if _ELAPSED.fullmatch(inside):
        return _with_part(section, Part("elapsed", inside.lower()))
    return section


def _finished(section: Section) -> Section:
    if not section.is_date:
        return section
    return replace(section, parts=tuple(_minutes_told(_fractions_joined(section.parts))))


def _fractions_joined(parts: Sequence[Part]) -> list[Part]:
    """In a date, a point and noughts after the seconds are their fraction; other marks are text."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        after_seconds = (
            last is not None and last.kind in {"date", "elapsed"} and last.text[0] == "s"
        )
        if part.kind == "point" and after_seconds:
            joined.append(Part("fraction", "."))
        elif part.text == "0" and part.kind == "digit" and last and last.kind == "fraction":
            joined[-1] = Part("fraction", last.text + "0")
        elif part.kind in {"date", "elapsed", "noon"}:
            joined.append(part)
        else:
            joined.append(Part("literal", part.text))
    return joined


def _minutes_told(parts: Sequence[Part]) -> list[Part]:
    """`m` and `mm` straight after hours or straight before seconds are minutes."""
    told = list(parts)
    timed = [at for at, part in enumerate(parts) if part.kind in {"date", "elapsed"}]
    for place, at in enumerate(timed):
        if parts[at].text not in {"m", "mm"}:
            continue
        before = parts[timed[place - 1]].text[0] if place else ""
        after = parts[timed[place + 1]].text[0] if place + 1 < len(timed) else ""
        if parts[at].kind == "elapsed" or before == "h" or after == "s":
            told[at] = Part(parts[at].kind, parts[at].text.replace("m", "n"))
    return told
