"""CRM exports: which tables files hold, and what they say of deals, accounts and products."""

from engross.intake.crm.picture import Crm, Tally
from engross.intake.crm.reading import picture, read_crm
from engross.intake.crm.tables import CrmTable, crm_tables, crm_vocabulary

__all__ = ["Crm", "CrmTable", "Tally", "crm_tables", "crm_vocabulary", "picture", "read_crm"]
