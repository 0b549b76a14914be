"""Words as they are compared: what Word puts in place of other signs makes no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.uk.figures import Said, said_figures

_ALIKE = {
    "'": "\u2018\u2019\u201a\u201b\u2032",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d",
}
_EVEN = str.maketrans({sign: plain for plain, signs in _ALIKE.items() for sign in signs})
_SPACE = re.compile(r"\s")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_POWER_AFTER = re.compile(
    r"\s?(?:%|(?:bn|tn|m|mn|k|hundred|thousand|million|billion|trillion)s?(?!\w))", re.IGNORECASE
)
_SIGN_BEFORE = re.compile(
    r"(?:(?<![\w%)])-[£$€]?|[£$€]\s?-?|\b(?:minus|negative)\s)$", re.IGNORECASE
)
_SPACED_MINUS = re.compile("\u2212\\s$")
_AMOUNT = re.compile(r"[-\d.,£$€%\s]*\d[\d.,\s]*%?(?:\s?[a-z]+)?", re.IGNORECASE)
_TOKEN = re.compile(r"[£$€]?\d[\w.,:/%]*[\w%]|\w+|\s+|.", re.DOTALL)


def even(text: str) -> str:
    """The text with plain quotation marks, hyphens and spaces, character for character."""
    return _SPACE.sub(" ", text.translate(_EVEN))


def compared(text: str) -> str:
    """The words as they are compared: even, without what nobody sees, spaces single.

    Letters alone may change their case; a text with a digit in it may not.
    """
    words = " ".join(_UNSEEN.sub("", even(text)).split())
    return words if any(sign.isdigit() for sign in words) else words.casefold()


def figures_of(text: str) -> tuple[Said, ...]:
    """Every number, amount and date of the text, in digits or in words from three up."""
    return said_figures(even(text))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with every figure that it only holds a part of, without spaces at its ends.

    A figure's sign and power belong to it, and brackets closely around an amount.
    """
    for said in figures_of(text):
        if said.start < end and start < said.end:
            first, last = with_sign(text, said.start, said.end)
            start, end = min(start, first), max(end, last)
    start, end = _trimmed(text, start, end)
    return _in_brackets(text, start, end)


def with_sign(text: str, start: int, end: int) -> tuple[int, int]:
    """The figure with a minus or currency sign closely before it and a power after it.

    A hyphen between two words or figures is no sign: `10-12`, `mid-2026`.
    """
    plain = even(text)
    power = _POWER_AFTER.match(plain, end)
    end = power.end() if power else end
    sign = _SPACED_MINUS.search(text, 0, start) or _SIGN_BEFORE.search(plain, 0, start)
    alone = plain[:start].strip() == "-" and not plain[end:].strip()
    return (plain.index("-") if alone else sign.start() if sign else start), end


def _in_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """An amount with the brackets closely around it, in which accounts put what is negative."""
    inside = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    if inside and _AMOUNT.fullmatch(even(text[start:end])):
        return with_sign(text, start - 1, end + 1)
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text as whole words and whole figures."""
    wanted = re.escape(even(words).strip())
    if wanted:
        numeric = any(sign.isdigit() for sign in words)
        flags = 0 if numeric else re.IGNORECASE
        pattern = re.compile(rf"(?<!\w){wanted}(?!\w)" if wanted[0].isalnum() else wanted, flags)
        for match in pattern.finditer(even(text)):
            yield match.span()


def tokens(text: str) -> list[str]:
    """The text cut into figures, words, spaces and signs; joined they are the even text."""
    return _TOKEN.findall(even(text))
