"""PDFs of Word files, made by LibreOffice where this machine has it."""

from engross.adapters.office.finding import SINCE, find_office, office_version
from engross.adapters.office.printing import LibreOffice

__all__ = ["SINCE", "LibreOffice", "find_office", "office_version"]
