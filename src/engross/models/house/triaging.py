"""The triage role: the intent that the mail itself names, or that it cannot tell."""

from __future__ import annotations

import re

from engross.models.house.conversation import Conversation, Payload
from engross.models.house.nearness import Nearness
from engross.records import IntentAnswer
from engross.records.routing import UNSURE


def triage(talk: Conversation, _nearness: Nearness) -> IntentAnswer | None:
    """The intent whose title is in subject and message and no other's in either, else `unsure`.

    A subject alone may be an older mail's. `None` while tools are still to be asked. It is asked
    only for what the firm's examples leave open, where nearness has been weighed already, so it
    goes by nothing less than the firm's name for the thing.
    """
    offered, mail = talk.ask("intents"), talk.ask("read_mail")
    if talk.waiting():
        return None
    subject = str(mail.get("subject", ""))
    message = "\n".join(map(str, mail.get("message", ())))
    in_subject = [key for key, title in _titles(offered) if _stands_in(title, subject)]
    in_message = [key for key, title in _titles(offered) if _stands_in(title, message)]
    if len(in_subject) == 1 and in_message == in_subject:
        return IntentAnswer(intent=in_subject[0], because=subject)
    return IntentAnswer(intent=UNSURE)


def _titles(offered: Payload) -> list[tuple[str, str]]:
    """Key and title of each intent."""
    return [(str(one["intent"]), str(one["title"])) for one in offered.get("intents", ())]


def _stands_in(title: str, text: str) -> bool:
    spaced = r"\s+".join(re.escape(word) for word in title.split())
    return bool(title.strip() and re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE))
