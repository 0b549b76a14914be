"""The hand-made mails of `mails/`, and each as an `.eml` of a verified sender."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import yaml

from engross.records import IncomingMail, MailLine

FOLDER = Path(__file__).with_name("mails")
RECEIVED = dt.date(2026, 10, 14)
_SERVER = "mx.penhallowreeve.example"
_RUTH = "ruth.adeyemi@wracklineboatyard.example"


class Written(NamedTuple):
    """A mail of the files."""

    key: str
    subject: str
    text: str
    kind: str
    """The escalation that it must be routed for; empty for an ordinary mail."""

    @property
    def mail(self) -> IncomingMail:
        """As the reader would have it."""
        lines = tuple(
            MailLine(text=line, place=f"message, line {number}")
            for number, line in enumerate(self.text.strip().splitlines(), 1)
        )
        return IncomingMail(message_id=f"{self.key}@example", subject=self.subject, lines=lines)

    @property
    def eml(self) -> bytes:
        """As it comes in from a registered contact, whom the firm's server vouches for."""
        mail = EmailMessage()
        mail["Received"] = f"from there by {_SERVER}; Wed, 14 Oct 2026 09:02:11 +0100"
        mail["Authentication-Results"] = (
            f"{_SERVER}; dmarc=pass header.from=wracklineboatyard.example"
        )
        mail["From"] = f"Ruth Adeyemi <{_RUTH}>"
        mail["To"] = "office@penhallowreeve.example"
        mail["Subject"] = self.subject
        mail["Message-ID"] = f"<{self.key}@wracklineboatyard.example>"
        mail["Date"] = "Wed, 14 Oct 2026 09:01:00 +0100"
        mail.set_content(self.text)
        return mail.as_bytes()


def written(name: str) -> tuple[Written, ...]:
    """The mails of that file."""
    return tuple(_listed(name))


def _listed(name: str) -> Iterator[Written]:
    for each in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")):
        yield Written(each["key"], each["subject"], each["text"], each.get("kind", ""))
