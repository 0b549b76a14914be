from __future__ import annotations

import pytest

from engross.checks.words import PLACEHOLDER
from engross.knowledge.precedents import Setting
from engross.knowledge.precedents.labels import FIRMS_WORDS, fact_label, words_label
from engross.records import MEASURES, Evidence, Fact
from engross.uk.figures import figures_in, worded_numbers

DIFFERENCE = "difference(billed/2026-Q3/matter;billed/2026-Q2/matter)"
CHANGE = "change(billed/2026-Q3/matter;billed/2026-Q2/matter)"
NOW, BEFORE = "amount billed in the period", "amount billed in the period before"


@pytest.mark.parametrize(
    ("fact", "label"),
    [
        ("billed/2026-Q3/matter", "[amount billed in the period]"),
        ("billed/2026-Q2/matter", "[amount billed in the period before]"),
        ("billed/2026-08/matter", "[amount billed in a part of the period]"),
        ("billed/2024-Q1/matter", "[amount billed in another period]"),
        (
            "billed/2026-Q3/workstream:stock-system",
            "[amount billed for the workstream in the period]",
        ),
        ("budget/engagement/matter", "[amount of the budget for the engagement year]"),
        ("outstanding/at-2026-10-14/matter", "[amount outstanding on the day of the document]"),
        ("outstanding/at-2026-06-30/matter", "[amount outstanding on another day]"),
        ("due-date/at-2026-10-14/invoice:4452", "[date on which payment is due]"),
        ("number/at-2026-10-14/invoice:4452", "[figure: number of the invoice]"),
        ("workstream/engagement/workstream:stock-system", "[name of the workstream]"),
        (DIFFERENCE, f"[figure: difference between {NOW} and {BEFORE}]"),
        (CHANGE, f"[figure: percentage change from {BEFORE} to {NOW}]"),
        ("billed/2026-Q3/nowhere", "[figure]"),
    ],
)
def test_a_slot_becomes_what_it_stands_for_in_words(
    evidence: Evidence, setting: Setting, fact: str, label: str
) -> None:
    assert fact_label(fact, evidence, setting) == label


def test_somebody_s_words_are_told_from_our_notes(evidence: Evidence) -> None:
    assert words_label(evidence.passage("p1")) == "[what the client said]"
    assert words_label(evidence.passage("p2")) == "[what our notes say]"
    assert words_label(None) == "[what our notes say]"


@pytest.mark.parametrize("measure", [*MEASURES])
def test_every_measure_has_a_label_without_a_figure_that_the_checks_know_for_a_placeholder(
    setting: Setting, measure: str
) -> None:
    unit = MEASURES[measure].unit
    value = {"date": "2026-10-14", "text": "Wrackline"}.get(unit, "41.7")
    fact = Fact.model_validate(
        {"measure": measure, "period": "2026-Q3", "scope": "invoice:4452", "unit": unit}
        | {"value": value}
    )
    label = fact_label(fact.id, Evidence(sources=(), facts=(fact,), passages=()), setting)

    assert label not in {"[figure]", "[figure of the invoice in the period]"}
    assert not figures_in(label)
    assert not worded_numbers(label)
    assert PLACEHOLDER.search(label)


def test_what_is_not_ours_has_no_figure_either() -> None:
    assert FIRMS_WORDS == "[what the firm's guidance says]"
