"""Every Word file of a collection read, or refused with a reason; and how much of its text is read.

    python benchmarks/docx_corpus.py --data DIR [--json FILE] [--list]

`DIR/docx/dev` holds the files. Each is read, has its tracked changes told and accepted, and is
undressed as a review copy that came back would be. Counted are the refusals by reason; crashes;
files over 30 seconds; and attempts to reach anything by a socket, of which there may be none. The
share of the words that is read is held against `docx_corpus_words`, which reads the XML by itself;
beside it stands what python-docx reads. Where a file has tracked changes, none may be left after
accepting them, and a reader must see the same before and after. `--list` prints a line for each
file that was refused, or read with words missing or too many.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import docx as python_docx
from docx_corpus_words import counted, tracked_marks, words_of

from engross.errors import InputError
from engross.ooxml.revisions import accept_changes
from engross.ooxml.text import read_text
from engross.ooxml.tracked import tracked_changes
from engross.ooxml.undressing import undressed

MOST_SECONDS = 30
LEAST_RECALL = 0.999
REACHING = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}
"""What Python tells of before something is reached outside this process."""
VARIABLE = re.compile(r"\([^()]*\)|“[^”]*”|\d[\d,]*")
"""What differs between two refusals for one reason."""

fetches: list[str] = []


class Tried(NamedTuple):
    """One file and what became of it."""

    name: str
    seconds: float
    outcome: str
    """`read`, `refused` or `crashed`."""
    reason: str = ""
    """Of a refusal, its words; of a crash, the error."""
    words: int = 0
    """That a person reads, by the XML."""
    missed: int = 0
    added: int = 0
    """Words that Engross reads and nobody else."""
    by_python_docx: int = 0
    """Words that python-docx reads of them."""
    tracked: int = 0
    """Tracked marks in the file."""
    left: int = 0
    """Tracked marks after accepting all."""
    same: bool = True
    """Whether a reader sees the same after accepting all as before."""


class TooLong(Exception):
    """A file took more than its seconds."""


def main() -> int:
    """Try every file, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--list", action="store_true", help="print each file that is not read whole"
    )
    asked = parser.parse_args()
    sys.addaudithook(_no_fetches)
    signal.signal(signal.SIGALRM, _too_long)
    folder = asked.data / "docx" / "dev"
    tried = [tried_file(path) for path in sorted(folder.iterdir())]
    results = summary(tried)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    if asked.list:
        for one in tried:
            if one.outcome != "read" or one.missed or one.added:
                print(f"{one.name}: {one.outcome} {one.reason} -{one.missed} +{one.added}")
    print_table(tried, results)
    return 0 if passed(results) else 1


def tried_file(path: Path) -> Tried:
    """What becomes of one file."""
    data = path.read_bytes()
    begun = time.perf_counter()
    try:
        with _alarm():
            found = _read(path.name, data)
    except InputError as error:
        found = Tried(path.name, 0, "refused", str(error).partition(":")[2].strip())
    except Exception as error:  # noqa: BLE001 - whatever else a file can do to a reader is a crash
        found = Tried(path.name, 0, "crashed", f"{type(error).__name__}: {error}")
    return found._replace(seconds=time.perf_counter() - begun)


def _read(name: str, data: bytes) -> Tried:
    """The file read, accepted and undressed; only what Engross does is not caught here."""
    text = "\n".join(block.text for block in read_text(data, name))
    tracked_changes(data, name)
    accepted = accept_changes(data, name)
    undressed(data, name=name)
    after = "\n".join(block.text for block in read_text(accepted, name))
    read, there = counted(text), words_of(data) or Counter()
    return Tried(
        name,
        0,
        "read",
        words=there.total(),
        missed=(there - read).total(),
        added=(read - there).total(),
        by_python_docx=(there & _python_docx_words(data)).total(),
        tracked=tracked_marks(data),
        left=tracked_marks(accepted),
        same=text == after,
    )


def _python_docx_words(data: bytes) -> Counter[str]:
    """The words of what python-docx offers: the body's paragraphs, tables, headers and footers."""
    try:
        document = python_docx.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [c.text for table in document.tables for row in table.rows for c in row.cells]
        for section in document.sections:
            for part in (section.header, section.footer):
                texts += [paragraph.text for paragraph in part.paragraphs]
    except Exception:  # noqa: BLE001 - it is only compared with; whatever stops it, it reads nothing
        return Counter()
    return counted("\n".join(texts))


def summary(tried: Sequence[Tried]) -> dict[str, float]:
    """The figures."""
    outcomes = Counter(one.outcome for one in tried)
    words = sum(one.words for one in tried) or 1
    tracked = [one for one in tried if one.tracked]
    return {
        "files": len(tried),
        "read": outcomes["read"],
        "refused": outcomes["refused"],
        "crashes": outcomes["crashed"],
        "fetches": len(fetches),
        "over_30_s": sum(one.seconds > MOST_SECONDS for one in tried),
        "slowest_s": max(one.seconds for one in tried),
        "words": words,
        "recall": 1 - sum(one.missed for one in tried) / words,
        "added": sum(one.added for one in tried) / words,
        "recall_python_docx": sum(one.by_python_docx for one in tried) / words,
        "files_whole": sum(one.outcome == "read" and not one.missed for one in tried),
        "with_changes": len(tracked),
        "tracked_marks": sum(one.tracked for one in tracked),
        "marks_left": sum(one.left for one in tried),
        "text_differs": sum(not one.same for one in tried),
    }


def passed(results: dict[str, float]) -> bool:
    """Whether nothing crashed, reached outside, took too long, or lost words or changes."""
    none = ("crashes", "fetches", "over_30_s", "marks_left", "text_differs")
    return not any(results[name] for name in none) and results["recall"] >= LEAST_RECALL


def print_table(tried: Sequence[Tried], results: dict[str, float]) -> None:
    """Reasons first, then the figures."""
    for reason, number in Counter(_reasons(tried)).most_common():
        print(f"{number:5}  {reason}")
    print()
    for name, value in results.items():
        print(f"{name:<20} {value:>12,.4f}" if value % 1 else f"{name:<20} {value:>12,.0f}")


def _reasons(tried: Sequence[Tried]) -> Iterator[str]:
    return (
        f"{one.outcome}: {VARIABLE.sub('…', one.reason)}" for one in tried if one.outcome != "read"
    )


@contextmanager
def _alarm() -> Iterator[None]:
    signal.alarm(MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def _no_fetches(event: str, details: tuple[object, ...]) -> None:
    if event in REACHING:
        fetches.append(f"{event} {details[1:]}")
        raise OSError(event)


if __name__ == "__main__":
    sys.exit(main())
