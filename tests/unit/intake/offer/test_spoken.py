from __future__ import annotations

from decimal import Decimal

import pytest

from engross.intake.offer.spoken import spoken_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our budget is £8,000.", [("8000", "budget")]),
        ("She asked whether £6k plus VAT would be the price.", [("6000", "fee")]),
        ("The fee was to be 4,500 plus VAT. They have 12,000 lines.", [("4500", "fee")]),
        ("We quoted £1.5m and £20.50.", [("1500000", "fee"), ("20.50", "fee")]),
        ("They can spend ten thousand.", []),
        ("The rate is £145 an hour, the fee £900.", [("900", "fee")]),
        ("The yard holds stock of £40,000.", []),
        ("The fee is due within 30 days.", []),
    ],
)
def test_amounts_are_told_where_a_sentence_speaks_of_a_fee_or_a_budget(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = [(spoken.amount, spoken.kind) for spoken in spoken_in(text)]

    assert found == [(Decimal(amount), kind) for amount, kind in expected]
