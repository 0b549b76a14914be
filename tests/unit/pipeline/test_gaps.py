"""Gaps are what runs asked and nothing answers, each behind its own run's walls."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from engross.pipeline import names
from engross.pipeline.gaps import open_gaps
from engross.pipeline.services import Services
from engross.records import AskedQuestion, AskedQuestions, Run
from engross.records.ports import KeptFile, KnowledgeText, Match, ReadFile, ShelvedFile
from engross.workspace.specs import KnowledgeFile, KnowledgeIndex

TODAY = dt.date(2026, 11, 22)
PARKING = "Who may park in the yard?"
MINE = "clients/wrackline/yard.md"
THEIRS = "clients/copperbeech/yard.md"


class WordIndex:
    """An index in which a passage answers a question if it has the question's last word."""

    def __init__(self) -> None:
        self._texts: dict[str, list[KnowledgeText]] = {}
        self.asked: list[tuple[tuple[str, ...], str]] = []

    def content(self, wall: str) -> Mapping[str, KeptFile]:
        return {text.file: KeptFile("stamp", 0, 0, 1) for text in self._texts.get(wall, ())}

    def replace(
        self,
        wall: str,
        files: Sequence[ShelvedFile],
        read: Callable[[ShelvedFile], ReadFile],
    ) -> None:
        self._texts[wall] = [text for file in files for text in read(file).texts]

    def matches(self, walls: Sequence[str], question: str, limit: int) -> Sequence[Match]:
        self.asked.append((tuple(walls), question))
        texts = [text for wall in walls for text in self._texts.get(wall, ())]
        word = question.rsplit(maxsplit=1)[-1].strip("?")
        fits = [float(word in text.text) for text in texts]
        return [Match(text, fit, fit) for text, fit in zip(texts, fits, strict=True)][:limit]

    def walls(self) -> Sequence[str]:
        return sorted(self._texts)


@pytest.fixture
def index() -> WordIndex:
    return WordIndex()


@pytest.fixture
def keep(services: Services) -> Callable[..., Services]:
    """Put files with those words into knowledge/, instead of the firm's own."""

    def keeps(**texts: str) -> Services:
        listed = {}
        for file, text in texts.items():
            path = services.workspace.root / "knowledge" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            listed[file] = KnowledgeFile(
                owner="helen.pike@penhallowreeve.example", review_by=dt.date(2027, 1, 31)
            )
        knowledge = KnowledgeIndex(files=listed)
        workspace = services.workspace.model_copy(update={"knowledge": knowledge})
        return dataclasses.replace(services, workspace=workspace)

    return keeps


@pytest.fixture
def ask(services: Services) -> Callable[..., str]:
    """A run that asked those questions and found nothing."""

    def asks(
        *questions: str,
        client: str = "wrackline",
        matter: str = "accounts-2026",
        answered: bool = False,
    ) -> str:
        started = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)
        number = len(services.runs.list()) + 1
        run = Run(
            id=f"client_report-20261014-{number:06}",
            crew="client_report",
            client=client,
            matter=matter,
            period="2026-Q3",
            as_at=started.date(),
            inputs=(),
            started_at=started,
        )
        services.runs.add(run)
        asked = (AskedQuestion(question=q, relevance=0.1, answered=answered) for q in questions)
        record = AskedQuestions(questions=tuple(asked))
        services.records.save(run.id, names.ASKED, record)
        return run.id

    return asks


@pytest.fixture
def gaps(index: WordIndex) -> Callable[[Services], dict[str, tuple[str, ...]]]:
    """The gaps with the runs that asked."""

    def found(services: Services) -> dict[str, tuple[str, ...]]:
        with_index = dataclasses.replace(services, index=lambda: index)
        return {gap.question: gap.runs for gap in open_gaps(with_index, TODAY)}

    return found


def test_what_a_run_asked_and_did_not_find_is_a_gap(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
) -> None:
    services = keep(**{"faq.md": "Ask the partner."})
    first, second = ask(PARKING), ask(PARKING, client="copperbeech", matter="advisory")
    ask("Who is the partner?", answered=True)

    assert set(gaps(services)) == {PARKING}
    assert set(gaps(services)[PARKING]) == {first, second}


def test_what_is_answered_by_now_is_none(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
) -> None:
    ask(PARKING)

    assert gaps(keep(**{"yard.md": "Only staff may use the yard."})) == {}


def test_an_answer_behind_another_client_s_wall_is_none_for_this_one(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
) -> None:
    wracklines, copperbeechs = ask(PARKING), ask(PARKING, client="copperbeech", matter="advisory")

    assert gaps(keep(**{MINE: "All may use the yard."})) == {PARKING: (copperbeechs,)}
    assert gaps(keep(**{THEIRS: "None may use the yard."})) == {PARKING: (wracklines,)}


def test_a_question_is_asked_again_once_behind_each_run_s_walls(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
    index: WordIndex,
) -> None:
    ask(PARKING)
    ask(PARKING)

    gaps(keep(**{"faq.md": "Ask the partner."}))

    walls = ("firm", "client-wrackline", "matter-wrackline.accounts-2026")
    assert index.asked == [(walls, PARKING)]


def test_an_erased_run_s_questions_are_gone(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
) -> None:
    services = keep(**{"faq.md": "Ask the partner."})
    services.runs.delete(ask(PARKING))

    assert gaps(services) == {}


def test_for_a_client_whom_the_register_no_longer_has_only_the_firm_s_wall_is_asked(
    keep: Callable[..., Services],
    ask: Callable[..., str],
    gaps: Callable[[Services], dict[str, tuple[str, ...]]],
    index: WordIndex,
) -> None:
    ask(PARKING, client="gone", matter="gone")

    found = gaps(keep(**{"faq.md": "Ask the partner."}))

    assert set(found) == {PARKING}
    assert index.asked == [(("firm",), PARKING)]


def test_a_run_that_asked_nothing_costs_nothing(
    services: Services, ask: Callable[..., str]
) -> None:
    ask()

    assert open_gaps(services, TODAY) == ()
