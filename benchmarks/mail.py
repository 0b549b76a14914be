"""Every raw mail of a folder: read or refused, its newest words kept, its quotes told apart.

    python benchmarks/mail.py --data DIR [--sample 30] [--show] [--json FILE]

`DIR` holds `support/emails_raw`: mails as files, bodies of mails as text or HTML, Outlook's `.msg`.
Each goes the way that a run's notes go: the guard, then the reader in its child process. Three
things are measured. Reading: how many are read, how many are refused and why, and whether any word
of the text, taken out by other means (the standard library, lxml), is missing from what was read.
Losing: `mail_quoted_lines.toml` says for each labelled file which lines a person takes for an
earlier message; words of the other lines that are not among the newest are lost. Keeping: words of
those lines that are. The same two are counted for email-reply-extractor, if it is installed.
`--show` prints the newest text of a sample, the same one each time, for a person to read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

from lxml import html

from engross.errors import InputError
from engross.sources import apart, guard
from engross.sources.documents import BlockRead, DocumentRead
from engross.sources.file import SourceFile

LABELS = Path(__file__).with_name("mail_quoted_lines.toml")
PEER = "email_reply_extractor"
SEED = 20261122
NO_MAIL = {".py", ".gitignore"}
HEAD = b"From: somebody@example.com\nSubject: %s\nContent-Type: text/%s; charset=utf-8\n\n"
HEADER_LINE = re.compile(rb"\s*(?:From |>From |[A-Za-z][A-Za-z-]{1,40}:\s)")
BODIES = "email-reply-parser"
OLE = b"\xd0\xcf\x11\xe0"


@dataclass
class Case:
    """One file of the folder."""

    name: str
    file: SourceFile
    plain: str
    """Its text, taken out without the reader; empty when that fails or it has none."""
    html: str = ""
    document: DocumentRead | None = None
    refused: str = ""


@dataclass
class Score:
    """What one way of taking out the newest words did on the labelled files."""

    files_lost: int = 0
    words_lost: int = 0
    files_kept: int = 0
    words_kept: int = 0
    exact: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, wanted: Counter[str], found: Counter[str]) -> None:
        """Count what is missing and what is too much."""
        lost, kept = wanted - found, found - wanted
        self.files_lost += bool(lost)
        self.words_lost += lost.total()
        self.files_kept += bool(kept)
        self.words_kept += kept.total()
        self.exact += not lost and not kept
        if lost or kept:
            self.faults.append(f"{name}: {lost.total()} words lost, {kept.total()} kept")


def main() -> int:
    """Read everything, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="print the newest text of a sample")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    cases = list(read_cases(asked.data / "support" / "emails_raw"))
    sample = chosen(cases, asked.sample)
    if asked.show:
        for case in sample:
            show(case)
    results = {**counts(cases), **vanished(cases), **labelled(cases, sample)}
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    bad = ("crashed", "words_vanished", "ours_words_lost")
    return 1 if any(results[name] for name in bad) else 0


def read_cases(folder: Path) -> Iterator[Case]:
    """Each file of the folder that is a mail or the body of one, read or refused."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in NO_MAIL and path.stat().st_size:
            case = case_of(f"{path.parent.name}/{path.name}", path)
            try:
                guard.check(case.file, "notes")
                case.document = apart.read_document(case.file)
            except InputError as error:
                case.refused = error.problem
            yield case


def case_of(name: str, path: Path) -> Case:
    """The file as a mail: as it is, or with the least head that makes a body one."""
    data = path.read_bytes()
    if path.suffix == ".msg" or data.startswith(OLE):
        return Case(name, SourceFile(f"{path.name.removesuffix('.msg')}.msg", data), "")
    if path.suffix == ".html":
        text = data.decode("utf-8", "replace")
        return Case(name, SourceFile("mail.eml", HEAD % (b"Re: x", b"html") + data), "", text)
    if path.parent.name == BODIES or not (path.suffix or HEADER_LINE.match(data)):
        body = data.decode("utf-8", "replace")
        subject = b"Fwd: x" if "forward_header" in name else b"Re: x"
        return Case(name, SourceFile("mail.eml", HEAD % (subject, b"plain") + data), body)
    plain, formatted = texts_of(data)
    return Case(name, SourceFile(f"{path.stem}.eml", data), plain, formatted)


def texts_of(data: bytes) -> tuple[str, str]:
    """The mail's plain text and HTML, as the standard library takes them out."""
    mail = message_from_bytes(data.lstrip(), policy=policy.default)
    found = {"plain": "", "html": ""}
    for kind in found:
        try:
            part = mail.get_body((kind,))
            found[kind] = str(part.get_content()) if part else ""
        except (LookupError, ValueError, AttributeError, TypeError):
            print(f"the standard library cannot take out the {kind} text of one", file=sys.stderr)
    return found["plain"], found["html"]


def chosen(cases: Sequence[Case], size: int) -> list[Case]:
    """The sample that a person reads: the same files each time, Outlook's own left out."""
    mails = [case for case in cases if case.file.suffix == ".eml"]
    chooser = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    return chooser.sample(mails, min(size, len(mails)))


