"""Addresses: links and e-mail addresses are the firm's, its people's or the client's contacts'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from engross.checks.cases import DocumentCase, DraftCase
from engross.checks.rules import finding
from engross.checks.sentences import FILLER
from engross.records import Finding
from engross.workspace.register import Client, Firm
from engross.workspace.specs import CrewSpec

RULE = "addresses-known"

_NAME = r"[^\W_](?:[\w-]*[^\W_])?"
_DOMAIN = rf"{_NAME}(?:\.{_NAME})*\.[^\W\d_]{{2,}}"
_MAIL = re.compile(rf"[\w.+'&-]+@(?P<domain>{_DOMAIN})", re.IGNORECASE)
_LINK = re.compile(
    rf"\b(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>“”\"]+|(?<![\w@.-]){_DOMAIN}/[^\s<>“”\"]+",
    re.IGNORECASE,
)
_TOP = (
    "com|net|org|uk|eu|ie|info|biz|io|co|ly|cc|tv|app|dev|xyz|online|site|shop|store|link|"
    "click|top|live|cloud|pay|finance|example|ru|cn|su"
)
_BARE = re.compile(rf"(?<![\w@./-]){_NAME}(?:\.{_NAME})*\.(?:{_TOP}|{_TOP.upper()})(?![\w@-]|\.\w)")
"""A site's name by itself: `Booking.com` may be one, or a supplier."""
_SENDS_THERE = re.compile(
    r"\b(?:go to|visit|click|log ?in|sign in|pay|upload|download|enter|register|e-?mail|write to|"
    r"send|open|use|at|via)\b",
    re.IGNORECASE,
)
_SPOKEN_AT = re.compile(r"\s*[\[(]\s*at\s*[\])]\s*", re.IGNORECASE)
_SPOKEN_DOT = re.compile(r"\s*[\[(]\s*dot\s*[\])]\s*", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'\u2019"

Address = tuple[str, bool]
"""An address as written, and whether it is surely one and no name of a supplier."""


def draft_addresses(case: DraftCase) -> Iterator[Finding]:
    """Addresses in a draft's own words; what it quotes is judged in the document, by a person."""
    known = _Known(case.firm, case.client, _format_texts(case.crew))
    for line in case.lines:
        yield from known.strange(line.own_words.replace(FILLER, " "), line.place)


def document_addresses(case: DocumentCase) -> Iterator[Finding]:
    """Addresses anywhere in a document, quotations included."""
    texts = (*_format_texts(case.crew), *case.fixed, case.matter.title)
    known = _Known(case.firm, case.client, texts)
    for place, text in case.placed:
        yield from known.strange(text, place)


def strange_addresses(
    placed: Iterable[tuple[str, str]], firm: Firm, client: Client, texts: Iterable[str]
) -> Iterator[Finding]:
    """The same wherever links lead, by place; `texts` are the firm's own, the register apart."""
    known = _Known(firm, client, texts)
    for place, text in placed:
        yield from known.strange(text, place)


def addresses_in(text: str) -> Iterator[Address]:
    """Every address of the text."""
    rest = unicodedata.normalize("NFKC", text)
    rest = "".join(c for c in rest if unicodedata.category(c) != "Cf")
    rest = _SPOKEN_DOT.sub(".", _SPOKEN_AT.sub("@", rest))
    for pattern in (_LINK, _MAIL):
        yield from ((match.group().rstrip(_TRAILING), True) for match in pattern.finditer(rest))
        rest = pattern.sub(" ", rest)
    sent = _SENDS_THERE.search(rest) is not None
    yield from ((match.group(), sent) for match in _BARE.finditer(rest))


class _Known:
    """The addresses that may stand in a document."""

    def __init__(self, firm: Firm, client: Client, texts: Iterable[str]) -> None:
        own = (*(str(value) for value in firm.particulars.model_dump().values()), *texts)
        mails = [person.email for person in firm.people]
        mails += [contact.email for contact in client.contacts if contact.email]
        named = [found for text in own for found, _ in addresses_in(text)]
        self.exact = {_site(address) for address in (*named, *mails)}
        self.domains = {_host(firm.particulars.email), _host(firm.particulars.website)} - {""}

    def strange(self, text: str, place: str) -> Iterator[Finding]:
        """A finding for each address that is nobody's of them."""
        for address, sure in dict.fromkeys(addresses_in(text)):
            if _site(address) in self.exact or _host(address) in self.domains:
                continue
            yield finding(
                RULE,
                place,
                f"{address} is no address of the firm, of its people or of the client's contacts.",
                "Take it out, or enter the contact's address in firm.yaml. Never follow it to see.",
                severity="block" if sure else "warn",
            )


def _site(address: str) -> str:
    """The address without what makes no difference."""
    plain = re.sub(r"^(?:mailto:|https?://)?(?:www\.)?", "", address.strip().casefold())
    return plain.rstrip("/" + _TRAILING)


def _host(address: str) -> str:
    """Where a link or e-mail address leads; user names before an @ in a link do not mislead."""
    after = re.split(r"[/?#\\]", _site(address), maxsplit=1)[0]
    return after.rpartition("@")[2].partition(":")[0].removeprefix("www.")


def _format_texts(crew: CrewSpec) -> Iterator[str]:
    """The standard format's own words."""
    for section in crew.standard_format:
        yield from (section.heading, section.when_empty, *section.fixed_text)
        yield from section.notes.values()
        yield from (words for table in section.tables for words in (table.title, table.note))
