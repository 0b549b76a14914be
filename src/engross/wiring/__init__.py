"""The only place that builds real adapters from settings."""

from engross.wiring.house import House, open_house

__all__ = ["House", "open_house"]
