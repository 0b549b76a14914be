"""What firm.yaml says of the firm itself, for the statements that documents must hold."""

from __future__ import annotations

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.workspace.packs import FIRM_FACTS, firm_facts


def add_firm_facts(book: FactBook, subject: Subject) -> None:
    """Add the firm's particulars, scope `firm`; what firm.yaml leaves out stays to be confirmed."""
    particulars = subject.firm.particulars
    for measure, said in firm_facts(particulars).items():
        where = (subject.register_span(f"particulars.{FIRM_FACTS[measure]}"),)
        book.add(measure, "register", "firm", said, label=particulars.name, where=where)
