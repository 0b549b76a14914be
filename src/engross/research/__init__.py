"""The research task: the tools that show agents the evidence, and the guard of the brief."""

from engross.research.guard import kit
from engross.research.knowledge import FoundKnowledge
from engross.research.mail import mail_toolbox
from engross.research.tools import toolbox

__all__ = ["FoundKnowledge", "kit", "mail_toolbox", "toolbox"]
