from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.errors import InputError

if TYPE_CHECKING:
    from conftest import Accounts
    from engross.intake import Subject

Take = Callable[..., "Accounts"]

RULE = "ledger-months-missing"
MONTHS = """
Wrackline Boatyard Limited
|Apr 26|May 26|Jun 26|Jul 26|Sep 26|{}
Turnover|10|10|10|10|10|50
Overheads|6|6|6|6|6|30
"""
FULL = """
Wrackline Boatyard Limited
|Apr 26|May 26|Jun 26|Jul 26|Aug 26|Sep 26
Turnover|10|10|10|10|{august}|10
Overheads|6|{may}|6|6|{august}|6
"""


@pytest.fixture
def september(make: object, subject: Subject) -> Subject:
    return make.subject_of(subject.firm, "2026-09")  # type: ignore[attr-defined,no-any-return]  # a namespace


def test_a_total_of_months_of_which_one_is_missing_is_not_used(
    take: Take, september: Subject
) -> None:
    accounts = take(MONTHS.format("Total"), about=september)

    assert accounts.value("ledger-actual", "line:sales") == 10
    assert accounts.value("ledger-actual", "line:sales", "2026-09-6m") is None
    assert "no figures for August 2026" in accounts.said(RULE)


def test_a_year_to_date_beside_a_missing_month_blocks(take: Take, september: Subject) -> None:
    accounts = take(MONTHS.format("YTD"), about=september)
    (finding,) = (f for f in accounts.taken.findings if f.rule == RULE)

    assert finding.severity == "block"
    assert "six months to 30 September 2026" in finding.message


def test_a_quarter_is_refused_with_the_name_of_the_month_that_is_missing(take: Take) -> None:
    with pytest.raises(InputError, match="as August 2026 is not in it"):
        take(MONTHS.format("Total"))


def test_a_month_in_which_every_line_is_nil_blocks_its_own_period(take: Take) -> None:
    accounts = take(FULL.format(august=0, may=6))
    (finding,) = (f for f in accounts.taken.findings if f.rule == RULE)

    assert finding.severity == "block"
    assert "is nil in August 2026" in finding.message


def test_a_blank_month_is_no_month_of_nothing(take: Take) -> None:
    with pytest.raises(InputError, match="as August 2026 is not in it"):
        take(FULL.format(august="", may=6))


def test_months_without_gaps_are_not_remarked_on(take: Take) -> None:
    assert take(FULL.format(august=3, may=0)).said(RULE) == ""
