"""The drafting task: the house style as a tool, and the guard of the draft."""

from engross.drafting.guard import kit
from engross.drafting.tools import toolbox

__all__ = ["kit", "toolbox"]
