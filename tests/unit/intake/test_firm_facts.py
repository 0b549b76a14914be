from __future__ import annotations

from dataclasses import replace

from engross.intake.factbook import FactBook
from engross.intake.firm_facts import add_firm_facts
from engross.intake.given import Subject


def test_what_firm_yaml_says_of_the_firm_is_a_fact_with_its_place(subject: Subject) -> None:
    particulars = subject.firm.particulars.model_copy(update={"insurer": "Example Mutual"})
    firm = subject.firm.model_copy(update={"particulars": particulars})
    book = FactBook()

    add_firm_facts(book, replace(subject, firm=firm))

    fact = book.get("insurer", "register", "firm")
    assert fact
    assert (fact.value, fact.label) == ("Example Mutual", particulars.name)
    assert [span.place for span in fact.spans] == ["particulars.insurer"]


def test_what_it_leaves_out_is_no_fact(subject: Subject) -> None:
    particulars = subject.firm.particulars.model_copy(update={"regulator": " "})
    firm = subject.firm.model_copy(update={"particulars": particulars})
    book = FactBook()

    add_firm_facts(book, replace(subject, firm=firm))

    assert book.get("regulator", "register", "firm") is None
    assert book.get("firm-name", "register", "firm") is not None
