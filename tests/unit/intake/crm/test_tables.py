"""Which CRM table a sheet holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engross.intake.crm import crm_tables
from engross.intake.crm.tables import unused_kinds
from engross.intake.exports import exports
from engross.intake.kinds import kinds, normal
from engross.intake.sheets import Sheet
from engross.intake.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("headings", "kind", "system"),
    [
        ("Record ID|Deal Name|Deal Stage|Close Date|Deal owner|Amount", "deals", "HubSpot"),
        ("Record ID|Company name|Company owner|City", "accounts", "HubSpot"),
        ("Record ID|First Name|Last Name|Email", "contacts", "HubSpot"),
        (
            "deal_id|is_deleted|deal_pipeline_id|deal_pipeline_stage_id|property_dealname",
            "deals",
            "HubSpot",
        ),
        ("deal_id|merged_deal_id|_fivetran_synced", "merged-deals", "HubSpot"),
        ("Opportunity Owner|Account Name|Opportunity Name|Stage|Close Date", "deals", "Salesforce"),
        ("Id|Name|StageName|CloseDate|Account.Name|Amount|IsWon", "deals", "Salesforce"),
        ("Id|Name|ProductCode|Family", "products", "Salesforce"),
        ("Deal - Title|Deal - Value|Deal - Organization|Deal - Status", "deals", "Pipedrive"),
        (
            "(Do Not Modify) Opportunity|(Do Not Modify) Row Checksum|Topic|Potential Customer",
            "deals",
            "Dynamics 365",
        ),
        ("Client|Opportunity|Stage|Proposed fee", "deals", ""),
        ("Account|Sector|Employees", "accounts", ""),
        ("Service|Price", "products", ""),
        ("Sales agent|Manager|Regional office", "users", ""),
        ("Table|Field|Description", "definitions", ""),
    ],
)
def test_a_table_is_known_by_its_headings(
    a_sheet: Callable[..., Sheet], headings: str, kind: str, system: str
) -> None:
    (table,) = crm_tables([a_sheet("export.csv", headings, "1|2|3")])

    assert (table.kind, table.headings.system) == (kind, system)


@pytest.mark.parametrize(
    "headings",
    [
        "(Do Not Modify) Opportunity|Topic|Potential Customer|Est. Revenue",
        "Opportunity|Topic|Potential Customer|Est. Revenue",
    ],
)
def test_an_opportunity_of_dynamics_has_its_id_whether_it_can_be_imported_again_or_not(
    a_sheet: Callable[..., Sheet], headings: str
) -> None:
    (table,) = crm_tables([a_sheet("opportunities.csv", headings, "o-1|Accounts|Wrackline|100")])

    assert table.headings is not None
    assert table.headings.columns["id"] == 0


def test_tables_of_no_use_are_recognised_and_say_why(a_sheet: Callable[..., Sheet]) -> None:
    sheet = a_sheet("x.csv", "company_id|timestamp|name|value|source|source_id|_fivetran_synced")

    (table,) = crm_tables([sheet])

    assert table.headings.kind.title == "earlier values"
    assert "earlier time" in table.unused


def test_a_table_that_nobody_knows_is_kept_without_headings(a_sheet: Callable[..., Sheet]) -> None:
    (table,) = crm_tables([a_sheet("boats.csv", "Hull|Mooring", "W 12|North pontoon")])

    assert table.headings is None
    assert table.unused


def test_headings_may_stand_below_the_title_of_a_report(a_sheet: Callable[..., Sheet]) -> None:
    report = a_sheet(
        "report.csv",
        "Opportunities this quarter",
        "Opportunity Name|Account Name|Stage|Amount|Close Date",
        "Stock system|Wrackline Boatyard Limited|Proposal|4500|2026-11-30",
    )

    (table,) = crm_tables([report])

    assert table.headings.row == 2


def test_custom_fields_of_salesforce_are_read_by_their_own_names(
    a_sheet: Callable[..., Sheet],
) -> None:
    sheet = a_sheet("p.json", "Name|MSRP__c|Category__c", "Audit|900|Year end", name="Product__c")

    (table,) = crm_tables([sheet])

    assert table.kind == "products"
    assert table.sheet is sheet


def test_what_is_missing_is_said(a_sheet: Callable[..., Sheet]) -> None:
    (table,) = crm_tables([a_sheet("d.csv", "Deal Stage|Amount|Deal Owner", "Won|1|Helen Pike")])

    assert table.missing == ("name", "account")


def test_hopes_and_limits_are_marked_as_sensitive(a_sheet: Callable[..., Sheet]) -> None:
    sheet = a_sheet(
        "d.csv",
        "Deal Name|Account|Stage|Amount|Probability (%)|Next Step|Discount limit|Sales margin",
        "Audit|Tidewell Dental Practice LLP|Open|900|60|Ring|10|40",
    )

    (table,) = crm_tables([sheet])

    assert table.headings.sensitive == {2, 4, 5, 6, 7}


def test_an_export_is_one_table_to_the_end_of_its_sheet(a_sheet: Callable[..., Sheet]) -> None:
    rows = ["D1|Audit|Tidewell|Audit|Won|900|Helen|2026-01-02|2026-03-01"] * 12
    sparse = "D9|Review|||Open||||"
    sheet = a_sheet(
        "deals.csv",
        "Deal ID|Deal Name|Account|Product|Deal Stage|Amount|Deal Owner|Created|Close Date",
        *rows,
        sparse,
    )

    (table,) = crm_tables([sheet])

    assert len(table.sheet.rows) == 14


def test_every_export_names_a_kind_and_meanings_that_it_has() -> None:
    known = {kind.key: kind for kind in kinds("crm.toml")}
    own = {"merged_ids", "merged_into", "deleted"}

    for export in exports("crm_exports.toml"):
        assert export.recognised_by, export.name
        strange = set(export.columns) - set(known[export.kind].columns) - own
        assert not strange, (export.name, strange)


def test_names_in_the_list_of_kinds_are_written_as_they_are_compared() -> None:
    listed = [
        name for kind in kinds("crm.toml") for names in kind.columns.values() for name in names
    ]

    assert [name for name in listed if normal(name) != name] == []


def test_each_kind_that_is_not_read_says_why() -> None:
    assert all(unused_kinds().values())


SALESFORCE = "Opportunity Name|Stage|Close Date"


@pytest.mark.parametrize(
    ("headings", "meaning", "column"),
    [
        (f"{SALESFORCE}|Amount|CurrencyIsoCode", "currency", 4),
        (f"{SALESFORCE}|Amount Currency|CurrencyIsoCode", "currency", 3),
        (f"{SALESFORCE}|Primary Contact", "contact", 3),
        ("Record ID|Company name|Billing Zip/Postal Code", "postcode", 2),
        ("Record ID|Company name|Address", "street", 2),
    ],
)
def test_what_an_export_does_not_name_is_looked_for_under_general_names(
    a_sheet: Callable[..., Sheet], headings: str, meaning: str, column: int
) -> None:
    cells = "|".join("x" for _ in headings.split("|"))

    (table,) = crm_tables([a_sheet("export.csv", headings, cells)])

    assert table.headings is not None
    assert table.headings.system
    assert table.headings.columns[meaning] == column


def test_an_empty_column_of_the_exports_own_gives_way_to_a_filled_one(
    a_sheet: Callable[..., Sheet],
) -> None:
    headings = f"{SALESFORCE}|Amount Currency|CurrencyIsoCode"

    (table,) = crm_tables([a_sheet("export.csv", headings, "One|Open|2026-11-02||USD")])

    assert table.headings is not None
    assert table.headings.columns["currency"] == 4


def test_no_column_that_is_to_be_kept_back_is_taken_for_one_that_is_printed(
    a_sheet: Callable[..., Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"contact": ("next step", "internal contact", "primary contact")}
    kind = next(kind for kind in kinds("crm.toml") if kind.key == "deals")
    monkeypatch.setattr(
        "engross.intake.vocabulary.kinds",
        lambda _file: (replace(kind, columns={**kind.columns, **names}),),
    )
    vocabulary.cache_clear()
    sheet = a_sheet(
        "export.csv", f"{SALESFORCE}|Next Step|Internal contact|Primary Contact", "a|b|c|d|e|f"
    )

    (table,) = crm_tables([sheet])
    vocabulary.cache_clear()

    assert table.headings is not None
    assert table.headings.columns["contact"] == 5
