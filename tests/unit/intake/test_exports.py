"""The exports of programs: each known by its headings, and read to the same books."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from engross.intake.billing import read_books
from engross.intake.books import Books
from engross.intake.columns import understood
from engross.intake.exports import Export, exports, is_sterling, not_issued, recognised
from engross.intake.kinds import kinds, normal
from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, SheetRead
from engross.workspace.register import Firm

JULY = [
    (dt.date(2026, 7, 2), "Helen Pike", Decimal("1.5"), Decimal(270)),
    (dt.date(2026, 7, 13), "Martin Oke", Decimal("0.75"), Decimal(90)),
]
"""The time that every export below holds of the matter; one row more is another client's."""
INVOICES = [("4301", dt.date(2026, 7, 31), Decimal(360))]

HARVEST = """\
Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,\
First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,\
External Reference URL
2026-07-02,Wrackline Boatyard Limited,Stock,WRA001,Stock system,Count,1.4,1.5,Yes,No,Yes,\
Helen,Pike,Partner,Yes,180,270,70,105,British Pound - GBP,
2026-07-13,Wrackline Boatyard Limited,Stock,WRA001,Stock system,Load,0.7,0.75,Yes,No,Yes,\
Martin,Oke,Manager,Yes,120,90,50,37.5,British Pound - GBP,
2026-07-14,Copperbeech Nurseries Limited,Advice,COP001,Advice,Call,2,2,Yes,No,Yes,\
Helen,Pike,Partner,Yes,180,360,70,140,British Pound - GBP,
"""
TOGGL = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,\
Duration,Tags,Amount (GBP)
Helen Pike,h@x.example,WRA,WRA001,Stock system,Count,Yes,2026-07-02,09:00:00,2026-07-02,10:30:00,\
01:30:00,,270.00
Martin Oke,m@x.example,WRA,WRA001,Stock system,Load,Yes,2026-07-13,09:00:00,2026-07-13,09:45:00,\
00:45:00,,90.00
Helen Pike,h@x.example,Copperbeech Nurseries Limited,COP001,,Call,Yes,2026-07-14,09:00:00,\
2026-07-14,11:00:00,02:00:00,,360.00
"""
CLOCKIFY = """\
Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,\
End Time,Duration (h),Duration (decimal),Billable Rate (GBP),Billable Amount (GBP),\
Cost Rate (GBP),Cost Amount (GBP),Profit (GBP)
WRA001,WRA,Count,Stock system,Helen Pike,,h@x.example,,Yes,02/07/2026,09:00,02/07/2026,10:30,\
01:30:00,1.50,180.00,270.00,70.00,105.00,165.00
WRA001,WRA,Load,Stock system,Martin Oke,,m@x.example,,Yes,13/07/2026,09:00,13/07/2026,09:45,\
00:45:00,0.75,120.00,90.00,50.00,37.50,52.50
COP001,Copperbeech Nurseries Limited,Call,,Helen Pike,,h@x.example,,Yes,14/07/2026,09:00,\
14/07/2026,11:00,02:00:00,2.00,180.00,360.00,70.00,140.00,220.00
"""
CLIO = """\
ID,Type,Date,Hours,Description,Matter number,Flat rate,Rate (£),Billable (£),Non-billable (£),\
User,Bill state,Bill number,Expense category
1,TimeEntry,02/07/2026,1.5,Count,WRA001,false,180.00,270.00,0.00,Helen Pike,Unbilled,,
2,TimeEntry,13/07/2026,0.75,Load,WRA001,false,120.00,90.00,0.00,Martin Oke,Unbilled,,
3,ExpenseEntry,14/07/2026,,Courier,WRA001,,18.00,18.00,0.00,Helen Pike,Unbilled,,Courier
4,TimeEntry,14/07/2026,2,Call,COP001,false,180.00,360.00,0.00,Helen Pike,Unbilled,,
"""
CLIO_BEFORE = """\
Type,Date,User,Matter,Client,Activity Description,Description/Note,Quantity,Rate,Total,Billable,\
Non-billable,Billed,Bill state
TimeEntry,02/07/2026,Helen Pike,WRA001,WRA,Stock system,Count,1.50,180.00,270.00,Yes,,No,
TimeEntry,13/07/2026,Martin Oke,WRA001,WRA,Stock system,Load,0.75,120.00,90.00,Yes,,No,
ExpenseEntry,14/07/2026,Helen Pike,WRA001,WRA,Courier,Bag to yard,1,18.00,18.00,Yes,,No,
TimeEntry,14/07/2026,Helen Pike,COP001,Copperbeech Nurseries Limited,,Call,2,180.00,360.00,Yes,,No,
"""
QUICKBOOKS_TIME = """\
username,payroll_id,fname,lname,number,group,local_date,local_day,local_start_time,\
local_end_time,tz,hours,jobcode_1,jobcode_2,service item,location,notes,approved_status
helen,1,Helen,Pike,,,2026-07-02,Thu,9:00,10:30,0,1.5,WRA,WRA001,Stock system,,moody client,
martin,2,Martin,Oke,,,2026-07-13,Mon,9:00,9:45,0,0.75,WRA,WRA001,Stock system,,,
helen,1,Helen,Pike,,,2026-07-14,Tue,9:00,11:00,0,2,Copperbeech Nurseries Limited,COP001,,,,
"""
LEDES_FIELDS = (
    "INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE|"
    "BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|"
    "LINE_ITEM_NUMBER_OF_UNITS|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|"
    "LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|"
    "LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST|TIMEKEEPER_NAME|"
    "TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID[]"
)
LEDES = f"""\
LEDES1998B[]
{LEDES_FIELDS}
20260731|4301|WRA|WRA001|378|20260701|20260731|July|1|F|1.5|0|270|20260702|SS||A1|HP|Count|1|180|\
Helen Pike|PARTNER|W-1[]
20260731|4301|WRA|WRA001|378|20260701|20260731|July|2|F|0.75|0|90|20260713|SS||A1|MO|Load|1|120|\
Martin Oke|ASSOC|W-1[]
20260731|4301|WRA|WRA001|378|20260701|20260731|July|3|E|1|0|18|20260714||E107||MO|Courier|1|18|\
||W-1[]
"""
XERO = """\
ContactName,EmailAddress,POAddressLine1,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,\
TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,InventoryItemCode,Description,Quantity,UnitAmount,\
Discount,LineAmount,AccountCode,TaxType,TaxAmount,Currency,Type,Sent,Status
Wrackline Boatyard Limited,,,4301,PO 7,31/07/2026,30/08/2026,432.00,72.00,0.00,432.00,,\
Stock system,1,270.00,,270.00,200,20% VAT,54.00,GBP,Sales invoice,Sent,Awaiting Payment
Wrackline Boatyard Limited,,,4301,PO 7,31/07/2026,30/08/2026,432.00,72.00,0.00,432.00,,\
Accounts,1,90.00,,90.00,200,20% VAT,18.00,GBP,Sales invoice,Sent,Awaiting Payment
Copperbeech Nurseries Limited,,,4302,,31/07/2026,30/08/2026,120.00,20.00,0.00,120.00,,\
Advice,1,100.00,,100.00,200,20% VAT,20.00,GBP,Sales invoice,Sent,Paid
"""
XERO_DETAIL = """\
Receivable Invoice Detail
Penhallow Reeve LLP
For the period 1 July 2026 to 31 July 2026

