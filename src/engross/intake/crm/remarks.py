"""Texts of a CRM that a document would print, and that may be somebody's remark all the same.

People type what they hope into whatever column is open before them: behind an account's name, in a
product, in an address. What reads so is not printed, and somebody is asked; nothing is mended,
because where the name ends and the remark begins is a guess. The words are in `words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, Literal

from engross.intake.crm.words import squeezed, words, written

Printable = Literal["account", "person", "product", "role", "address", "id"]
"""What a text of the export is printed as."""

_LONGEST: Final = 80
"""Characters of a name; whatever is longer is a sentence."""
_LONGEST_ACCOUNT: Final = 200
"""Characters of a client's name that ends in its legal form."""
_MOST_WORDS: Final = 12
_WORDS_OF_A_PERSON: Final = 6
_SIGNS: Final = re.compile(r"[%£$€?*#=<>{}\[\]|~^\\!\n\r\t]|\.\.\.|…|--|//")
_AMOUNT: Final = re.compile(r"\d[\d,]*(?:\.\d+)?\s?[km]\b|\b\d{1,3},\d{3}\b", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"\S@\S|https?:|\bwww\.", re.IGNORECASE)
_SET_OFF: Final = re.compile(r"\(([^()]*)\)|\s[-\N{EN DASH}\N{EM DASH}/]\s+(.*)|[;:,]\s+(.*)")
_IN_BRACKETS: Final = re.compile(r"\((?P<inside>[^()]*)\)")
_REGISTERED: Final = re.compile(r"\s*\((?P<inside>[^()]*)\)$")
_NUMBER: Final = re.compile(
    r"\b(?:no|nos|number)\b\.?|\b(?:SC|NI|OC|SO|NIC|CE|CS)?\d{5,8}\b", re.IGNORECASE
)
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)?")
_FORM: Final = re.compile(
    r"\b(?:limited|ltd|llp|plc|lp|cic)\b\.?,?\s+(?P<after>\w.*)", re.IGNORECASE
)
_TO_THE_FORM: Final = re.compile(
    r".*\b(?:limited|ltd|llp|plc|lp|cic)\b[\s.,]*(?P<after>\S.*)", re.IGNORECASE
)
_ENDS_IN_FORM: Final = re.compile(
    r"\b(?:limited|ltd|llp|plc|lp|cic|cio|company|partnership)\.?$", re.IGNORECASE
)
_BELONGS: Final = re.compile(r"(?:t/a|trading as|company|liability|partnership)\b", re.IGNORECASE)
"""What may follow a legal form: a trading name, or more of the form itself."""
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_WORD: Final = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}/][^\W_]+)*")


def why_not_printed(text: str, printed_as: Printable) -> str:
    """Why the text may not be printed as that; empty when it may.

    The reason does not repeat the text: it stands where people read of what was left out.
    """
    return next((reason for reason in _CHECKS[printed_as](text) if reason), "")


def reads_as_remark(text: str) -> bool:
    """Whether a free text says more than what something is called."""
    return any(_hints(text)) or any(_asides(text))


def _of_account(text: str) -> Iterator[str]:
    """A client's name may be as long as the law lets it be, and say how it is registered."""
    text = _REGISTERED.sub(_unless_registration, text).strip()
    if len(text) > _LONGEST_ACCOUNT or (_is_long(text) and not _ENDS_IN_FORM.search(text)):
        yield "it is too long for a name"
    yield from _hints(text)
    yield from _asides(text)
    yield from _in_small_letters(text, "sentence", "it reads as a sentence")
    if (form := _TO_THE_FORM.match(text)) and not _BELONGS.match(form["after"]):
        yield "something follows its legal form"


def _of_name(text: str) -> Iterator[str]:
    yield from _of_product(text)
    yield from _in_small_letters(text, "sentence", "it reads as a sentence")


def _of_product(text: str) -> Iterator[str]:
    yield from _too_long(text)
    yield from _hints(text)
    yield from _asides(text)


def _of_role(text: str) -> Iterator[str]:
    yield from _of_product(text)
    yield from _small_words_but(text, "roles", "it is not written as a role")


