"""A document's words as a precedent: for one client as they stand, for the firm without the client.

Behind the firm's wall nothing of the client may be left, so everything here fails closed: what
cannot be replaced by a placeholder and may say something of a client is refused, never dropped.
"""

from engross.knowledge.precedents.clearing import Cleared, Known, Refused, cleared
from engross.knowledge.precedents.general import general_section
from engross.knowledge.precedents.labels import Setting
from engross.knowledge.precedents.page import Origin, kept_from, page
from engross.knowledge.precedents.section import Replaced, Section, sentences_of

__all__ = [
    "Cleared",
    "Known",
    "Origin",
    "Refused",
    "Replaced",
    "Section",
    "Setting",
    "cleared",
    "general_section",
    "kept_from",
    "page",
    "sentences_of",
]
