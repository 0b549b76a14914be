from __future__ import annotations

import re
from pathlib import Path

from engross.checks import OVERRIDABLE, RULES, rules_page

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "reference" / "checks.md"


def test_the_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_every_page_that_a_rule_refers_to_is_there() -> None:
    links = [link for rule in RULES for link in re.findall(r"\((\.\./[^)]+)\)", rule.source)]

    assert links
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []


def test_rules_have_names_of_their_own_and_reasons() -> None:
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)
    assert all(len(rule.reason) > 60 for rule in RULES)


def test_every_rule_that_the_engine_raises_is_listed() -> None:
    raised = {
        name
        for path in (ROOT / "src" / "engross").rglob("*.py")
        for name in re.findall(r'\brule="([a-z-]+)"', path.read_text(encoding="utf-8"))
    }

    assert raised - {rule.name for rule in RULES} == set()


def test_nobody_answers_for_holes_leaks_or_figures_that_are_not_the_evidences() -> None:
    never = {rule.name for rule in RULES if rule.severity == "block"} - OVERRIDABLE

    assert never == {
        "slots-resolve",
        "placeholders",
        "nothing-internal",
        "payment-details",
        "same-fact-same-everywhere",
        "figure-typed",
        "nothing-left-behind",
        "required-statement",
        "record-to-unverified",
        "tipping-off",
    }
