from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.checks.words import placeholders
from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "TODO: say more.",
        "The fee is XXX.",
        "Lorem ipsum dolor.",
        "Dear {{ client.name }}",
        "{% if paid %}",
        "[insert name here]",
        "[Client name]",
        "[ ]",
        "[...]",
        "Signed ________",
        "Fees were [[fact:",
        "The total is #REF!",
        "It is TBC.",
        "It came to NaN.",
    ],
)
def test_text_left_over_from_a_template_blocks(text: str) -> None:
    findings = list(placeholders(text, "section fees, paragraph 1"))

    assert findings
    assert {finding.severity for finding in findings} == {"block"}


@pytest.mark.parametrize(
    "text",
    ["We will do it today.", "Nothing to do.", "Lorna is here.", "The date [see note] is right."],
)
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert list(placeholders(text, "x")) == []


def test_what_is_to_be_confirmed_is_a_warning() -> None:
    (finding,) = placeholders("By [to confirm: the date of the count].", "x")

    assert finding.severity == "warn"
    assert finding.message == "[to confirm: the date of the count] is still open."


def test_a_draft_is_looked_through_for_placeholders(noticed: Check) -> None:
    assert len(noticed("placeholders", "TODO and [[fact:billed/2026-Q3/matter]].")) == 1


def test_words_that_the_firm_does_not_use_are_warnings(noticed: Check) -> None:
    findings = noticed("house-style", "A Robust plan, going forward; robustness is no matter.")

    assert [finding.severity for finding in findings] == ["warn", "warn"]


@pytest.mark.parametrize(
    "text",
    [
        "You asked us to postpone the stock module.",
        "Ms Adeyemi told us that it can wait.",
        "[[fact:client-contact/register/client]] has confirmed the plan.",
        "We have agreed to postpone it.",
        "It was decided to wait.",
        "The client approved the plan.",
        "Ruth said so.",
    ],
)
def test_a_claim_about_what_was_said_must_cite(noticed: Check, text: str) -> None:
    (finding,) = noticed("citations-resolve", text)

    assert finding.severity == "block"
    assert noticed("citations-resolve", text, ["p1"]) == ()
    assert noticed("citations-resolve", f"{text} [[quote:p1]]") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The agreed budget stands.",
        "The work goes on as agreed in our letter.",
        "As agreed, we start soon.",
        "If you want to say so, please tell us.",
    ],
)
def test_words_that_claim_nothing_need_no_citation(noticed: Check, text: str) -> None:
    assert noticed("citations-resolve", text) == ()


def test_a_citation_of_nothing_blocks(noticed: Check) -> None:
    (finding,) = noticed("citations-resolve", "It can wait.", ["p9"])

    assert "cites p9, and there is no such passage" in finding.message


def test_a_remark_reported_as_a_decision_is_a_warning(noticed: Check) -> None:
    (finding,) = noticed("citations-resolve", "We agreed to look at payroll.", ["p2"])

    assert finding.severity == "warn"
    assert "mere background" in finding.message
