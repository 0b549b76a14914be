"""What can be measured, what each measure is called, and who may see it.

Definitions, and which figures a client never sees, follow the practice guide in
`docs/explanation/figures.md`: the ban is on the firm's figures about itself.
"""

from __future__ import annotations

from engross.records.base import Record
from engross.records.evidence import Audience, Unit


class Measure(Record):
    """One kind of figure, date or name."""

    key: str
    """Its name in fact ids: `billed`."""

    label: str
    """Its name for people: `Fees billed`."""

    unit: Unit
    """What its values are in."""

    audience: Audience = "client"
    """Who may see it."""

    words: tuple[str, ...] = ()
    """A sentence that uses the figure must contain one of these (lower case, whole words);
    empty accepts any sentence."""

    pence: bool = False
    """Money that is to be paid is shown to the penny; other money in whole pounds."""

    weekday: bool = False
    """A day that something is to be done by: in prose its weekday stands before it."""

    time_based: bool = False
    """Shown to the client only where the matter is charged by time, never on a fixed fee."""


def _money(
    key: str,
    label: str,
    *words: str,
    audience: Audience = "client",
    pence: bool = False,
    time_based: bool = False,
) -> Measure:
    return Measure(
        key=key,
        label=label,
        unit="GBP",
        words=words,
        audience=audience,
        pence=pence,
        time_based=time_based,
    )


_BILLED = ("billed", "invoiced", "invoice", "invoices", "fees", "charged")
_OWED = ("outstanding", "unpaid", "owed", "owing", "balance", "due", "overdue", "past due")

_ALL = (
    # Work
    Measure(
        key="hours", label="Hours", unit="hours", time_based=True, words=("hours", "hour", "time")
    ),
    _money(
        "time-value", "Time value", "time", "value", "recorded", "work", "hours", time_based=True
    ),
    _money(
        "wip",
        "Work done, not yet billed",
        "not yet billed",
        "unbilled",
        "work in progress",
        time_based=True,
    ),
    Measure(
        key="rate",
        label="Hourly rate",
        unit="GBP/hour",
        words=("rate", "hour"),
        pence=True,
        time_based=True,
    ),
    # Bills. Analysis excludes VAT; what is to be paid includes it.
    _money("billed", "Fees billed, excluding VAT", *_BILLED),
    _money("net", "Net", *_BILLED, "net", pence=True),
    _money("vat", "VAT", "vat", pence=True),
    _money("gross", "Total including VAT", *_BILLED, "including vat", "total", pence=True),
    _money("paid", "Paid", "paid", "received", "settled", "payment", "payments", pence=True),
    _money("credited", "Credit notes", "credit", "credited", "credits", pence=True),
    _money("on-account", "Paid on account", "on account", "in advance", "set against", pence=True),
    _money("outstanding", "Outstanding", *_OWED, pence=True),
    _money("overdue", "Overdue", "overdue", "past due", "late", pence=True),
    _money("ageing-not-due", "Not due", *_OWED, pence=True),
    _money("ageing-1-30", "1-30 days overdue", *_OWED, pence=True),
    _money("ageing-31-60", "31-60 days overdue", *_OWED, pence=True),
    _money("ageing-61-90", "61-90 days overdue", *_OWED, pence=True),
    _money("ageing-over-90", "Over 90 days overdue", *_OWED, pence=True),
    _money(
        "disbursements", "Disbursements", "disbursement", "disbursements", "paid on your behalf"
    ),
    _money("expenses", "Expenses", "expense", "expenses"),
    Measure(key="invoice-count", label="Invoices", unit="count", words=("invoice", "invoices")),
    # Budget and forecast: actual to date is billed plus unbilled (fixed fee: fallen due);
    # forecast total is that plus what is to come; variance is forecast less budget, over is plus.
    _money("budget", "Budget", "budget", "budgeted", "estimate", "estimated", "agreed"),
    _money("actual-to-date", "To date", "to date", "so far"),
    _money("forecast-to-complete", "To complete", "to complete", "remaining", "still to come"),
    _money("forecast-total", "Forecast total", "forecast", "expect", "expected"),
    _money(
        "variance",
        "Variance (positive is over budget)",
        "over",
        "under",
        "above",
        "below",
        "variance",
        "within",
        "increase",
        "saving",
    ),
    # The firm's figures about itself: no client document ever holds them.
    _money("cost", "Cost", audience="internal"),
    _money("margin", "Margin", audience="internal"),
    _money("write-off", "Written off", audience="internal"),
    Measure(key="cost-rate", label="Cost rate", unit="GBP/hour", audience="internal"),
    Measure(key="recovery", label="Recovery", unit="percent", audience="internal"),
    # Dates and words
    Measure(
        key="invoice-date",
        label="Date",
        unit="date",
        words=("dated", "invoice", "invoices", "of", "on"),
    ),
    Measure(key="due-date", label="Due", unit="date", words=("due", "by", "payable")),
    Measure(key="number", label="Number", unit="text"),
    Measure(key="description", label="Description", unit="text"),
    Measure(key="basis", label="Basis", unit="text"),
    Measure(key="workstream", label="Workstream", unit="text"),
    Measure(key="person", label="Person", unit="text"),
    Measure(key="client-name", label="Client", unit="text"),
    Measure(key="client-short-name", label="Client, short", unit="text"),
    Measure(key="client-contact", label="Contact", unit="text"),
    Measure(key="matter-title", label="Matter", unit="text"),
    Measure(key="matter-reference", label="Our reference", unit="text"),
    Measure(key="firm-name", label="Firm", unit="text"),
    Measure(key="signatory", label="Signatory", unit="text"),
    Measure(key="manager", label="Manager", unit="text"),
    Measure(
        key="payment-terms", label="Payment terms", unit="days", words=("day", "days", "terms")
    ),
    Measure(key="period-label", label="Period", unit="text"),
    Measure(key="period-end", label="Period end", unit="date"),
    Measure(key="as-at", label="As at", unit="date"),
    Measure(key="report-date", label="Date of the document", unit="date"),
    Measure(key="said-on", label="Date of the call or note", unit="date"),
    Measure(key="engagement-end", label="End of the engagement year", unit="date"),
    Measure(
        key="action-due",
        label="To be done by",
        unit="date",
        words=("by", "due", "on", "before"),
        weekday=True,
    ),
    Measure(key="stated", label="Stated in Word", unit="text"),
    Measure(key="next-period-label", label="Next period", unit="text"),
)

MEASURES: dict[str, Measure] = {measure.key: measure for measure in _ALL}
"""Every measure by key. `derived` is no measure: such a fact takes the words of its inputs."""
