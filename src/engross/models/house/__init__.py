"""The house model: plays every role from messages and tools alone, with no network."""

from engross.models.house.model import HouseModel

__all__ = ["HouseModel"]
