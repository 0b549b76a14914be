from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]
RULE = "addresses-known"


@pytest.mark.parametrize(
    "text",
    [
        "Write to ruth@wrackline-boats.example.",
        "See https://pay.penhallow.example/now for this.",
        "See www.penhallowreeve.example.evil.com for this.",
        "See https://penhallowreeve.example@evil.com/x.",
        "Upload it at evil-share.com please.",
        "Write to ruth (at) evil (dot) com.",
        "See bit.ly/abc.",
        "Write to office@penhall\u043ewreeve.example.",
    ],
)
def test_a_strange_address_blocks(noticed: Check, text: str) -> None:
    (finding,) = noticed(RULE, text)

    assert finding.severity == "block"


@pytest.mark.parametrize(
    "text",
    [
        "Write to office@penhallowreeve.example or HELEN.PIKE@penhallowreeve.example.",
        "See https://www.penhallowreeve.example/fees.",
        "E.g. the stock.It was moved, i.e. done and/or posted in Node.js.",
        "The ledger is in billing.xlsx.",
    ],
)
def test_known_addresses_and_other_dots_pass(noticed: Check, text: str) -> None:
    assert noticed(RULE, text) == ()


def test_a_sites_name_by_itself_is_a_warning(noticed: Check) -> None:
    (finding,) = noticed(RULE, "The Booking.com statements were reconciled.")

    assert finding.severity == "warn"
