from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from engross.intake.crm.chosen import ChosenDeal

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Deal = Callable[..., ChosenDeal]

LINES = "Line Item ID,Deal Name,Product,Quantity,Unit Price,Amount"
PRODUCTS = "Product ID,Product Name,Unit Price,Currency"


def test_the_lines_of_a_deal_are_its_stages(take: Take, deal: Deal) -> None:
    chosen = deal(lines=[LINES, "1,Stock,Stock count,2,150.25,", "2,Stock,Training,1,400,400"])
    offered = take(chosen=chosen)

    assert offered.scopes("stage") == ["stage:stock-count", "stage:training"]
    assert offered.value("fee", "stage:stock-count") == Decimal("300.50")
    assert offered.value("fee-total") == Decimal("840.60")
    assert offered.rules() == ["fee-from-crm"]


def test_the_only_line_of_a_deal_is_its_price(take: Take, deal: Deal) -> None:
    offered = take(chosen=deal(lines=[LINES, "1,Stock,Stock count,1,650,650"]))

    assert offered.value("fee") == Decimal("650.00")
    assert "The fee is the only line of the deal in the CRM" in offered.said()


def test_lines_below_their_own_prices_are_a_discount_that_somebody_must_be_allowed_to_give(
    take: Take, deal: Deal
) -> None:
    offered = take(chosen=deal(lines=[LINES, "1,Stock,Stock count,6,1000,4500"]))

    assert offered.value("fee") == Decimal("4500.00")
    assert offered.value("discount-percent") == Decimal("25.00")
    assert offered.value("discount") is None
    assert "come to 25% less than their own prices" in offered.said()


def test_two_lines_of_one_product_are_two_stages(take: Take, deal: Deal) -> None:
    offered = take(chosen=deal(lines=[LINES, "1,Stock,Count,1,500,500", "2,Stock,Count,1,60,60"]))

    assert offered.scopes("stage") == ["stage:count", "stage:count-2"]
    assert offered.value("fee") == 560


def test_a_line_that_reads_as_a_remark_is_not_printed(take: Take, deal: Deal) -> None:
    chosen = deal(
        lines=[LINES, "1,Stock,Count (they hope for 20% off),1,500,500", "2,Stock,B,1,4,4"]
    )
    offered = take(chosen=chosen)

    assert offered.value("stage", "stage:line-1") == "[to confirm: the stage]"
    assert "estimate-unclear" in offered.rules()
    assert "hope" not in offered.said()


def test_a_line_without_a_price_leaves_the_whole_without_a_total(take: Take, deal: Deal) -> None:
    offered = take(chosen=deal(lines=[LINES, "1,Stock,Count,1,500,500", "2,Stock,Move,1,,"]))

    assert offered.value("fee", "stage:count") == 500
    assert offered.value("fee") is None
    assert "what it costs cannot be told" in offered.said()


def test_a_won_deals_amount_is_its_fee_with_a_warning(take: Take, deal: Deal) -> None:
    won = {"Deal Stage": "Closed won", "Amount": "5400", "Currency": "GBP"}
    offered = take(chosen=deal(**won))

    assert offered.value("fee") == Decimal("5400.00")
    assert offered.scopes("fee") == ["stage:accounts-and-stock", "matter"]
    assert offered.rules() == ["fee-from-crm"]
    assert "The fee is the amount of the deal in the CRM" in offered.said()


def test_what_the_firm_hopes_to_earn_from_an_open_deal_is_no_fee(take: Take, deal: Deal) -> None:
    offered = take(chosen=deal(Amount="5400", Currency="GBP"))

    assert offered.value("fee") is None
    assert offered.rules() == ["fee-unknown"]
    assert "5,400" not in offered.said()


def test_the_products_own_price_goes_before_a_hope(take: Take, deal: Deal) -> None:
    listed = [PRODUCTS, "1,Stock count,4800,GBP"]
    offered = take(chosen=deal(products=listed, Product="Stock count", Amount="5400"))

    assert offered.value("fee") == Decimal("4800.00")
    assert "the product's price in the export's list" in offered.said()
    assert "does not say in which currency" in offered.said()


@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_nothing_is_converted(take: Take, deal: Deal, currency: str) -> None:
    won = {"Deal Stage": "Closed won", "Amount": "5400", "Currency": currency}
    offered = take(chosen=deal(**won))

    assert offered.value("fee") is None
    assert offered.rules() == ["fee-in-other-currency", "fee-unknown"]
    assert f"5,400 {currency}" in offered.said()
