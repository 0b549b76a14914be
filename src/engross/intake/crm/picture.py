"""Everything that a firm's CRM files say, joined where ids or names are exactly the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from engross.intake.crm.fields import Field
from engross.intake.crm.records import (
    Account,
    Activity,
    Contact,
    Deal,
    LeftOut,
    LineItem,
    Outcome,
    Product,
    Stage,
    Text,
    User,
)
from engross.intake.crm.tables import CrmTable
from engross.records import Finding
from engross.uk.periods import quarter_of

T = TypeVar("T")


@dataclass(frozen=True)
class Tally:
    """Deals counted, and what those that were won come to."""

    deals: int = 0
    won: int = 0
    lost: int = 0
    open: int = 0
    won_amount: Decimal = Decimal(0)
    """Of the won deals that have an amount."""

    def plus(self, deal: Deal) -> Tally:
        """With one more deal."""
        won = deal.outcome == "won"
        return Tally(
            deals=self.deals + 1,
            won=self.won + won,
            lost=self.lost + (deal.outcome == "lost"),
            open=self.open + (deal.outcome == "open"),
            won_amount=self.won_amount + (deal.amount.value if won and deal.amount else 0),
        )


@dataclass(frozen=True)
class Crm:
    """What was read; records that the CRM marks as deleted or merged away are left out."""

    tables: tuple[CrmTable, ...] = ()
    """Every table, read or not, in the order of files and sheets."""
    methods: Mapping[str, str] | None = None
    """By SHA-256 of a file, how it was read."""
    deals: tuple[Deal, ...] = ()
    accounts: tuple[Account, ...] = ()
    contacts: tuple[Contact, ...] = ()
    leads: tuple[Contact, ...] = ()
    products: tuple[Product, ...] = ()
    line_items: tuple[LineItem, ...] = ()
    users: tuple[User, ...] = ()
    activities: tuple[Activity, ...] = ()
    stages: tuple[Stage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()

    def deal(self, reference: str) -> Deal | None:
        """The only deal of exactly that id or, where no id is such, of that name."""
        by_id = [deal for deal in self.deals if _says(deal.id, reference)]
        found = by_id or [deal for deal in self.deals if _says(deal.name, reference)]
        return found[0] if len(found) == 1 else None

    def deals_at(self, stage: str = "", outcome: Outcome | None = None) -> tuple[Deal, ...]:
        """The deals at exactly that stage, or with that outcome."""
        return tuple(
            deal
            for deal in self.deals
            if (not stage or _says(deal.stage, stage)) and outcome in (None, deal.outcome)
        )

    def account_of(self, deal: Deal) -> Account | None:
        """The only account with the deal's account id or, without one, exactly its name."""
        if deal.account_id:
            return self._accounts_by_id.get(reference(deal.account_id))
        return self._accounts_by_name.get(deal.account.value) if deal.account else None

    def product_of(self, deal: Deal) -> Product | None:
        """The only product of exactly the name that the deal gives."""
        return self._products_by_name.get(deal.product.value) if deal.product else None

    def lines_of(self, deal: Deal) -> tuple[LineItem, ...]:
        """The lines that refer to the deal by its id or, having none, by its exact name."""
        return tuple(
            line
            for line in self.line_items
            if (deal.id and line.deal_id and reference(line.deal_id) == deal.id.value)
            or (not line.deal_id and line.deal and _says(deal.name, line.deal.value))
        )

    def activities_of(self, deal: Deal) -> tuple[Activity, ...]:
        """What is noted of the deal; all of it is the firm's own."""
        return tuple(
            activity
            for activity in self.activities
            if deal.id and activity.deal_id and reference(activity.deal_id) == deal.id.value
        )

    def contact_of(self, deal: Deal) -> Contact | None:
        """The contact with the deal's contact id."""
        return self._contacts_by_id.get(reference(deal.contact_id)) if deal.contact_id else None

    def account_name(self, deal: Deal) -> str:
        """The account's name as the deal or the account table has it; empty for none."""
        if deal.account:
            return deal.account.value
        account = self.account_of(deal)
        if account and account.name:
            return account.name.value
        return f"id {reference(deal.account_id)}" if deal.account_id else ""

    def owner_name(self, deal: Deal) -> str:
        """Who of the firm has the deal; empty for nobody."""
        if deal.owner:
            return deal.owner.value
        if not deal.owner_id:
            return ""
        user = self.user_of(deal)
        return (user.name if user else "") or f"id {deal.owner_id.value}"

    def user_of(self, deal: Deal) -> User | None:
        """The owner with the deal's owner id, as the CRM knows them."""
        return self._users_by_id.get(deal.owner_id.value) if deal.owner_id else None

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the deals' amounts, `""` for one that is not said; sorted."""
        return tuple(sorted({deal.currency for deal in self.deals if deal.amount}))

    @property
    def won_total(self) -> Decimal | None:
        """What the won deals come to; `None` when their amounts are in several currencies."""
        won = [deal for deal in self.deals if deal.outcome == "won" and deal.amount]
        if len({deal.currency for deal in won}) > 1:
            return None
        return sum((deal.amount.value for deal in won if deal.amount), Decimal(0))

    @property
    def by_stage(self) -> Mapping[str, Tally]:
        """By stage as written, or by its label."""
        return self._tallied(lambda deal: deal.stage.value if deal.stage else "")

    @property
    def by_account(self) -> Mapping[str, Tally]:
        """By the account's name; `""` for deals without an account."""
        return self._tallied(self.account_name)

    @property
    def by_product(self) -> Mapping[str, Tally]:
        """By the product's name as the deals have it."""
        return self._tallied(lambda deal: deal.product.value if deal.product else "")

    @property
    def by_owner(self) -> Mapping[str, Tally]:
        """By whoever of the firm has the deal."""
        return self._tallied(self.owner_name)

    @property
    def by_quarter(self) -> Mapping[str, Tally]:
        """By the calendar quarter of the day that deals were won or lost: `2026-Q3`."""
        return self._tallied(lambda deal: quarter_of(deal.closed.value).key if deal.closed else "")

    def _tallied(self, key: Callable[[Deal], str]) -> Mapping[str, Tally]:
        found: dict[str, Tally] = {}
        for deal in self.deals:
            name = key(deal)
            found[name] = found.get(name, Tally()).plus(deal)
        return found

    @cached_property
    def _accounts_by_id(self) -> Mapping[str, Account]:
        return _unique((one.id.value, one) for one in self.accounts if one.id)

    @cached_property
    def _accounts_by_name(self) -> Mapping[str, Account]:
        return _unique((one.name.value, one) for one in self.accounts if one.name)

    @cached_property
    def _products_by_name(self) -> Mapping[str, Product]:
        return _unique((one.name.value, one) for one in self.products if one.name)

    @cached_property
    def _contacts_by_id(self) -> Mapping[str, Contact]:
        return _unique((one.id.value, one) for one in self.contacts if one.id)

    @cached_property
    def _users_by_id(self) -> Mapping[str, User]:
        return _unique((one.id.value, one) for one in self.users if one.id)


def reference(told: Field[str]) -> str:
    """An id as the record itself has it: a Salesforce tree refers to `AccountRef1` by an @."""
    return told.value.removeprefix("@")


def _says(told: Text, words: str) -> bool:
    return told is not None and told.value == words


def _unique(pairs: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    """Records by a name that only one of them has."""
    found: dict[str, list[T]] = {}
    for name, record in pairs:
        found.setdefault(name, []).append(record)
    return {name: records[0] for name, records in found.items() if len(records) == 1}
