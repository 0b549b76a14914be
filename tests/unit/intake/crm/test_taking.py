"""A CRM export into the evidence of a run about one of its deals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from engross.errors import InputError
from engross.intake.crm.taking import other_accounts, take_crm
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject
from engross.intake.notes import read_notes
from engross.intake.withholding import OTHER_CLIENT
from engross.testing import HashedEmbedding

DEALS = """Deal ID,Deal Name,Account,Deal Stage,Amount,Next step,Product
D1,One,Larchmoor,Open,900,Chase them hard,Payroll
D2,Two,Fenwick,Open,70,Give up on Fenwick,Tax
D3,Three,Larchmoor,Open,,,Tax
"""
ACCOUNTS = """Account,Industry,Street,Postcode
Larchmoor,Wood,4 Example Yard,EX0 9ZZ
Fenwick,Glass,5 Example Yard,EX0 8ZZ
"""


@pytest.fixture
def files() -> list[GivenFile]:
    return [
        GivenFile(name, text.encode(), role="crm", kind="crm")
        for name, text in (("deals.csv", DEALS), ("accounts.csv", ACCOUNTS))
    ]


@pytest.fixture
def subject(a_deal_subject: Callable[..., Subject]) -> Subject:
    return a_deal_subject()


def test_the_deal_comes_with_what_belongs_to_it(files: list[GivenFile], subject: Subject) -> None:
    chosen, _ = take_crm(FactBook(), files, subject)

    assert chosen is not None
    assert (chosen.deal.id.value, chosen.account.name.value) == ("D1", "Larchmoor")


def test_its_amount_is_an_internal_fact_with_its_cell(
    files: list[GivenFile], subject: Subject
) -> None:
    book = FactBook()

    take_crm(book, files, subject)

    fact = book.get("crm-amount", "proposal", "matter")
    assert fact is not None
    assert (fact.value, fact.audience, fact.spans[0].place) == (Decimal(900), "internal", "E2")


def test_without_an_amount_there_is_no_fact(files: list[GivenFile], subject: Subject) -> None:
    book = FactBook()

    take_crm(book, files, replace(subject, deal="D3"))

    assert book.facts == ()


def test_another_clients_deal_comes_neither_in_passages_nor_in_findings(
    files: list[GivenFile], subject: Subject
) -> None:
    _, taken = take_crm(FactBook(), files, subject)

    said = [passage.text for passage in taken.passages]
    said += [f"{one.message} {one.suggestion}" for one in taken.findings]
    assert "Chase them hard" in said
    assert not [text for text in said if "Fenwick" in text or "70" in text]


def test_the_report_counts_its_rows_and_shows_no_value(
    files: list[GivenFile], subject: Subject
) -> None:
    _, taken = take_crm(FactBook(), files, subject)

    tables = {report.file: report.tables[0] for report in taken.reports}
    assert {name: (one.rows, one.used, one.others) for name, one in tables.items()} == {
        "deals.csv": (3, 1, 2),
        "accounts.csv": (2, 1, 1),
    }
    assert not any(column.samples for one in tables.values() for column in one.columns)
    assert taken.reports[0].method


def test_a_run_about_a_matter_reads_no_deal(files: list[GivenFile], subject: Subject) -> None:
    chosen, taken = take_crm(FactBook(), files, replace(subject, deal=""))

    assert chosen is None
    assert taken.passages == taken.findings == ()


def test_a_deal_that_is_gone_stops_the_run(files: list[GivenFile], subject: Subject) -> None:
    with pytest.raises(InputError, match=r"deals\.csv: it has no deals called 'D9'"):
        take_crm(FactBook(), files, replace(subject, deal="D9"))


def test_the_other_accounts_are_those_that_are_not_the_deals(
    files: list[GivenFile], subject: Subject
) -> None:
    assert other_accounts(files, subject) == {"fenwick"}
    assert other_accounts(files, replace(subject, deal="")) == frozenset()


@pytest.mark.parametrize("first", ["Client: Fenwick", "# Meeting with Fenwick Glass Ltd"])
def test_notes_of_another_account_are_refused(subject: Subject, first: str) -> None:
    note = GivenFile(
        "call.md", f"{first}\n\n- They want tax.\n".encode(), role="notes", kind="notes"
    )
    others = frozenset({"fenwick", "fenwick glass ltd"})

    with pytest.raises(InputError, match=r"not Larchmoor, matter D1"):
        read_notes(note, replace(subject, strangers=others), HashedEmbedding)


def test_a_line_of_the_notes_that_names_another_account_is_withheld(subject: Subject) -> None:
    text = "# Needs\n\n- They want monthly accounts.\n- Fenwick Glass Ltd wants them too.\n"
    note = GivenFile("call.md", text.encode(), role="notes", kind="notes")

    read = read_notes(
        note, replace(subject, strangers=frozenset({"fenwick glass ltd"})), HashedEmbedding
    )

    assert {p.text: p.withheld for p in read.passages} == {
        "They want monthly accounts.": "",
        "Fenwick Glass Ltd wants them too.": OTHER_CLIENT,
    }
