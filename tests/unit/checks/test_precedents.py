"""What stands in a precedent in place of a client's words is a placeholder in any document."""

from __future__ import annotations

import pytest

from engross.checks.words import placeholders


@pytest.mark.parametrize(
    "label",
    [
        "[amount billed in the period]",
        "[date of the invoice]",
        "[fee-earner]",
        "[figure: hours recorded in the period]",
        "[name of the contact]",
        "[what the client said]",
        "[what our notes say]",
    ],
)
def test_a_precedent_s_label_left_in_a_document_blocks(label: str) -> None:
    (finding,) = placeholders(f"We have {label} to tell.", "section fees, paragraph 1")

    assert finding.severity == "block"
