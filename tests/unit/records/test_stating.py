from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engross.records import Evidence, Fact, Span
from engross.records.stating import read_as, typed_fact

SPAN = Span(source="a" * 64, file="Review copy.docx", place="section fees, paragraph 1")
BILLED = Fact(measure="billed", period="2026-Q3", unit="GBP", value=Decimal(9490))


def test_a_figure_typed_over_another_means_what_that_meant() -> None:
    fact = typed_fact(
        "£9,500", instead_of=BILLED, meant=BILLED.id, sentence="", span=SPAN, by="helen@example"
    )

    assert fact.id == "typed(billed/2026-Q3/matter)=9500"
    assert (fact.measure, fact.unit, fact.value) == ("billed", "GBP", Decimal(9500))
    assert fact.asserted_by == "helen@example"


def test_a_new_figure_is_named_by_its_sentence() -> None:
    made = [
        typed_fact("£50", instead_of=None, sentence=words, span=SPAN, by="")
        for words in ("We spent £50.", "We  spent £50.", "We lost £50.")
    ]

    assert made[0].id == made[1].id != made[2].id
    assert made[0].id.startswith("stated/in-word/sentence:")
    assert (made[0].unit, made[0].asserted_by) == ("GBP", "")


def test_words_that_are_no_value_of_the_unit_are_kept_as_words() -> None:
    fact = typed_fact(
        "nine or ten thousand", instead_of=BILLED, meant=BILLED.id, sentence="", span=SPAN, by=""
    )

    assert (fact.unit, fact.value) == ("text", "nine or ten thousand")


def test_a_typed_fact_is_found_beside_the_one_that_it_stands_for() -> None:
    fact = typed_fact("£9,500", instead_of=BILLED, meant=BILLED.id, sentence="", span=SPAN, by="")
    evidence = Evidence(sources=(), facts=(BILLED, fact), passages=())

    assert evidence.fact(fact.id) == fact
    assert evidence.fact(BILLED.id) == BILLED


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("9,500", "GBP", Decimal(9500)),
        ("\N{EN DASH}", "GBP", Decimal(0)),
        ("(114.00)", "GBP", Decimal(-114)),
        ("£85 an hour", "GBP/hour", Decimal(85)),
        ("50.6 hours", "hours", Decimal("50.6")),
        ("61.5%", "percent", Decimal("61.5")),
        ("61.5", "percent", Decimal("61.5")),
        ("1.6 percentage points", "points", Decimal("1.6")),
        ("1,846", "count", Decimal(1846)),
        ("30 days", "days", Decimal(30)),
        ("14 October 2026", "date", dt.date(2026, 10, 14)),
        ("14 October", "date", None),
        ("several", "GBP", None),
        ("Stock  system", "text", "Stock system"),
    ],
)
def test_words_are_read_as_the_unit_says(text: str, unit: str, value: object) -> None:
    assert read_as(text, unit) == value  # type: ignore[arg-type]  # units they are
