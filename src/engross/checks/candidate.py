"""The rules that are applied to the document as it would leave, on its words alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engross.checks.addresses import document_addresses
from engross.checks.cases import DocumentCase, as_at
from engross.checks.coverage import without_evidence
from engross.checks.figures import Cover, figure_faults, stray_numbers
from engross.checks.leakage import document_leaks
from engross.checks.names import RULE as NAMES
from engross.checks.names import misspelt, other_clients
from engross.checks.payments import foreign_payment_details
from engross.checks.reports import in_order
from engross.checks.rules import chosen, finding
from engross.checks.second_price import document_second_prices
from engross.checks.structure import document_structure
from engross.checks.style import style_faults
from engross.checks.tables import table_faults
from engross.checks.tipping import document_tipping
from engross.checks.words import forbidden_words, placeholders
from engross.records import Evidence, Figure, Finding
from engross.uk.dates import date_faults
from engross.workspace.register import Client, Firm, Matter
from engross.workspace.specs import CrewSpec, TemplateSpec

_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)

if TYPE_CHECKING:
    from engross.ooxml.text import Block


def check_candidate(  # noqa: PLR0913, PLR0917 - what a document is judged by
    blocks: Sequence[Block],
    figures: Sequence[Figure],
    evidence: Evidence,
    crew: CrewSpec,
    template: TemplateSpec,
    firm: Firm,
    client: Client,
    matter: Matter,
    fixed: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Everything that the crew's rules notice in a rendered document, most severe first.

    `blocks` is the document's text (`ooxml.text.read_text`); `fixed` is the template's own text,
    whose numbers need no source. A table of contents is not looked at: it says headings again.
    """
    said = tuple(block for block in blocks if not _CONTENTS.fullmatch(block.style))
    case = DocumentCase(
        said, tuple(figures), evidence, crew, template, firm, client, matter, tuple(fixed)
    )
    wanted = chosen(crew.checks)
    return in_order(finding for finding in _noticed(case) if finding.rule in wanted)


def _noticed(case: DocumentCase) -> Iterator[Finding]:
    cover = Cover(case)
    rest = cover.rest()
    yield from figure_faults(case, cover)
    yield from stray_numbers(rest)
    yield from document_second_prices(case, rest)
    yield from table_faults(case)
    yield from document_structure(case)
    yield from document_leaks(case, rest)
    yield from document_tipping(case)
    yield from foreign_payment_details(case)
    yield from document_addresses(case)
    yield from without_evidence(case)
    yield from _names(case, cover)
    day = as_at(case.evidence)
    for place, text in case.placed:
        yield from placeholders(text, place)
        yield from _dates(text, place, day)
    for place, text in cover.without_quotations():
        yield from forbidden_words(case.firm.house_style.forbidden_words, text, place)
    yield from style_faults(cover.without_quotations())


def _names(case: DocumentCase, cover: Cover) -> Iterator[Finding]:
    for place, text in cover.without_quotations():
        yield from misspelt(text, place, case.firm, case.client)
    for place, text in case.placed:
        yield from other_clients(text, place, case.firm, case.client)
    if not any(case.client.name in " ".join(text.split()) for _, text in case.placed):
        yield finding(
            NAMES,
            "document",
            f"The document nowhere has the client's registered name, {case.client.name}.",
            "Put the client's name back into the Word template: its field is client.name.",
        )


def _dates(text: str, place: str, day: dt.date | None) -> Iterator[Finding]:
    for fault in date_faults(text, day):
        yield finding(
            "dates-valid",
            place,
            f"{fault.message}.",
            "Find out which of the two is meant.",
        )
