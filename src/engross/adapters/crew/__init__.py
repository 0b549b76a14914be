"""CrewAI, used as itself: a crew built fresh for every run. Nothing else imports `crewai`."""

from engross.adapters.crew.models import CrewAIChatModel
from engross.adapters.crew.runner import CrewAIRunner

__all__ = ["CrewAIChatModel", "CrewAIRunner"]
