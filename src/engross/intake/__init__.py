"""Evidence from files: call notes and billing records become typed facts and quotable passages."""

from engross.intake.given import GivenFile, Subject
from engross.intake.mails import attachment
from engross.intake.reading import latest_period, period_chosen, read_evidence

__all__ = ["GivenFile", "Subject", "attachment", "latest_period", "period_chosen", "read_evidence"]
