"""What a run takes over from the one whose draft it goes over: its evidence, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engross.intake.forms import ClientRecord
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.versions import of_version
from engross.records import AskedQuestions, Evidence, Record, Run
from engross.records.ports import Journal, JournalEntry, JournalKey

_Newest = Callable[[str, int], JournalEntry | None]
"""The newest entry of a task, or of a call's tools, at that ordinal."""


def take_over(services: Services, earlier: Run, run: Run, tasks: Sequence[str]) -> None:
    """Keep for the run what the earlier one read and found, and the answers to those tasks.

    A question that is asked again in the same words is answered from the journal; one whose prompt
    has changed since is asked anew, in a generation of its own.
    """
    records = services.records
    records.save(run.id, names.EVIDENCE, evidence_of(services, earlier))
    kinds: tuple[tuple[str, type[Record]], ...] = (
        (names.FOUND, names.FoundPassages),
        (names.ASKED, AskedQuestions),
        (names.RECORD, ClientRecord),
    )
    for name, kind in kinds:
        if records.has(earlier.id, name):
            records.save(run.id, name, records.load(earlier.id, name, kind))
    for task in tasks:
        _carry_answers(services.journal, earlier, run, task)


def evidence_of(services: Services, run: Run) -> Evidence:
    """What the run's draft was made of, before anybody stated a figure in Word."""
    return of_version(services, run, names.EVIDENCE, 1, Evidence)


def _carry_answers(journal: Journal, earlier: Run, run: Run, task: str) -> None:
    newest = _reader(journal, earlier.id)
    for place in _places(task, newest):
        ordinal = 1
        while entry := newest(place, ordinal):
            journal.record(JournalKey(run.id, 1, place, ordinal), entry)
            ordinal += 1


def _reader(journal: Journal, run: str) -> _Newest:
    generations = range(journal.generation(run), 0, -1)

    def newest(place: str, ordinal: int) -> JournalEntry | None:
        keys = (JournalKey(run, generation, place, ordinal) for generation in generations)
        return next((entry for key in keys if (entry := journal.recorded(key))), None)

    return newest


def _places(task: str, newest: _Newest) -> Iterator[str]:
    """The task itself, and the tools that its calls asked for, or code in its place."""
    yield task
    call = 1
    while newest(task, call):
        yield f"{task}/call-{call}"
        call += 1
    look = 1
    while newest(f"{task}/code-{look}", 1):
        yield f"{task}/code-{look}"
        look += 1
