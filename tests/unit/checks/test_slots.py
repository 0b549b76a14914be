from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "Fees billed were [[fact:billed/2026-Q3/matter]].",
        "Fees rose by [[fact:difference(billed/2026-Q3/matter;billed/2026-Q2/matter)]].",
        "You told us: [[quote:p1]]",
        "See [[see:sections.summary]].",
        "No slot at all.",
    ],
)
def test_slots_that_name_something_resolve(noticed: Check, text: str) -> None:
    assert noticed("slots-resolve", text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fees were [[fact:billed/2026-Q1/matter]].", "names no figure of this run"),
        ("They said [[quote:p9]].", "There is no passage p9"),
        ("You asked us to move it to [[quote:p4#3]].", "says no figure of number 3"),
        ("You asked us to move it to [[quote:p4#0]].", "There is no passage p4#0"),
        ("Fees were [[billed]].", "[[billed]] is no slot"),
        ("See [[see:summery]].", "[[see:summery]] leads to no table, chart or section"),
        ("See [[see:Table 1]].", "[[see:Table 1]] is no slot"),
        ("So[[note:audit]].", "footnotes stand in the firm's own text only"),
        ("Fees were [[amount:billed/2026-Q3/matter]].", "is no slot"),
        ("Fees were [[fact:share(billed/2026-Q3/matter;hours/2026-Q3/matter)]].", "one unit"),
        ("Up [[fact:change(billed/2026-Q3/matter;billed/2020-Q3/matter)]].", "does not have"),
    ],
)
def test_slots_that_name_nothing_block(noticed: Check, text: str, told: str) -> None:
    (finding,) = noticed("slots-resolve", text)

    assert told in finding.message
    assert finding.severity == "block"
    assert finding.place == "section summary, paragraph 1"


def test_a_near_id_is_suggested(noticed: Check) -> None:
    (finding,) = noticed("slots-resolve", "Fees billed were [[fact:billed/2026-Q3/mater]].")

    assert "billed/2026-Q3/matter" in finding.suggestion


def test_internal_ids_are_never_suggested(noticed: Check) -> None:
    (finding,) = noticed("slots-resolve", "It was [[fact:write-off/2026-Q3/mater]].")

    assert "write-off/2026-Q3/matter" not in finding.suggestion
