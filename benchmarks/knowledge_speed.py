"""How fast the knowledge base is: a first sync, later ones, and questions, by its size.

    python benchmarks/knowledge_speed.py [--sizes 1000,10000,100000] [--data DIR] [--length 600]
                                         [--questions 200] [--vectors embedded|generated]
                                         [--json FILE]

Each size is measured in a process of its own: passages of about `--length` characters, in files of
20, behind one wall. With `--data` they are sentences of `DIR/retrieval`, in their order, and in
other orders when there are not enough; without it they are made of a few words.

A first sync reads, cuts nothing, embeds and indexes all of them. Then one passage of one file
changes, and then nothing. A question is a part of a passage. Its time is that of `matches` for the
50 nearest in meaning and in words, without embedding it, which is told apart. Beside it, in the
same run and on the same vectors: numpy that multiplies them all and takes the best ten, and Chroma
as it comes, with the texts as its documents. Recall is the part of the ten nearest that is among
the ten nearest found.

With `--vectors generated` only 500 passages are embedded, and the others' vectors are made of
theirs and noise. That is for large sizes: it tells nothing of the time that embedding takes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engross.adapters.embedding import MiniLMEmbedding
from engross.adapters.passages import ChromaIndex
from engross.records.ports import Embedding, KnowledgeText, Match, ReadFile, ShelvedFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

IN_A_FILE = 20
LIMIT = 50
"""Matches of each kind, as a search takes them."""
NEAREST = 10
REAL = 500
"""Passages that are embedded when the vectors are generated."""
NOISE = 0.6
"""Length of the noise beside a real vector's 1."""
FEWEST_WORDS = 4
TOGETHER = 5_000
WORDS = """
account advance adviser annual answer audit balance bank bill board budget business client company
complaint contract cost count court day deed director duty employer engagement estate fee firm fund
interest invoice landlord lease ledger letter loan matter meeting month notice office partner
payroll pension period plan premises price profit property rate record relief rent report return
salary scheme share staff stamp statement stock survey tax tenant term trade trust valuation value
visit wage work year
"""

T = TypeVar("T")
R = TypeVar("R")


