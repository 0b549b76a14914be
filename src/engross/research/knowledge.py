"""What a run has found in the knowledge base, so that a citation of it resolves later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from engross.records import Passage

Search = Callable[[str, int], Sequence[tuple[Passage, float]]]
"""Takes a question and a limit; returns passages behind the run's walls, best first, scored."""


def _keep_nothing(_found: tuple[Passage, ...]) -> None:
    """The default for runs that are never resumed."""


class FoundKnowledge:
    """Searches the knowledge base and remembers every passage that it handed out.

    A resumed run replays recorded tool results and does not search again. So `keep` is told all
    passages found so far, before the agent sees a new one, and `kept` gives them back.
    Safe to use from several threads: CrewAI runs the tool calls of one answer side by side.
    """

    def __init__(
        self,
        search: Search,
        *,
        kept: Iterable[Passage] = (),
        keep: Callable[[tuple[Passage, ...]], None] = _keep_nothing,
    ) -> None:
        self._search = search
        self._keep = keep
        self._found = {passage.id: passage for passage in kept}
        self._lock = Lock()

    def search(self, question: str, limit: int) -> Sequence[tuple[Passage, float]]:
        """The nearest passages, best first, with a score from 0 to 1; withheld ones never."""
        hits = [hit for hit in self._search(question, limit) if not hit[0].withheld]
        with self._lock:
            new = {passage.id: passage for passage, _ in hits if passage.id not in self._found}
            self._found.update(new)
            if new:
                self._keep(self.found_knowledge())
        return hits

    def passage(self, identifier: str) -> Passage | None:
        """The passage of that id if this run has found it, or `None`."""
        return self._found.get(identifier)

    def found_knowledge(self) -> tuple[Passage, ...]:
        """Every passage found so far, by id."""
        return tuple(self._found[identifier] for identifier in sorted(self._found))
