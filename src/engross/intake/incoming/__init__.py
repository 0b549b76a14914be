"""A mail that came in: whose it is, as far as that is certain, and what its newest message says."""

from engross.intake.incoming.reading import incoming_mail
from engross.intake.incoming.taking import take_mail

__all__ = ["incoming_mail", "take_mail"]
