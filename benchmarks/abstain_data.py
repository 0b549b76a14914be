"""What `abstain.py` asks: questions of people to a corpus that answers some of them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from retrieval_sets import SETS, Document, lines

ROOT = Path(__file__).resolve().parents[1]


Kind = Literal["answered", "near", "unanswered"]
"""Of a smaller look's questions: the corpus answers them; it does not, though it speaks of the
same things; it does not."""


class Task(NamedTuple):
    """A turn of a conversation."""

    conversation: str
    label: str
    """`ANSWERABLE`, `UNANSWERABLE`, `PARTIAL` or `UNDERSPECIFIED`, by people."""
    alone: str
    """The user's last question."""
    thread: str
    """The same with the user's turn before it."""


class Probe(NamedTuple):
    """A corpus with questions of one kind."""

    corpus: str
    documents: Sequence[Document]
    questions: Sequence[str]
    kind: Kind

    @property
    def name(self) -> str:
        """As it is told."""
        return f"look {self.corpus} {self.kind}"


def mtrag(data: Path) -> tuple[list[Document], list[Task]]:
    """Every context of the tasks as one corpus, and the tasks."""
    documents: dict[str, Document] = {}
    tasks = []
    for line in lines(data / "retrieval" / "mtrag_un", "dev.jsonl"):
        for context in line["contexts"]:
            name = context["document_id"]
            documents.setdefault(name, Document(name, context.get("title", ""), context["text"]))
        said = [turn["text"] for turn in line["input"] if turn["speaker"] == "user"]
        tasks.append(
            Task(line["conversation_id"], line["answerability"][0], said[-1], "\n".join(said[-2:]))
        )
    return list(documents.values()), tasks


def probes(data: Path) -> list[Probe]:
    """Smaller looks at other kinds of corpus: a public FAQ, and our own starter knowledge."""
    faq, claims = SETS["covid_faq"](data), SETS["scifact"](data)
    starter = [
        Document(file.stem, "", file.read_text(encoding="utf-8"))
        for file in sorted((ROOT / "knowledge").glob("*.md"))
    ]
    file = Path(__file__).with_name("abstain_questions.toml")
    asked = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Probe("covid_faq", faq.documents, [one.text for one in faq.questions], "answered"),
        Probe("covid_faq", faq.documents, [one.text for one in claims.questions], "unanswered"),
        Probe("starter", starter, asked["answered"], "answered"),
        Probe("starter", starter, asked["near"], "near"),
        Probe("starter", starter, asked["unanswered"], "unanswered"),
    ]
