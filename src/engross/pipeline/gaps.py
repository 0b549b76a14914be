"""What runs asked of the knowledge base that it still does not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache

from engross.knowledge.gaps import Gap, Unanswered, gaps
from engross.pipeline import names
from engross.pipeline.library import Library
from engross.pipeline.services import Services
from engross.pipeline.subjects import known_as
from engross.records import Answer, AskedQuestions, Run


def open_gaps(services: Services, today: dt.date) -> tuple[Gap, ...]:
    """The questions of all runs that found nothing and find nothing now, like ones together.

    Each is asked again behind the walls of its run. Nothing is kept beside the runs' own records,
    so what is erased with a run is no gap any more.
    """
    asked = list(_unanswered(services, today))
    return gaps(asked, services.embedding()) if asked else ()


def _unanswered(services: Services, today: dt.date) -> Iterator[Unanswered]:
    @cache
    def desk(client: str, matter: str) -> Callable[[str], Answer]:
        library = Library(services, today, client, matter)
        return cache(lambda question: library.search(question, 1))

    for run in services.runs.list():
        for question in _found_nothing(services, run):
            again = desk(*known_as(services, run))(question)
            if not again.passages:
                nearest = again.nearest[0] if again.nearest else None
                yield Unanswered(question, run.id, run.client, run.started_at.date(), nearest)


def _found_nothing(services: Services, run: Run) -> Iterator[str]:
    if services.records.has(run.id, names.ASKED):
        asked = services.records.load(run.id, names.ASKED, AskedQuestions)
        yield from (one.question for one in asked.questions if not one.answered)
