"""What may happen to a run, as a table: from each state, each event's next state."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from engross.errors import WrongState
from engross.records import RunState

Event = Literal[
    "hold", "route", "abstain", "fail", "resume", "sign", "return", "decline", "release", "archive"
]
"""What happens to a run: its outcome, a person's decision, release, putting away."""

EVENTS = MappingProxyType(
    {
        "running": {"hold": "held", "route": "routed", "abstain": "abstained", "fail": "failed"},
        "held": {"sign": "signed", "return": "returned", "decline": "declined"},
        "signed": {"release": "released"},
        "released": {"archive": "archived"},
        "returned": {"archive": "archived"},
        "declined": {"archive": "archived"},
        "routed": {"archive": "archived"},
        "abstained": {"archive": "archived"},
        "failed": {"resume": "running", "archive": "archived"},
        "archived": {},
    }
)
"""A pair that is not here is refused. A held document cannot be put away undecided, and nothing
leads back: a returned run is replaced by another one. Only what failed may be gone on with."""

_DOES = {
    "hold": "held",
    "route": "routed to a person",
    "abstain": "ended without a draft",
    "fail": "ended as failed",
    "resume": "gone on with",
    "sign": "signed",
    "return": "returned",
    "decline": "declined",
    "release": "released",
    "archive": "archived",
}

_REMEDIES = {
    "running": "Wait for it to finish; `engross show` says how far it is.",
    "held": "Sign, return or decline it first.",
    "signed": "It is signed and only waits for its release.",
    "released": "What has left stays as it is; start another run to replace it.",
    "returned": "Start another run with `engross rerun`.",
    "declined": "Start another run with `engross rerun`.",
    "failed": "Put the cause right and go on with `engross resume`, or start another run.",
    "routed": "It waits for a person outside Engross; there is no document to decide on.",
    "abstained": "There is no document to decide on; start another run with `engross rerun`.",
    "archived": "It has been put away; `engross list` shows the runs that are open.",
}


def after(state: RunState, event: Event) -> RunState:
    """The state that the event leads to.

    Raises:
        WrongState: nothing in the table allows it.
    """
    following = EVENTS[state].get(event)
    if following is None:
        message = f"A run that is {state} cannot be {_DOES[event]}."
        raise WrongState(message, remedy=_REMEDIES[state])
    return following  # type: ignore[return-value]  # the table holds run states only
