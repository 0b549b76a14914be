"""The drafting task: the house style as a tool, the guard of the draft, and people's remarks."""

from engross.drafting.guard import kit
from engross.drafting.remarks import planned, readable
from engross.drafting.tools import toolbox

__all__ = ["kit", "planned", "readable", "toolbox"]
