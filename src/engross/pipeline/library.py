"""The knowledge base as somebody may use it who works for one client and matter, or for neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from engross import knowledge
from engross.pipeline.services import Services
from engross.pipeline.subjects import known_as
from engross.records import Answer, Finding, Run
from engross.records.ports import PassageIndex


class Library:
    """The firm's shelf, with the client's and the matter's where they are named, and no other.

    It is brought up to date with the firm's folder before the first search.
    """

    def __init__(
        self, services: Services, today: dt.date, client: str = "", matter: str = ""
    ) -> None:
        self._services = services
        self._today = today
        self._walls = knowledge.walls(client, matter)

    @classmethod
    def of(cls, services: Services, run: Run) -> Library:
        """What the run may look at, on its as-at day."""
        return cls(services, run.as_at, *known_as(services, run))

    def search(self, question: str, limit: int) -> Answer:
        """What answers the question, or that nothing does."""
        return knowledge.search(
            self._index, self.shelf, self._walls, question, today=self._today, limit=limit
        )

    @cached_property
    def shelf(self) -> knowledge.Shelf:
        """Which file stands where, and who answers for it."""
        return knowledge.Shelf.of(self._services.workspace)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the files that it searches."""
        for file, problem in (*self._misplaced(), *self._refused()):
            yield Finding(
                rule="knowledge-left-out",
                severity="warn",
                place=f"knowledge/{file}",
                message=f"knowledge/{file} was not searched: {problem.removesuffix('.')}.",
                suggestion="`engross knowledge sync` lists all such files.",
            )
        for item in self._items():
            if item.review_by < self._today:
                yield Finding(
                    rule="knowledge-overdue",
                    severity="note",
                    place=f"knowledge/{item.file}",
                    message=f"knowledge/{item.file} was to be read again and has not been.",
                    suggestion=f"Ask {item.owner} to read it and to put the new day into "
                    "index.yaml.",
                )

    def _items(self) -> Sequence[knowledge.Item]:
        return [item for wall in self._walls for item in self.shelf.behind(wall)]

    def _misplaced(self) -> Iterator[tuple[str, str]]:
        """No other client's files: their names may say too much."""
        for found in self.shelf.problems:
            if found.wall in self._walls:
                yield found.file, found.problem

    def _refused(self) -> Iterator[tuple[str, str]]:
        for wall in self._walls:
            for file, kept in self._index.content(wall).items():
                if kept.refused:
                    yield file, kept.refused.removeprefix(f"{file}: ")

    @cached_property
    def _index(self) -> PassageIndex:
        index = self._services.index()
        knowledge.sync(index, self.shelf, self._walls, careful=False)
        return index
