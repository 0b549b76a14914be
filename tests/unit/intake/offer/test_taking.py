from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile, Subject
from engross.workspace.price_list import PriceList

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]


def test_without_a_deal_and_an_estimate_nothing_is_proposed(take: Take) -> None:
    offered = take()

    assert (offered.book.facts, offered.taken.findings) == ((), ())


def test_an_estimate_goes_before_the_price_list(
    take: Take, estimate: Callable[..., GivenFile]
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000"), title="System change")

    assert offered.value("fee") == Decimal("1000.00")
    assert offered.value("service") == "the move to a new system"


def test_the_price_list_goes_before_the_crm(take: Take, deal: Callable[..., object]) -> None:
    offered = take(chosen=deal(Product="System change", Amount="9000", Currency="GBP"))

    assert offered.value("fee") == Decimal("1290.00")  # 2 x 210 + 6 x 145
    assert "fee-from-crm" not in offered.rules()


def test_a_stage_of_hours_is_priced_at_the_rates(take: Take, deal: Callable[..., object]) -> None:
    offered = take(chosen=deal(Product="Mgmt accounts"))

    assert offered.value("fee", "stage:months") == Decimal("8903.75")  # 40 x 145 + 32.5 x 95.50
    assert offered.value("fee-vat", "stage:months") == Decimal("1780.75")
    assert offered.value("fee-total") == Decimal("11404.50")
    assert offered.value("invoiced-on", "stage:setting-up") == "Layout agreed"


def test_hours_of_a_fixed_fee_are_the_firms_own(take: Take, deal: Callable[..., object]) -> None:
    fixed, by_time = take(chosen=deal(Product="Mgmt accounts")), take(chosen=deal(Product="move"))
    hidden = {f.audience for f in fixed.book.facts if f.measure in {"estimate-hours", "rate"}}
    shown = {f.audience for f in by_time.book.facts if f.measure in {"estimate-hours", "rate"}}

    assert (hidden, shown) == ({"internal"}, {"client"})
    assert by_time.value("estimate-hours", "grade:manager") == 6
    assert by_time.value("rate", "grade:manager") == 145


def test_an_aim_is_weeks_from_the_day_and_a_working_day(
    take: Take, deal: Callable[..., object]
) -> None:
    offered = take(chosen=deal(Product="Mgmt accounts"))
    at_christmas = take(chosen=deal(Product="System change"))  # 5 weeks on is 23 December

    assert offered.value("target-date", "stage:setting-up") == dt.date(2026, 12, 16)
    assert offered.value("target-date", "stage:months") is None
    assert at_christmas.value("target-date", "stage:plan") == dt.date(2026, 12, 23)


def test_an_aim_on_a_bank_holiday_moves_to_the_next_working_day(
    take: Take, deal: Callable[..., object], about: Callable[..., Subject]
) -> None:
    later = about(as_at=dt.date(2026, 11, 20))  # 5 weeks on is Christmas Day, a Friday
    offered = take(chosen=deal(Product="System change"), subject=later)

    assert offered.value("target-date", "stage:plan") == dt.date(2026, 12, 29)


def test_the_proposal_is_open_for_the_days_of_the_price_list(
    take: Take, deal: Callable[..., object]
) -> None:
    offered = take(chosen=deal(Product="System change"))

    assert offered.value("open-until") == dt.date(2026, 12, 18)
    assert offered.value("vat-rate") == 20


def test_nothing_that_says_what_it_costs_is_asked_about(
    take: Take, deal: Callable[..., object]
) -> None:
    offered = take(chosen=deal(Product="written advice"))

    assert offered.value("fee") is None
    assert offered.value("open-until") == dt.date(2026, 12, 18)
    assert offered.rules() == ["fee-unknown"]
    assert "what “written advice” costs" in offered.said()


def test_an_overdue_price_list_is_told_with_its_owner(
    take: Take, deal: Callable[..., object], about: Callable[..., Subject], prices: PriceList
) -> None:
    old = prices.model_copy(update={"review_by": dt.date(2026, 11, 17)})
    offered = take(chosen=deal(Product="System change"), subject=about(prices=old))

    assert offered.rules() == ["price-list-overdue"]
    assert "by 17 November 2026" in offered.said()
    assert "Ask Helen Pike" in offered.taken.findings[0].suggestion


def test_without_a_price_list_no_rate_of_vat_is_assumed(
    take: Take, estimate: Callable[..., GivenFile], about: Callable[..., Subject]
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000"), subject=about(prices=None))

    assert (offered.value("fee"), offered.value("fee-vat")) == (Decimal("1000.00"), None)
    assert offered.value("open-until") is None
    assert offered.rules() == ["price-list-missing"]


def test_vat_is_rounded_half_up_in_each_row_and_totals_are_sums_of_rows(
    take: Take, estimate: Callable[..., GivenFile], about: Callable[..., Subject], prices: PriceList
) -> None:
    odd = about(prices=prices.model_copy(update={"vat_percent": Decimal("12.5")}))
    offered = take(estimate("Stage|Fee £", "A|0.20", "B|0.20", "C|0.20"), subject=odd)

    assert offered.value("fee-vat", "stage:a") == Decimal("0.03")  # 0.025
    assert offered.value("fee-vat") == Decimal("0.09")  # and not 0.08
    assert offered.value("fee-total") == Decimal("0.69")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"fee_up_to": 899}, "The fee is beyond what Helen Pike may sign; nobody may sign it"),
        ({"discount_up_to": "9.9"}, "The discount is beyond what Helen Pike may sign; nobody"),
        ({"fee_up_to": 7, "discount_up_to": 6}, "The fee and the discount are beyond what Helen"),
        ({"fee_up_to": 900, "discount_up_to": 10}, ""),
    ],
)
def test_what_is_beyond_the_signers_authority_is_told_without_the_limit(
    take: Take,
    estimate: Callable[..., GivenFile],
    about: Callable[..., Subject],
    limits: dict[str, object],
    said: str,
) -> None:
    subject = about()
    helen = subject.firm.people[0].model_validate(
        {**subject.firm.people[0].model_dump(), "authority": {"proposal": limits}}
    )
    firm = subject.firm.model_copy(update={"people": (helen, *subject.firm.people[1:])})
    offered = take(
        estimate("Stage|Fee £", "Plan|1000", "Discount|10%"),
        subject=replace(subject, firm=firm),
    )

    assert offered.said().startswith(said)
    assert not any(str(limit) in offered.said() for limit in limits.values())
    assert ("offer-beyond-authority" in offered.rules()) is bool(said)


