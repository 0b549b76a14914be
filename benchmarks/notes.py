"""How well calls are understood: decisions and actions, and answers to questions about meetings.

    python benchmarks/notes.py --data DIR [--json FILE] [--only acd_human,zoom_vtt,qmsum]

Decisions and actions: recall, precision and F1 on the meetings of `call_notes/acd_human` (labels by
people, some of them agenda headings or reports of progress) and apart on `call_notes/zoom_vtt`
(labels drafted by a model and mended by people). The transcripts go through the reader of `.vtt`
files as a user's would. Beside it, in the same run: Engross without its embedding, and a keyword
rule. `notes_matching.py` says when a passage is about a label. Labels name a few things of a long
meeting, so most passages that do promise or settle something match none: the precision by labels is
far below the precision by reading, and both are to be told together.

Questions: ROUGE and evidence recall on `call_notes/qmsum`; `notes_questions.py` says how.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notes_data import KINDS, Kind, Meeting, human, silver
from notes_matching import Places, Said, Spoken, Tally
from notes_questions import measured

from engross.adapters.embedding import MiniLMEmbedding
from engross.intake import GivenFile, Subject, cues, dialogue, read_evidence, turns
from engross.intake.sentences import sentences
from engross.records import Passage
from engross.uk.periods import Period
from engross.workspace.loading import load_workspace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engross.records.ports import Embedding

ROOT = Path(__file__).resolve().parents[1]
SETS: Mapping[str, Callable[[Path], Iterator[Meeting]]] = {"acd_human": human, "zoom_vtt": silver}
KEYWORDS: Mapping[Kind, re.Pattern[str]] = {
    "decision": re.compile(
        r"\b(?:agreed?|decided?|decision|consensus|let's go with|we're going with)\b", re.IGNORECASE
    ),
    "action": re.compile(
        r"\b(?:I'll|I will|we'll|we will|action item|to do|follow up|can you|could you|please)\b",
        re.IGNORECASE,
    ),
}
LOOSER = {"DECIDES": 0.4, "PROPOSES": 0.5, "SURELY": 0.6, "ACTS": 0.4, "ASKS": 0.5}
STRICTER = {"DECIDES": 0.8, "PROPOSES": 0.85, "SURELY": 0.95, "ACTS": 0.85, "ASKS": 0.9}
"""Two more points of the curve, by the thresholds of `engross.intake.dialogue`."""

Predict = Callable[[Meeting, Sequence[Spoken]], list[Said]]


class Remembering:
    """An embedding that embeds each text once, because every system asks for the same ones."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._rows: dict[str, NDArray[np.float32]] = {}
        self.name, self.dimensions = embedding.name, embedding.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the embedding does."""
        import numpy as np  # noqa: PLC0415 - slow, and `--help` needs none of it

        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._embedding.embed(new), strict=True))
        rows = [self._rows[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)


def main() -> int:
    """Measure, write the JSON if asked, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of data sets")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="acd_human,zoom_vtt,qmsum")
    asked = parser.parse_args()
    folder, only = asked.data / "call_notes", asked.only.split(",")
    embedding = Remembering(MiniLMEmbedding())
    results: dict[str, Any] = {}
    for name, meetings in SETS.items():
        if name in only:
            results[name] = classed(list(meetings(folder / name)), embedding)
            print_classed(name, results[name])
    if "qmsum" in only:
        results["qmsum"] = measured(folder / "qmsum", embedding)
        print_answers(results["qmsum"])
    results["speed"] = speed()
    print(f"\nspeed: {results['speed']}")
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    return 0


def classed(meetings: Sequence[Meeting], embedding: Embedding) -> dict[str, Any]:
    """System to kind to its figures."""
    about = subject()
    systems: dict[str, Predict] = {
        "engross": lambda meeting, spoken: _read(meeting, spoken, about, embedding),
        "engross, looser": _set(LOOSER, about, embedding),
        "engross, stricter": _set(STRICTER, about, embedding),
        "engross, phrases alone": lambda meeting, spoken: _read(meeting, spoken, about, None),
        "keywords": lambda _, spoken: list(_keywords(spoken)),
    }
    tallies = {name: {kind: Tally() for kind in (*KINDS, "either")} for name in systems}
    for meeting in meetings:
        spoken = spoken_in(meeting)
        places = Places(embedding, spoken, meeting.labels)
        for name, predict in systems.items():
            said = predict(meeting, spoken)
            for kind, tally in tallies[name].items():
                tally.add(_tally(meeting, places, said, kind))
    return {
        name: {kind: _figures(tally) for kind, tally in kinds.items()}
        for name, kinds in tallies.items()
    }


