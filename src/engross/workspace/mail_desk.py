"""What `firm.yaml` says of the firm's mail, and who sees to what a mail leaves to a person."""

from __future__ import annotations

from pydantic import Field

from engross.records import Record


class Mailbox(Record):
    """What Engross knows of the firm's mail."""

    server: str = ""
    """The name under which the firm's own mail server signs what it found out about a sender (the
    first word of `Authentication-Results:`). Without it no sender is ever verified."""
    vouched_files: bool = False
    """Whether mailbox files and exports come from the firm's own mail server, which escapes lines
    of a mail that begin with `From `. Only then do the mails in them tell who vouches for them; of
    any other file, a stranger may have written that into a mail that another mail holds."""
    addresses: tuple[str, ...] = ()
    """More addresses that are the firm's own, besides its people's and the office's."""
    from_address: str = ""
    """Whom replies come from; empty is the office's address."""
    emergency_telephone: str = ""
    """The number that a sender is asked to ring; empty is the firm's own."""
    answer_within: int = Field(default=0, ge=0, le=30)
    """Working days within which a person answers what a reply leaves to them; nil promises none."""


class Handling(Record):
    """Who sees to what must go to a person."""

    default: str
    """E-mail address of whoever sees to what nobody else is named for."""
    escalations: dict[str, str] = Field(default_factory=dict)
    """By kind of escalation (`complaint`, `data-request`, ...), an e-mail address."""
