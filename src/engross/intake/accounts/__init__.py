"""A client's own accounts, as its ledger exports them: lines, budgets, balances, debtors."""

from engross.intake.accounts.taking import take_accounts
from engross.intake.accounts.told import compare_told

__all__ = ["compare_told", "take_accounts"]
