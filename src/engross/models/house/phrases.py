"""Sentences for kinds of measure. This is a table: to change what the house model says, change it.

In a phrase, `{billed}` is a slot for the section's main figure of that measure, `{billed@before}`
for the same figure of the period before, `{change(billed;billed@before)}` for one worked out;
`<this>` and `<before>` are the reporting period and the one before in words. A phrase is used when
all its figures are there and its conditions hold; the first that fits is taken.

A condition is `measure:state`. States: `some` (not nil), `nil`, `one` (exactly one), `over` (above
nil), `under` (below nil), `rises`, `falls`, `same` (beside the period before),
`all` (as much as the measure that `WHOLES` names).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """A sentence and when it may be used."""

    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """What to say of a measure, at length and in a summary."""

    measure: str
    full: tuple[Phrase, ...]
    short: tuple[Phrase, ...] = ()
    """For summaries; none leaves the topic to the other sections."""
    covers: tuple[str, ...] = ()
    """Other measures that it speaks of, so that nothing more is said of them."""


WHOLES = {"overdue": "outstanding", "outstanding": "gross"}
"""What a measure is a part of: `overdue:all` holds when nothing outstanding is not overdue."""

TOPICS = (
    Topic(
        "billed",
        full=(
            Phrase(
                "Fees billed <this> come to {billed} excluding VAT, "
                "{difference(billed;billed@before)} ({change(billed;billed@before)}) more than the "
                "{billed@before} billed in <before>.",
                ("billed:rises", "billed@before:over"),
            ),
            Phrase(
                "Fees billed <this> come to {billed} excluding VAT, "
                "{difference(billed@before;billed)} less than the {billed@before} billed in "
                "<before>.",
                ("billed:falls", "billed:some"),
            ),
            Phrase(
                "Fees billed <this> come to {billed} excluding VAT, the same as in <before>.",
                ("billed:same", "billed:some"),
            ),
            Phrase("Fees billed <this> come to {billed} excluding VAT.", ("billed:some",)),
            Phrase("We billed no fees <this>.", ("billed:nil",)),
        ),
        short=(
            Phrase("We billed {billed} <this>, excluding VAT.", ("billed:some",)),
            Phrase("We billed no fees <this>.", ("billed:nil",)),
        ),
    ),
    Topic(
        "wip",
        full=(
            Phrase("Work done but not yet billed stands at {wip} excluding VAT.", ("wip:some",)),
        ),
    ),
    Topic(
        "disbursements",
        full=(
            Phrase(
                "We paid disbursements of {disbursements} on your behalf <this>.",
                ("disbursements:some",),
            ),
        ),
    ),
    Topic(
        "expenses",
        full=(Phrase("Expenses <this> come to {expenses}.", ("expenses:some",)),),
    ),
    Topic(
        "forecast-total",
        covers=("budget", "variance"),
        full=(
            Phrase(
                "For the engagement year we forecast {forecast-total} excluding VAT against a "
                "budget of {budget}, which is {variance} over budget.",
                ("variance:over",),
            ),
            Phrase(
                "For the engagement year we forecast {forecast-total} excluding VAT against a "
                "budget of {budget}, which is {difference(budget;forecast-total)} under budget.",
                ("variance:under",),
            ),
            Phrase(
                "For the engagement year we forecast {forecast-total} excluding VAT, in line with "
                "the budget.",
                ("variance:nil",),
            ),
            Phrase("For the engagement year we forecast {forecast-total} excluding VAT."),
        ),
        short=(
            Phrase(
                "We forecast {forecast-total} for the engagement year excluding VAT, which is "
                "{variance} over budget.",
                ("variance:over",),
            ),
            Phrase(
                "We forecast {forecast-total} for the engagement year excluding VAT, which is "
                "{difference(budget;forecast-total)} under budget.",
                ("variance:under",),
            ),
            Phrase(
                "We forecast {forecast-total} for the engagement year excluding VAT, which is "
                "within budget.",
                ("variance:nil",),
            ),
        ),
    ),
    Topic(
        "actual-to-date",
        covers=("forecast-to-complete",),
        full=(
            Phrase(
                "Work to date comes to {actual-to-date} excluding VAT, with "
                "{forecast-to-complete} still to come.",
                ("forecast-to-complete:some",),
            ),
            Phrase("Work to date comes to {actual-to-date} excluding VAT."),
        ),
    ),
    Topic(
        "outstanding",
        covers=("overdue",),
        full=(
            Phrase(
                "As at {as-at}, {outstanding} is outstanding on your account including VAT, all of "
                "it overdue.",
                ("outstanding:some", "overdue:all"),
            ),
            Phrase(
                "As at {as-at}, {outstanding} is outstanding on your account including VAT, and "
                "{overdue} of it is overdue.",
                ("outstanding:some", "overdue:some"),
            ),
            Phrase(
                "As at {as-at}, {outstanding} is outstanding on your account including VAT, and "
                "nothing is overdue.",
                ("outstanding:some", "overdue:nil"),
            ),
            Phrase(
                "As at {as-at}, {outstanding} is outstanding on your account including VAT.",
                ("outstanding:some",),
            ),
            Phrase("As at {as-at}, nothing is outstanding on your account.", ("outstanding:nil",)),
        ),
        short=(
            Phrase(
                "{outstanding} including VAT was outstanding on {as-at}, all of it overdue.",
                ("outstanding:some", "overdue:all"),
            ),
            Phrase(
                "{outstanding} including VAT was outstanding on {as-at}, of which {overdue} was "
                "overdue.",
                ("outstanding:some", "overdue:some"),
            ),
            Phrase(
                "{outstanding} including VAT was outstanding on {as-at}, and nothing was overdue.",
                ("outstanding:some", "overdue:nil"),
            ),
            Phrase("Nothing was outstanding on {as-at}.", ("outstanding:nil",)),
        ),
    ),
    Topic(
        "gross",
        covers=("paid", "net", "vat"),
        full=(
            Phrase(
                "The invoices listed come to {gross} including VAT, of which {paid} has been paid.",
                ("gross:some", "paid:some"),
            ),
            Phrase(
                "The invoices listed come to {gross} including VAT, and none of it has been paid.",
                ("gross:some", "paid:nil"),
            ),
        ),
    ),
    Topic(
        "invoice-count",
        full=(
            Phrase("We raised {invoice-count} invoice <this>.", ("invoice-count:one",)),
            Phrase("We raised {invoice-count} invoices <this>.", ("invoice-count:some",)),
        ),
    ),
    Topic(
        "payment-terms",
        full=(
            Phrase(
                "Our payment terms are {payment-terms} from the date of the invoice.",
                ("payment-terms:some",),
            ),
        ),
    ),
)
"""What to say of the whole engagement, in the order in which it is said."""

HOURS = (
    Phrase(
        "We recorded {hours} on {workstream} work <this>, with a value of {time-value} excluding "
        "VAT.",
        ("hours:some", "time-value:some"),
    ),
    Phrase("We recorded {hours} on {workstream} work <this>.", ("hours:some",)),
)
"""Time on one workstream."""

ALL_HOURS = (
    Phrase(
        "We recorded {hours} of time <this>, with a value of {time-value} excluding VAT.",
        ("hours:some", "time-value:some"),
    ),
    Phrase("We recorded {hours} of time <this>.", ("hours:some",)),
)
"""Time on everything, where it is not known by workstream."""

WORKSTREAM = (
    Phrase(
        "{workstream} is forecast at {forecast-total}, which is {variance} over its budget of "
        "{budget}.",
        ("variance:over",),
    ),
    Phrase(
        "{workstream} is forecast at {forecast-total}, which is "
        "{difference(budget;forecast-total)} under its budget of {budget}.",
        ("variance:under",),
    ),
)
"""A workstream that is not on its budget."""

LARGEST = (Phrase("The largest part of the work to date is {workstream}, at {actual-to-date}."),)
"""The workstream with the highest figure to date, where there are several."""

LATE_INVOICE = (
    Phrase(
        "Invoice {number} fell due on {due-date}, and all of it, {outstanding}, is overdue.",
        ("outstanding:all",),
    ),
    Phrase("Invoice {number} fell due on {due-date}, and {outstanding} of it is overdue."),
)
"""An invoice that is past its due date and not paid in full."""

QUERY_ONE = "If you have a query on it, please tell us."
QUERY_SEVERAL = "If you have a query on any of them, please tell us."

ASK_OVER = (
    Phrase(
        "Please tell us whether you agree to {workstream} going {variance} over its budget.",
        ("variance:over",),
    ),
)
"""What is asked when work that is charged by time is forecast above its budget."""

LEADS = (Phrase("These are the next steps for {next-period-label}."),)
"""Said before the passages of a section that names the next period."""

OTHER = "The figure for {label} is {slot}."
"""What is said of a measure that is not in this table."""

UNSAID = frozenset(
    {
        "ageing-not-due",
        "ageing-1-30",
        "ageing-31-60",
        "ageing-61-90",
        "ageing-over-90",
        "rate",
        "credited",
    }
)
"""Measures that a table shows better than a sentence."""

PERIODS = {
    "quarter": ("this quarter", "the quarter before"),
    "month": ("this month", "the month before"),
}
"""How the reporting period and the one before are called."""

OTHER_PERIOD = ("in the period", "the period before")

ASKED = "{speaker} asked: {quote}"
TOLD_US = "{speaker} told us: {quote}"
SAID = "{speaker} said: {quote}"
NOT_NAMED = "It was said in the conversation: {quote}"
"""How spoken words are introduced: a question; a client's words; anybody's; nobody's."""

MISSING = {
    (False, False): "who will do this, and by when",
    (False, True): "who will do this",
    (True, False): "by when",
}
"""What an action lacks, by whether it has an owner and a date."""

TO_CONFIRM = "[to confirm: {what}]"
NOTHING_FOUND = "what to say under {heading}"
NOTHING_FOUND_HERE = "what to say under this heading"
"""How a gap stays visible."""
