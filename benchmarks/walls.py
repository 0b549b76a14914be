"""Questions of one matter's run for another matter's words: what comes through the walls.

    python benchmarks/walls.py [--queries 10000] [--data DIR] [--json FILE]

Twenty clients with three matters each, a wall for every one of them and for the firm; every text
has a word that only its wall has. A run asks, ten questions at a time, for texts behind other
walls, word for word, with half of the words left out, or by that word. Leaks are counted by the
words and by the files of what comes back, to agents and to people. With `--data` the texts are
paragraphs of the corpora in `DIR/retrieval`, dealt out at random; without, they are made up.

Beside it, with the same vectors: all texts in one Chroma collection with a filter for the walls,
which somebody forgets in one query of a hundred. It ends with 1 if anything came through a wall.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engross.adapters.embedding import MiniLMEmbedding
from engross.adapters.passages import ChromaIndex
from engross.knowledge import FIRM, Shelf, search, sync, walls
from engross.records.ports import KnowledgeText
from engross.workspace.loading import load_workspace
from engross.workspace.register import Client, Matter
from engross.workspace.specs import KnowledgeFile, KnowledgeIndex
from engross.workspace.walls import wall_of

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.date(2026, 11, 22)
CLIENTS, MATTERS = 20, 3
TEXTS = 8
"""Behind each wall."""

IN_A_ROW = 10
FORGOTTEN = 0.01
LIMIT = 5
SHORTEST, LONGEST = 200, 900
CANARY = re.compile(r"zq\d+canary")

SUBJECTS = ("The lease", "The overdraft", "A claim", "The valuation", "The audit", "The dividend")
DOES = ("was put off", "was settled", "was refused", "is to be raised", "was signed", "was queried")
WHOSE = ("the landlord", "the bank", "the insurer", "the surveyor", "the trustees", "the buyer")
WHY = ("the figures were late", "two papers were missing", "the board had not met", "it rained in")
ENDS = (
    "They write again before the end of the quarter.",
    "Nobody outside the board has been told.",
    "The partner rings them on Thursday about the balance.",
    "It is to be looked at again with the year-end papers.",
)


class Told(NamedTuple):
    """What came of a query."""

    seconds: float
    by_canary: int
    by_file: int
    brought: bool


class Query(NamedTuple):
    """Who asks what."""

    of: tuple[str, str]
    question: str


class Timed:
    """The built-in embedding, which remembers the last vector and how long it took."""

    def __init__(self) -> None:
        self._model = MiniLMEmbedding()
        self.name, self.dimensions = self._model.name, self._model.dimensions
        self.seconds: list[float] = []
        self.last: NDArray[np.float32]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text."""
        started = time.perf_counter()
        self.last = self._model.embed(texts)
        self.seconds.append(time.perf_counter() - started)
        return self.last


class Firm(NamedTuple):
    """The made-up firm's knowledge, indexed."""

    index: ChromaIndex
    shelf: Shelf
    texts: Mapping[str, Sequence[KnowledgeText]]
    """By wall."""
    canaries: Mapping[str, str]
    """The wall of each word."""
    embedding: Timed


