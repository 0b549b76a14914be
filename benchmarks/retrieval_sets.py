"""The sets that `retrieval.py` measures on: texts, questions, and what answers them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

CORPORA = ("chatlogs", "finance", "pubmed", "state_of_the_union", "wikitexts")


class Document(NamedTuple):
    """A text to be found."""

    name: str
    title: str
    text: str

    @property
    def markdown(self) -> bytes:
        """As a file of the knowledge base: its title is its heading."""
        heading = " ".join(self.title.split())
        return (f"# {heading}\n\n{self.text}\n" if heading else f"{self.text}\n").encode()


class Stretch(NamedTuple):
    """A stretch of a document, in characters."""

    document: str
    start: int
    end: int


class Question(NamedTuple):
    """A question with what answers it: documents, or stretches of documents."""

    text: str
    documents: frozenset[str] = frozenset()
    stretches: tuple[Stretch, ...] = ()


class RetrievalSet(NamedTuple):
    """Texts and the questions that are asked of them."""

    name: str
    documents: Sequence[Document]
    questions: Sequence[Question]
    """Those that something answers."""

    @property
    def by_stretch(self) -> bool:
        """Whether stretches answer, so that passages are measured and not documents."""
        return any(question.stretches for question in self.questions)


def scifact(data: Path) -> RetrievalSet:
    """Claims, and the abstracts that speak to them."""
    folder = data / "retrieval" / "scifact_beir"
    documents = [
        Document(line["_id"], line["title"], line["text"]) for line in lines(folder, "corpus.jsonl")
    ]
    with (folder / "qrels_dev_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        relevant = _gathered((asked, found) for asked, found, grade in rows if int(grade) > 0)
    asked = lines(folder, "queries_dev_train.jsonl")
    return RetrievalSet("scifact", documents, _questions(asked, relevant))


def cranfield(data: Path) -> RetrievalSet:
    """Questions about aeronautics, and the abstracts that answer them."""
    folder = data / "retrieval" / "cranfield"
    documents = [
        # The text begins with the title once more.
        Document(line["_id"], line["title"], line["text"].removeprefix(line["title"]).strip())
        for line in lines(folder, "corpus.jsonl")
        if line["text"].strip()
    ]
    rows = (row.split() for row in (folder / "qrels.txt").read_text().splitlines())
    relevant = _gathered((asked, found) for asked, _, found, grade in rows if int(grade) > 0)
    return RetrievalSet(
        "cranfield", documents, _questions(lines(folder, "queries_dev.jsonl"), relevant)
    )


def covid_faq(data: Path) -> RetrievalSet:
    """Questions in other words than a list of questions and answers has them."""
    folder = data / "retrieval" / "covid_faq"
    documents = [
        Document(line["_id"], line["question"], line["answer"])
        for line in lines(folder, "corpus.jsonl")
    ]
    questions = [
        Question(line["text"], frozenset([line["relevant"]])) for line in lines(folder, "dev.jsonl")
    ]
    return RetrievalSet("covid_faq", documents, questions)


def chroma_chunking(data: Path) -> RetrievalSet:
    """Questions, and the stretches of five long texts that answer them; one wall holds all five."""
    folder = data / "retrieval" / "chroma_chunking"
    documents = [
        Document(name, "", (folder / "corpora" / f"{name}.md").read_text(encoding="utf-8"))
        for name in CORPORA
    ]
    questions = [
        Question(
            line["question"],
            stretches=tuple(
                Stretch(line["corpus"], reference["start_index"], reference["end_index"])
                for reference in line["references"]
            ),
        )
        for line in lines(folder, "dev.jsonl")
    ]
    return RetrievalSet("chroma_chunking", documents, questions)


SETS: Mapping[str, Callable[[Path], RetrievalSet]] = {
    "covid_faq": covid_faq,
    "cranfield": cranfield,
    "chroma_chunking": chroma_chunking,
    "scifact": scifact,
}


def lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file with one in each line."""
    with (folder / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _questions(
    asked: Iterator[dict[str, Any]], relevant: Mapping[str, frozenset[str]]
) -> list[Question]:
    return [
        Question(line["text"], relevant[line["_id"]]) for line in asked if line["_id"] in relevant
    ]


def _gathered(pairs: Iterator[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for asked, document in pairs:
        found.setdefault(asked, set()).add(document)
    return {asked: frozenset(documents) for asked, documents in found.items()}
