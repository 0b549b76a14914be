"""What is proposed, worked out by code: stages, fee, discount, VAT, dates."""

from engross.intake.offer.comparing import compare_prices
from engross.intake.offer.taking import take_offer

__all__ = ["compare_prices", "take_offer"]
