"""What makes a passage too uncertain for the report's own words, each as a reason in words."""

from __future__ import annotations

import re
from typing import Literal

from engross.models.house.reporting.lists import alternatives, any_of, words
from engross.models.house.reporting.masking import FIGURE
from engross.models.house.reporting.pronouns import TOKEN

_REASONS = {
    "pointing": "it points at something said before",
    "time": "only the day of the conversation tells when",
    "place": "only the speaker knows where",
    "condition": "it hangs on a condition",
    "hedge": "the speaker is not certain",
    "irony": "it may not be meant",
    "talk": "it is how people talk, not how they write",
    "private": "it is private",
    "parts": "a part or multiple is said in words",
}
_MORE_REASONS = {
    "promise": {
        "half_promised": "it is only half promised",
        "running": "it is about the conversation itself",
        "habit": "it is a usual doing",
        "offer": "it is an offer",
    },
    "statement": {
        "setting_out": "it sets out what follows, or is how people talk",
        "stance": "it tells where the speaker stands",
    },
    "note": {"half_promised": "it is only half promised", "offer": "it is an offer"},
}
_LONGEST = 32
"""Words of what is put into a frame; a longer sentence is one to quote."""

_NAMED_BEFORE = re.compile(
    rf"(?P<before>\b(?:{alternatives('verbs', 'work')}) (?:(?:up|out|off|over|through|you|us|me) )?"
    rf"(?:the|an?|all|both|each|some|my|our|your|{FIGURE})\s[^,]*"
    rf"(?:,? and (?:then |also )?(?:{alternatives('verbs', 'work')})"
    r"|\b(?:once|when|as soon as|until))) "
    rf"(?:it|them|they)\b",
    re.IGNORECASE,
)
_OWN_PARTS = re.compile(
    rf"(?P<before>\b(?:the|an?|all|both|each|{FIGURE})\s[^,]*\bwith) (?:its|their)\b", re.IGNORECASE
)
"""`The lines with their bin numbers`."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_THAT = re.compile(
    rf"(?:(?P<before>[\w']+|{FIGURE})\s+)?that(?:\s+(?P<after>[\w']+|{FIGURE}))?", re.IGNORECASE
)
_THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were|will|has|have|had|may|might|would)\b)", re.IGNORECASE
)
_THAT_WEEK = re.compile(r"\bthat (?:day|week|month|quarter|year)(?=\W*$)", re.IGNORECASE)
_NO_OBJECT = re.compile(
    r"\bone(?=\s*(?:[.,?!]|$|\s(?:and|but|or|for|to|in|on|at|by|from|with|is|was|will)\b))",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"(?:,|\b(?:and|but|or|so|then|because))\s+(?:then |also |maybe |obviously )*"
    r"(?:I|we|you|he|she|it|they|there|who|this|that|nobody|somebody|everybody|everyone|someone)\b",
    re.IGNORECASE,
)
_STRAY_COMMA = re.compile(
    r",(?!\s(?:and|or|as|including|but|which|once|not|with|without|by|from|for|until|when)\b|(?:\s[^\s,]+){1,4},?\s(?:and|or)\b"
    r"|(?:\s[^\s,]+){1,2},)",
    re.IGNORECASE,
)
"""A comma that belongs to no list and brings nothing in: there somebody stopped to think."""
_AUXILIARY_FIRST = re.compile(r"^(?:have|do) ", re.IGNORECASE)
_AND_ALSO = re.compile(r", (?:and|but|or) (?!\w+(?: \w+)?$)", re.IGNORECASE)


def doubt(text: str, *, of: Literal["promise", "statement", "note"]) -> str:
    """Why a plain, cleaned text is not certain enough; empty when it is.

    A `promise` is what is taken on or asked for: hedges and the running of a meeting count too.
    """
    text = without_back_references(text)
    for name, reason in (_REASONS | _MORE_REASONS[of]).items():
        if any_of("doubts", name).search(text):
            return reason
    if _points(text):
        return _REASONS["pointing"]
    if _STRAY_COMMA.search(text):
        return "it stumbles"
    return _shape(text, promised=of != "statement")


def without_back_references(text: str) -> str:
    """The text without `it` and `them` where they stand for what it names itself.

    `Draft the letter and send it to you`, `send the invoice once it is ready`: whoever reads the
    sentence knows what is meant, as whoever heard it did.
    """
    text = _NAMED_BEFORE.sub(r"\g<before>", text, count=1)
    return _OWN_PARTS.sub(r"\g<before>", text, count=1)


def _points(text: str) -> bool:
    if _THERE.search(text) or _NO_OBJECT.search(text):
        return True
    return any(_is_pointing_that(match) for match in _THAT.finditer(_THAT_WEEK.sub("", text)))


def _is_pointing_that(match: re.Match[str]) -> bool:
    """Whether this `that` stands for something, and does not join what it stands between."""
    if re.search(r"\w$", match.string[: match.start()]):
        return False  # the end of a longer word
    if re.match(r"\w", match.string[match.end() :]):
        return False
    before, after = (match["before"] or "").casefold(), (match["after"] or "").casefold()
    if before in words("grammar", "prepositions"):
        return True
    joins = after in words("grammar", "finite") | words("grammar", "after_joining_that")
    return (not joins and not re.fullmatch(FIGURE, after)) or before in {
        "",
        *words("grammar", "before_pointing_that"),
    }


def _shape(text: str, *, promised: bool) -> str:
    if len(TOKEN.findall(text)) > _LONGEST:
        return "it is long"
    if _SENTENCE_END.search(text):
        return "it is more than one sentence"
    if _NEW_CLAUSE.search(text) or _has_another_verb(text, promised=promised):
        return "somebody or something else acts in it too"
    if not promised and _AND_ALSO.search(text):
        return "it tells more than one thing"
    return "" if text.count(",") <= 2 else "it is a long list"  # noqa: PLR2004 - a short one has two


def _has_another_verb(text: str, *, promised: bool) -> bool:
    """Whether it has more than its one verb; a promise's own is in the frame."""
    found = main_verbs(_AUXILIARY_FIRST.sub("", text) if promised else text)
    return found > 1 or (promised and found == 1 and not _only_plain(text))


def _only_plain(text: str) -> bool:
    return not any(word in words("grammar", "finite") for word in _small(text))


def main_verbs(text: str) -> int:
    """How many finite verbs there are that no word such as `that` or `once` brings in."""
    found, brought_in, before = 0, False, ""
    for match in TOKEN.finditer(text):
        word = match.group().casefold()
        brought_in = brought_in or word in words("grammar", "subordinators")
        if word in words("grammar", "finite") and before not in words(
            "grammar", "before_infinitives"
        ):
            found += not brought_in
            brought_in = False
        before = word
    return found or len(words("grammar", "plain_finite") & set(_small(text)))


def _small(text: str) -> list[str]:
    return [match.group().casefold() for match in TOKEN.finditer(text)]
