"""One deal of a CRM export, with what the export and the price list know of its subject."""

from __future__ import annotations

from dataclasses import dataclass

from engross.intake.crm.picture import Crm
from engross.intake.crm.records import (
    Account,
    Activity,
    Amount,
    Contact,
    Deal,
    LineItem,
    Product,
    Text,
)
from engross.workspace.price_list import Service


@dataclass(frozen=True)
class ChosenDeal:
    """The deal that a run is about; what the firm hopes of it stays in `deal`."""

    crm: Crm
    deal: Deal
    account: Account | None = None
    contact: Contact | None = None
    product: Text = None
    """What is proposed, as the export calls it."""
    service: Service | None = None
    """The same in the firm's price list, where its name is exactly one there."""
    listed: Product | None = None
    """The same in the export's own list of products, where its name is exactly one there."""
    lines: tuple[LineItem, ...] = ()
    """What the deal is made of, where the export says."""
    activities: tuple[Activity, ...] = ()
    """What is noted of the deal, and of its account or contact without naming another deal."""

    @property
    def list_price(self) -> Amount:
        """The product's price in the export's own list of products."""
        return self.listed.price if self.listed else None
