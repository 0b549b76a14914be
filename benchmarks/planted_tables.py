"""The tables of a CRM export about one deal, and what stands in their cells.

Part of `planted_files.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

DEAL, ACCOUNT, CONTACT = "7104", "5011", "3301"
CLIENT = "Gorsehill Dairy Limited"
PERSON = ("Ms", "Morwenna", "Tregarrick")
PRODUCT = "Payroll only"
"""As the price list has it among the names in records."""
LIKE = ("7105", "5012", "3302")
"""Another deal, account and contact, of names that are nearly the same."""
AMOUNT, AMOUNT_OF_LIKE = "4731.00", "9876.00"
"""What the CRM has as the amounts of these deals; the fee is the price list's."""


PLAIN: Mapping[str, Mapping[str, str]] = {
    "deals": {
        "id": "Deal ID", "name": "Deal name", "account": "Account", "contact": "Contact",
        "product": "Product", "amount": "Amount", "currency": "Currency", "owner": "Owner",
        "stage": "Stage", "probability": "Likelihood", "forecast": "Forecast",
        "next_step": "Next step", "remarks": "Notes", "discount": "Discount limit",
        "margin": "Margin", "lost_reason": "Lost reason", "closes": "Close date",
    },
    "accounts": {
        "id": "Account ID", "name": "Account name", "industry": "Industry", "street": "Street",
        "city": "City", "postcode": "Postcode", "phone": "Phone", "owner": "Owner",
        "score": "Rating", "remarks": "Comments",
    },
    "contacts": {
        "id": "Contact ID", "salutation": "Title", "first_name": "First name",
        "last_name": "Last name", "account": "Account", "job_title": "Job title",
        "email": "Email", "phone": "Phone", "remarks": "Notes",
    },
    "activities": {
        "id": "Activity ID", "type": "Activity type", "subject": "Subject", "day": "Date",
        "deal": "Deal", "account": "Account", "body": "Note",
    },
}  # fmt: skip
REPORTS = {
    "HubSpot": ("deals", "companies", "contacts", "line items"),
    "Salesforce": ("opportunity report", "accounts", "contacts", "tasks"),
    "Pipedrive": ("deals", "organizations", "people", "activities", "products"),
    "Dynamics 365": ("opportunities", "accounts", "contacts"),
}
"""The tables of each program's export, as `crm_exports.toml` names them."""
WITH_PRODUCT = {"HubSpot", "Salesforce", "Pipedrive", "plain"}
"""Those whose export says which product a deal is about."""
CUSTOM = ("Gut feel", "Ceiling", "What Gareth thinks", "AI notes")
"""Columns that a firm has added, which no program knows."""

TABLE = {
    "companies": "accounts", "organizations": "accounts", "people": "contacts",
    "opportunities": "deals", "opportunity report": "deals", "tasks": "activities",
}  # fmt: skip
KEPT = {
    "id", "account_id", "contact_id", "deal_id", "owner_id", "product_id", "code", "amount",
    "estimated", "currency", "owner", "opened", "closes", "expected_close", "is_won", "is_closed",
    "quantity", "unit_price", "total", "price", "day", "deleted", "active", "status", "deal",
    "merged_into", "actual", "actual_close", "won_on", "lost_on", "email", "phone", "mobile",
    "revenue", "employees", "website", "family", "unit", "number", "list_price", "parent",
}  # fmt: skip
"""Meanings whose cells hold ids, amounts, days or the like; every other cell holds text."""
BEHIND = {
    "account": "account", "contact": "person", "last_name": "person", "product": "product",
    "street": "address", "city": "address", "region": "address", "postcode": "address",
    "country": "address", "job_title": "role",
}  # fmt: skip
"""What is printed, and the list of texts that is typed behind it."""


VALUES: Mapping[str, Mapping[str, str]] = {
    "deals": {
        "id": DEAL, "account": CLIENT, "account_id": ACCOUNT, "contact_id": CONTACT,
        "contact": f"{PERSON[1]} {PERSON[2]}", "product": PRODUCT, "amount": AMOUNT,
        "estimated": AMOUNT, "currency": "GBP", "owner": "Gareth Lowe",
        "opened": "2026-10-05", "closes": "2026-12-18", "expected_close": "2026-12-18",
        "is_won": "false", "is_closed": "false", "status": "Open",
    },
    "accounts": {
        "id": ACCOUNT, "name": CLIENT, "street": "Gorse Farm", "city": "Okehampton",
        "region": "Devon", "postcode": "EX20 9ZZ", "country": "United Kingdom",
        "owner": "Gareth Lowe",
    },
    "contacts": {
        "id": CONTACT, "name": f"{PERSON[1]} {PERSON[2]}", "salutation": PERSON[0],
        "first_name": PERSON[1], "last_name": PERSON[2], "job_title": "Finance Manager",
        "email": "m.tregarrick@gorsehill.example", "account": CLIENT, "account_id": ACCOUNT,
    },
    "line items": {
        "id": "901", "product": PRODUCT, "quantity": "1", "unit_price": AMOUNT,
        "total": AMOUNT, "currency": "GBP", "deal_id": DEAL,
    },
    "products": {"id": "77", "name": PRODUCT, "price": AMOUNT},
    "activities": {
        "id": "601", "type": "Call", "day": "2026-11-11", "deal_id": DEAL, "account": CLIENT,
        "account_id": ACCOUNT, "contact_id": CONTACT,
    },
}  # fmt: skip


def theirs(kind: str) -> dict[str, str]:
    """The cells of somebody else's deal, of a name that is nearly the same."""
    deal, account, contact = LIKE
    renamed = {
        DEAL: deal, ACCOUNT: account, CONTACT: contact, CLIENT: "Gorsehill Dairies Limited",
        AMOUNT: AMOUNT_OF_LIKE, "901": "902", "601": "602", "77": "78",
    }  # fmt: skip
    return {
        meaning: renamed.get(text, text)
        for meaning, text in VALUES[kind].items()
        if meaning in {"name", "account", "contact", "last_name", *KEPT}
    }


def tables(system: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each table's name with its headings by meaning."""
    if system == "plain":
        yield from PLAIN.items()
        return
    for report in REPORTS[system]:
        yield report, _headings(system, report)


@cache
def _headings(system: str, report: str) -> Mapping[str, str]:
    text = files("engross.intake").joinpath("crm_exports.toml").read_text(encoding="utf-8")
    (found,) = (
        export["columns"]
        for export in tomllib.loads(text)["export"]
        if (export["system"], export["report"]) == (system, report)
    )
    return {
        meaning: heading if isinstance(heading, str) else heading[0]
        for meaning, heading in found.items()
        if meaning != "deleted"
    }
