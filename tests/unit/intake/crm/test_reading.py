"""CRM tables into typed records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.errors import InputError
from engross.intake.crm import Crm, read_crm
from engross.intake.given import GivenFile
from engross.intake.sheets import Sheet
from engross.records import Finding

WON = "D1|Stock system|Wrackline Boatyard Limited|Audit|Closed Won|£4,500.00|Helen Pike|2026-07-01|2026-09-14"  # noqa: E501 - one row
OPEN = "D2|Payroll|Copperbeech Nurseries Limited|Payroll|Proposal|1200|Helen Pike|2026-08-03|2026-12-01"  # noqa: E501 - one row


def test_a_deal_has_its_values_with_their_cells(of_deals: Callable[..., Crm]) -> None:
    (deal,) = of_deals(WON).deals

    assert (deal.name.value, deal.amount.value) == ("Stock system", Decimal(4500))
    assert str(deal.amount.place) == "deals.csv F2"
    assert deal.closed.value == dt.date(2026, 9, 14)
    assert deal.outcome == "won"


def test_the_close_date_of_an_open_deal_is_a_hope(of_deals: Callable[..., Crm]) -> None:
    (deal,) = of_deals(OPEN).deals

    assert deal.closed is None
    assert deal.expected_close.value == dt.date(2026, 12, 1)


def test_what_is_the_firms_own_is_marked(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet(
            "deals.csv",
            "Deal Name|Account|Stage|Amount|Probability|Next step|Description",
            "Audit|Tidewell Dental Practice LLP|Proposal|900|60%|Ring|They will pay double",
        )
    )
    (deal,) = crm.deals

    internal = (deal.stage, deal.probability, deal.next_step, deal.remarks)
    assert all(field.internal for field in internal)
    assert not any(field.internal for field in (deal.name, deal.account, deal.amount))


def test_the_footer_of_a_report_is_no_deal(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet(
            "report.csv",
            "Opportunity Name|Account Name|Stage|Amount|Close Date",
            "Audit|Tidewell Dental Practice LLP|Closed Won|900|2026-03-01",
            "Grand Totals (1 records)|||900|",
            "Confidential Information - Do Not Distribute||||",
            "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.||||",
        )
    )

    assert [deal.name.value for deal in crm.deals] == ["Audit"]


def test_a_business_called_total_is_an_account(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(a_sheet("accounts.csv", "Account|Sector", "Total Marine Supplies Limited|Marine"))

    assert len(crm.accounts) == 1


def test_deleted_records_are_left_out_and_counted(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], only: Callable[[Crm, str], Finding]
) -> None:
    crm = a_crm(
        a_sheet(
            "Opportunity.csv",
            "Id|Name|StageName|CloseDate|Amount|IsDeleted",
            "1|Audit|Closed Won|2026-03-01|900|false",
            "2|Payroll|Closed Won|2026-03-01|700|true",
        )
    )

    assert crm.won_total == Decimal(900)
    assert "marked as deleted" in only(crm, "crm-left-out").message


def test_merged_deals_are_left_out(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], of_deals: Callable[..., Crm]
) -> None:
    merges = a_sheet("merged.csv", "deal_id|merged_deal_id", "D1|D2")
    deals = of_deals(WON, OPEN).tables[0].sheet

    crm = a_crm(deals, merges)

    assert [deal.id.value for deal in crm.deals] == ["D1"]
    assert crm.left_out[0].reason == "merged"


def test_contacts_that_were_merged_into_others_are_left_out(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet(
            "contact.csv",
            "id|property_email|property_firstname|property_lastname|property_hs_merged_object_ids",
            "7|tess@wrackline.example|Tess|Arden|",
            "8|t.arden@wrackline.example|Tess|Arden|6; 7",
        )
    )

    assert [contact.id.value for contact in crm.contacts] == ["8"]


def test_the_same_export_given_twice_counts_once(
    a_crm: Callable[..., Crm], of_deals: Callable[..., Crm]
) -> None:
    sheet = of_deals(WON, OPEN).tables[0].sheet

    crm = a_crm(sheet, sheet)

    assert crm.won_total == Decimal(4500)
    assert {one.reason for one in crm.left_out} == {"repeated"}


def test_an_id_that_stands_twice_with_other_values_is_reported(
    of_deals: Callable[..., Crm], only: Callable[[Crm, str], Finding]
) -> None:
    crm = of_deals(WON, WON.replace("4,500", "5,400"))

    assert len(crm.deals) == 2
    assert crm.deal("D1") is None
    assert "“D1”" in only(crm, "crm-duplicate").message


def test_a_stage_is_named_and_judged_by_the_crms_own_table(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    stages = a_sheet(
        "stages.csv",
        "stage_id|label|pipeline_id|closed_won|is_closed",
        "17|Letter signed|1|true|true",
        "18|Gone quiet|1|false|true",
    )
    deals = a_sheet(
        "deals.csv",
        "deal_id|deal_pipeline_id|deal_pipeline_stage_id|property_dealname|property_amount",
        "1|1|17|Audit|900",
        "2|1|18|Payroll|700",
    )

    crm = a_crm(deals, stages)

    assert [(deal.stage.value, deal.outcome) for deal in crm.deals] == [
        ("Letter signed", "won"),
        ("Gone quiet", "lost"),
    ]


def test_links_give_a_deal_its_account_unless_there_are_several(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], said: Callable[[Crm, str], list[str]]
) -> None:
    links = a_sheet("l.csv", "company_id|deal_id|category", "51|1|X", "51|2|X", "52|2|X")
    accounts = a_sheet(
        "companies.csv", "id|property_name|_fivetran_synced", "51|Wrackline Boatyard Limited|-"
    )
    deals = a_sheet(
        "deals.csv",
        "deal_id|deal_pipeline_id|deal_pipeline_stage_id|property_dealname",
        "1|1|open|Audit",
        "2|1|open|Payroll",
    )

    crm = a_crm(deals, links, accounts)

    assert [crm.account_name(deal) for deal in crm.deals] == ["Wrackline Boatyard Limited", ""]
    assert any("several accounts" in message for message in said(crm, "crm-no-account"))


def test_dynamics_states_estimated_and_actual_amounts(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet(
            "opportunities.xlsx",
            "(Do Not Modify) Opportunity|Topic|Potential Customer|Status|Est. Revenue|"
            "Actual Revenue|Est. Close Date|Actual Close Date",
            "g1|Audit|Tidewell Dental Practice LLP|Won|900|950|2026-03-01|2026-03-09",
            "g2|Payroll|Tidewell Dental Practice LLP|Open|700||2026-12-01|",
        )
    )
    won, waiting = crm.deals

    assert (won.amount.value, won.closed.value) == (Decimal(950), dt.date(2026, 3, 9))
    assert (waiting.amount.value, waiting.expected_close.value.month) == (Decimal(700), 12)


def test_pipedrive_says_won_beside_its_stage(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet]
) -> None:
    crm = a_crm(
        a_sheet(
            "deals.csv",
            "Deal - Title|Deal - Value|Deal - Currency of Value|Deal - Organization|Deal - Stage|"
            "Deal - Status|Deal - Won time",
            "Audit|900|GBP|Tidewell Dental Practice LLP|Proposal made|Won|2026-03-09 10:00:00",
        )
    )
    (deal,) = crm.deals

    assert (deal.outcome, deal.currency, deal.closed.value.day) == ("won", "GBP", 9)


def test_a_column_that_was_only_guessed_is_reported(
    a_crm: Callable[..., Crm], a_sheet: Callable[..., Sheet], said: Callable[[Crm, str], list[str]]
) -> None:
    crm = a_crm(
        a_sheet(
            "deals.csv",
            "Deal Name|Account|Deal Stage|Total contract amounts",
            "Audit|Tidewell Dental Practice LLP|Won|900",
            "Payroll|Tidewell Dental Practice LLP|Won|700",
            "Review|Tidewell Dental Practice LLP|Won|650",
        )
    )

    assert (crm.won_total == Decimal(2250)) == bool(said(crm, "column-guessed"))


def test_files_are_read_whatever_their_format() -> None:
    tree = b"""{"records": [{"attributes": {"type": "Opportunity", "referenceId": "O1"},
       "Name": "Audit", "StageName": "Closed Won", "CloseDate": "2026-03-01", "Amount": 900.5}]}"""
    listed = b"Account,Sector\nWrackline Boatyard Limited,Marine\n"
    files = [
        GivenFile(name="deals.json", data=tree, role="crm", kind="crm"),
        GivenFile(name="accounts.csv", data=listed, role="crm", kind="crm"),
    ]

    crm = read_crm(files)

    assert (crm.won_total, len(crm.accounts)) == (Decimal("900.5"), 1)


def test_a_file_of_another_shape_is_refused() -> None:
    file = GivenFile(name="deals.json", data=b'{"deals": []}', role="crm", kind="crm")

    with pytest.raises(InputError, match=r"deals\.json: it is JSON of another shape"):
        read_crm([file])