def _of_person(text: str) -> Iterator[str]:
    yield from _of_name(text)
    if re.search(r"\d", text):
        yield "it holds figures"
    words = text.split()
    if len(words) > _WORDS_OF_A_PERSON:
        yield "it is too long for a name"
    small = set(written("remarks", "particles"))
    if any(word[0].islower() and word.rstrip(".") not in small for word in words):
        yield "it is not written as a name"


def _of_address(text: str) -> Iterator[str]:
    yield from _too_long(text)
    yield from _hints(text)
    yield from _bracketed(_IN_BRACKETS.sub(_unless_place, text))
    yield from _small_words_but(text, "places", "it is not written as an address")


def _unless_place(found: re.Match[str]) -> str:
    """Nothing where the brackets hold words of addresses alone: `(first floor)`."""
    said = _WORD.findall(found["inside"].casefold())
    places = written("remarks", "places")
    known = all(word in places or _ORDINAL.fullmatch(word) for word in said)
    return "" if said and known else found.group()


def _of_id(text: str) -> Iterator[str]:
    if not _ID.fullmatch(text):
        yield "it is not written as an id"


def _unless_registration(found: re.Match[str]) -> str:
    """Nothing where the brackets say how the client is registered, else what stands there."""
    said = squeezed(_NUMBER.sub(" ", found["inside"]))
    return "" if said in words("remarks", "registrations") else found.group()


def _too_long(text: str) -> Iterator[str]:
    if _is_long(text):
        yield "it is too long for a name"


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or len(text.split()) > _MOST_WORDS


def _hints(text: str) -> Iterator[str]:
    """What makes a remark of any text, wherever in it that stands."""
    if _ELSEWHERE.search(text):
        yield "it holds an e-mail or web address"
    if sign := _SIGNS.search(text):
        yield f"it holds {_called(sign.group())}, which a name does not have"
    if _AMOUNT.search(text):
        yield "it holds an amount"
    if _phrases().search(text):
        yield "it reads as a remark"
    yield from _in_small_letters(text, "hopes", "it reads as a remark")


def _called(sign: str) -> str:
    """The sign as people read it; a line's end has no sign."""
    return f"the sign “{sign}”" if sign.strip() else "more than one line"


def _in_small_letters(text: str, words: str, reason: str) -> Iterator[str]:
    if set(_WORD.findall(text)) & set(written("remarks", words)):
        yield reason


def _small_words_but(text: str, known: str, reason: str) -> Iterator[str]:
    """Whether it has words in small letters other than those that such a text has."""
    small = {word for word in _WORD.findall(text) if word.isalpha() and word.islower()}
    if small - set(written("remarks", known)):
        yield reason


def _asides(text: str) -> Iterator[str]:
    """Whether what is set off by a dash or follows a legal form reads as a remark."""
    yield from _bracketed(text)
    parts = [part for found in _SET_OFF.finditer(text) for part in found.groups() if part]
    if (after := _FORM.search(text)) and not _BELONGS.match(after["after"]):
        parts.append(after["after"])
    if any(_is_aside(part) for part in parts):
        yield "a part of it reads as a remark"


def _bracketed(text: str) -> Iterator[str]:
    """Brackets may hold a place or a year, `(Exeter)`, and nothing that begins small."""
    for inside in re.findall(r"\(([^()]*)\)?", text):
        if _is_aside(inside) or not inside[:1].isalnum() or inside[:1].islower():
            yield "its brackets hold a remark"


def _is_aside(part: str) -> bool:
    said = {word.casefold() for word in _WORD.findall(part)}
    return bool(said & set(written("remarks", "aside") + written("remarks", "hopes")))


@cache
def _phrases() -> re.Pattern[str]:
    listed = "|".join(
        re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in written("remarks", "phrases")
    )
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


_CHECKS: Final[Mapping[Printable, Callable[[str], Iterator[str]]]] = {
    "account": _of_account,
    "person": _of_person,
    "product": _of_product,
    "role": _of_role,
    "address": _of_address,
    "id": _of_id,
}
