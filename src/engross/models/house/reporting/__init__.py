"""Passages as sentences of a report: reported speech where that is certain, quotation elsewhere."""

from __future__ import annotations

from engross.models.house.reporting.reader import Reader, reader_of
from engross.models.house.reporting.report import Reported, ask, quote, report

__all__ = ["Reader", "Reported", "ask", "quote", "reader_of", "report"]