def main() -> int:
    """Build, ask, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--data", type=Path, help="a folder with retrieval/*/corpus.jsonl")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), asked.data, asked.queries)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    leaks = results["leaks_by_word"] + results["leaks_by_file"]
    return 1 if leaks or not results["queries_that_brought_something"] else 0


def measure(folder: Path, data: Path | None, count: int) -> dict[str, float]:
    """Metric to number."""
    started = time.perf_counter()
    firm = build(folder, data)
    built = time.perf_counter() - started
    floor = one_collection(folder / "floor", firm)
    chooser = random.Random(3)  # noqa: S311 - a sample, not a secret
    forgotten: list[Told] = []
    kept: list[Told] = []
    ours: list[Told] = []
    firm.embedding.seconds.clear()
    for query in queries(firm, count):
        ours.append(ask(firm, query))
        filtered = chooser.random() >= FORGOTTEN
        told = ask_floor(firm, floor, query, filtered=filtered)
        (kept if filtered else forgotten).append(told)
    firm.index.close()
    return {
        "walls": len(firm.texts),
        "passages": sum(map(len, firm.texts.values())),
        "sync_s": built,
        "queries": len(ours),
        "queries_that_brought_something": sum(told.brought for told in ours),
        "leaks_by_word": sum(told.by_canary for told in ours),
        "leaks_by_file": sum(told.by_file for told in ours),
        "one_collection_filters_forgotten": len(forgotten),
        "one_collection_leaks": sum(told.by_canary for told in forgotten),
        "one_collection_leaks_when_filtered": sum(told.by_canary for told in kept),
        **times("embedding", firm.embedding.seconds),
        **times("query", [told.seconds for told in ours]),
        **times("one_collection", [told.seconds for told in kept]),
    }


def times(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    parts = statistics.quantiles(seconds, n=20)
    return {f"{name}_ms_p50": parts[9] * 1e3, f"{name}_ms_p95": parts[18] * 1e3}


# --- the firm


def build(folder: Path, data: Path | None) -> Firm:
    """Write the knowledge folder, index it, and see that every word is where it belongs."""
    canaries: dict[str, str] = {}
    paragraphs = dealt(data) if data else made_up()
    for number, (wall, place) in enumerate(places()):
        canary = f"zq{number}canary"
        canaries[canary] = wall
        file = folder / "knowledge" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        said = (f"## Note {n}\n\n{next(paragraphs)} Reference {canary}." for n in range(TEXTS))
        file.write_text("# Notes\n\n{}\n".format("\n\n".join(said)), encoding="utf-8")
    embedding = Timed()
    index = ChromaIndex(folder / "chroma", embedding)
    shelf = Shelf.of(workspace(folder))
    sync(index, shelf)
    texts = {wall: tuple(dict.fromkeys(index.held(wall)[0])) for wall in index.walls()}
    if set(texts) != set(canaries.values()) or shelf.problems:
        sys.exit("the walls are not those that were written")
    return Firm(index, shelf, texts, canaries, embedding)


def places() -> Iterator[tuple[str, str]]:
    """Every wall with the file behind it."""
    yield FIRM, "notes.md"
    for client, matters in subjects():
        yield f"client-{client}", f"clients/{client}/notes.md"
        for matter in matters:
            yield f"matter-{client}.{matter}", f"clients/{client}/matters/{matter}/notes.md"


def subjects() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Clients with their matters; all have matters of the same keys."""
    for number in range(CLIENTS):
        yield f"client{number}", tuple(f"matter{n}" for n in range(MATTERS))


def workspace(folder: Path):  # noqa: ANN201 - a loaded workspace, as Shelf.of takes it
    """The repository's own workspace with that folder and those clients."""
    whole = load_workspace(ROOT)
    partner = whole.firm.people[0].email
    clients = tuple(
        Client(
            key=client,
            name=f"{client} Limited",
            short_name="the Company",
            matters=tuple(
                Matter(key=key, reference=f"{client}-{key}", title=key, partner=partner)
                for key in matters
            ),
        )
        for client, matters in subjects()
    )
    entry = KnowledgeFile(owner=partner, review_by=dt.date(2027, 4, 30))
    return whole.model_copy(
        update={
            "root": folder,
            "firm": whole.firm.model_copy(update={"clients": clients}),
            "knowledge": KnowledgeIndex(files={file: entry for _, file in places()}),
        }
    )


def made_up() -> Iterator[str]:
    """Paragraphs as a firm's notes have them."""
    chooser = random.Random(1)  # noqa: S311 - made-up texts, not a secret
    while True:
        sentences = [
            f"{chooser.choice(SUBJECTS)} {chooser.choice(DOES)} by {chooser.choice(WHOSE)} because "
            f"{chooser.choice(WHY)} week {chooser.randrange(1, 53)}; it comes to "
            f"£{chooser.randrange(1_000, 900_000):,}."
            for _ in range(3)
        ]
        yield " ".join([*sentences, chooser.choice(ENDS)])


