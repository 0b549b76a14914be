"""What has been read of a CRM so far, and what was noticed while it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple, TypeVar

from engross.intake.crm.days import DayColumn
from engross.intake.crm.fields import Field, Unread
from engross.intake.crm.picture import Crm
from engross.intake.crm.records import (
    Account,
    Activity,
    Contact,
    Counted,
    Deal,
    DealLink,
    LeftOut,
    LineItem,
    Merge,
    Product,
    Stage,
    Text,
    User,
)
from engross.intake.crm.tables import CrmTable
from engross.intake.sheets import Place
from engross.uk.periods import Period

R = TypeVar("R")

_NOT_SAID = ("place", "name_places", "outcome")
"""Parts of a record that are about it and not what it says."""
MERGED_KINDS = {"merged-deals": "deals", "merged-contacts": "contacts"}
"""By kind of table that tells of merges, the kind whose records were merged."""


class QuarterDiffers(NamedTuple):
    """A day that does not lie in the quarter that the same row names."""

    place: Place
    day: dt.date
    quarter: str
    """As written."""


@dataclass
class Gathered:
    """Records in the order of files and rows."""

    records: dict[str, list[Counted]] = field(default_factory=dict)
    """By kind of table."""
    links: list[DealLink] = field(default_factory=list)
    merged: dict[str, set[str]] = field(default_factory=dict)
    """By kind of table, the ids that were merged into others."""
    left_out: list[LeftOut] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    days: list[DayColumn] = field(default_factory=list)
    assumed: list[Deal] = field(default_factory=list)
    """Deals whose stage is not known and was taken as open."""
    quarters: list[QuarterDiffers] = field(default_factory=list)
    several: list[Deal] = field(default_factory=list)
    """Deals that belong to more than one account."""

    _by_key: dict[tuple[str, str], Counted] = field(default_factory=dict)

    def add(self, kind: str, record: Counted) -> bool:
        """Takes the record in, unless it says nothing that the first of its id or name does not."""
        key = (kind, own_key(record))
        first = self._by_key.setdefault(key, record) if key[1] else record
        if first is not record and _says_nothing_new(record, first):
            return False
        self.records.setdefault(kind, []).append(record)
        return True

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The CRM's own stages, as far as they are read."""
        return self._all("stages", Stage)

    def note_merge(self, kind: str, merge: Merge) -> None:
        """Keeps the id that was merged away."""
        if merge.merged:
            self.merged.setdefault(MERGED_KINDS[kind], set()).add(merge.merged.value)

    def note_merged_ids(self, merged: Text) -> None:
        """Keeps the ids that a contact says were merged into it: `101;102`."""
        for one in ids_in(merged):
            self.merged.setdefault("contacts", set()).add(one)

    def note_quarters(self, deal: Deal, opened: Text, closed: Text) -> None:
        """Compares the deal's days with the quarters that its row names."""
        pairs = ((deal.opened, opened), (deal.closed or deal.expected_close, closed))
        for day, quarter in pairs:
            if day and quarter and _outside(day.value, quarter.value):
                self.quarters.append(QuarterDiffers(day.place, day.value, quarter.value))

    def crm(self, tables: Sequence[CrmTable], methods: Mapping[str, str]) -> Crm:
        """The picture of it all, without findings."""
        return Crm(
            tables=tuple(tables),
            methods=dict(methods),
            deals=tuple(self._joined()),
            accounts=self._all("accounts", Account),
            contacts=tuple(self._still_there()),
            leads=self._all("leads", Contact),
            products=self._all("products", Product),
            line_items=self._all("line-items", LineItem),
            users=self._all("users", User),
            activities=self._all("activities", Activity),
            stages=self.stages,
            left_out=tuple(self.left_out),
        )

    def _all(self, kind: str, record_type: type[R]) -> tuple[R, ...]:
        return tuple(one for one in self.records.get(kind, ()) if isinstance(one, record_type))

    def _still_there(self) -> Iterator[Contact]:
        """The contacts without those that a later row says were merged into it."""
        for contact in self._all("contacts", Contact):
            if contact.id and contact.id.value in self.merged.get("contacts", ()):
                left = LeftOut("contacts", contact.id.value, contact.name, contact.place, "merged")
                self.left_out.append(left)
            else:
                yield contact

    def _joined(self) -> Iterator[Deal]:
        """The deals, with the account or contact that a table of links gives them."""
        accounts = _by_deal(self.links, "account_id")
        contacts = _by_deal(self.links, "contact_id")
        for deal in self._all("deals", Deal):
            own = deal.id.value if deal.id else ""
            account, contact = accounts.get(own, {}), contacts.get(own, {})
            linked = deal
            if account and not deal.account and not deal.account_id:
                linked = replace(linked, account_id=_only(account))
                if len(account) > 1:
                    self.several.append(deal)
            if contact and not deal.contact and not deal.contact_id:
                linked = replace(linked, contact_id=_only(contact))
            yield linked


def own_key(record: Counted) -> str:
    """What tells the record from others of its kind: its id, otherwise its name."""
    if record.id:
        return record.id.value
    name = getattr(record, "name", None)
    return name.value if isinstance(name, Field) and not isinstance(record, Deal) else ""


def _says_nothing_new(record: Counted, first: Counted) -> bool:
    """Whether all that it says stands in the first already."""
    return all(
        said in (None, "") or _plain(said) == _plain(getattr(first, one.name))
        for one in fields(record)
        if one.name not in _NOT_SAID and (said := getattr(record, one.name)) is not None
    )


def _plain(said: object) -> object:
    return said.value if isinstance(said, Field) else said


def ids_in(told: Text) -> tuple[str, ...]:
    """The ids of a cell that may list several: `9001; 9002`."""
    if told is None:
        return ()
    return tuple(one.strip() for one in told.value.split(";") if one.strip())


def _by_deal(links: Sequence[DealLink], what: str) -> dict[str, dict[str, Field[str]]]:
    found: dict[str, dict[str, Field[str]]] = {}
    for link in links:
        other = link.account_id if what == "account_id" else link.contact_id
        if link.deal_id and other:
            found.setdefault(link.deal_id.value, {}).setdefault(other.value, other)
    return found


def _only(listed: dict[str, Field[str]]) -> Text:
    return next(iter(listed.values())) if len(listed) == 1 else None


def _outside(day: dt.date, quarter: str) -> bool:
    """Whether the text names a calendar period that the day does not lie in."""
    try:
        return not Period.parse(quarter).contains(day)
    except ValueError:
        return False
