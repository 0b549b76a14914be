"""Who may decide what about a held document, and the digest that a signature is over."""

from engross.signoff.changes import changed_files, changes
from engross.signoff.decisions import Case, Wish, decide
from engross.signoff.digests import digest
from engross.signoff.passwords import Cost, Passwords, Signer, authenticate, weaknesses
from engross.signoff.priced_words import Wording, standing
from engross.signoff.states import EVENTS, Event, after

__all__ = [
    "EVENTS",
    "Case",
    "Cost",
    "Event",
    "Passwords",
    "Signer",
    "Wish",
    "Wording",
    "after",
    "authenticate",
    "changed_files",
    "changes",
    "decide",
    "digest",
    "standing",
    "weaknesses",
]