def test_somebody_who_may_sign_it_is_named(
    take: Take, estimate: Callable[..., GivenFile], about: Callable[..., Subject]
) -> None:
    subject = about()
    helen, martin = subject.firm.people
    limited = type(helen).model_validate(
        {**helen.model_dump(), "authority": {"proposal": {"fee_up_to": 5}}}
    )
    may = martin.model_copy(update={"signs": ("proposal",)})
    firm = subject.firm.model_copy(update={"people": (limited, may)})
    offered = take(estimate("Stage|Fee £", "Plan|1000"), subject=replace(subject, firm=firm))

    assert "Martin Oke may sign it." in offered.said()


def test_nobody_is_named_who_is_within_one_limit_and_beyond_the_other(
    take: Take, estimate: Callable[..., GivenFile], about: Callable[..., Subject]
) -> None:
    subject = about()
    helen, martin = subject.firm.people
    limited, other = (
        type(person).model_validate(
            {**person.model_dump(), "signs": ("proposal",), "authority": {"proposal": limits}}
        )
        for person, limits in ((helen, {"fee_up_to": 5}), (martin, {"discount_up_to": 5}))
    )
    firm = subject.firm.model_copy(update={"people": (limited, other)})
    offered = take(
        estimate("Stage|Fee £", "Plan|1000", "Discount|10%"), subject=replace(subject, firm=firm)
    )

    assert "The fee is beyond what Helen Pike may sign; nobody may sign it" in offered.said()
    assert "Martin" not in offered.said()
