"""What `firm.yaml` says of new clients: what happens first, and what they are asked for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engross.records import Record

ClientType = Literal[
    "all",
    "company",
    "cic",
    "llp",
    "charity",
    "partnership",
    "sole-trader",
    "trust",
    "individual",
]
"""What a client is in law; `all` is every one."""


class FirstStep(Record):
    """What happens first with a new client, and when."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    """Its name in facts."""
    step: str
    """As the welcome letter prints it: `We ring you to go through the first months`."""
    who: Literal["partner", "manager", "client"]
    """Who does it."""
    within: int = Field(ge=0, le=120)
    """By when: so many working days after the letter's."""


class PaperNeeded(Record):
    """What a new client is asked to send."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    """Its name in facts."""
    paper: str
    """As the welcome letter prints it."""
    of: tuple[ClientType, ...] = ("all",)
    """Which clients are asked for it."""
    within: int = Field(default=10, ge=0, le=120)
    """By when: so many working days after the letter's."""


class Welcome(Record):
    """What a welcome letter tells and asks."""

    steps: tuple[FirstStep, ...] = ()
    """In order."""
    papers: tuple[PaperNeeded, ...] = ()
    """In order."""
    answers_within: int = Field(default=5, ge=0, le=120)
    """By when what a form left open is answered: so many working days after the letter's."""
