from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]

LOSS = "[[fact:write-off/2026-Q3/matter]]"


def test_an_internal_figure_in_a_slot_blocks_without_telling_its_value(noticed: Check) -> None:
    (finding,) = noticed("nothing-internal", f"That is {LOSS}.")

    assert finding.severity == "block"
    assert "1,315" not in finding.message


@pytest.mark.parametrize("rule", ["slot-fits-sentence", "slots-resolve"])
def test_no_other_rule_tells_an_internal_value(noticed: Check, rule: str) -> None:
    text = f"Last quarter it was {LOSS} and [[fact:billed/2026-Q3/matter]]."

    assert "1,315" not in "".join(finding.message for finding in noticed(rule, text))


def test_a_figure_worked_out_from_an_internal_one_blocks(noticed: Check) -> None:
    text = "Fees: [[fact:share(write-off/2026-Q3/matter;billed/2026-Q3/matter)]]."

    assert len(noticed("nothing-internal", text)) == 1


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("You said [[quote:p3]].", ()),
        ("They pay late.", ("p3",)),
        ("They are slow payers and always will be, it seems.", ()),
    ],
)
def test_a_withheld_passage_never_gets_through(
    noticed: Check, text: str, cites: tuple[str, ...]
) -> None:
    (finding,) = noticed("nothing-internal", text, cites)

    assert finding.severity == "block"
    assert finding.evidence == ("p3",)


@pytest.mark.parametrize(
    "text",
    [
        "Our recovery rate was good.",
        "The cost rate is low.",
        "See the file note.",
        "Our margin on this is thin.",
        "We wrote off time.",
        "The risk rating is high.",
        "Lock-up days fell.",
        "A suspicious activity report was made.",
    ],
)
def test_the_firms_own_affairs_block(noticed: Check, text: str) -> None:
    assert [f.severity for f in noticed("nothing-internal", text)] == ["block"]


@pytest.mark.parametrize("text", ["Gross margin fell.", "The old stock was written off."])
def test_words_that_may_be_about_the_clients_business_are_warnings(
    noticed: Check, text: str
) -> None:
    assert [f.severity for f in noticed("nothing-internal", text)] == ["warn"]


def test_a_few_words_in_common_with_a_withheld_passage_pass(noticed: Check) -> None:
    assert noticed("nothing-internal", "They are slow to answer and always polite.") == ()
