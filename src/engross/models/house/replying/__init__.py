"""The reply to a mail: each question answered from the record or the firm's words, or handed on."""

from engross.models.house.replying.briefing import reply_brief
from engross.models.house.replying.composing import reply_draft
from engross.models.house.replying.mails import Incoming, incoming

__all__ = ["Incoming", "incoming", "reply_brief", "reply_draft"]