def main() -> int:
    """Measure each size, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--data", type=Path, help="the folder with retrieval/ in it")
    parser.add_argument("--length", type=int, default=600, help="characters of a passage")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--vectors", choices=("embedded", "generated"), default="embedded")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(Path(folder), asked.one, asked)))
        return 0
    found = {size: in_own_process(size) for size in map(int, asked.sizes.split(","))}
    if asked.json:
        flat = {f"{name}_{size}": v for size, one in found.items() for name, v in one.items()}
        asked.json.write_text(json.dumps(flat, indent=2), encoding="utf-8")
    print_table(found, asked.vectors)
    return 0


def in_own_process(size: int) -> dict[str, float]:
    """What the same command measures of that size alone; it must succeed."""
    command = [sys.executable, *sys.argv, "--one", str(size)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(ran.stdout).items())


def measure(folder: Path, size: int, asked: argparse.Namespace) -> dict[str, float]:
    """Metric to number."""
    texts = list(islice(passages(asked.data, asked.length), size))
    real = MiniLMEmbedding()
    embedding = GeneratedEmbedding(real, texts) if asked.vectors == "generated" else real
    known = Known(embedding)
    index = ChromaIndex(folder / "ours", known)
    results = {"passages": float(size), **syncs(index, folder / "ours", texts)}
    questions = questions_about(texts, asked.questions)
    results |= embedding_times(real, questions)
    known.learn(questions)
    _, vectors = index.held("firm")
    nearest = [exact(vectors, vector) for vector in known.embed(questions)]
    results |= asked_of_us(index, questions, nearest)
    index.close()
    results |= asked_of_numpy(vectors, known.embed(questions))
    results |= asked_of_chroma(folder / "raw", texts, vectors, known.embed(questions), nearest)
    results["query_over_raw_chroma"] = results["query_p50_ms"] / results["chroma_p50_ms"]
    return results


# --- syncs -----------------------------------------------------------------------------------


def syncs(index: ChromaIndex, folder: Path, texts: Sequence[str]) -> dict[str, float]:
    """A first one, one after a change, and one after none."""
    first = timed(lambda: put(index, texts))
    peak = most_memory()
    on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    changed = [*texts[:-1], f"Since today: {texts[-1]}"]
    return {
        "first_sync_s": first,
        "first_sync_passages_per_s": len(texts) / first,
        "first_sync_peak_mb": peak,
        "disk_mb": on_disk / 1e6,
        "one_file_changed_s": timed(lambda: put(index, changed)),
        "nothing_changed_ms": 1e3 * timed(lambda: put(index, changed)),
    }


def put(index: ChromaIndex, texts: Sequence[str]) -> None:
    """Make these the firm's knowledge, as a sync does once it has the files' hashes."""
    parts = {
        f"file-{at // IN_A_FILE}.md": texts[at : at + IN_A_FILE]
        for at in range(0, len(texts), IN_A_FILE)
    }
    files = [
        ShelvedFile(name, hashlib.sha256("".join(part).encode()).hexdigest(), 1, 1)
        for name, part in parts.items()
    ]
    index.replace("firm", files, lambda file: ReadFile(cut(file.file, parts[file.file])))


def cut(file: str, texts: Sequence[str]) -> list[KnowledgeText]:
    """The passages of one file."""
    return [
        KnowledgeText(
            id=f"k{hashlib.sha256(text.encode()).hexdigest()[:12]}",
            text=text,
            file=file,
            place=f"Part {number // 5}, paragraph {number % 5}",
            about="",
            sha256="0" * 64,
        )
        for number, text in enumerate(texts, 1)
    ]


def most_memory() -> float:
    """What this process took at most, in MB."""
    try:  # the peak of this program, without the one that started it
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


# --- questions -------------------------------------------------------------------------------


def asked_of_us(
    index: ChromaIndex, questions: Sequence[str], nearest: Sequence[Sequence[int]]
) -> dict[str, float]:
    """How long a question takes, the first one apart, and what part of the nearest comes."""
    first = timed(lambda: index.matches(["firm"], questions[0], LIMIT))
    times, found = timed_each(lambda q: index.matches(["firm"], q, LIMIT), questions)
    rows = {text.id: row for row, text in enumerate(index.held("firm")[0])}
    best = [[rows[match.text.id] for match in by_nearness(each)[:NEAREST]] for each in found]
    return {
        "first_query_ms": first * 1e3,
        **spread("query", times),
        "recall": recall(best, nearest),
    }


def by_nearness(matches: Sequence[Match]) -> list[Match]:
    """Nearest first."""
    return sorted(matches, key=lambda match: -match.nearness)


def asked_of_numpy(vectors: NDArray[np.float32], asked: NDArray[np.float32]) -> dict[str, float]:
    """How long numpy takes to look at every vector."""
    times, _ = timed_each(lambda vector: exact(vectors, vector), list(asked))
    return spread("numpy", times)


def exact(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> list[int]:
    """Rows of the nearest ones, nearest first."""
    import numpy as np  # noqa: PLC0415 - slow, only in the children

    cosines = vectors @ vector
    few = np.argpartition(-cosines, NEAREST)[:NEAREST]
    return list(few[np.argsort(-cosines[few])].tolist())


def asked_of_chroma(
    folder: Path,
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    asked: NDArray[np.float32],
    nearest: Sequence[Sequence[int]],
) -> dict[str, float]:
    """How long Chroma as it comes takes to take the same vectors in, and to find the nearest."""
    import chromadb  # noqa: PLC0415 - slow, only in the children
    from chromadb.config import Settings  # noqa: PLC0415 - the same

    settings = Settings(_env_file=None, _env_prefix="BENCHMARK_", anonymized_telemetry=False)
    client = chromadb.PersistentClient(folder, settings)
    collection = client.create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )

    def take_in() -> None:
        for at in range(0, len(texts), TOGETHER):
            rows = range(at, min(at + TOGETHER, len(texts)))
            collection.add(
                ids=[str(row) for row in rows],
                embeddings=list(vectors[rows.start : rows.stop]),
                documents=[texts[row] for row in rows],
            )

    took = timed(take_in)
    times, found = timed_each(
        lambda vector: collection.query(query_embeddings=[vector.tolist()], n_results=NEAREST),
        list(asked),
    )
    best = [[int(row) for row in answer["ids"][0]] for answer in found]
    client.close()
    return {
        "chroma_ingest_s": took,
        **spread("chroma", times),
        "chroma_recall": recall(best, nearest),
    }


def recall(found: Sequence[Sequence[int]], nearest: Sequence[Sequence[int]]) -> float:
    """The part of the nearest that was found, on average."""
    return statistics.mean(
        len(set(some) & set(right)) / len(right) for some, right in zip(found, nearest, strict=True)
    )


def embedding_times(embedding: Embedding, questions: Sequence[str]) -> dict[str, float]:
    """How long it takes to embed a question."""
    times, _ = timed_each(lambda question: embedding.embed([question]), questions)
    return spread("embedding", times)


def timed(do: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def timed_each(do: Callable[[T], R], asked: Sequence[T]) -> tuple[list[float], list[R]]:
    """Seconds that each takes, and what it gives."""
    times: list[float] = []
    given: list[R] = []
    for one in asked:
        started = time.perf_counter()
        given.append(do(one))
        times.append(time.perf_counter() - started)
    return times, given


def spread(name: str, times: Sequence[float]) -> dict[str, float]:
    """Median and the twentieth part that is slowest, in milliseconds."""
    slow = statistics.quantiles(times, n=20)[-1]
    return {f"{name}_p50_ms": 1e3 * statistics.median(times), f"{name}_p95_ms": 1e3 * slow}


# --- texts and vectors -----------------------------------------------------------------------


class Known:
    """An embedding that knows the questions already, so that they cost nothing."""

    def __init__(self, embedding: Embedding) -> None:
        """The embedding of all else."""
        self._embedding = embedding
        self._rows: dict[str, NDArray[np.float32]] = {}
        self.name = embedding.name
        self.dimensions = embedding.dimensions

    def learn(self, questions: Sequence[str]) -> None:
        """Embed them now."""
        self._rows = dict(zip(questions, self._embedding.embed(questions), strict=True))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each."""
        import numpy as np  # noqa: PLC0415 - slow, only in the children

        if all(text in self._rows for text in texts):
            return np.stack([self._rows[text] for text in texts])
        return self._embedding.embed(texts)