Contact,Invoice Number,Invoice Date,Source,Reference,Item Code,Description,Quantity,\
Unit Price (ex),Discount (ex),VAT,Gross,Invoice Total,Status
Wrackline Boatyard Limited,4301,31 Jul 2026,Receivable Invoice,,,Stock,1,270,0,54,324,432,Paid
Wrackline Boatyard Limited,4301,31 Jul 2026,Receivable Invoice,,,Books,1,90,0,18,108,432,Paid
Copperbeech Nurseries Limited,4302,31 Jul 2026,Receivable Invoice,,,Call,1,100,0,20,120,120,Paid
"""
QUICKBOOKS = """\
Penhallow Reeve LLP
Invoice List
July 2026

Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount,Open Balance
31/07/2026,Invoice,4301,Wrackline Boatyard Limited,Stock system,30/08/2026,270.00,360.00
31/07/2026,Invoice,4301,Wrackline Boatyard Limited,Accounts,30/08/2026,90.00,360.00
31/07/2026,Invoice,4302,Copperbeech Nurseries Limited,Advice,30/08/2026,100.00,0.00
"""
HARVEST_INVOICES = """\
Invoice Report,,,,,,,
,,,,,,,
Status,Issue Date,Paid,ID,Client,Invoice Amount,Paid Amount,Balance
GBP,,,,,,,
Open,2026-07-31,,4301,Wrackline Boatyard Limited,360.00,0.00,360.00
Paid,2026-07-31,12 days,4302,Copperbeech Nurseries Limited,100.00,100.00,0.00
"""
CLIO_BILLS = """\
Bill number,Bill state,Client,Matter number,Issue date,Due date,Total,Paid,Balance
4301,Awaiting payment,Wrackline Boatyard Limited,WRA001,31/07/2026,30/08/2026,360.00,0.00,360.00
4302,Paid,Copperbeech Nurseries Limited,COP001,31/07/2026,30/08/2026,100.00,100.00,0.00
"""
OWN = """\
Date,Fee earner,Client,Matter,Workstream,Narrative,Hours,Rate,Value
02/07/2026,Helen Pike,WRA,WRA001,Stock system,Count,1.5,180,270
13/07/2026,Martin Oke,WRA,WRA001,Stock system,Load,0:45,120,90
14/07/2026,Helen Pike,Copperbeech Nurseries Limited,COP001,Advice,Call,2,180,360
"""


def books(text: str, make: SimpleNamespace, firm: Firm, name: str = "export.csv") -> Books:
    client = firm.clients[0]
    found, _ = read_books([make.billing(text.encode(), name)], firm, client, client.matters[0])
    return found


@pytest.mark.parametrize(
    ("text", "valued"),
    [
        (HARVEST, True),
        (TOGGL, True),
        (CLOCKIFY, True),
        (CLIO, True),
        (CLIO_BEFORE, True),
        (QUICKBOOKS_TIME, False),
        (OWN, True),
    ],
    ids=["harvest", "toggl", "clockify", "clio", "clio before", "quickbooks time", "own"],
)
def test_each_time_export_reads_to_the_same_time(
    text: str, *, valued: bool, make: SimpleNamespace, firm: Firm
) -> None:
    found = books(text, make, firm)

    read = [(e.day, e.person, e.hours.value, e.value and e.value.value) for e in found.time]
    assert read == [(*row[:3], row[3] if valued else None) for row in JULY]
    assert found.others == 1


@pytest.mark.parametrize(
    "text",
    [XERO, XERO_DETAIL, QUICKBOOKS, HARVEST_INVOICES, CLIO_BILLS],
    ids=["xero", "xero detail", "quickbooks", "harvest invoices", "clio bills"],
)
def test_each_invoice_export_reads_to_the_same_invoice(
    text: str, make: SimpleNamespace, firm: Firm
) -> None:
    found = books(text, make, firm)

    net = sum(line.net.value for line in found.lines)
    assert [(line.number, line.day, net) for line in found.lines[:1]] == INVOICES
    assert {line.number for line in found.lines} == {"4301"}


@pytest.mark.parametrize("name", ["bill.ledes", "bill.txt"])
def test_a_ledes_bill_is_time_and_expenses_and_fees(
    name: str, make: SimpleNamespace, firm: Firm
) -> None:
    found = books(LEDES, make, firm, name)

    assert [(e.day, e.person, e.hours.value, e.value and e.value.value) for e in found.time] == JULY
    assert [(o.day, o.net.value, o.expense) for o in found.outlays] == [
        (dt.date(2026, 7, 14), Decimal(18), True)
    ]
    assert [line.net.value for line in found.lines] == [270, 90]


def test_expenses_among_clios_activities_are_no_time(make: SimpleNamespace, firm: Firm) -> None:
    found = books(CLIO, make, firm)

    assert [(o.net.value, o.description) for o in found.outlays] == [(18, "Courier")]


def test_the_amount_of_a_whole_invoice_on_each_line_is_not_added_up(
    make: SimpleNamespace, firm: Firm
) -> None:
    found = books(XERO, make, firm)

    assert all(line.outstanding is None and line.paid is None for line in found.lines)


def test_a_project_without_codes_is_known_by_its_name(make: SimpleNamespace, firm: Firm) -> None:
    text = HARVEST.replace(",Stock,WRA001,", ",WRA001,,").replace(",Advice,COP001,", ",COP001,,")
    found = books(text, make, firm)

    assert [entry.matter for entry in found.time] == ["WRA001", "WRA001"]


def test_amounts_in_another_currency_are_not_taken_for_pounds(make: SimpleNamespace) -> None:
    sheet = sheet_of(make, *CLOCKIFY.replace("GBP", "USD").splitlines())
    (headings,) = understood(sheet, {})

    assert {"rate", "value"}.isdisjoint(headings.columns)


def test_a_column_that_an_export_does_not_have_is_not_looked_for_in_others(
    make: SimpleNamespace, firm: Firm
) -> None:
    rows = TOGGL.replace("Task,", "Hourly rate,").splitlines()
    (headings,) = understood(sheet_of(make, *rows), {}, firm=firm)

    assert headings.system == "Toggl Track"
    assert "rate" not in headings.columns


def test_an_export_that_asks_for_more_headings_goes_before() -> None:
    entries = exports()
    names = [normal(name) for name in XERO.splitlines()[0].split(",")]
    found = recognised(names, entries)

    assert found is not None
    assert found.name == "Xero sales invoices"


@pytest.mark.parametrize("export", exports(), ids=lambda export: f"{export.name} {export.kind}")
def test_every_export_says_what_its_kind_knows(export: Export) -> None:
    columns = {kind.key: kind.columns for kind in kinds()}

    assert set(export.columns) | set(export.otherwise) <= set(columns[export.kind])
    assert set(export.rows) <= set(export.recognised_by)


def test_states_of_invoices_that_never_went_out_are_known() -> None:
    assert {"draft", "voided", "deleted"} <= not_issued()
    assert "paid" not in not_issued()


@pytest.mark.parametrize(
    ("said", "pounds"),
    [("GBP", True), ("British Pound - GBP", True), ("£", True), ("Euro - EUR", False)],
)
def test_pounds_are_known_by_how_programs_name_them(said: str, *, pounds: bool) -> None:
    assert is_sterling(said) is pounds


def sheet_of(make: SimpleNamespace, *rows: str) -> Sheet:
    read = SheetRead("", [Row(n, row.split(",")) for n, row in enumerate(rows, start=1)])
    return Sheet(make.notes("x", "export.csv"), read)
