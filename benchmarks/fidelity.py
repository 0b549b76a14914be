"""What the house model makes of real conversations, sentence beside source, for a person to read.

    python benchmarks/fidelity.py --data DIR [--sample 200] [--seed 1] [--out FILE.md] [--json FILE]

Reads the meetings of `call_notes/zoom_vtt` and `call_notes/acd_human` through intake and the tools,
reports each passage as the drafter does, and writes a sample of the sentences, spread evenly over
the meetings, with what was said before and after. Whether a sentence keeps to its source only a
reader can tell; the counts say how many are quotations. The speakers of each meeting are given
sides in turn (firm and client; in every other meeting also nobody's; `--seed` says who comes
first), so that every pronoun is put to the test.
`--every-sentence` is harder still: whatever was said, as whatever kind its form
allows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from notes_data import Meeting, human, silver

from engross.intake import GivenFile, Subject, read_evidence
from engross.intake.sentences import sentences
from engross.models.house.reading import PassageLine, facts, passages
from engross.models.house.reporting import Reader, ask, reader_of, report
from engross.models.house.salience import worth_having
from engross.records import Evidence
from engross.records.display import display
from engross.records.slots import slots
from engross.research import toolbox
from engross.research.knowledge import FoundKnowledge
from engross.research.views import passage_view
from engross.uk.figures import said_figures
from engross.uk.periods import quarter_of
from engross.workspace import LoadedWorkspace, load_workspace
from engross.workspace.register import Contact

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("action", "instruction", "decision", "risk", "question", "background")
SPOKEN_ON = dt.date(2026, 10, 7)
"""The day that every meeting is said to have been on."""
LONGEST_PLAIN = 20
"""Words of a promise that is plain."""
_PROMISE = re.compile(
    r"(?:(?:and|so|yeah|yes|okay|ok|but|sure|then|well|um)[,.]? )*I(?:'ll| will|'m going to) \w+",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(
    r"…|\.\.|\?|\b(?:it|this|that|these|those|them|they|him|her|here|there)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    """One sentence beside what it reports."""

    meeting: str
    passage: str
    kind: str
    side: str
    speaker: str
    said: str
    before: str
    after: str
    sentence: str
    asked: str
    """As a request to the client, where that is another sentence."""
    quoted: bool
    why_quoted: str
    plain_promise: bool


def main() -> int:
    """Measure, write what was asked for, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rephrased", action="store_true", help="sample no quotations")
    parser.add_argument(
        "--every-sentence",
        action="store_true",
        help="report every sentence of the meetings as whatever its form allows",
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    notes = asked.data / "call_notes"
    meetings = [*silver(notes / "zoom_vtt"), *human(notes / "acd_human")]
    workspace = load_workspace(ROOT)
    rows = [
        row
        for number, meeting in enumerate(meetings)
        for row in _rows(
            meeting, workspace, parties=2 + number % 2, turn=asked.seed, every=asked.every_sentence
        )
    ]
    own_only = asked.rephrased or asked.every_sentence
    pool = [row for row in rows if not (own_only and row.quoted)]
    sample = _sample(pool, asked.sample, asked.seed)
    summary = _summary(rows, sample, len(meetings))
    if asked.out:
        asked.out.write_text(_markdown(sample, summary), "utf-8")
    if asked.json:
        told = {**summary, "sample": [asdict(row) for row in sample]}
        asked.json.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    for name, value in summary.items():
        print(f"{name:38} {value}")
    return 0


def _rows(
    meeting: Meeting, workspace: LoadedWorkspace, *, parties: int, turn: int, every: bool
) -> Iterator[Row]:
    evidence = _evidence(meeting, workspace, parties, turn)
    told, reader = _through_tools(evidence, workspace)
    place = {passage.id: number for number, passage in enumerate(evidence.passages)}
    for passage in _each_sentence(evidence) if every else told:
        made, asked = report(passage, reader), ask(passage, reader)
        plain = passage.kind == "action" and _is_plain_promise(passage.text)
        if every and made.quoted and not plain:
            continue
        yield Row(
            meeting=meeting.name,
            passage=passage.id,
            kind=passage.kind,
            side=passage.side or "nobody's",
            speaker=passage.speaker,
            said=passage.text,
            before=_near(evidence, place[passage.id] - 1),
            after=_near(evidence, place[passage.id] + 1),
            sentence=_filled(made.text, passage, evidence),
            asked=_filled(asked.text, passage, evidence) if asked.text != made.text else "",
            quoted=made.quoted,
            why_quoted=made.why_quoted,
            plain_promise=plain,
        )


def _is_plain_promise(text: str) -> bool:
    """Whether it is `I'll do X`, short, whole, and says itself what X is."""
    short = len(text.split()) <= LONGEST_PLAIN
    return bool(short and _PROMISE.match(text)) and not _NOT_PLAIN.search(text)


def _each_sentence(evidence: Evidence) -> Iterator[PassageLine]:
    """Every sentence that agents may see, as each kind of passage."""
    seen = [passage_view(passage) for passage in evidence.passages if not passage.withheld]
    for passage in passages({"passages": seen}):
        for text, _ in sentences(passage.text):
            due = passage.due if passage.due in text else ""
            sentence = replace(
                passage,
                text=text,
                figures=tuple(said.text for said in said_figures(text)),
                due=due,
                due_fact=passage.due_fact if due else "",
            )
            yield from (replace(sentence, kind=kind) for kind in KINDS if kind != "risk")


def _evidence(meeting: Meeting, workspace: LoadedWorkspace, parties: int, turn: int) -> Evidence:
    subject = _subject(meeting, workspace, parties, turn)
    stem = re.sub(r"\W+", "-", meeting.name)
    name = f"{SPOKEN_ON.isoformat()} {re.sub(r'[0-9]', '', stem)}.vtt"
    file = GivenFile(role="notes", kind="notes", name=name, data=meeting.transcript.encode())
    return read_evidence([file], subject)


def _subject(meeting: Meeting, workspace: LoadedWorkspace, parties: int, turn: int) -> Subject:
    """The made-up firm and client, whose people go by the speakers' names."""
    firm = workspace.firm
    spoken = re.findall(r"^(?:<v )?([^\W\d][^\n:>]{1,40})[:>]", meeting.transcript, re.MULTILINE)
    names = [name for name, _ in Counter(spoken).most_common()]
    ours, theirs = names[turn % parties :: parties], names[(turn + 1) % parties :: parties]
    people = [
        person.model_copy(update={"names_in_records": tuple(ours[number :: len(firm.people)])})
        for number, person in enumerate(firm.people)
    ]
    other = Contact(name="Mr Dan Pell", names_in_records=tuple(theirs[1::2]))
    first = firm.clients[0].contacts[0]
    first = first.model_copy(update={"names_in_records": tuple(theirs[::2])})
    client = firm.clients[0].model_copy(update={"contacts": (first, other)})
    firm = firm.model_copy(update={"people": tuple(people), "clients": (client,)})
    matter = client.matters[0]
    return Subject(firm, client, matter, quarter_of(SPOKEN_ON), dt.date(2026, 12, 31), "0" * 64)


def _through_tools(
    evidence: Evidence, workspace: LoadedWorkspace
) -> tuple[list[PassageLine], Reader]:
    """The passages that a drafter could report, and who is who, as the tools tell."""
    tools = toolbox(
        evidence,
        workspace.crews["client_report"],
        period=quarter_of(SPOKEN_ON).key,
        knowledge=FoundKnowledge(lambda _question, _limit: ()),
    )

    def call(name: str, **arguments: object) -> dict[str, object]:
        tool = tools[name]
        return dict(tool.run(tool.arguments(**arguments)))

    register = facts(call("find_facts", period="register", limit=100))
    told: list[PassageLine] = []
    for kind in KINDS:
        found = passages(call("search_notes", kinds=(kind,), limit=100))
        told += found
    reader = reader_of(register, told)
    held = [p for p in told if p.kind == "background"]
    worth = worth_having(held, lambda passage: not report(passage, reader).quoted)
    return [*(p for p in told if p.kind != "background"), *worth], reader


def _near(evidence: Evidence, number: int) -> str:
    if not 0 <= number < len(evidence.passages):
        return ""
    passage = evidence.passages[number]
    return f"{passage.speaker}: {passage.text}"


def _filled(text: str, passage: PassageLine, evidence: Evidence) -> str:
    """The sentence with its slots filled in, roughly as the document has them."""
    parts, end = [], 0
    for slot in slots(text):
        if slot.kind == "fact":
            value = display(evidence.fact(slot.id))
        else:
            value = passage.figures[slot.part - 1] if slot.part else f"“{passage.text}”"
        parts += [text[end : slot.start], value]
        end = slot.end
    return "".join([*parts, text[end:]])


def _sample(rows: Sequence[Row], size: int, seed: int) -> list[Row]:
    """As many rows of each meeting as there are, in turn, until there are enough."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    piles: dict[str, list[Row]] = {}
    for row in rows:
        piles.setdefault(row.meeting, []).append(row)
    for pile in piles.values():
        chance.shuffle(pile)
    taken: list[Row] = []
    while len(taken) < size and any(piles.values()):
        taken += [pile.pop() for pile in piles.values() if pile]
    return sorted(taken[:size], key=lambda row: (row.meeting, int(row.passage[1:])))


def _summary(rows: Sequence[Row], sample: Sequence[Row], meetings: int) -> dict[str, object]:
    promises = [row for row in rows if row.plain_promise]
    summary: dict[str, object] = {
        "meetings": meetings,
        "passages reported": len(rows),
        "put into our own words": sum(not row.quoted for row in rows),
        "plain “I'll do X”": len(promises),
        "of them put into our own words": sum(not row.quoted for row in promises),
    }
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        summary[f"{kind}: own words of all"] = f"{sum(not r.quoted for r in mine)} of {len(mine)}"
    for why, count in Counter(row.why_quoted for row in rows if row.quoted).most_common():
        summary[f"quoted: {why}"] = count
    summary["sampled"] = len(sample)
    summary["sampled in our own words"] = sum(not row.quoted for row in sample)
    return summary


def _markdown(sample: Sequence[Row], summary: dict[str, object]) -> str:
    lines = ["# Sentences beside their sources", ""]
    lines += [f"- {name}: {value}" for name, value in summary.items()]
    for number, row in enumerate(sample, start=1):
        how = f"quoted: {row.why_quoted}" if row.quoted else "own words"
        lines += [
            "",
            f"## {number}. {row.meeting} {row.passage} ({row.kind}, {row.side}, {how})",
            f"- before: {row.before}",
            f"- **said: {row.speaker}: {row.said}**",
            f"- after: {row.after}",
            f"- **reported: {row.sentence}**",
        ]
        if row.asked:
            lines.append(f"- asked: {row.asked}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