def counts(cases: Sequence[Case]) -> dict[str, float]:
    """How many were read, and why the others were not."""
    refused = Counter(case.refused for case in cases if case.refused)
    for reason, times in refused.most_common():
        print(f"refused {times:>3}: {reason}")
    read = [case.document for case in cases if case.document]
    remarks = Counter(remark.rule for document in read for remark in document.remarks)
    return {
        "files": len(cases),
        "read": len(read),
        "refused_with_reason": refused.total(),
        "crashed": sum(times for reason, times in refused.items() if "stopped" in reason),
        "attachments": sum(len(document.attachments) for document in read),
        **{f"remark_{rule}": times for rule, times in sorted(remarks.items())},
    }


def vanished(cases: Sequence[Case]) -> dict[str, float]:
    """Words of the texts, taken out by other means, that are in no block."""
    total = missing = files = 0
    for case in cases:
        if case.document is None or not (case.plain.strip() or case.html.strip()):
            continue
        hidden = any(remark.rule == "mail-hidden-text" for remark in case.document.remarks)
        formatted = "formatted text" in case.document.method
        wanted = words(shown_text(case.html) if formatted else case.plain)
        gone = wanted - words("\n".join(everything(case.document)))
        if gone and not hidden:
            files += 1
            print(f"vanished from {case.name}: {', '.join(list(gone)[:8])}")
            missing += gone.total()
        total += wanted.total()
    return {"words": total, "words_vanished": missing, "files_with_vanished": files}


def everything(document: DocumentRead) -> Iterator[str]:
    """All texts of a mail: what it says, quotes, and carries as files."""
    yield from (block.text for block in document.blocks)
    yield from (each.data.decode("utf-8", "replace") for each in document.attachments)


def shown_text(source: str) -> str:
    """The words of HTML, however it is laid out, without those that no program shows."""
    tree = html.fromstring(re.sub(r"<\?xml[^>]*\?>", "", source) or "<p/>")
    for element in tree.xpath("//style | //script | //title | //comment()"):
        element.drop_tree()
    return " ".join(tree.itertext())


def labelled(cases: Sequence[Case], sample: Sequence[Case]) -> dict[str, float]:
    """Losing and keeping on the labelled files, by this reader and by the peer."""
    labels: Mapping[str, str] = tomllib.loads(LABELS.read_text(encoding="utf-8"))["quoted"]
    scores = {"ours": Score(), "sample_ours": Score(), "peer": Score()}
    known = [case for case in cases if case.name in labels and case.document]
    for case in known:
        wanted = words("\n".join(new_lines(case, labels[case.name])))
        found = words("\n".join(block.text for block in newest(case)))
        scores["ours"].add(case.name, wanted, found)
        if case in sample:
            scores["sample_ours"].add(case.name, wanted, found)
        if (peer := peers_newest(case)) is not None:
            scores["peer"].add(case.name, wanted, words(peer))
    for fault in scores["ours"].faults:
        print("ours:", fault)
    for fault in scores["peer"].faults:
        print("peer:", fault)
    results: dict[str, float] = {
        "labelled": len(known),
        "sample": len(sample),
        "sample_labelled": sum(case.name in labels for case in sample),
    }
    for name, score in scores.items():
        figures = {key: value for key, value in vars(score).items() if key != "faults"}
        results |= {f"{name}_{key}": value for key, value in figures.items()}
    return results


def new_lines(case: Case, quoted: str) -> Iterator[str]:
    """The lines that a person takes for the newest message.

    They are those of the file for the bodies, and those that were read for whole mails.
    """
    text = case.plain
    if not case.name.startswith(BODIES):
        text = "\n".join(block.text for block in (case.document or EMPTY).blocks)
    old = {number for part in quoted.split() for number in span(part)}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if number not in old:
            yield line


def span(part: str) -> range:
    """`3-7` or `9`."""
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


EMPTY = DocumentRead((), "")


def newest(case: Case) -> list[BlockRead]:
    """The blocks that the reader does not take for an earlier message."""
    return [block for block in (case.document or EMPTY).blocks if not block.quoted]


def peers_newest(case: Case) -> str | None:
    """The same by email-reply-extractor; `None` when it is not installed or not made for it."""
    if importlib.util.find_spec(PEER) is None:
        return None
    if any(block.place.startswith("attached") for block in (case.document or EMPTY).blocks):
        return None  # it takes no mails in mails
    formatted = {"html_body": case.html} if case.html else {}
    return str(importlib.import_module(PEER).extract_new_text(case.plain, **formatted).text)


def words(text: str) -> Counter[str]:
    """The words of a text, in small letters."""
    return Counter(re.findall(r"\w+", text.casefold()))


def show(case: Case) -> None:
    """The newest text, and how much else there is."""
    blocks = (case.document or EMPTY).blocks
    quoted = sum(block.quoted for block in blocks)
    print(f"\n===== {case.name}: {len(blocks)} blocks, {quoted} of them quoted")
    for block in newest(case):
        print("\n".join(f"    {line}" for line in block.text.split("\n")))


def print_table(results: Mapping[str, float]) -> None:
    """One metric a line."""
    print(f"\n{'metric':<34} {'value':>9}")
    for name, value in results.items():
        print(f"{name:<34} {value:>9.0f}")


if __name__ == "__main__":
    sys.exit(main())
