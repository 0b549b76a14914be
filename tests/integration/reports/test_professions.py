"""The client report of each profession, made by the real stages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.reports.conftest import Produced
from integration.reports.plants import Plant

PLAIN = Plant("nothing planted", ())
OWN_WORDS = {
    "accountants": ("Work done", "Fees", "Budget £", "The figures are unaudited."),
    "consultants": ("Progress and deliverables", "Risks and issues", "Agreed budget £"),
    "solicitors": (
        "Progress of the matter",
        "Costs",
        "Estimate £",
        "Estimates of costs are the best information possible at this date",
    ),
    "surveyors": ("Inspections and work done", "Fees by stage", "Agreed fee £", "not a survey"),
}


ANYBODYS = {"Work done", "Fees", "Budget £"}
"""Ordinary words, which others have too."""
FIRMS_WORDS = {"house-style", "sections-in-order", "words-that-bind", "nothing-internal"}


@pytest.mark.parametrize("profession", OWN_WORDS)
def test_a_report_is_in_the_words_of_its_profession_and_no_check_objects(
    profession: str, produce: Callable[..., Produced]
) -> None:
    report = produce(PLAIN, profession=profession)

    mine = {words for words in OWN_WORDS[profession] if words in report.text}
    others = {words for other in OWN_WORDS if other != profession for words in OWN_WORDS[other]}
    assert mine == set(OWN_WORDS[profession])
    assert [words for words in others - ANYBODYS if words in report.text] == []
    assert ("Outstanding by age" in report.text) == (profession != "surveyors")
    graver = [f for f in report.findings if f.severity == "block" or "basis" in f.place]
    assert [f for f in graver if f.rule in FIRMS_WORDS] == []
