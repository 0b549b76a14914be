from __future__ import annotations

from engross.checks.printing import printing_findings
from engross.checks.printing_rules import PRINTING_RULES


def test_a_document_without_a_pdf_is_a_finding_that_says_why() -> None:
    [finding] = printing_findings("LibreOffice, which makes PDFs, is not on this machine.")

    assert finding.severity == "warn"
    assert "is not on this machine" in finding.message
    assert finding.rule == PRINTING_RULES[0].name


def test_a_document_with_one_or_that_wants_none_is_no_finding() -> None:
    assert printing_findings("") == ()
