"""A deterministic, extractive model: it selects, orders and frames what the tools show it."""

from __future__ import annotations

from collections.abc import Callable

from engross.models.house.checking import check
from engross.models.house.conversation import Conversation
from engross.models.house.drafting import draft
from engross.models.house.nearness import Nearness
from engross.models.house.researching import research
from engross.models.house.schemas import Role, asked_schema, role_of, smallest_answer
from engross.models.house.triaging import triage
from engross.records import ChatAnswer, ChatRequest, Record
from engross.records.ports import Embedding

NAME = "house"

_PLAYS = {
    Role.RESEARCH: research,
    Role.DRAFT: draft,
    Role.CHECK: check,
    Role.TRIAGE: triage,
}


class HouseModel:
    """Plays the role that the response schema asks for; the same request gets the same answer.

    It knows no document type and no client. It gets evidence only by calling the tools that it is
    offered, several in one answer, until nothing more is wanted; then it answers the record.
    """

    def __init__(self, embedding: Callable[[], Embedding] | None = None) -> None:
        """Take how to load the embedding; without one nearness is counted in words."""
        self._nearness = Nearness(embedding)

    @property
    def name(self) -> str:
        """How the ledger names it."""
        return NAME

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Tool calls while evidence is missing, then the record as JSON."""
        schema = asked_schema(request)
        role = role_of(schema)
        if role is None:
            return ChatAnswer(text=smallest_answer(schema), model=NAME)
        talk = Conversation(request)
        record: Record | None = _PLAYS[role](talk, self._nearness)
        if record is None:
            return ChatAnswer(tool_calls=talk.wanted(), model=NAME)
        return ChatAnswer(text=record.model_dump_json(), model=NAME)