def subject() -> Subject:
    """Whom the transcripts are taken to be about: nobody in them is known to the example firm."""
    workspace = load_workspace(ROOT)
    client = workspace.firm.clients[0]
    return Subject(
        firm=workspace.firm,
        client=client,
        matter=client.matters[0],
        period=Period.parse("2026-Q3"),
        as_at=dt.date(2030, 1, 1),
        firm_sha256="0" * 64,
    )


def spoken_in(meeting: Meeting) -> list[Spoken]:
    """The meeting's sentences as the reader parts them."""
    return [
        Spoken(sentence.text, turn.speaker, _seconds(turn.place(sentence.start)))
        for turn in turns.turns(cues.read_cues(meeting.transcript))
        for sentence in sentences(turn.text)
    ]


def speed() -> dict[str, float]:
    """Seconds to read the example's call with and without the embedding, which is loaded."""
    path = ROOT / "examples" / "client_report" / "wrackline-call.vtt"
    if not path.exists():
        return {}
    file = GivenFile(role="notes", kind="notes", name=path.name, data=path.read_bytes())
    about, embedding = subject(), MiniLMEmbedding()
    found: dict[str, float] = {}
    for name, used in (("phrases alone", None), ("with the embedding", embedding)):
        before = time.perf_counter()
        read_evidence([file], about, used)
        found[name] = round(time.perf_counter() - before, 2)
    return found


def print_classed(name: str, results: Mapping[str, Any]) -> None:
    """A line for each system and kind."""
    print(f"\n{name:<24} {'kind':<9} recall precision   F1  right/predicted/labelled")
    for system, kinds in results.items():
        for kind, row in kinds.items():
            counts = f"{row['right']}/{row['predicted']}/{row['labelled']}"
            print(
                f"{system:<24} {kind:<9} {row['recall']:>6.2f} {row['precision']:>9.2f} "
                f"{row['f1']:>4.2f}  {counts}"
            )


def print_answers(results: Mapping[str, Mapping[str, float]]) -> None:
    """A line for each system."""
    names = list(next(iter(results.values())))
    print(f"\n{'qmsum':<12} " + " ".join(f"{name:>10}" for name in names))
    for system, row in results.items():
        print(f"{system:<12} " + " ".join(f"{row[name]:>10.3f}" for name in names))


def _read(
    meeting: Meeting, spoken: Sequence[Spoken], about: Subject, embedding: Embedding | None
) -> list[Said]:
    file = GivenFile(role="notes", kind="notes", name="call.vtt", data=meeting.transcript.encode())
    return list(_said(read_evidence([file], about, embedding).passages, spoken))


def _set(values: Mapping[str, float], about: Subject, embedding: Embedding) -> Predict:
    def predict(meeting: Meeting, spoken: Sequence[Spoken]) -> list[Said]:
        with _thresholds(values):
            return _read(meeting, spoken, about, embedding)

    return predict


@contextmanager
def _thresholds(values: Mapping[str, float]) -> Iterator[None]:
    shipped = {name: getattr(dialogue, name) for name in values}
    try:
        for name, value in values.items():
            setattr(dialogue, name, value)
        yield
    finally:
        for name, value in shipped.items():
            setattr(dialogue, name, value)


def _said(passages: Iterable[Passage], spoken: Sequence[Spoken]) -> Iterator[Said]:
    """The passages that decide, act or instruct, each with the number of its sentence."""
    at = 0
    for passage in passages:
        kind: Kind = "decision" if passage.kind == "decision" else "action"
        if passage.kind not in {"decision", "action", "instruction"} or passage.withheld:
            continue
        while passage.text not in spoken[at].text or passage.speaker != spoken[at].speaker:
            at += 1
        yield Said(kind, passage.text, at, passage.owner)


def _keywords(spoken: Sequence[Spoken]) -> Iterator[Said]:
    for at, sentence in enumerate(spoken):
        for kind in KINDS:
            if KEYWORDS[kind].search(sentence.text):
                yield Said(kind, sentence.text, at)
                break


def _tally(meeting: Meeting, places: Places, said: Sequence[Said], kind: str) -> Tally:
    """`either` takes a decision for an action too: note-takers write one under the other."""
    labels = [n for n, label in enumerate(meeting.labels) if kind in ("either", label.kind)]
    of_kind = [passage for passage in said if kind in ("either", passage.kind)]
    return Tally(len(places.matched(of_kind, labels)), len(of_kind), len(labels))


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "recall": round(tally.recall, 3),
        "precision": round(tally.precision, 3),
        "f1": round(tally.f1, 3),
        "right": tally.right,
        "predicted": tally.predicted,
        "labelled": tally.labelled,
    }


def _seconds(place: str) -> float:
    hours, minutes, seconds = place.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


if __name__ == "__main__":
    sys.exit(main())
