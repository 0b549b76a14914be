"""The legal clocks that a mail starts, from the day on which it came in."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from engross.records import Clock, Escalation, IncomingMail
from engross.triage.signs import signs_of
from engross.uk.dates import uk_day


def clocks_of(escalations: Iterable[Escalation], received: dt.date) -> tuple[Clock, ...]:
    """The clocks that these start, the earliest due first; each once."""
    names = dict.fromkeys(signs_of(each.kind).clock for each in escalations)
    clocks = [_clock(name, received) for name in names if name]
    return tuple(sorted(clocks, key=lambda clock: (clock.due, clock.name)))


def day_of_receipt(mail: IncomingMail, today: dt.date) -> dt.date:
    """The day in the UK on which it came in: by the firm's server, else as the mail says.

    Never after today, whatever a header claims; today where nothing says.
    """
    moment = mail.received or mail.sent
    return min(uk_day(moment), today) if moment else today


def _clock(name: str, received: dt.date) -> Clock:
    rule = _file()[name]
    due = received + dt.timedelta(days=rule["days"])
    return Clock(name=rule["name"], started=received, due=due, source=rule["source"])


@cache
def _file() -> dict[str, Any]:
    text = resources.files("engross.triage").joinpath("clocks.toml").read_text("utf-8")
    return tomllib.loads(text)
