"""The Word template of the financial summary. Part of `make_templates.py`.

The names in double braces are declared in `templates/financial_summary.yaml`.
"""

from __future__ import annotations

from template_layout import (
    WIDTH,
    Column,
    add_chart,
    add_opening,
    add_section,
    add_sign_off,
    add_table,
    footers,
    letterhead,
    new_document,
    running_header,
    saved,
)
from template_styles import INK, Look, number_lists

LOOKS = (
    Look("Ledger Heading", 8, INK, bold=True, before=1.5, after=2, keep=True),
    Look("Ledger Heading Figure", 8, INK, bold=True, before=1.5, after=2, keep=True, right=True),
    Look("Ledger Text", 8, before=1.2, after=1.2, keep=True),
    Look("Ledger Figure", 8, before=1.2, after=1.2, keep=True, right=True),
)
"""Tables of accounts have many rows, which stand closer than those of a report."""

_FIGURE = 1.85
LISTS = ("summary", "open_points")
PNL = (
    Column("line", WIDTH - 7 * _FIGURE),
    *(
        Column(key, _FIGURE, figure=True)
        for key in (
            "actual",
            "budget",
            "variance",
            "year_actual",
            "year_budget",
            "year_variance",
            "prior",
        )
    ),
)
BALANCE = (
    Column("line", 9.4),
    Column("now", 4, figure=True),
    Column("then", 4, figure=True),
)
TAX = (
    Column("line", 9.4),
    Column("amount", 4, figure=True),
    Column("due", 4, figure=True),
)
_AGES = ("not_due", "days_1_to_30", "days_31_to_60", "days_61_to_90", "over_90", "owed")
DEBTORS = (
    Column("customer", WIDTH - 6 * 2.1),
    *(Column(key, 2.1, figure=True) for key in _AGES),
)


def financial_summary() -> bytes:
    """The template of the financial summary."""
    document = new_document(LOOKS)
    lists = number_lists(document, LISTS)
    letterhead(document)
    running_header(document, "{{ document.title }}, {{ document.period }}")
    footers(document)
    add_opening(document)
    add_section(document, "basis")
    add_section(document, "summary", number=lists["summary"])
    add_section(document, "profit_and_loss")
    add_table(document, "pnl", PNL, style="Ledger", total=False, subtotals=True)
    add_chart(document, "results")
    add_section(document, "balance")
    add_table(document, "balance", BALANCE, style="Ledger", total=False, subtotals=True)
    add_table(document, "tax", TAX, style="Ledger", total=False)
    add_section(document, "debtors")
    add_table(document, "debtors", DEBTORS, style="Ledger")
    add_chart(document, "debtors")
    add_section(document, "commentary")
    add_section(document, "open_points", number=lists["open_points"])
    add_section(document, "limits", keep=True)
    add_sign_off(document)
    return saved(document, "Financial summary")
