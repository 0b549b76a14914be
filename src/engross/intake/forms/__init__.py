"""Forms that new clients fill in: their entries, what each answer means, and whose they may be."""

from engross.intake.forms.entries import Answer, Entry, entries_of, entry_called, reference_of
from engross.intake.forms.identity import Identity, identity_of
from engross.intake.forms.matching import Known, Match, Strength, matches
from engross.intake.forms.record import ClientRecord, Officer, record_of
from engross.intake.forms.taking import take_form
from engross.intake.forms.told import Told, told_in

__all__ = [
    "Answer",
    "ClientRecord",
    "Entry",
    "Identity",
    "Known",
    "Match",
    "Officer",
    "Strength",
    "Told",
    "entries_of",
    "entry_called",
    "identity_of",
    "matches",
    "record_of",
    "reference_of",
    "take_form",
    "told_in",
]
