"""The rules on a client's own accounts: totals, balances, periods, and what they leave open."""

from __future__ import annotations

from engross.checks.rule import Rule

_ACCOUNTS = "[how accounts are read](../explanation/accounts.md)"

ACCOUNTS_RULES: tuple[Rule, ...] = (
    Rule(
        "ledger-not-the-clients",
        "intake",
        "the names in the titles of a client's accounts",
        "block",
        overridable=True,
        reason="Accounts of another company in a client's summary are the worst mistake that a "
        "summary can make. A file whose title names another client of the firm is refused; one "
        "that names a company which is not the client waits for somebody who knows why.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-totals-differ",
        "intake",
        "totals and profits that the accounts state, worked out again from their lines",
        "warn",
        overridable=True,
        reason="A line that was inserted below the range of a total is in no sum. Every total is "
        "worked out again, and the line that explains a difference is named; the figures in the "
        "document are ours.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-sources-differ",
        "intake",
        "figures that the accounts state in two places, and variances that they state",
        "warn",
        overridable=True,
        reason="A summary sheet, a column of the quarter and the months often come from different "
        "days. The finest figures are used; whoever signs must know that another is about.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-balance-differs",
        "intake",
        "the balance sheet, the list of debts beside it, and the profit of the year in it",
        "block",
        overridable=True,
        reason="A balance sheet that does not balance is no balance sheet, and blocks. A list of "
        "debts or a profit that is another than the balance sheet's is told, as a reader of both "
        "will ask.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-question",
        "intake",
        "lines, months and notes of the accounts that leave something open",
        "warn",
        overridable=True,
        reason="A one-off without a name, a suspense account, a month that is out of line, a tax "
        "without an amount, accounts that call themselves provisional: each is a question to the "
        "client, and none is answered by guessing.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-line-guessed",
        "intake",
        "lines of the accounts that nothing calls income or cost",
        "block",
        overridable=True,
        reason="Whether a line adds to the profit or lessens it is told by its section, its type "
        "or its name. Where only its place says so, the guess is shown, and warns. A line that "
        "comes to what is left of all lines above it is likely to be a profit by a name that is "
        "not known; as a cost it would double a loss or hide a profit, and blocks.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-line-unmatched",
        "intake",
        "lines that are in the accounts or in the budget, and not in both",
        "warn",
        overridable=True,
        reason="Lines are matched by name and never by likeness. A budget that calls a line "
        "otherwise makes two lines with two large variances, which are none.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-period-guessed",
        "intake",
        "tables and columns of the accounts that do not say their period",
        "block",
        overridable=True,
        reason="A column that says only `Budget` takes its period from its neighbour or from the "
        "title. Text and figures of different periods are a common fault of reports, so what was "
        "taken is said, and warns. A column that is headed by a day alone may be of a month, a "
        "quarter or a year; it blocks.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-months-missing",
        "intake",
        "months that the accounts leave out between others, or in which every line is nil",
        "block",
        overridable=True,
        reason="A year to date that lacks a month is told as whole, and nobody sees it. A month "
        "left out, or not yet posted, waits for somebody who knows; where no figure may hold it, "
        "it is a warning.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-not-read",
        "intake",
        "cells and rows of the accounts that cannot be read",
        "warn",
        overridable=True,
        reason="An amount that is no amount is neither guessed nor dropped. What it is a part of "
        "is taken as its table states it, or left out, and said.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-ages",
        "intake",
        "lists of debts whose ages run from the invoice",
        "warn",
        overridable=True,
        reason="A debt of forty days from the invoice may be ten days late or none. Ages are "
        "printed only where they run from the day that a debt was due.",
        source=_ACCOUNTS,
    ),
    Rule(
        "ledger-signs",
        "intake",
        "signs and units of the accounts that were brought to one convention",
        "note",
        overridable=True,
        reason="Some write costs in brackets, some income, some everything in thousands. All is "
        "brought to one convention, and what was turned is on record.",
        source=_ACCOUNTS,
    ),
)
