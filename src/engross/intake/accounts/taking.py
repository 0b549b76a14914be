"""Files of a client's accounts into facts."""

from __future__ import annotations

from collections.abc import Sequence

from engross.errors import InputError
from engross.intake.accounts.asking import questions
from engross.intake.accounts.balance_facts import add_balance_facts, days_of
from engross.intake.accounts.balancing import balance_findings
from engross.intake.accounts.comparing import compare_tables, compare_totals, compare_variances
from engross.intake.accounts.debtors import ALL, add_debtor_facts
from engross.intake.accounts.dues import add_due_facts
from engross.intake.accounts.ledger import Ledger
from engross.intake.accounts.noticing import noticed_in
from engross.intake.accounts.profit_facts import add_profit_facts
from engross.intake.accounts.reading import AccountsRead, Opened, read_accounts
from engross.intake.accounts.reports import report_of
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject, Taken
from engross.intake.sheets import spans
from engross.sources.apart import read_workbook


def take_accounts(book: FactBook, files: Sequence[GivenFile], subject: Subject) -> Taken:
    """What the files say beside the facts that are put into the book.

    The files must have passed `guard.check`.

    Raises:
        InputError: a file cannot be read or used: it is another client's, holds no accounts, or no
            file has figures of the report's period.
    """
    return take_opened(book, [Opened(file, read_workbook(file)) for file in files], subject)


def take_opened(book: FactBook, opened: Sequence[Opened], subject: Subject) -> Taken:
    """The same of files that are open already.

    Raises:
        InputError: as for `take_accounts`.
    """
    if not opened:
        return Taken()
    read = read_accounts(opened, subject)
    profit = Ledger("profit", read.statements("profit"), subject.period)
    balance = Ledger("balance", read.statements("balance"), subject.period)
    add_profit_facts(book, profit, subject)
    _check_period(book, opened, profit, subject)
    add_balance_facts(book, balance, subject)
    for debtors in read.debtors[:1]:
        add_debtor_facts(book, debtors)
    add_due_facts(book, read.dues, subject)
    _add_days(book, read, balance, subject)
    of_profit, of_balance = compare_totals(profit), compare_totals(balance)
    findings = (
        *noticed_in(read, subject),
        *of_profit.findings,
        *of_balance.findings,
        *compare_tables(profit, book),
        *compare_variances(profit),
        *balance_findings(balance, read.debtors, book, subject),
        *questions(profit, balance, book, subject),
    )
    totals = {**of_profit.totals, **of_balance.totals}
    return Taken(
        findings=findings,
        reports=tuple(report_of(file, read, totals) for file in read.files),
    )


def _check_period(
    book: FactBook, opened: Sequence[Opened], profit: Ledger, subject: Subject
) -> None:
    """Refuse files that say nothing of the report's period."""
    actual = [f for f in book.facts if f.measure == "ledger-actual" and f.scope.startswith("line:")]
    told = any(fact.period == subject.period.key for fact in actual)
    if told and profit.by_key("profit"):
        return
    held = dict.fromkeys(slot.period.label for slot in profit.slots() if slot.figures == "actual")
    names = ", ".join(each.file.name for each in opened)
    if not held or profit.by_key("profit") is None:
        raise InputError(
            names,
            "no profit and loss account was found in it.",
            remedy="Export the profit and loss account with its headings, by month if you can.",
        )
    if subject.period.label in held:
        cells = (
            why for s in profit.statements for line in s.lines for why in line.unreadable.values()
        )
        raise InputError(
            names,
            f"its figures for {subject.period.label} cannot be read: {'; '.join([*cells][:3])}.",
            remedy="Export it again as a workbook (.xlsx), or with numbers such as 1,234.56.",
        )
    months = [month.label for month in subject.period.months()]
    lacking = [month for month in months if month not in held]
    some = 0 < len(lacking) < len(months)
    which = f", as {' and '.join(lacking)} is not in it" if some else ""
    raise InputError(
        names,
        f"it holds no figures for {subject.period.label}{which}; it has {', '.join(held)}.",
        remedy="Export the accounts of that period, or name the right one with --period.",
    )


def _add_days(book: FactBook, read: AccountsRead, balance: Ledger, subject: Subject) -> None:
    """The days of the balances and of the list of debts, and the basis of the accounts."""
    days = days_of(balance, subject)
    if days:
        where = spans([statement.place for statement in balance.statements[:1]])
        book.add(
            "balance-date", "register", "balance", days[-1], label="Balance sheet", where=where
        )
    for debtors in read.debtors[:1]:
        where = (debtors.block.sheet.file.span(debtors.block.address),)
        book.add("balance-date", "register", ALL, debtors.day, label="Aged debts", where=where)
    if read.basis:
        book.add(
            "accounts-basis",
            "register",
            "accounts",
            read.basis.words,
            label="Basis of the accounts",
            where=spans([read.basis.place]),
        )
