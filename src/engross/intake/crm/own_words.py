"""The free texts of a deal's records, kept from agents and documents: the firm wrote them.

A document names a client, a contact, an address and a product. Whatever else stands in the rows of
the deal and of what belongs to it is no document's, in whatever column it stands: those that the
CRM has for it, those that a firm has added, and those where it was typed because they were open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from engross.intake.cells import text_of
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.remarks import reads_as_remark, why_not_printed
from engross.intake.crm.rows import CrmRow
from engross.intake.crm.tables import crm_vocabulary
from engross.intake.sheets import spans
from engross.records import Passage
from engross.records.evidence import CRM_NOTE, CRM_TEXT
from engross.workspace.price_list import PriceList

_NAMES: Final = frozenset({
    "id", "account", "account_id", "contact", "contact_id", "product", "currency", "owner",
    "owner_id", "deal", "deal_id", "named", "name", "deal_name", "legal_name", "legal_form",
    "number", "industry", "street", "city", "region", "postcode", "country", "first_name",
    "last_name", "full_name", "salutation", "job_title", "department", "code", "family", "unit",
    "parent", "type", "source",
})  # fmt: skip
"""Meanings that name something: what stands there is a note only where it reads as one."""
_PLACES: Final = frozenset({"street", "city", "region", "postcode", "country"})
"""Meanings that make up an address: `1st floor` is no floor of a price there."""
_OF_ACCOUNTS: Final = frozenset({"account", "legal_name"})
"""Meanings that name a client: `(registered charity 1234567)` is a part of it."""
_JOINING: Final = frozenset({"a", "and", "for", "in", "of", "on", "the", "to", "with"})
"""Words that join others and say nothing."""
_ADDRESSES: Final = frozenset({"email", "website", "phone", "mobile"})
"""Meanings that no document prints and that hold no sentence."""


def own_words(rows: Sequence[CrmRow], offered: frozenset[str]) -> tuple[Passage, ...]:
    """Each free text of the deal's rows as a withheld passage, in the order of the rows.

    One that is made of `offered` words alone says what the document says too, and gives nothing
    away: it is withheld all the same, and the document may have its words.
    """
    return tuple(passage for row in rows for passage in _passages(row, offered))


def offered_words(chosen: ChosenDeal, prices: PriceList | None) -> frozenset[str]:
    """The words of what the firm sells, and of the client's name."""
    named = (chosen.product, chosen.account.name if chosen.account else None)
    texts = [name.value for name in named if name]
    for service in prices.services if prices else ():
        texts += [service.name, *service.names_in_records]
        texts += [word for stage in service.stages for word in (stage.name, stage.deliverable)]
    return frozenset(word for text in texts for word in _words(text))


def _passages(row: CrmRow, offered: frozenset[str]) -> Iterator[Passage]:
    for column, value in enumerate(row.row.values):
        text = text_of(value) if isinstance(value, str) else ""
        reason = _reason(row, column, text) if any(map(str.isalpha, text)) else ""
        if reason == CRM_NOTE and _words(text) <= offered | _JOINING:
            reason = CRM_TEXT
        if reason:
            where = spans([row.place(column)])[0]
            yield Passage(id="p", text=text, span=where, tier="firm", withheld=reason)


def _reason(row: CrmRow, column: int, text: str) -> str:
    """Why the text is withheld; empty for a name, which a document may print."""
    meanings = set(row.headings.meanings(column))
    if meanings & _ADDRESSES:
        return ""
    sensitive = column in row.headings.sensitive or meanings & set(crm_vocabulary().sensitive)
    if sensitive or _is_remark(row, meanings, text):
        return CRM_NOTE
    return "" if meanings & _NAMES else CRM_TEXT


def _is_remark(row: CrmRow, meanings: set[str], text: str) -> bool:
    """Whether it would not be printed as what its column holds."""
    if meanings & _PLACES:
        return bool(why_not_printed(text, "address"))
    if meanings & _OF_ACCOUNTS or (row.table.kind == "accounts" and "name" in meanings):
        return bool(why_not_printed(text, "account"))
    return reads_as_remark(text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
