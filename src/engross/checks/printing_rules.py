"""The rule on a document's PDF."""

from __future__ import annotations

from engross.checks.rule import Rule

PRINTING_RULES = (
    Rule(
        "no-pdf",
        "file",
        "whether the candidate could be made a PDF",
        "warn",
        overridable=True,
        reason="A client is sent the PDF, and whoever signs reads its pages. A missing or failing "
        "LibreOffice must not lose a run, so the document is held without them and says so. "
        "Where the firm wants no PDFs (`ENGROSS_OFFICE=none`) nothing is missing.",
        source="[PDFs and pages](../how-to/pdf.md)",
    ),
)
