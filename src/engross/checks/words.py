"""Words: placeholders, words that the firm does not use, and what somebody is said to have said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line, extract, says
from engross.records import Finding, slots

PLACEHOLDER = re.compile(
    r"""\b(?:TODO|FIXME|TBC|TBD|XXX+|NaN)\b
    |(?i:\blorem\ ipsum\b|\bdolor\ sit\ amet\b)
    |\{\{|\}\}|\{%|%\}|<<|>>|\[\[|\]\]
    |\[\s*(?:\.{3}|…|_+)?\s*\]|_{4,}
    |\[(?i:insert|enter|add|name|date|amount|client|firm|address|figure|signature|what
        |fee-earner)\b[^\]]*\]
    |\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)""",
    re.VERBOSE,
)
_TO_CONFIRM = re.compile(r"\[to confirm\b[^\]]*\]", re.IGNORECASE)

_CLAIM = re.compile(
    r"""(?P<who>\b(?i:you|we|she|he|they|it\ was|(?:the|your)\ (?:client|board|directors?|company))
        |\b[A-Z][\w'\u2019-]+|\ufffc)\s
    (?:have\s|has\s|had\s|also\s|then\s|both\s|were\s|was\s|are\s)*
    (?P<verb>said|told|asked|agreed|confirmed|requested|instructed|decided|mentioned|explained
        |promised|approved|reported|undertook|accepted)\b""",
    re.VERBOSE,
)
_NO_SPEAKER = {"As", "If", "Once", "When", "Unless", "Until", "Where", "The", "An", "All", "Any"}
_SETTLES = {"agreed", "decided", "approved", "accepted"}
_SETTLED_BY = {"decision", "instruction", "action"}


def placeholders(text: str, place: str) -> Iterator[Finding]:
    """Text that was to be replaced, and what is honestly unknown."""
    rest = _TO_CONFIRM.sub(" ", text)
    for found in dict.fromkeys(match.group() for match in PLACEHOLDER.finditer(rest)):
        yield finding(
            "placeholders",
            place,
            f"“{found}” in {extract(text)} was to be replaced.",
            "Write what belongs there, or [to confirm: ...] when nobody knows it yet.",
        )
    for found in dict.fromkeys(match.group() for match in _TO_CONFIRM.finditer(text)):
        yield finding(
            "placeholders",
            place,
            f"{found} is still open.",
            "Find it out before the document leaves, or let it stand knowingly.",
            severity="warn",
        )


def draft_placeholders(case: DraftCase) -> Iterator[Finding]:
    """Placeholders of a draft; what stands in double brackets is judged as a slot."""
    for line in case.lines:
        yield from placeholders(line.own_words.replace(FILLER, " "), line.place)


def forbidden_words(words: tuple[str, ...], text: str, place: str) -> Iterator[Finding]:
    """Words of the house style's list that the text uses."""
    for word in words:
        if says(text, [word]):
            yield finding(
                "house-style",
                place,
                f"“{word}” in {extract(text)} is a word that the firm does not use.",
                "Say it plainly; firm.yaml lists these words under house_style.",
            )


def draft_forbidden_words(case: DraftCase) -> Iterator[Finding]:
    """Words of the house style's list in a draft."""
    for line in case.lines:
        style = case.firm.house_style
        yield from forbidden_words(style.forbidden_words, line.own_words, line.place)


def citations(case: DraftCase) -> Iterator[Finding]:
    """Citations that name nothing, and claims about what was said that rest on nothing."""
    for line in case.lines:
        for name in line.cites:
            if case.passage(name) is None:
                yield finding(
                    "citations-resolve",
                    line.place,
                    f"{line.quoted} cites {name}, and there is no such passage.",
                    "Cite a passage that search_notes or search_knowledge gave.",
                )
        yield from _claims(case, line)


def _claims(case: DraftCase, line: Line) -> Iterator[Finding]:
    verbs = [m["verb"] for m in _CLAIM.finditer(_collapsed(line)) if m["who"] not in _NO_SPEAKER]
    if not verbs:
        return
    passages = case.rests_on(line)
    if not passages:
        yield finding(
            "citations-resolve",
            line.place,
            f"{line.quoted} says what somebody {verbs[0]} and cites nothing.",
            "Cite the passage, or quote it with [[quote:...]].",
        )
    elif _SETTLES & set(verbs) and not {p.kind for p in passages} & _SETTLED_BY:
        kinds = ", ".join(sorted({passage.kind for passage in passages}))
        yield finding(
            "citations-resolve",
            line.place,
            f"{line.quoted} says that something was settled; what it cites is a mere {kinds}.",
            "Keep “you told us”, “you asked us to” and “we agreed” apart.",
            evidence=[passage.id for passage in passages],
            severity="warn",
        )


def _collapsed(line: Line) -> str:
    """The sentence with each slot as one character, so that a name in a slot can be a speaker."""
    text = line.text
    for slot in reversed(slots(line.text)):
        text = text[: slot.start] + FILLER + text[slot.end :]
    return text
