from __future__ import annotations

from pathlib import Path

import pytest

from engross.errors import InputError, UsageError
from engross.pipeline.batches.asking import batch_of_deals, batch_of_file
from engross.pipeline.orders import Order
from engross.pipeline.services import Services

EXPORT = """\
Record ID,Deal Name,Deal Stage,Amount,Associated Company
101,One - likely,Proposal to send,1000,Quillhaven Pottery Limited
102,Two,Enquiry,2000,Lanternfield Joinery Limited
103,Three,Proposal to send,3000,Brindlecombe Kennels Limited
"""


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Proposals for the deals of an export."""
    path = tmp_path / "deals.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return Order(crew="proposal", files=(("crm", path),))


def test_a_stage_gives_its_deals_and_nothing_else(services: Services, order: Order) -> None:
    batch = batch_of_deals(services, order, stage="proposal to send")

    assert [item.place for item in batch.items] == ["deal 101", "deal 103"]
    assert [item.order.deal for item in batch.items] == ["101", "103"]
    assert batch.id.startswith("proposal-batch-")


def test_all_deals_are_all(services: Services, order: Order) -> None:
    batch = batch_of_deals(services, order, everything=True)

    assert len(batch.items) == 3


def test_a_stage_that_no_deal_is_at_names_those_there_are(services: Services, order: Order) -> None:
    with pytest.raises(UsageError, match="Enquiry"):
        batch_of_deals(services, order, stage="Closed")


def test_deals_with_their_own_notes_come_in_a_file(
    services: Services, order: Order, tmp_path: Path
) -> None:
    path = tmp_path / "deals.batch.csv"
    path.write_text("deal,notes\n101,call.md\n103,\n", encoding="utf-8")

    first, second = batch_of_file(services, path, order).items

    assert (first.order.deal, second.order.deal) == ("101", "103")
    assert [role for role, _ in first.order.files] == ["notes", "crm"]
    assert [role for role, _ in second.order.files] == ["crm"]


def test_a_batch_file_that_is_not_there_is_told(services: Services, order: Order) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        batch_of_file(services, Path("none.csv"), order)
