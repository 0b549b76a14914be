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

    asked: bool = False
    """A cell of it that no source fills is printed as to be confirmed, never left empty."""

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
_FEE = ("fee", "fees", "price", "plus vat", "excluding vat", "for")
_VARIES = (
    "over", "under", "above", "below", "variance", "more", "less", "better", "worse", "short",
    "ahead",
)  # fmt: skip
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
    # What is proposed: the fee excludes VAT and is payable, so it is shown to the penny.
    _money("fee", "Fee, excluding VAT", *_FEE, pence=True),
    _money("fee-vat", "VAT on the fee", "vat", pence=True),
    _money("fee-total", "Fee including VAT", "including vat", "total", "in all", pence=True),
    _money("fee-before-discount", "Fee before discount", "before", pence=True),
    _money("discount", "Discount", "discount", pence=True),
    Measure(key="vat-rate", label="Rate of VAT", unit="percent", words=("vat",)),
    Measure(
        key="estimate-hours",
        label="Estimated hours",
        unit="hours",
        time_based=True,
        words=("hours", "hour", "time"),
    ),
    # A client's own accounts, as its ledger has them. A variance is its effect on the profit:
    # positive is better, negative is worse.
    _money("ledger-actual", "Actual"),
    _money("ledger-budget", "Budget of the accounts", "budget", "budgeted"),
    _money("ledger-variance", "Variance (positive is better)", *_VARIES),
    _money("ledger-balance", "Balance"),
    # Percentages of a client's accounts, all above nil but for a loss: the words say which way.
    Measure(key="ledger-share", label="Percentage of sales", unit="percent"),
    Measure(key="ledger-budget-share", label="Budgeted percentage of sales", unit="percent"),
    Measure(
        key="ledger-variance-percent",
        label="Size of the variance against budget",
        unit="percent",
        words=_VARIES,
    ),
    Measure(
        key="ledger-change",
        label="Size of the change on the year before",
        unit="percent",
        words=(*_VARIES, "higher", "lower", "rose", "fell"),
    ),
    _money("tax-due", "Tax that falls due", pence=True),
    _money("customer-debt", "Owed by customers", *_OWED, "debtors", "customers", pence=True),
    # The firm's figures about itself: no client document ever holds them.
    _money("cost", "Cost", audience="internal"),
    _money("margin", "Margin", audience="internal"),
    _money("write-off", "Written off", audience="internal"),
    _money("crm-amount", "Amount in the CRM", audience="internal"),
    Measure(key="discount-percent", label="Discount given", unit="percent", audience="internal"),
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
    # The mail that a run is about.
    Measure(key="mail-subject", label="Subject of the mail", unit="text"),
    Measure(
        key="received-on", label="Received on", unit="date", words=("received", "of", "on", "dated")
    ),
    Measure(key="sender", label="Who wrote the mail", unit="text"),
    # What a matter's deadlines are, and by when a person answers what a reply leaves to them.
    Measure(key="deadline-name", label="What a deadline is for", unit="text"),
    Measure(
        key="deadline",
        label="Deadline",
        unit="date",
        words=("deadline", "due", "by", "on"),
        weekday=True,
    ),
    Measure(
        key="answer-by", label="We answer by", unit="date", words=("by", "before"), weekday=True
    ),
    # What firm.yaml says of the firm itself, for the statements that its documents must hold.
    Measure(key="firm-legal-form", label="Legal form of the firm", unit="text"),
    Measure(key="firm-registered-in", label="Where the firm is registered", unit="text"),
    Measure(key="firm-number", label="Registered number of the firm", unit="text"),
    Measure(key="firm-office", label="Registered office of the firm", unit="text"),
    Measure(key="firm-address", label="Address of the firm", unit="text"),
    Measure(key="firm-telephone", label="Telephone number of the firm", unit="text"),
    Measure(key="firm-email", label="E-mail address of the firm", unit="text"),
    Measure(key="firm-vat-number", label="VAT number of the firm", unit="text"),
    Measure(key="regulator", label="Regulator of the firm", unit="text"),
    Measure(key="regulator-number", label="Number with the regulator", unit="text"),
    Measure(key="regulator-website", label="Website of the regulator", unit="text"),
    Measure(key="complaints-contact", label="Who answers complaints", unit="text"),
    Measure(key="redress-scheme", label="Independent redress scheme", unit="text"),
    Measure(key="data-protection-contact", label="Who answers for personal data", unit="text"),
    Measure(key="privacy-notice", label="Where the privacy notice is", unit="text"),
    Measure(key="insurer", label="Professional indemnity insurer", unit="text"),
    Measure(key="insurer-contact", label="How the insurer is reached", unit="text"),
    Measure(key="insurance-territory", label="Where the insurance holds", unit="text"),
    Measure(key="service", label="Service", unit="text"),
    Measure(key="stage", label="Stage", unit="text"),
    Measure(key="deliverable", label="Deliverable", unit="text"),
    Measure(key="invoiced-on", label="Invoiced on", unit="text"),
    Measure(key="grade", label="Grade", unit="text"),
    Measure(key="done-by", label="Who does most of the work", unit="text"),
    Measure(key="line", label="Line", unit="text"),
    Measure(key="line-kind", label="Kind of line", unit="text"),
    Measure(key="customer", label="Customer", unit="text"),
    Measure(key="accounts-basis", label="Basis of the accounts", unit="text"),
    Measure(key="balance-date", label="Day of the balances", unit="date"),
    Measure(
        key="target-date", label="Aimed at", unit="date", words=("by", "aim", "target", "complete")
    ),
    Measure(
        key="open-until",
        label="Open until",
        unit="date",
        words=("until", "by", "open"),
        weekday=True,
    ),
    # Of somebody who is to become a client, as a form has it (intake/forms/fields.toml).
    Measure(key="field", label="Field of the client record", unit="text"),
    Measure(key="field-value", label="What the form says", unit="text", asked=True),
    Measure(key="field-checked", label="What of it was checked", unit="text"),
    Measure(key="officer", label="Person behind the client", unit="text"),
    Measure(key="officer-role", label="What they are", unit="text"),
    Measure(key="officer-share", label="Share", unit="text"),
    Measure(key="service-wanted", label="Service wanted", unit="text"),
    Measure(key="step", label="First step", unit="text"),
    Measure(key="step-who", label="Who does it", unit="text"),
    Measure(key="step-by", label="By", unit="date", words=("by", "on"), weekday=True),
    Measure(key="need", label="What we need", unit="text"),
    Measure(key="need-by", label="Needed by", unit="date", words=("by", "on"), weekday=True),
    Measure(key="stated", label="Stated in Word", unit="text"),
    # What must be done before the firm acts for a new client, and who said that it is.
    Measure(key="gate", label="Gate", unit="text"),
    Measure(key="gate-evidence-wanted", label="What must have been seen", unit="text"),
    Measure(key="gate-status", label="Status", unit="text"),
    Measure(key="gate-evidence", label="Where the evidence is kept", unit="text"),
    Measure(key="gate-by", label="Recorded by", unit="text"),
    Measure(key="gate-on", label="Recorded on", unit="date"),
    Measure(key="next-period-label", label="Next period", unit="text"),
)

MEASURES: dict[str, Measure] = {measure.key: measure for measure in _ALL}
"""Every measure by key. `derived` is no measure: such a fact takes the words of its inputs."""
