"""What a run has found in the knowledge base, so that a citation of it resolves later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock

from engross.records import Answer, AskedQuestion, FoundPassage, Passage

Search = Callable[[str, int], Answer]
"""Takes a question and a limit; answers from behind the run's walls."""

Keep = Callable[[tuple[FoundPassage, ...], tuple[AskedQuestion, ...]], None]
"""Keeps all that was found and asked so far."""


def _keep_nothing(_found: object, _asked: object) -> None:
    """The default for runs that are never resumed."""


class FoundKnowledge:
    """Searches the knowledge base and remembers what was asked and every passage handed out.

    A resumed run replays recorded tool results and does not search again. So `keep` is told all
    that was found and asked so far, before the agent sees it, and `kept` and `asked` give it back.
    Safe to use from several threads: CrewAI runs the tool calls of one answer side by side.
    """

    def __init__(
        self,
        search: Search,
        *,
        kept: Iterable[FoundPassage] = (),
        asked: Iterable[AskedQuestion] = (),
        keep: Keep = _keep_nothing,
    ) -> None:
        self._search = search
        self._keep = keep
        self._found = {found.passage.id: found for found in kept}
        self._asked = {asked.question: asked for asked in asked}
        self._lock = Lock()

    def search(self, question: str, limit: int) -> tuple[FoundPassage, ...]:
        """What answers the question, best first; withheld passages never."""
        answer = self._search(question, limit)
        hits = tuple(hit for hit in answer.passages if not hit.passage.withheld)
        asked = AskedQuestion(
            question=question, relevance=answer.relevance, answered=bool(answer.passages)
        )
        with self._lock:
            new = {h.passage.id: h for h in hits if h.passage.id not in self._found}
            if new or self._asked.get(question) != asked:
                self._found.update(new)
                self._asked[question] = asked
                self._keep(self.found(), self.asked())
        return hits

    def passage(self, identifier: str) -> Passage | None:
        """The passage of that id if this run has found it, or `None`."""
        found = self._found.get(identifier)
        return found.passage if found else None

    def found(self) -> tuple[FoundPassage, ...]:
        """Everything found so far, by id."""
        return tuple(self._found[identifier] for identifier in sorted(self._found))

    def asked(self) -> tuple[AskedQuestion, ...]:
        """Every different question, in the order in which it was first asked."""
        return tuple(self._asked.values())
