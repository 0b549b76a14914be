"""The made-up firm's own CRM, in tables as small as a test needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.intake.crm import Crm, crm_tables, picture
from engross.intake.crm.choosing import chosen_deal
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.given import GivenFile, Subject
from engross.intake.sheets import Sheet
from engross.records import Finding
from engross.sources.sheets import Row, SheetRead
from engross.uk.periods import as_at
from engross.workspace.register import Client, Firm, Matter

DEALS = "Deal ID|Deal Name|Account|Product|Deal Stage|Amount|Deal Owner|Created|Close Date"


def sheet_of(file: str, *lines: str, name: str = "") -> Sheet:
    """A sheet whose cells are parted by bars; the file is named after what it holds."""
    rows = tuple(
        Row(number, tuple(cell.strip() or None for cell in line.split("|")))
        for number, line in enumerate(lines, start=1)
    )
    given = GivenFile(name=file, data=b"-", role="crm", kind="crm")
    return Sheet(given, SheetRead(name, rows))


@pytest.fixture
def a_sheet() -> Callable[..., Sheet]:
    return sheet_of


@pytest.fixture
def a_crm() -> Callable[..., Crm]:
    """A CRM from sheets."""
    return lambda *sheets: picture(crm_tables(sheets))


@pytest.fixture
def of_deals(a_crm: Callable[..., Crm]) -> Callable[..., Crm]:
    """A CRM of deals alone, in the columns above."""
    return lambda *lines: a_crm(sheet_of("deals.csv", DEALS, *lines))


@pytest.fixture
def said() -> Callable[[Crm, str], list[str]]:
    """The messages of a CRM's findings of one rule."""

    def messages(crm: Crm, rule: str) -> list[str]:
        return [finding.message for finding in crm.findings if finding.rule == rule]

    return messages


@pytest.fixture
def only() -> Callable[[Crm, str], Finding]:
    """The one finding of a rule."""

    def finding(crm: Crm, rule: str) -> Finding:
        (one,) = [finding for finding in crm.findings if finding.rule == rule]
        return one

    return finding


@pytest.fixture
def a_choice(a_crm: Callable[..., Crm]) -> Callable[..., ChosenDeal]:
    """The first deal of a CRM from sheets, with what belongs to it."""

    def chosen(*sheets: Sheet) -> ChosenDeal:
        crm = a_crm(*sheets)
        return chosen_deal(crm, crm.deals[0], None)

    return chosen


@pytest.fixture
def a_deal_subject(firm: Firm) -> Callable[..., Subject]:
    """`a_deal_subject()` of a prospect, `a_deal_subject("wrackline")` of a registered client."""

    def made(client: str = "", partner: str = "helen.pike@penhallowreeve.example") -> Subject:
        matter = Matter(key="deal-d1", reference="D1", title="monthly accounts", partner=partner)
        prospect = Client(
            key="prospect-larchmoor", name="Larchmoor", short_name="Larchmoor", matters=(matter,)
        )
        day = dt.date(2026, 11, 18)
        return Subject(
            firm=firm,
            client=next((one for one in firm.clients if one.key == client), prospect),
            matter=matter,
            period=as_at(day),
            as_at=day,
            firm_sha256="0" * 64,
            reporting=False,
            deal="D1",
        )

    return made
