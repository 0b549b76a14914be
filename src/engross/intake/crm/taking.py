"""A CRM export into the evidence of a run about one of its deals."""

from __future__ import annotations

from collections.abc import Sequence

from engross.errors import InputError
from engross.intake.crm.cached import crm_of
from engross.intake.crm.choosing import chosen_deal, deals_called
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.doubting import doubts
from engross.intake.crm.lacking import lacking
from engross.intake.crm.own_words import offered_words, own_words
from engross.intake.crm.records import Account, Text
from engross.intake.crm.reports import file_reports
from engross.intake.crm.rows import rows_of
from engross.intake.exports import is_sterling
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject, Taken
from engross.intake.sheets import spans
from engross.uk.periods import PROPOSAL


def take_crm(
    book: FactBook, files: Sequence[GivenFile], subject: Subject
) -> tuple[ChosenDeal | None, Taken]:
    """The subject's deal, and what the export says of it beside the facts put into the book.

    Of other deals nothing is said but how many rows are theirs, and which of their names may be
    meant for one of this deal's.

    Raises:
        InputError: a file cannot be read, or the deal is no longer in it.
    """
    if not subject.deal:
        return None, Taken()
    chosen = _chosen(files, subject)
    _add_facts(book, chosen)
    rows = rows_of(chosen)
    return chosen, Taken(
        passages=own_words(rows, offered_words(chosen, subject.prices)),
        findings=(
            *lacking(chosen, registered=subject.registered is not None),
            *doubts(chosen, subject),
        ),
        reports=file_reports(files, chosen.crm, rows),
    )


def other_accounts(files: Sequence[GivenFile], subject: Subject) -> frozenset[str]:
    """The names of the export's other accounts, in small letters; none without a deal.

    Raises:
        InputError: a file cannot be read, or the deal is no longer in it.
    """
    if not subject.deal:
        return frozenset()
    chosen = _chosen(files, subject)
    named = (chosen.deal.account, *_names_of(chosen.account))
    own = {name.value for name in named if name}
    own |= {subject.client.name, subject.client.short_name, *subject.client.names_in_records}
    others = {name.value for account in chosen.crm.accounts for name in _names_of(account) if name}
    others |= {deal.account.value for deal in chosen.crm.deals if deal.account}
    return frozenset(name.casefold() for name in others) - {name.casefold() for name in own}


def _names_of(account: Account | None) -> tuple[Text, ...]:
    return (account.name, account.legal_name) if account else ()


def _chosen(files: Sequence[GivenFile], subject: Subject) -> ChosenDeal:
    crm = crm_of(files, subject.firm.column_maps)
    found = deals_called(crm, subject.deal)
    if len(found) != 1:
        raise InputError(
            files[0].name if files else "the CRM export",
            f"it has {len(found) or 'no'} deals called {subject.deal!r}.",
            remedy="Start another run with --deal, and with the export that has it.",
        )
    return chosen_deal(crm, found[0], subject.prices)


def _add_facts(book: FactBook, chosen: ChosenDeal) -> None:
    """What the CRM has as the deal's amount: the firm's hope until a price bears it out."""
    amount, currency = chosen.deal.amount, chosen.deal.currency
    if amount and (not currency or is_sterling(currency)):
        where = spans([amount.place])
        book.add("crm-amount", PROPOSAL, "matter", amount.value, label="The deal", where=where)
