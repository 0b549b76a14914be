"""A precedent is a pattern: none of its sentences stands in a document as the firm's own words."""

from __future__ import annotations

import pytest

from engross.models.house.approved import fitting
from engross.models.house.commentary import Remark
from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine, Section

QUESTION = "What if I have a query on an invoice?"
QUERY = Remark("If you have a query on an invoice, please tell us.", invites=True)
ANSWER = "Ring or write to the partner and name the invoice."


@pytest.fixture
def section() -> Section:
    return Section(
        key="account",
        heading="Account",
        purpose="What is owed.",
        measures=(),
        kinds=(),
        fewest=0,
        most=100,
        may_be_empty=False,
        when_empty="",
        has_tables=False,
        fixed=False,
        knowledge=(QUESTION,),
    )


def _known(text: str, **where: str) -> PassageLine:
    return PassageLine(
        id="k00000000beef", kind="background", text=text, speaker="", owner="", due="", **where
    )


def test_an_answer_of_the_firm_s_is_taken(section: Section) -> None:
    found = fitting(section, [QUERY], [_known(ANSWER)], Nearness())

    assert found is not None
    assert found[1].text == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Name the invoice [figure: number of the invoice] and your query.",
        "Your query on an invoice goes to [name of the contact].",
        "Ring [fee-earner] about your query on an invoice.",
    ],
)
def test_a_sentence_with_a_placeholder_is_never_taken(section: Section, text: str) -> None:
    assert fitting(section, [QUERY], [_known(text)], Nearness()) is None


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("precedents/client_report-account-2026-11-22.md", "Invoices, paragraph 1"),
        ("clients/wrackline/precedents/query.md", "Query, paragraph 1"),
        ("clients/wrackline/matters/accounts-2026/precedents/query.md", "Query, paragraph 1"),
        ("report-precedent.md", "Precedent: a client report > Invoices and account, paragraph 1"),
    ],
)
def test_a_precedent_s_sentences_are_said_of_another_document_and_never_taken(
    section: Section, file: str, place: str
) -> None:
    assert fitting(section, [QUERY], [_known(ANSWER, file=file, place=place)], Nearness()) is None
