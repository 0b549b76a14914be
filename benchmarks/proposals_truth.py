"""What a proposal must say, worked out of the CRM's own rows, and what its Word file does say.

It imports nothing of Engross: the standard library's csv and zipfile, and lxml.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MONEY = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)|(?<![\d.,])(\d{1,3}(?:,\d{3})*\.\d\d)(?![\d%])")
ASKS = "[to confirm: the client's name]"
PENNY, VAT = Decimal("0.01"), Decimal("0.20")


class Expected(NamedTuple):
    """What the source says of one deal."""

    deal: str
    client: str
    """Empty where nobody can be told from the export: the document must ask, and name nobody."""
    product: str = ""
    """As the deal has it; empty where it has none."""
    amount: Decimal | None = None
    """What was agreed for a deal that is won, else the list price of its very product; `None` where
    there is neither, as what an open deal may bring is a hope: the document must ask."""
    private: tuple[str, ...] = ()
    """Texts of the deal that must stay inside: its own name."""
    deleted: bool = False
    """Whether the export has it as deleted: there must be no document."""


class Names(NamedTuple):
    """Every name in the export, so that another's is noticed."""

    clients: Collection[str]
    products: Collection[str]


class Wrong(NamedTuple):
    """One thing that a document says and should not, or the other way round."""

    what: str
    """`client`, `product`, `amount`, `private`, or `document` where one is missing or too many."""
    deal: str
    told: str


def rows_of(path: Path) -> list[dict[str, str]]:
    """The file's records."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def results_of(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """The rows of a batch's results by deal, the row's own number for a batch file."""
    return {row["Item"]: row for row in rows_of(folder / "Results.csv")}


# --- what must be said


def maven(folder: Path) -> tuple[list[Expected], Names]:
    """What each opportunity must come to."""
    prices = {
        row["product"]: Decimal(row["sales_price"]) for row in rows_of(folder / "products.csv")
    }
    clients = {row["account"] for row in rows_of(folder / "accounts.csv")}
    found = []
    for row in rows_of(folder / "sales_pipeline.csv"):
        won = row["deal_stage"] == "Won"
        amount = Decimal(row["close_value"]) if won else prices.get(row["product"])
        found.append(Expected(row["opportunity_id"], row["account"], row["product"], amount))
    return found, Names(clients, set(prices))


def salesforce(folder: Path) -> tuple[list[Expected], Names]:
    """What each opportunity must come to: its account by id, if that is not deleted or merged."""
    accounts = rows_of(folder / "sf_account_data.csv")
    gone = {row["id"] for row in accounts if row["is_deleted"] == "true" or row["master_record_id"]}
    names = {row["id"]: row["name"] for row in accounts if row["id"] not in gone}
    products = {row["name"] for row in rows_of(folder / "sf_product_2_data.csv")}
    found = [
        Expected(
            row["id"],
            names.get(row["account_id"], ""),
            amount=Decimal(row["amount"]) if row["amount"] and row["is_won"] == "true" else None,
            private=(row["name"],),
            deleted=row["is_deleted"] == "true",
        )
        for row in rows_of(folder / "sf_opportunity_data.csv")
    ]
    return found, Names(set(names.values()), products)


def hubspot(folder: Path) -> tuple[list[Expected], Names]:
    """What each deal must come to: the company that it is linked to; none has an amount."""
    names = {row["id"]: row["property_name"] for row in rows_of(folder / "company_data.csv")}
    linked = {
        row["deal_id"]: row["company_id"] for row in rows_of(folder / "deal_company_data.csv")
    }
    found = [
        Expected(
            row["deal_id"],
            names.get(linked.get(row["deal_id"], ""), ""),
            private=(row["property_dealname"],),
            deleted=row["is_deleted"] == "true",
        )
        for row in rows_of(folder / "deal_data.csv")
    ]
    return found, Names(set(names.values()), ())


# --- what is said


def compare(one: Expected, document: Path | None, names: Names) -> Iterator[Wrong]:
    """Everything that is wrong with the deal's document; nothing for one that is right."""
    if document is None or one.deleted:
        if (document is None) != one.deleted:
            yield Wrong("document", one.deal, "made" if one.deleted else "missing")
        return
    lines = list(paragraphs(document))
    text = "\n".join(lines)
    said = set(named(text, names.clients))
    client = one.client or ASKS
    if client not in lines or said != {one.client} - {""} or one.client not in document.name:
        yield Wrong("client", one.deal, f"{one.client!r} wanted, {sorted(said)} said")
    titles = {line.removeprefix("Proposal: ") for line in lines if line.startswith("Proposal: ")}
    others = set(named(text, names.products)) - {one.product}
    if others or not right_title(titles, one.product):
        yield Wrong("product", one.deal, f"{one.product!r} wanted, {titles | others} said")
    amounts = set(money(lines))
    if amounts != wanted(one.amount) or (one.amount is None) != ("[to confirm: the fee" in text):
        yield Wrong("amount", one.deal, f"{one.amount} wanted, {sorted(amounts)} said")
    for private in one.private:
        if private and private not in one.client and list(named(text, [private])):
            yield Wrong("private", one.deal, private)


def paragraphs(document: Path) -> Iterator[str]:
    """The text of every paragraph, those of tables, headers and footers too."""
    with zipfile.ZipFile(document) as archive:
        for part in sorted(archive.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", part):
                root = etree.fromstring(archive.read(part))
                for paragraph in root.iter(f"{WORD}p"):
                    text = "".join(run.text or "" for run in paragraph.iter(f"{WORD}t"))
                    if text.strip():
                        yield text.strip()


def named(text: str, names: Iterable[str]) -> Iterator[str]:
    """Those of the names that stand in the text, the longest where one lies in another."""
    for name in sorted(names, key=len, reverse=True):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if name and whole.search(text):
            yield name
            text = whole.sub(" ", text)


def right_title(titles: Collection[str], product: str) -> bool:
    """Whether the proposal is for the product, or asks what it is for where there is none."""
    if product:
        return set(titles) == {product}
    return bool(titles) and all(title.startswith("[to confirm") for title in titles)


def money(lines: Iterable[str]) -> Iterator[Decimal]:
    """Every amount of money that is printed."""
    for line in lines:
        for pounds, cell in MONEY.findall(line):
            yield Decimal((pounds or cell).replace(",", "")).quantize(PENNY)


def wanted(amount: Decimal | None) -> set[Decimal]:
    """The fee, its VAT and both together; nothing where there is no fee."""
    if amount is None:
        return set()
    vat = (amount * VAT).quantize(PENNY, ROUND_HALF_UP)
    return {amount.quantize(PENNY), vat, (amount + vat).quantize(PENNY)}
