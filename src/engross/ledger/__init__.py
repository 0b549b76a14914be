"""The append-only record of everything done: a hash chain of ids, times and salted hashes only."""

from engross.ledger.chain import GENESIS, Head, line_hash, problems
from engross.ledger.record import Ledger

__all__ = ["GENESIS", "Head", "Ledger", "line_hash", "problems"]
