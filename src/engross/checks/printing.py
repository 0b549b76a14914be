"""The finding on a document that could not be printed."""

from __future__ import annotations

from engross.records import Finding


def printing_findings(without: str) -> tuple[Finding, ...]:
    """That there is no PDF, and why; nothing where there is one, or none is wanted."""
    if not without:
        return ()
    return (
        Finding(
            rule="no-pdf",
            severity="warn",
            place="document",
            message=f"There is no PDF of this document and no picture of its pages. {without}",
            suggestion="Sign the Word file alone after reading it in Word; or put that right and "
            "run the report again, so that the PDF is signed and leaves with it.",
        ),
    )