def dealt(data: Path) -> Iterator[str]:
    """Paragraphs of the corpora, each once, in a random order."""
    texts = []
    for corpus in sorted((data / "retrieval").glob("*/corpus.jsonl")):
        for line in corpus.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            words = " ".join(str(record.get("text") or record.get("answer") or "").split())
            if len(words) >= SHORTEST:
                texts.append(words[:LONGEST])
    random.Random(2).shuffle(texts)  # noqa: S311 - a deal, not a secret
    yield from texts


# --- the questions


def queries(firm: Firm, count: int) -> Iterator[Query]:
    """So many, each for something that the asking run must not see."""
    chooser = random.Random(4)  # noqa: S311 - a sample, not a secret
    canary_of = {wall: canary for canary, wall in firm.canaries.items()}
    runs = [(client, matter) for client, matters in subjects() for matter in matters]
    others = [wall for wall in firm.texts if wall != FIRM]
    of = runs[0]
    for number in range(count):
        if number % IN_A_ROW == 0:
            of = chooser.choice(runs)
        wall = chooser.choice([one for one in others if one not in walls(*of)])
        words = chooser.choice(firm.texts[wall]).text
        asks: tuple[Callable[[str], str], ...] = (
            str,
            lambda said: _half(chooser, said),
            lambda _said, wall=wall: f"What do we have on {canary_of[wall]}?",
        )
        yield Query(of, chooser.choice(asks)(words))


def _half(chooser: random.Random, text: str) -> str:
    """The text with every other word left out, by chance."""
    words = text.split()
    return " ".join(word for word in words if chooser.getrandbits(1)) or words[0]


def ask(firm: Firm, query: Query) -> Told:
    """Through the walls, as a run asks; the embedding's time is not counted."""
    own = walls(*query.of)
    known = len(firm.embedding.seconds)
    started = time.perf_counter()
    answer = search(firm.index, firm.shelf, own, query.question, today=TODAY, limit=LIMIT)
    spent = time.perf_counter() - started - sum(firm.embedding.seconds[known:])
    passages = [found.passage for found in (*answer.passages, *answer.nearest)]
    files = [wall_of(passage.span.file, firm.shelf.firm) for passage in passages]
    said = "\n".join(passage.text for passage in passages)
    return Told(
        spent,
        _leaks(firm, said, own),
        sum(wall not in own for wall in files),
        bool(passages),
    )


def _leaks(firm: Firm, said: str, own: Sequence[str]) -> int:
    return sum(firm.canaries[word] not in own for word in CANARY.findall(said))


# --- the floor


def one_collection(folder: Path, firm: Firm) -> Collection:
    """Every passage in one Chroma collection, with its wall beside it."""
    os.environ.update(ANONYMIZED_TELEMETRY="False", OTEL_SDK_DISABLED="true")
    import chromadb  # noqa: PLC0415 - a second to load

    client = chromadb.PersistentClient(folder)
    collection = client.create_collection(
        "all", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for wall in firm.texts:
        texts, rows = firm.index.held(wall)
        collection.add(
            ids=[f"{wall} {number}" for number in range(len(texts))],
            embeddings=list(rows),
            documents=[text.text for text in texts],
            metadatas=[{"wall": wall} for _ in texts],
        )
    return collection


def ask_floor(firm: Firm, floor: Collection, query: Query, *, filtered: bool) -> Told:
    """The nearest passages of the one collection, behind the walls if nobody forgot them."""
    own = walls(*query.of)
    where = {"wall": {"$in": list(own)}} if filtered else None
    started = time.perf_counter()
    answer = floor.query(
        query_embeddings=[firm.embedding.last[0]],
        n_results=LIMIT,
        where=where,  # type: ignore[arg-type]  # Chroma's own type leaves out what it takes
        include=["documents"],
    )
    spent = time.perf_counter() - started
    said = "\n".join((answer["documents"] or [[]])[0])
    return Told(spent, _leaks(firm, said, own), 0, bool(said))


def print_table(results: Mapping[str, float]) -> None:
    """One metric a line."""
    print(f"{'metric':<36} {'value':>10}")
    for name, value in results.items():
        shown = f"{value:>10.2f}" if isinstance(value, float) else f"{value:>10}"
        print(f"{name:<36} {shown}")


if __name__ == "__main__":
    sys.exit(main())