class GeneratedEmbedding:
    """Vectors near some real ones: each is one of those and noise, drawn by the text's hash."""

    def __init__(self, embedding: Embedding, texts: Sequence[str]) -> None:
        """Embed the first of the texts."""
        self._real = embedding.embed(texts[:REAL])
        self.name = f"generated/{embedding.name}"
        self.dimensions = embedding.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each."""
        import numpy as np  # noqa: PLC0415 - slow, only in the children

        rows = np.stack([self._row(text) for text in texts])
        scaled: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return scaled

    def _row(self, text: str) -> NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415 - slow, only in the children

        drawn = np.random.default_rng(list(hashlib.sha256(text.encode()).digest()[:8]))
        noise = drawn.standard_normal(self.dimensions, dtype=np.float32)
        real: NDArray[np.float32] = self._real[drawn.integers(len(self._real))]
        return real + noise * np.float32(NOISE / self.dimensions**0.5)


def questions_about(texts: Sequence[str], number: int) -> list[str]:
    """A few words in a row of so many passages, the same ones each time."""
    chooser = random.Random(2)  # noqa: S311 - a sample, not a secret
    found = []
    for text in chooser.choices(texts, k=number):
        words = text.split()
        start = chooser.randrange(max(1, len(words) - 9))
        found.append(" ".join(words[start : start + 9]))
    return list(dict.fromkeys(found))


def passages(data: Path | None, length: int) -> Iterator[str]:
    """Passages of about that length without end, all different."""
    sentences = list(dict.fromkeys(each_sentence(data) if data else made_sentences()))
    seen: set[bytes] = set()
    for turn in count():
        if turn:
            random.Random(turn).shuffle(sentences)  # noqa: S311 - an order, not a secret
        for passage in together(sentences, length):
            digest = hashlib.sha256(passage.encode()).digest()
            if digest not in seen:
                seen.add(digest)
                yield passage


def together(sentences: Sequence[str], length: int) -> Iterator[str]:
    """Sentences in their order, so many that a passage has about that length."""
    passage = ""
    for sentence in sentences:
        if passage and len(passage) + len(sentence) > length:
            yield passage
            passage = ""
        passage = f"{passage} {sentence}".strip()[:length]
    if passage:
        yield passage


def each_sentence(data: Path) -> Iterator[str]:
    """The sentences of the data's texts."""
    for text in each_text(data / "retrieval"):
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
            if len(sentence.split()) >= FEWEST_WORDS:
                yield sentence


def each_text(folder: Path) -> Iterator[str]:
    """The texts of all corpora there."""
    for file in sorted(folder.glob("*/corpus.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            yield " ".join(entry.get(name) or "" for name in ("text", "answer"))
    for file in sorted(folder.glob("*/corpora/*")):
        if file.suffix in {".md", ".txt"}:
            yield file.read_text(encoding="utf-8", errors="replace")


def made_sentences() -> Iterator[str]:
    """Sentences of words that a firm uses, without sense."""
    chooser = random.Random(1)  # noqa: S311 - a sample, not a secret
    for _ in range(20_000):
        words = chooser.choices(WORDS.split(), k=chooser.randint(8, 24))
        yield f"{' '.join(words).capitalize()}."


def print_table(found: dict[int, dict[str, float]], vectors: str) -> None:
    """A metric a line, a size a column."""
    print(f"{os.cpu_count()} processors; vectors {vectors}")
    sizes = list(found)
    print(f"{'metric':<28}" + "".join(f"{size:>12,}" for size in sizes))
    for metric in found[sizes[0]]:
        print(f"{metric:<28}" + "".join(f"{found[size][metric]:>12,.2f}" for size in sizes))


if __name__ == "__main__":
    sys.exit(main())
