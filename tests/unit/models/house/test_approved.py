from __future__ import annotations

import pytest

from engross.models.house.approved import fitting
from engross.models.house.commentary import Remark
from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine, Section

QUERY = Remark("If you have a query on an invoice, please tell us.", invites=True)
FIGURE = Remark("Fees billed this quarter come to [[fact:billed/2026-Q3/matter]].", ("billed",))
ANSWER = (
    "Ring or write to the partner and name the invoice. We answer within five working days. "
    "The client may also write to somebody else about an invoice."
)


def account(*questions: str) -> Section:
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
        knowledge=questions,
    )


def known(text: str) -> PassageLine:
    return PassageLine(id="k0000beef", kind="background", text=text, speaker="", owner="", due="")


def test_the_firms_own_words_follow_the_remark_that_they_answer() -> None:
    section = account("What if I have a query on an invoice?")
    found = fitting(section, [FIGURE, QUERY], [known(ANSWER)], Nearness())

    assert found is not None
    assert found[0] == 1
    assert found[1].text == "Ring or write to the partner and name the invoice."
    assert found[1].cites == ("k0000beef",)


@pytest.mark.parametrize(
    "text",
    [
        "We answer a query on an invoice within five working days.",
        "The client names the invoice that the query is about.",
        'Write "If you have a query on this invoice, please tell us."',
        "# Queries on an invoice",
    ],
)
def test_figures_other_readers_and_patterns_are_not_taken(text: str) -> None:
    section = account("What if I have a query on an invoice?")

    assert fitting(section, [QUERY], [known(text)], Nearness()) is None


def test_nothing_is_added_where_nothing_is_left_to_the_reader() -> None:
    section = account("What if I have a query on an invoice?")
    settled = Remark(QUERY.text)

    assert fitting(section, [settled], [known(ANSWER)], Nearness()) is None


def test_an_answer_to_something_else_is_not_added() -> None:
    section = account("When shall we have our management accounts?")
    text = "You have the accounts when the month is closed and agreed."

    assert fitting(section, [QUERY], [known(text)], Nearness()) is None
