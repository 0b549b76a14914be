"""What was told in confidence to the reporting officer: sealed files that one key opens."""

from engross.adapters.officer.folder import OfficerFolder

__all__ = ["OfficerFolder"]
